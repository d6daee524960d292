"""Doing something at most so often, without forgetting that it was asked for."""

import threading
import time
from collections.abc import Callable


def _later(wait_s: float, call: Callable[[], None]) -> None:
    timer = threading.Timer(wait_s, call)
    timer.daemon = True
    timer.start()


class Spaced:
    """Calls `call` at once, or once for all who ask within `every_s` of the last time, when that is over.

    `clock` tells seconds that never go back; `later` calls something after so many. What is put off when the
    process ends is lost.
    """

    def __init__(
        self,
        call: Callable[[], None],
        every_s: float,
        clock: Callable[[], float] = time.monotonic,
        later: Callable[[float, Callable[[], None]], None] = _later,
    ) -> None:
        self._call = call
        self._every_s = every_s
        self._clock = clock
        self._later = later
        self._guard = threading.Lock()
        self._free_at_s = clock()
        self._is_put_off = False

    def __call__(self) -> None:
        with self._guard:
            if self._is_put_off:
                return
            now_s = self._clock()
            wait_s = self._free_at_s - now_s
            self._is_put_off = wait_s > 0
            if not self._is_put_off:
                self._free_at_s = now_s + self._every_s
        if wait_s > 0:
            self._later(wait_s, self._after_all)
        else:
            self._call()

    def _after_all(self) -> None:
        with self._guard:
            self._is_put_off, self._free_at_s = False, self._clock() + self._every_s
        self._call()
