"""Writing down how a paid call ended. `provider.errors.Ending` says what follows each end; this does it."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from webapp.db import accounts
from webapp.db import jobs as rows
from webapp.db.queue import LONGEST_DELAY
from webapp.models import Job, JobStatus
from webapp.provider.errors import (
    Charge,
    NotSent,
    OutOfCredit,
    ProviderError,
    QueueFull,
    RateLimited,
    Then,
    Unauthorized,
)
from webapp.services import account, budgets
from webapp.services.collaborators import Collaborators

FREE: dict[str, Any] = {"lease": None, "leased_until": None}
FIRST_POLL = timedelta(seconds=3)
QUEUE_FULL_WAIT = timedelta(seconds=20)
RATE_LIMIT_WAIT_S = 30.0
LONGEST_RETRY_S = 60.0
MOST_TRIES = 34
"""Tries at a provider that cannot be reached: with the waits between them about half an hour.

One that can be reached and says "later" is obeyed for as long as it says so.
"""

COMMIT_RETRY_S = 1.0
PAST_JOBS = 25

log = logging.getLogger(__name__)


def write_answer(co: Collaborators, job: Job, answer: str | ProviderError) -> None:
    """Commit what the provider answered: a message id, or how the call ended instead.

    It is in the log first: whatever happens to this process now, a person can tell what was made.
    """
    log.info("The call of job %s was answered: %s", job.id, answer)

    def write(connection: Connection) -> None:
        if isinstance(answer, ProviderError):
            _write_error(co, connection, job, answer)
        else:
            _write_taken(co, connection, job, answer)

    if not insist(co, job, write):
        log.error("The answer to job %s could not be written down: %s", job.id, answer)


def insist(co: Collaborators, job: Job, write: Callable[[Connection], None]) -> bool:
    """Commit, again and again while the database is away and the lease lasts; False where it stayed away."""
    while True:
        try:
            with co.database.write() as connection:
                write(connection)
        except SQLAlchemyError:
            if job.leased_until is None or co.now() >= job.leased_until:
                log.exception("The database stayed away while job %s was held", job.id)
                return False
            co.pause(COMMIT_RETRY_S)
        else:
            return True


def answer_was_lost(co: Collaborators, job: Job) -> None:
    """A `sending` job that nobody holds any more: whoever sent it is gone, and so is the answer."""
    text = "The server stopped while the provider\u2019s answer was awaited"
    with co.database.write() as connection:
        write_uncertain(co, connection, job, text)


def accepted(
    co: Collaborators, connection: Connection, job: Job, message_id: str, text: str, data: dict[str, Any]
) -> Job | None:
    """The provider has the job: follow it under this message id. `job` is as it stands in the database."""
    now = co.now()
    past = rows.durations_s(connection, job.button, PAST_JOBS)
    first_poll = FIRST_POLL if co.settings.call_interval_s > 0 else timedelta(0)
    return rows.move(
        connection,
        job,
        JobStatus.QUEUED,
        now,
        text,
        data=data,
        message_id=message_id,
        accepted_at=now,
        expected_s=median(past) if past else None,
        attempts=0,
        due_at=now + first_poll,
        queue_position=None,
        error_code=None,
        error_text=None,
        hook_message_id=None if job.hook_message_id == message_id else job.hook_message_id,
        **FREE,
    )


def write_failed(co: Collaborators, connection: Connection, job: Job, error: ProviderError) -> None:
    """The job is over without a charge."""
    _end(co, connection, job, error.code, error.text, _told(error))


def write_unusable(co: Collaborators, connection: Connection, job: Job, text: str) -> None:
    """The stored painting cannot be sent."""
    _end(co, connection, job, "mask_unusable", text, None)


def write_uncertain(
    co: Collaborators, connection: Connection, job: Job, text: str, data: dict[str, Any] | None = None
) -> None:
    """The answer is lost. If a webhook has named a message meanwhile, that is looked at next."""
    unknown: dict[str, Any] = {"error_code": "answer_lost", "error_text": text, "queue_position": None}
    now = co.now()
    rows.move(connection, job, JobStatus.UNCERTAIN, now, text, data, due_at=now, **unknown, **FREE)


def _write_taken(co: Collaborators, connection: Connection, job: Job, message_id: str) -> None:
    data = {"answer": {"messageId": message_id}}
    fresh = rows.locked(connection, job.id)
    if fresh is not None and (_is_this_call(fresh, job) or _lacks_an_answer(fresh)):
        accepted(co, connection, fresh, message_id, f"The provider took it as message {message_id}", data)
        accounts.end_trial(connection, co.account)
    elif fresh is not None and fresh.message_id != message_id:
        text = f"The provider\u2019s answer came late: it had made message {message_id}"
        rows.note(connection, job.id, co.now(), fresh.status, text, data)
        rows.hint(connection, job.id, hook_message_id=message_id)


def _write_error(co: Collaborators, connection: Connection, job: Job, error: ProviderError) -> None:
    fresh = rows.locked(connection, job.id)
    account.count_error(connection, error)
    if fresh is None or not _is_this_call(fresh, job):
        return
    now, then = co.now(), error.ending.then
    if isinstance(error, Unauthorized | OutOfCredit):
        is_first = account.pause(co, connection, now, error.code, error.text)
        then = Then.FAIL if is_first else Then.RETRY
    if then is Then.ASK:
        write_uncertain(co, connection, fresh, error.text, _told(error))
    elif then is Then.FAIL or (isinstance(error, NotSent) and fresh.attempts >= MOST_TRIES):
        write_failed(co, connection, fresh, error)
    else:
        _write_wait(co, connection, fresh, error, _again_at(co, connection, fresh, error, now))


def _is_this_call(fresh: Job, job: Job) -> bool:
    """True while the job waits for the answer to this very call, or was given up as lost meanwhile."""
    if fresh.status is JobStatus.SENDING:
        return fresh.lease == job.lease
    return fresh.status is JobStatus.UNCERTAIN and fresh.sent_at == job.sent_at


def _lacks_an_answer(fresh: Job) -> bool:
    """True where a message that was made spares the job another call."""
    return fresh.status in (JobStatus.WAITING, JobStatus.UNCERTAIN) and fresh.message_id is None


def _again_at(
    co: Collaborators, connection: Connection, job: Job, error: ProviderError, now: datetime
) -> datetime:
    """When a call that certainly was not charged may be made again."""
    if isinstance(error, RateLimited):
        until = account.hold_off(co, connection, now, error.retry_after_s or RATE_LIMIT_WAIT_S)
        return min(until, now + LONGEST_DELAY)
    if isinstance(error, QueueFull):
        return now + QUEUE_FULL_WAIT
    if isinstance(error, Unauthorized | OutOfCredit):
        return now  # the account is paused
    return now + timedelta(seconds=min(LONGEST_RETRY_S, 2.0 ** min(job.attempts, 10)))


def _write_wait(
    co: Collaborators, connection: Connection, job: Job, error: ProviderError, until: datetime
) -> None:
    rows.move(
        connection,
        job,
        JobStatus.WAITING,
        co.now(),
        f"Not sent: {error.text}",
        data=_told(error),
        due_at=until,
        queue_position=0,
        error_code=error.code,
        error_text=error.text,
        **FREE,
    )


def _end(
    co: Collaborators, connection: Connection, job: Job, code: str, text: str, data: dict[str, Any] | None
) -> None:
    """The job failed and surely cost nothing."""
    now = co.now()
    ended: dict[str, Any] = {"error_code": code, "error_text": text, "finished_at": now}
    if rows.move(connection, job, JobStatus.FAILED, now, text, data, queue_position=None, **ended, **FREE):
        budgets.give_back(connection, job)


def _told(error: ProviderError) -> dict[str, Any]:
    """What the receipt keeps of an answer without a message id."""
    charge = {"charge": str(error.charge)} if error.charge is not Charge.CERTAIN else {}
    return {"answer": {"status": error.status, "error": error.text, **charge}}
