"""The jobs table as a queue: what is due, whose turn it is, who holds what.

A step is claimed by one conditional UPDATE, so that of many who try exactly one has it, and nobody while the
app is closed to changes. Jobs that wait to be sent stand in a line: each has a turn, given when it is
submitted and one higher than that of its member's job before, so that in every round each member sends one.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Update,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    or_,
    select,
    update,
)

from webapp.db import closings
from webapp.db.records import to_job
from webapp.db.tables import jobs
from webapp.models import ADVANCING, Job, JobStatus, ProviderName
from webapp.team_models import Approval

LONGEST_DELAY = timedelta(minutes=10)
"""No step is put off or held for longer. What is later than that was set by a clock that was wrong."""

EXACT_TO = 10
"""The first places in the line are written down exactly, the others to a part in so many: else each job that
goes out would change the rows of all that wait."""


def _stands_at(*statuses: JobStatus) -> ColumnElement[bool]:
    """Constants in the statement itself: handing them over each time would be much of what a look costs."""
    return jobs.c.status.in_([literal_column(f"'{status}'") for status in statuses])


_free = or_(
    jobs.c.leased_until.is_(None),
    jobs.c.leased_until <= bindparam("now"),
    jobs.c.leased_until > bindparam("far"),
)
_due = or_(jobs.c.due_at <= bindparam("now"), jobs.c.due_at > bindparam("far"))
_open = ~exists().where(closings.IS_CLOSED)
_named = and_(jobs.c.hook_message_id.is_not(None), _stands_at(JobStatus.WAITING, JobStatus.UNCERTAIN))
"""A webhook told which message was made of a job that has no answer: a poll can tell whether it is true."""

_may_go = jobs.c.approval.is_distinct_from(literal_column(f"'{Approval.NEEDED}'"))
_waits = and_(_stands_at(JobStatus.WAITING), jobs.c.provider == bindparam("of_provider"), _may_go)
_in_line = and_(_waits, jobs.c.hook_message_id.is_(None))
_line = (jobs.c.turn, jobs.c.created_at, jobs.c.id)


@dataclass(frozen=True, slots=True)
class Hold:
    """Who takes a step when, and until when the step is theirs alone."""

    lease: str
    now: datetime
    until: datetime


def _take(which: ColumnElement[bool]) -> Update:
    taken: dict[str, Any] = {"lease": bindparam("new_lease"), "leased_until": bindparam("until")}
    return update(jobs).where(which, _open).values(**taken).returning(*jobs.c)


def _take_first(which: ColumnElement[bool], *order: Any) -> Update:
    """Whoever runs this at the same time takes the one after it, without waiting."""
    free = select(jobs.c.id).where(which, _due, _free).order_by(*order).limit(literal_column("1"))
    return _take(jobs.c.id == free.with_for_update(skip_locked=True).correlate(None).scalar_subquery())


_KINDS: Mapping[str, ColumnElement[bool]] = {
    "at once": _stands_at(JobStatus.SENDING, JobStatus.SAVING),
    "named": _named,
    "polled": _stands_at(JobStatus.QUEUED, JobStatus.RUNNING),
    "in line": _in_line,
}
_TAKE_DUE = {kind: _take_first(which, jobs.c.due_at) for kind, which in _KINDS.items() if kind != "in line"}
_TAKE_IN_TURN = _take_first(_in_line, *_line)
_TAKE_THIS = _take(
    and_(jobs.c.id == bindparam("job_id"), jobs.c.status == bindparam("status_read"), _may_go, _due, _free)
)

_NEXT_DUE = select(
    *(
        select(jobs.c.due_at)
        .where(which, _free)
        .order_by(jobs.c.due_at)
        .offset(literal_column(place))
        .limit(literal_column("1"))
        .scalar_subquery()
        for place in ("0", "1")
        for which in _KINDS.values()
    ),
    *(exists().where(which, _free, jobs.c.due_at > bindparam("far")) for which in _KINDS.values()),
)

_is_leased = and_(_stands_at(*sorted(ADVANCING), JobStatus.UNCERTAIN), jobs.c.leased_until > bindparam("now"))
_LEASES = select(jobs.c.lease).where(_is_leased, jobs.c.lease.is_not(None))
_LEASED = select(jobs).where(_is_leased)
_LAST_TURN = select(func.max(jobs.c.turn)).where(
    jobs.c.created_by == bindparam("person"), jobs.c.status == str(JobStatus.WAITING)
)
_AHEAD = select(func.count()).where(
    _waits,
    or_(
        jobs.c.turn < bindparam("own_turn"),
        and_(jobs.c.turn == bindparam("own_turn"), jobs.c.created_at < bindparam("submitted_at")),
    ),
)
_PLACES = (
    select(jobs.c.id, jobs.c.queue_position, (func.row_number().over(order_by=_line) - 1).label("place"))
    .where(_waits)
    .subquery()
)
_IS_MOVED = or_(
    _PLACES.c.queue_position.is_(None),
    func.abs(_PLACES.c.queue_position - _PLACES.c.place) * EXACT_TO > _PLACES.c.place,
)
_ANY_MOVED = select(_PLACES.c.id).where(_IS_MOVED).limit(1)
# Whoever holds one of these moves it on just now, and several processes write places at once.
_FREE_TO_MOVE = (
    select(jobs.c.id, _PLACES.c.place)
    .where(jobs.c.id == _PLACES.c.id, jobs.c.status == str(JobStatus.WAITING), _IS_MOVED)
    .with_for_update(of=jobs, skip_locked=True)
    .cte()
)
_WRITE_PLACES = (
    update(jobs)
    .where(jobs.c.id == _FREE_TO_MOVE.c.id, jobs.c.status == str(JobStatus.WAITING))
    .values(queue_position=_FREE_TO_MOVE.c.place, version=jobs.c.version + 1)
)


def claim(connection: Connection, job: Job, hold: Hold) -> Job | None:
    """Take the lease of this job if it is due and free; None where somebody else was quicker."""
    return _claimed(connection, _TAKE_THIS, hold, job_id=job.id, status_read=str(job.status))


def claim_due(connection: Connection, hold: Hold, kinds: Collection[str]) -> Job | None:
    """Take the sent job that is due longest and free, of the first kind (as in `next_due`) that has one."""
    found = (_claimed(connection, take, hold) for kind, take in _TAKE_DUE.items() if kind in kinds)
    return next((job for job in found if job is not None), None)


def claim_in_turn(connection: Connection, provider: ProviderName, hold: Hold) -> Job | None:
    """Take the waiting job that is first in the line among those due and free."""
    return _claimed(connection, _TAKE_IN_TURN, hold, of_provider=str(provider))


def _claimed(connection: Connection, statement: Update, hold: Hold, **more: str) -> Job | None:
    times = {"now": hold.now, "far": hold.now + LONGEST_DELAY, "until": hold.until}
    row = connection.execute(statement, {**times, "new_lease": hold.lease, **more}).first()
    return to_job(row) if row else None


def next_due(
    connection: Connection, provider: ProviderName, now: datetime
) -> dict[str, tuple[datetime, datetime | None]]:
    """When the next two jobs of each kind are due that nobody holds; kinds with none are left out.

    Kinds are `at once`, `named`, `polled` and `in line`.
    """
    given = {"now": now, "far": now + LONGEST_DELAY, "of_provider": str(provider)}
    row = connection.execute(_NEXT_DUE, given).one()
    count = len(_KINDS)
    found = zip(_KINDS, row[:count], row[count : 2 * count], row[2 * count :], strict=True)
    return {
        kind: (now if is_far else first, second) for kind, first, second, is_far in found if first is not None
    }


def leases(connection: Connection, now: datetime) -> list[str]:
    """By which tokens jobs are held."""
    return list(connection.execute(_LEASES, {"now": now}).scalars())


def leased(connection: Connection, now: datetime) -> list[Job]:
    """Jobs that somebody holds."""
    return [to_job(row) for row in connection.execute(_LEASED, {"now": now})]


def last_turn(connection: Connection, person_id: str) -> int:
    """The turn of this member's last job in the line; 0 where none waits."""
    return int(connection.execute(_LAST_TURN, {"person": person_id}).scalar() or 0)


