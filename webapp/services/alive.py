"""Which processes are still there, so that a restart takes up a killed process's jobs at once.

Every process that takes leases holds a locked file in DATA_DIR. The kernel lets go of the lock when the
process ends, however it ends. A file that can be locked belongs to a dead process; one that does not exist
belongs to a process on another machine, of which nothing is known: its leases end by themselves.
"""

import fcntl
import os
import threading
import uuid
from pathlib import Path


class Alive:
    """This process as a holder of leases, and what can be known of the others. Locks nothing before use."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._id = uuid.uuid4().hex[:16]
        self._handle: int | None = None
        self._opening = threading.Lock()

    def new_lease(self) -> str:
        """A fresh lease token that names this process."""
        with self._opening:
            if self._handle is None:
                self._folder.mkdir(parents=True, exist_ok=True)
                self._handle = os.open(self._path(self._id), os.O_CREAT | os.O_RDWR, 0o600)
                fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)  # held until the process ends
        return f"{self._id}-{uuid.uuid4().hex[:16]}"

    def is_dead(self, lease: str) -> bool:
        """True where the process that took the lease has certainly ended."""
        owner = lease.partition("-")[0]
        if owner == self._id or not owner.isalnum():
            return False
        try:
            with self._path(owner).open("rb") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:  # locked by a living process, or no such file
            return False
        return True

    def forget_dead(self) -> None:
        """Remove the files of processes that have ended; call after their leases were taken over."""
        for path in self._folder.glob("*.alive"):
            if self.is_dead(path.stem):
                path.unlink(missing_ok=True)

    def _path(self, owner: str) -> Path:
        return self._folder / f"{owner}.alive"
