"""Other work on the same machine, for as long as it is wanted and never longer than a few minutes."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

LONGEST_S = 240
SPIN = "import time; end = time.monotonic() + float({seconds})\nwhile time.monotonic() < end: pass"


@contextmanager
def busy_cores() -> Iterator[None]:
    """Keep every core busy."""
    command = [sys.executable, "-c", SPIN.format(seconds=LONGEST_S)]
    spinning = [subprocess.Popen(command) for _ in range(os.cpu_count() or 1)]
    try:
        yield
    finally:
        for process in spinning:
            process.kill()
            process.wait()
