"""One step of one job. The database is the truth: claim, read, commit, call, write.

A step is claimed by a lease. Before the first byte of a paid call `sending` is committed, so that a process
that dies in it leaves a job which is known to be uncertain and is never sent again by itself.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from webapp.db import accounts, queue
from webapp.db import jobs as rows
from webapp.logs import about_job
from webapp.models import Job, JobStatus
from webapp.services import account
from webapp.services.collaborators import Collaborators
from webapp.services.jobs.answer import FREE, answer_was_lost
from webapp.services.jobs.confirm import confirm
from webapp.services.jobs.follow import follow
from webapp.services.jobs.save import save
from webapp.services.jobs.send import send

LEASE = timedelta(seconds=150)
"""Longer than any step may take: a mask of 4096 px, one paid call, one picture fetched and decoded."""

BROKEN_WAIT = timedelta(seconds=30)
DATABASE_WAIT = timedelta(seconds=1)

log = logging.getLogger(__name__)

Step = Callable[[Collaborators, Job], None]

STEPS: Mapping[JobStatus, Step] = {
    JobStatus.WAITING: send,
    JobStatus.SENDING: answer_was_lost,
    JobStatus.QUEUED: follow,
    JobStatus.RUNNING: follow,
    JobStatus.SAVING: save,
}


def work_once(co: Collaborators, more: Callable[[], None] = lambda: None) -> bool:
    """As `work`, for those who need not know how long to wait."""
    return work(co, more)[0]


def work(co: Collaborators, more: Callable[[], None]) -> tuple[bool, datetime | None]:
    """Take a step of the job that is due longest, or send the one whose turn it is.

    Returns whether there was one, and else when the next is due (None for never). Calls `more` before the
    step, which may take long, where another one is due, too.
    """
    now = co.now()
    known = _due_at(co, now)
    due = [(kind, at) for kind, at in known if at <= now]
    if not due:
        return False, _first(known)
    kinds = {kind for kind, _ in due}
    with co.alive.lease() as lease:
        hold = queue.Hold(lease, now, now + LEASE)
        with co.database.write() as connection:
            job = queue.claim_due(connection, hold, kinds)
            if job is None and "in line" in kinds:
                job = queue.claim_in_turn(connection, co.settings.provider, hold)
        if job is not None:
            if len(due) > 1:
                more()
            _take_step(co, job)
    return job is not None, _first(known)


def advance(co: Collaborators, job_id: str) -> bool:
    """Take this job's next step if it is due and free; False where there was nothing to do."""
    now = co.now()
    with co.alive.lease() as lease:
        with co.database.write() as connection:
            job = rows.get(connection, job_id)
            if job is None or _step_of(job) is None:
                return False
            claimed = queue.claim(connection, job, queue.Hold(lease, now, now + LEASE))
        if claimed is not None:
            _take_step(co, claimed)
    return claimed is not None


def next_due_at(co: Collaborators) -> datetime | None:
    """When the background work has something to do next, or None where it has not."""
    return _first(_due_at(co, co.now()))


def _first(known: list[tuple[str, datetime]]) -> datetime | None:
    return min((at for _kind, at in known), default=None)


def _due_at(co: Collaborators, now: datetime) -> list[tuple[str, datetime]]:
    """When steps may be taken that nobody holds, two of each kind at most; two indexed reads, no lock."""
    with co.database.glance() as connection:
        due = queue.next_due(connection, co.settings.provider, now)
        known = accounts.get(connection, co.account) if due else None
    polls_open = account.polls_open(co, known, now)
    opens = {"polled": polls_open, "named": polls_open, "in line": account.opens(co, known, now)}
    return [(kind, max(at, opens.get(kind, now))) for kind, two in due.items() for at in two if at]


def _step_of(job: Job) -> Step | None:
    """What is to be done next for a job; None where only a person can move it, or nobody."""
    if job.hook_message_id and job.status in (JobStatus.WAITING, JobStatus.UNCERTAIN):
        return confirm
    return None if job.is_held else STEPS.get(job.status)


def _take_step(co: Collaborators, claimed: Job) -> None:
    step = _step_of(claimed)
    with about_job(claimed.id):
        try:
            if step is not None:
                step(co, claimed)
        except Exception as error:
            log.exception("A step of job %s in state %s failed", claimed.id, claimed.status)
            is_outage = isinstance(error, SQLAlchemyError)
            _push_forward(co, claimed, DATABASE_WAIT if is_outage else BROKEN_WAIT)


def _push_forward(co: Collaborators, claimed: Job, wait: timedelta) -> None:
    """Let go of a job whose step broke, so that the next try comes later and other jobs first.

    Where the database is away, too, and for a job that broke while `sending`, the lease is left without an
    owner: `upkeep` finds it.
    """
    with co.database.write() as connection:
        job = rows.get(connection, claimed.id)
        if job and job.lease == claimed.lease and job.status is not JobStatus.SENDING:
            rows.touch(connection, job, due_at=co.now() + wait, **FREE)
