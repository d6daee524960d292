"""How many pictures may be decoded at once, so that the memory this takes is bounded whatever is sent."""

import threading
from contextlib import AbstractContextManager

from webapp.services.one_at_a_time import OneAtATime

LARGE_PX = 1 << 20
"""With their copies, pictures of so many pixels take 20 MB to decode, those of 4096 px a side up to 260."""


class Decoding:
    """Of small pictures two at a time in each process, of large ones and masks one in all of a machine."""

    def __init__(self, large: OneAtATime) -> None:
        self._large = large
        self._few = threading.Semaphore(2)

    def room_for(self, size: tuple[int, int]) -> AbstractContextManager[object]:
        """Wait until a picture of (width, height) px may be decoded."""
        return self._large if size[0] * size[1] > LARGE_PX else self._few

    def alone(self) -> AbstractContextManager[None]:
        """Wait until no other large one is decoded on this machine."""
        return self._large
