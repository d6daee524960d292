"""One step of one job. The database is the truth: claim, read, commit, call, write.

A step is claimed by a lease. Before the first byte of a paid call `sending` is committed, so that a process
that dies in it leaves a job which is known to be uncertain and is never sent again by itself.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from webapp.db import accounts
from webapp.db import jobs as rows
from webapp.models import Job, JobStatus
from webapp.services import account
from webapp.services.collaborators import Collaborators
from webapp.services.jobs.follow import follow
from webapp.services.jobs.save import save
from webapp.services.jobs.send import answer_was_lost, send

LEASE = timedelta(seconds=150)
"""Longer than any step may take: a mask of 4096 px, one paid call, one picture fetched and decoded."""

PUSHED_FORWARD = timedelta(seconds=30)

log = logging.getLogger(__name__)

STEPS: Mapping[JobStatus, Callable[[Collaborators, Job], None]] = {
    JobStatus.WAITING: send,
    JobStatus.SENDING: answer_was_lost,
    JobStatus.QUEUED: follow,
    JobStatus.RUNNING: follow,
    JobStatus.SAVING: save,
}


def work_once(co: Collaborators) -> bool:
    """Take a step of the job that is due longest, or send the one whose turn it is; False for none."""
    now = co.now()
    with co.database.read() as connection:
        candidates = rows.due(connection, now, limit=8)
        if account.opens(co, accounts.get(connection, co.account), now) <= now:
            next_in_turn = rows.next_in_turn(connection, co.settings.provider, now)
            candidates += [next_in_turn] if next_in_turn else []
    return any(_advance(co, job) for job in candidates)


def advance(co: Collaborators, job_id: str) -> bool:
    """Take this job's next step if it is due and free; False where there was nothing to do."""
    with co.database.read() as connection:
        job = rows.get(connection, job_id)
    return job is not None and job.status in STEPS and _advance(co, job)


def take_over(co: Collaborators) -> int:
    """End the leases of processes that were killed, so that their jobs go on now; return how many."""
    with co.database.write() as connection:
        leased = rows.leased(connection, co.now())
        dead = [job for job in leased if job.lease and co.alive.is_dead(job.lease)]
        for job in dead:
            rows.touch(connection, job, quiet=True, leased_until=co.now(), due_at=co.now())
    co.alive.forget_dead()
    return len(dead)


def next_due_at(co: Collaborators) -> datetime | None:
    """When the background work has something to do next, or None where it has not."""
    with co.database.read() as connection:
        sent, waiting = rows.next_due_at(connection, co.now())
        if waiting is not None:
            waiting = max(waiting, account.opens(co, accounts.get(connection, co.account), co.now()))
    return min((at for at in (sent, waiting) if at is not None), default=None)


def _advance(co: Collaborators, job: Job) -> bool:
    now = co.now()
    with co.database.write() as connection:
        claimed = rows.claim(connection, job, lease=co.alive.new_lease(), now=now, until=now + LEASE)
    if claimed is None:
        return False
    try:
        STEPS[claimed.status](co, claimed)
    except Exception:
        log.exception("A step of job %s in state %s failed", claimed.id, claimed.status)
        _push_forward(co, claimed)
    return True


def _push_forward(co: Collaborators, claimed: Job) -> None:
    """Let go of a job whose step broke, so that the next try comes later and other jobs first.

    A job that broke while `sending` keeps its lease: when that ends, the job becomes uncertain.
    """
    with co.database.write() as connection:
        job = rows.get(connection, claimed.id)
        if job and job.lease == claimed.lease and job.status is not JobStatus.SENDING:
            rows.touch(connection, job, due_at=co.now() + PUSHED_FORWARD, lease=None, leased_until=None)
