"""Work that takes so much memory that only one may do it at a time, in all processes of a machine."""

import fcntl
import threading
from pathlib import Path
from types import TracebackType
from typing import BinaryIO


class OneAtATime:
    """A lock over the threads of all processes that name the same file. Whoever dies lets go of it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._threads = threading.Lock()
        self._file: BinaryIO | None = None

    def __enter__(self) -> None:
        self._threads.acquire()
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("ab")
            fcntl.flock(self._file, fcntl.LOCK_EX)
        except BaseException:
            self._let_go()
            raise

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._let_go()

    def _let_go(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            file.close()
        self._threads.release()
