"""Following an accepted job at the provider until it says it is over. Stops on status, never on progress."""

from datetime import datetime, timedelta
from typing import Any

from webapp.db import jobs as rows
from webapp.db.queue import LONGEST_DELAY
from webapp.models import Job, JobStatus, ProviderName
from webapp.provider import failures
from webapp.provider.errors import NotFound, NotSent, ProviderError, RateLimited, Refused
from webapp.provider.pacing import is_not_yet, next_poll_s
from webapp.provider.wire import Message, MessageStatus
from webapp.services import account, budgets
from webapp.services.collaborators import Collaborators
from webapp.services.jobs.answer import FREE, RATE_LIMIT_WAIT_S
from webapp.services.jobs.save import save

EXPIRES_AFTER_S = 20 * 60
"""The provider's own deadline is 900 s; after this much watching nothing more will come."""

LONGEST_GAP_S = 30.0
"""A longer gap between two polls is time in which we could not ask, and does not count as watching."""

RECONCILE = timedelta(seconds=30)
"""How often a job is looked at once webhooks arrive for it."""

SOON = timedelta(seconds=5)
"""So long a cancel waits for the account's turn without looking at the job."""

HOOKED_MEANWHILE = timedelta(seconds=1)
"""A webhook that came while the message was being read may tell of something later."""

ELSEWHERE = timedelta(minutes=1)
"""How often it is looked whether a paid job's own provider is there again."""

UNKNOWN_FOR_S = 120.0
UNKNOWN_TIMES = 10
"""A message that stays unknown to the provider this long and this often in a row is given up."""


def follow(co: Collaborators, job: Job) -> None:
    """Ask the provider once and write down what it says."""
    if not is_here(co, job):
        return
    if job.cancel_requested and job.cancel_sent_at is None:
        asked = _ask_to_cancel(co, job)
        if asked is None:
            return
        job = asked
    if not may_poll(co, job):
        return
    try:
        message = co.provider.message(str(job.message_id))
    except ProviderError as error:
        _write_no_answer(co, job, error)
    else:
        _write_message(co, job, message)


def is_here(co: Collaborators, job: Job) -> bool:
    """False for a paid job while the stand-in serves, which knows nothing of it (the job is let go)."""
    if not co.settings.practice or job.provider is ProviderName.STANDIN:
        return True
    with co.database.write() as connection:
        rows.touch(connection, job, quiet=True, due_at=co.now() + ELSEWHERE, **FREE)
    return False


def may_poll(co: Collaborators, job: Job) -> bool:
    """Take a poll slot of the account; False where none is free (the job is let go until then)."""
    now = co.now()
    with co.database.write() as connection:
        opens_at = account.take_poll_slot(co, connection, now)
        if opens_at is not None:
            rows.touch(connection, job, quiet=True, due_at=opens_at, **FREE)
    return opens_at is None


def _ask_to_cancel(co: Collaborators, job: Job) -> Job | None:
    """Press Cancel Job, in the account's turn; None where that comes soon (the job is let go until then).

    Where it does not, or the press was put off, the job is followed meanwhile and asked about again.
    """
    now = co.now()
    with co.database.write() as connection:
        opens_at = account.take_call_slot(co, connection, now)
        if opens_at is not None and opens_at - now > SOON:
            return job
        if opens_at is not None:
            rows.touch(connection, job, quiet=True, due_at=opens_at, **FREE)
            return None
    said = "The provider was asked to cancel"
    try:
        co.provider.cancel(str(job.message_id))
    except ProviderError as error:
        with co.database.write() as connection:
            account.count_error(connection, error)
        if _is_put_off(co, job, error):
            return job
        said = f"The provider did not cancel: {error.text}"
    with co.database.write() as connection:
        rows.note(connection, job.id, now, job.status, said)
        return rows.touch(connection, job, cancel_sent_at=now)


def _is_put_off(co: Collaborators, job: Job, error: ProviderError) -> bool:
    """True where the provider will take the same press later."""
    now = co.now()
    if isinstance(error, RateLimited):
        with co.database.write() as connection:
            account.hold_off(co, connection, now, error.retry_after_s or RATE_LIMIT_WAIT_S)
    return isinstance(error, NotSent | RateLimited) or is_not_yet(error.status, _age_s(job, now))


def _write_message(co: Collaborators, job: Job, message: Message) -> None:
    now = co.now()
    watched_s = _watched_s(job, now)
    if message.status is MessageStatus.DONE and message.uri:
        with co.database.write() as connection:
            saving = rows.move(
                connection,
                job,
                JobStatus.SAVING,
                now,
                "The provider is done",
                data={"answer": {"status": "DONE", "uri": message.uri, "buttons": list(message.buttons)}},
                result_url=message.uri,
                result_buttons=list(message.buttons),
                progress=100,
                queue_position=None,
                attempts=0,
                polled_at=now,
            )
        if saving:
            save(co, saving)
    elif message.status is MessageStatus.FAILED:
        reason = message.error or "The provider gave no reason"
        _write_end(co, job, reason, now, {"answer": {"status": "FAIL", "error": reason}})
    elif watched_s > EXPIRES_AFTER_S:
        _write_expired(co, job, now)
    else:
        _write_progress(co, job, message, now, watched_s)