def ahead_of(connection: Connection, provider: ProviderName, turn: int, submitted_at: datetime) -> int:
    """How many waiting jobs go out before one with this turn."""
    own = {"of_provider": str(provider), "own_turn": turn, "submitted_at": submitted_at}
    return int(connection.execute(_AHEAD, own).scalar_one())


def are_places_moved(connection: Connection, provider: ProviderName) -> bool:
    """True where the place written down of a waiting job is wrong, beyond the tenth by `EXACT_TO`."""
    return connection.execute(_ANY_MOVED, {"of_provider": str(provider)}).first() is not None


def write_places(connection: Connection, provider: ProviderName) -> None:
    """Write those places down, but of jobs that somebody else is at."""
    connection.execute(_WRITE_PLACES, {"of_provider": str(provider)})


def wake_waiting(connection: Connection, provider: ProviderName, now: datetime) -> None:
    """Let jobs that were put off because the account was paused go out from now on."""
    put_off = (jobs.c.status == str(JobStatus.WAITING), jobs.c.due_at > now, jobs.c.error_code.is_(None))
    connection.execute(update(jobs).where(*put_off, jobs.c.provider == str(provider)).values(due_at=now))


def in_states(connection: Connection, statuses: Iterable[JobStatus]) -> list[Job]:
    found = select(jobs).where(jobs.c.status.in_([str(status) for status in statuses]))
    return [to_job(row) for row in connection.execute(found)]
