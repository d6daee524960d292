"""One background thread that lives as long as there is something to do."""

import logging
import threading
import time
from collections.abc import Callable

_log = logging.getLogger(__name__)


def in_thread(work: Callable[[], None]) -> None:
    """Do the work in the background; it may be cut off with the process at any moment."""
    threading.Thread(target=work, name="standin", daemon=True).start()


class Helper:
    """Repeats `step` while it finds work, never twice at once.

    `step` returns how many seconds to wait before the next one, or None when all is done. `spawn` says where
    it runs, `sleep` how it waits.
    """

    def __init__(
        self,
        step: Callable[[], float | None],
        spawn: Callable[[Callable[[], None]], None] = in_thread,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._step = step
        self._spawn = spawn
        self._sleep = sleep
        self._guard = threading.Lock()
        self._is_working = False
        self._is_asked_again = False

    def wake(self) -> None:
        """See to it that `step` runs at least once from now on."""
        with self._guard:
            self._is_asked_again = True
            if self._is_working:
                return
            self._is_working = True
        self._spawn(self._work)

    def _work(self) -> None:
        try:
            while self._goes_on():
                while (pause_s := self._step()) is not None:
                    if pause_s > 0:
                        self._sleep(pause_s)
        except Exception:
            _log.exception("the stand-in's background work stopped; the next call starts it again")
            with self._guard:
                self._is_working = False

    def _goes_on(self) -> bool:
        with self._guard:
            self._is_working = self._is_asked_again
            self._is_asked_again = False
            return self._is_working
