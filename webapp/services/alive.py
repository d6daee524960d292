"""Who holds leases and who has ended, so that the jobs of whoever ended are taken up at once.

Every process that takes leases holds a locked file in DATA_DIR. The kernel lets go of the lock when the
process ends, however it ends. A file that can be locked belongs to a dead process; one that does not exist
belongs to a process on another machine, of which nothing is known: its leases end by themselves.
"""

import fcntl
import os
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Alive:
    """This process as a holder of leases, and what can be known of the others. Locks nothing before use."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._id = uuid.uuid4().hex[:16]
        self._handle: int | None = None
        self._guard = threading.Lock()
        self._in_hand: set[str] = set()

    @property
    def name(self) -> str:
        """What this process is called in the database."""
        return self._id

    @contextmanager
    def lease(self) -> Iterator[str]:
        """A fresh lease token that names this process; it is in hand for as long as the block lasts."""
        lease = f"{self._id}-{uuid.uuid4().hex[:16]}"
        with self._guard:
            if self._handle is None:
                self._handle = self._lock_own_file()
            self._in_hand.add(lease)
        try:
            yield lease
        finally:
            with self._guard:
                self._in_hand.discard(lease)

    def in_hand(self) -> frozenset[str]:
        """The leases somebody in this process works under just now."""
        with self._guard:
            return frozenset(self._in_hand)

    def is_dead(self, lease: str) -> bool:
        """True where whoever took the lease has certainly ended: the process, or the step in this one."""
        owner = lease.partition("-")[0]
        if owner == self._id:
            return lease not in self.in_hand()
        return owner.isalnum() and _has_ended(self._path(owner))

    def forget_dead(self) -> None:
        """Remove the files of processes that have ended; call after their leases were taken over."""
        for path in self._folder.glob("*.alive"):
            if path != self._path(self._id) and _has_ended(path):
                path.unlink(missing_ok=True)

    def _path(self, owner: str) -> Path:
        return self._folder / f"{owner}.alive"

    def _lock_own_file(self) -> int:
        """Held until the process ends. Nobody sees the file before it is locked."""
        self._folder.mkdir(parents=True, exist_ok=True)
        hidden = self._folder / f".{self._id}"
        handle = os.open(hidden, os.O_CREAT | os.O_RDWR, 0o600)
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        hidden.rename(self._path(self._id))
        return handle


def _has_ended(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:  # locked by a living process, or no such file
        return False
    return True