def _write_progress(co: Collaborators, job: Job, message: Message, now: datetime, watched_s: float) -> None:
    running = job.status is JobStatus.RUNNING or message.status is MessageStatus.RUNNING
    progress = message.progress if message.progress is not None else job.progress
    with co.database.write() as connection:
        position = None if running else rows.under_way_before(connection, job)
        fresh = rows.get(connection, job.id)
        was_hooked = fresh is not None and fresh.hooked_at != job.hooked_at
        wait = HOOKED_MEANWHILE if was_hooked else _next_poll(co, job, now, failures=0)
        unchanged = (job.progress, job.queue_position) == (progress, position)
        values = {
            "progress": progress,
            "queue_position": position,
            "polled_at": now,
            "watched_s": watched_s,
            "attempts": 0,
            "due_at": now + wait,
            **FREE,
        }
        if running and job.status is JobStatus.QUEUED:
            rows.move(
                connection,
                job,
                JobStatus.RUNNING,
                now,
                "The provider is drawing",
                data={"answer": {"status": "PROCESSING", "progress": message.progress}},
                started_at=now,
                **values,
            )
        else:
            rows.touch(connection, job, quiet=unchanged, **values)


def _write_no_answer(co: Collaborators, job: Job, error: ProviderError) -> None:
    """A poll without a message: not yet, not now, or never."""
    now = co.now()
    with co.database.write() as connection:
        account.count_error(connection, error)
    could_ask = isinstance(error, NotFound | Refused)
    watched_s = _watched_s(job, now) if could_ask else job.watched_s
    told = {"answer": {"status": error.status, "error": error.text}}
    if could_ask and job.cancel_sent_at and not is_not_yet(error.status, _age_s(job, now)):
        _write_end(co, job, error.text, now, told)
    elif could_ask and watched_s > UNKNOWN_FOR_S and job.attempts >= UNKNOWN_TIMES:
        _write_end(co, job, f"The provider no longer knows this job: {error.text}", now, told)
    elif watched_s > EXPIRES_AFTER_S:
        _write_expired(co, job, now)
    else:
        wait = _next_poll(co, job, now, failures=0 if could_ask else job.attempts + 1)
        held_s = error.retry_after_s if isinstance(error, RateLimited) else None
        polled_at = now if could_ask else job.polled_at
        values = {
            "watched_s": watched_s,
            "polled_at": polled_at,
            "due_at": now + max(wait, min(timedelta(seconds=held_s or 0), LONGEST_DELAY)),
            "attempts": job.attempts + 1,
            **FREE,
        }
        with co.database.write() as connection:
            if held_s:
                account.hold_off_polls(co, connection, now, held_s)
            rows.touch(connection, job, quiet=True, **values)


def _write_end(co: Collaborators, job: Job, text: str, now: datetime, told: dict[str, Any]) -> None:
    """The provider is over without a picture: cancelled where that was asked for, else failed."""
    values: dict[str, Any] = {"finished_at": now, "queue_position": None, **FREE}
    with co.database.write() as connection:
        if job.cancel_requested:
            rows.move(connection, job, JobStatus.CANCELLED, now, "Cancelled at the provider", told, **values)
        else:
            values |= {"error_code": "provider_failed", "error_text": text}
            failed = rows.move(connection, job, JobStatus.FAILED, now, text, told, **values)
            if failed and failures.explain(text, code=failed.error_code).charged is failures.Charged.NO:
                budgets.give_back(connection, failed)


def _write_expired(co: Collaborators, job: Job, now: datetime) -> None:
    text = "The provider did not finish within 20 minutes"
    with co.database.write() as connection:
        rows.move(
            connection,
            job,
            JobStatus.EXPIRED,
            now,
            text,
            error_code="expired",
            error_text=text,
            finished_at=now,
            **FREE,
        )


def _watched_s(job: Job, now: datetime) -> float:
    since = job.polled_at or job.accepted_at or now
    return job.watched_s + min(LONGEST_GAP_S, max(0.0, (now - since).total_seconds()))


def _next_poll(co: Collaborators, job: Job, now: datetime, failures: int) -> timedelta:
    if co.settings.call_interval_s == 0 and failures == 0:
        return timedelta(seconds=0.05)  # no pacing was asked for
    if co.settings.public_url and job.hooked_at is not None and failures == 0:
        return RECONCILE  # the provider calls back for this job
    return timedelta(seconds=next_poll_s(_age_s(job, now), failures))


def _age_s(job: Job, now: datetime) -> float:
    return (now - (job.accepted_at or now)).total_seconds()
