"""A webhook named the message of a job whose own answer is missing: is it true?

The job is `uncertain`, or `waiting` because a person chose to send it again. What the webhook says is never
believed: the message is read from the provider and has to carry the job's reference.
"""

from datetime import timedelta

from webapp.db import jobs as rows
from webapp.models import Job
from webapp.provider.errors import NotFound, ProviderError, RateLimited, Refused
from webapp.services import account
from webapp.services.collaborators import Collaborators
from webapp.services.jobs.answer import FREE, accepted
from webapp.services.jobs.follow import is_here, may_poll

AGAIN = timedelta(seconds=3)
UNKNOWN_FOR = timedelta(minutes=2)


def confirm(co: Collaborators, job: Job) -> None:
    """Read the named message once: the job follows it, forgets it, or asks again later."""
    if not (is_here(co, job) and may_poll(co, job)):
        return
    try:
        message = co.provider.message(str(job.hook_message_id))
    except (NotFound, Refused) as error:
        if co.now() - (job.hooked_at or co.now()) > UNKNOWN_FOR:
            _forget(co, job, "the provider does not know it")
        else:
            _ask_later(co, job, error)
    except ProviderError as error:
        _ask_later(co, job, error)
    else:
        if message.ref == job.id:
            _follow(co, job)
        else:
            _forget(co, job, "it does not carry this job\u2019s reference")


def _follow(co: Collaborators, job: Job) -> None:
    text = f"The provider called back: it had made message {job.hook_message_id}"
    with co.database.write() as connection:
        data = {"answer": {"messageId": job.hook_message_id, "ref": job.id}}
        accepted(co, connection, job, str(job.hook_message_id), text, data)


def _forget(co: Collaborators, job: Job, why: str) -> None:
    """Let the job be what it was, unless another webhook has named another message meanwhile."""
    with co.database.write() as connection:
        fresh = rows.locked(connection, job.id)
        if fresh is None or fresh.lease != job.lease:
            return
        is_same = fresh.hook_message_id == job.hook_message_id
        if is_same:
            text = f"A webhook named message {job.hook_message_id}, which is not this job\u2019s: {why}"
            rows.note(connection, job.id, co.now(), fresh.status, text)
        named = None if is_same else fresh.hook_message_id
        rows.touch(connection, fresh, hook_message_id=named, due_at=co.now(), **FREE)


def _ask_later(co: Collaborators, job: Job, error: ProviderError) -> None:
    with co.database.write() as connection:
        account.count_error(connection, error)
        if isinstance(error, RateLimited) and error.retry_after_s:
            account.hold_off_polls(co, connection, co.now(), error.retry_after_s)
        rows.touch(connection, job, quiet=True, due_at=co.now() + AGAIN, **FREE)
