"""What the operator's page shows, read from the database as it stands."""

from dataclasses import dataclass
from datetime import timedelta

from webapp.db import accounts, blobs, figures
from webapp.db import operations as rows
from webapp.models import Account, JobStatus
from webapp.services import account, housekeeping, processes, room
from webapp.services.collaborators import Collaborators
from webapp.services.housekeeping import TASKS, Kept
from webapp.services.jobs import JobView, view_of
from webapp.services.usage import days_until
from webapp.upkeep_models import Day, Missing, Process

SHOWN = 25
UNDER_WAY = (JobStatus.SENDING, JobStatus.QUEUED, JobStatus.RUNNING, JobStatus.SAVING)


@dataclass(frozen=True, slots=True)
class Stored:
    """What is kept, in pictures and bytes; `free_bytes` is None where nobody knows."""

    pictures: int
    size_bytes: int
    free_bytes: int | None
    unnamed: int
    missing_count: int
    missing: list[Missing]


@dataclass(frozen=True, slots=True)
class Operations:
    """How things stand. Lists hold `SHOWN` at most, the oldest first; `counts` are by state."""

    counts: dict[JobStatus, int]
    stuck_count: int
    stuck: list[JobView]
    uncertain: list[JobView]
    under_way: list[JobView]
    waiting: list[JobView]
    late_s: int
    pacing_wait_s: int
    account: Account | None
    processes: list[tuple[Process, bool]]
    tasks: list[Kept]
    stored: Stored
    days: tuple[str, ...]
    by_day: list[Day]

    @property
    def under_way_count(self) -> int:
        return sum(self.counts[status] for status in UNDER_WAY)


def look(co: Collaborators) -> Operations:
    """Everything at once; for an admin's page, not for a place that is asked all the time."""
    now = co.now()
    days = days_until(now.date())
    first_day = now.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=len(days) - 1)
    with co.database.read() as connection:
        counts = figures.jobs_by_status(connection)
        stuck = rows.stuck(connection, now, SHOWN)
        stuck_count = rows.count_stuck(connection, now)
        of_states = [
            rows.in_states(connection, states, SHOWN)
            for states in ((JobStatus.UNCERTAIN,), UNDER_WAY, (JobStatus.WAITING,))
        ]
        oldest = rows.oldest_due(connection, now)
        known = accounts.get(connection, co.account)
        by_day = rows.by_day(connection, first_day)
        count, size = figures.pictures_and_bytes(connection)
        missing = rows.missing(connection, SHOWN)
        stored = Stored(
            count,
            size,
            room.free_bytes(co),
            blobs.count_unnamed(connection),
            blobs.count_missing(connection),
            missing,
        )
    uncertain, under_way, waiting = ([view_of(co, job) for job in found] for found in of_states)
    opens_at = account.opens(co, known, now)
    return Operations(
        counts=counts,
        stuck_count=stuck_count,
        stuck=[view_of(co, job) for job in stuck],
        uncertain=uncertain,
        under_way=under_way,
        waiting=waiting,
        late_s=max(0, round((now - oldest).total_seconds())) if oldest else 0,
        pacing_wait_s=max(0, round((opens_at - now).total_seconds())),
        account=known,
        processes=[(one, processes.is_alive(one, now)) for one in processes.every(co)],
        tasks=housekeeping.overview(co, TASKS),
        stored=stored,
        days=days,
        by_day=[by_day.get(day, Day()) for day in days],
    )
