"""An object in a bucket as a seekable file that is read as it is asked for."""

import contextlib
import io
from collections.abc import Callable
from typing import Any, BinaryIO

from webapp.errors import StorageError

TRIES = 3


class S3File(io.RawIOBase):
    """`body` gives the bytes from the start, `open_at(offset)` those from there on.

    A connection that breaks is opened again where it broke; `StorageError` where that does not help.
    """

    def __init__(self, body: BinaryIO, size: int, open_at: Callable[[int], BinaryIO]) -> None:
        self._body: BinaryIO | None = body
        self._body_at = 0
        self._at = 0
        self._size = size
        self._open_at = open_at

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def readinto(self, buffer: Any) -> int:
        wanted = min(len(buffer), self._size - self._at)
        if wanted <= 0:
            return 0
        for _ in range(TRIES):
            data = self._read(wanted)
            if data:
                buffer[: len(data)] = data
                self._at += len(data)
                self._body_at = self._at
                return len(data)
            self._let_go()
        raise StorageError("The picture storage broke off in the middle of a picture")

    def close(self) -> None:
        self._let_go()
        super().close()

    def _read(self, wanted: int) -> bytes:
        """Some of the next bytes; none where the connection broke."""
        if self._body is None or self._body_at != self._at:
            self._let_go()
            self._body = self._open_at(self._at)
            self._body_at = self._at
        try:
            return self._body.read(wanted)
        except Exception:  # botocore's, urllib3's and the socket's own, as the connection broke
            return b""

    def _let_go(self) -> None:
        if self._body is not None:
            with contextlib.suppress(Exception):
                self._body.close()
            self._body = None
