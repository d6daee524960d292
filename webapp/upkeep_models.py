"""What upkeep knows: the processes that run, and what is done now and then."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class ProcessKind(StrEnum):
    """What a process is for. With SQLite the web processes do the background work, too."""

    WEB = "web"
    WORKER = "worker"


@dataclass(frozen=True, slots=True)
class Process:
    """A process and when it was last heard of."""

    id: str
    kind: ProcessKind
    host: str
    pid: int
    started_at: datetime
    beat_at: datetime


@dataclass(frozen=True, slots=True)
class Run:
    """How a task of housekeeping stands. `done` tells the last run in words, `error` the last failure.

    `state` is the task's own, and says where to go on. Whoever runs it holds `lease` until `leased_until`.
    """

    task: str
    due_at: datetime
    lease: str | None
    leased_until: datetime | None
    began_at: datetime | None
    ended_at: datetime | None
    took_s: float | None
    done: str
    error: str | None
    error_at: datetime | None
    state: dict[str, Any]

    @property
    def is_failing(self) -> bool:
        """True where the last run ended in an error."""
        return self.error_at is not None and self.error_at == self.ended_at


@dataclass(frozen=True, slots=True)
class Day:
    """Of the jobs submitted on one day: how many, how many were sent, how many ended without a picture."""

    jobs: int = 0
    sent: int = 0
    without: int = 0


@dataclass(frozen=True, slots=True)
class Missing:
    """A record whose bytes are missing: a picture, or the painting or mask of the job with this id."""

    what: str
    record_id: str
    found_at: datetime
