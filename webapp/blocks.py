"""Memory that goes back to the system, in the processes that make masks and keep pictures."""

import contextlib
import ctypes

LARGE = 1 << 20
M_MMAP_THRESHOLD = -3
"""As <malloc.h> calls it."""


def give_large_blocks_back() -> None:
    """Let glibc map blocks of 1 MB and more by themselves, so that they go back to the system when freed.

    By default it learns to keep them for each thread: masks of 4096 px then took 490 MB instead of 290 MB.
    """
    # Another C library has habits of its own.
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(M_MMAP_THRESHOLD, LARGE)
