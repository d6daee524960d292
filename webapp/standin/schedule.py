"""Where every message stands at a moment: one queue, three at a time, first come first served.

Nothing runs to make this true. It is computed from what was written down and the time of day, so it is the
same in every process and after any crash.
"""

import heapq
import math
from collections.abc import Iterable
from dataclasses import dataclass

from webapp.standin.records import Record, Status

RUNNING_AT_ONCE = 3


@dataclass(frozen=True, slots=True)
class Standing:
    """A message's state: `progress` is 0..100 and reaches 100 only when DONE."""

    status: Status
    progress: int
    started_at: float | None
    finished_at: float | None


def schedule(unfinished: Iterable[Record], now: float, slots: int = RUNNING_AT_ONCE) -> list[Standing]:
    """The standing of each unfinished message at `now`, given all of them in the order they came.

    A message starts once its lead time is over and one of `slots` is free, and holds the slot until its work
    is over and its picture drawn (however late), or until it fails or is cancelled. `started_at` once written
    into a record is kept; a standing with `finished_at` set may be written down and left out from then on.
    """
    free_at = [-math.inf] * slots
    standings = []
    for record in unfinished:
        start = record.started_at
        if start is None:
            start = max(free_at[0], record.created_at + record.lead_s)
        end = _end(record, start)
        if end > start or record.cancelled_at is None:
            heapq.heapreplace(free_at, max(free_at[0], end))
        standings.append(_standing(record, start, end, now))
    return standings


def final(record: Record) -> Standing:
    """The standing of a message that was written down as finished."""
    finished_at = record.finished_at if record.finished_at is not None else record.created_at
    return _over(record, record.started_at, finished_at)


def _end(record: Record, start: float) -> float:
    """When the message leaves its slot; endless while its picture is not drawn."""
    if record.cancelled_at is not None:
        return record.cancelled_at
    if record.failure is not None:
        # A picture that could not be drawn fails when that was found out, which may be later.
        return max(start + record.work_s * record.fails_at, record.drawn_at or -math.inf)
    return math.inf if record.drawn_at is None else max(start + record.work_s, record.drawn_at)


def _standing(record: Record, start: float, end: float, now: float) -> Standing:
    is_started = record.started_at is not None or start <= min(now, end)
    started_at = start if is_started else None
    if end <= now:
        return _over(record, started_at, end)
    status = Status.QUEUED if started_at is None else Status.PROCESSING
    return Standing(status, _progress(record, started_at, now), started_at, None)


def _over(record: Record, started_at: float | None, finished_at: float) -> Standing:
    if record.error is None:
        return Standing(Status.DONE, 100, started_at, finished_at)
    return Standing(Status.FAIL, _progress(record, started_at, finished_at), started_at, finished_at)


def _progress(record: Record, started_at: float | None, at: float) -> int:
    if started_at is None:
        return 0
    # The last percent is never given by the clock: it stands for the picture.
    worked_s = max(0.0, at - started_at)
    return min(99, int(100 * (worked_s / record.work_s))) if worked_s < record.work_s else 99
