"""What a person may do to a job beside submitting it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from webapp.db import accounts
from webapp.db import jobs as rows
from webapp.errors import Conflict
from webapp.models import Job, JobStatus, Person
from webapp.provider.errors import ProviderError
from webapp.services import blobs, budgets, deeds, pictures
from webapp.services.collaborators import Collaborators
from webapp.services.jobs.answer import FREE
from webapp.services.jobs.view import get
from webapp.team_models import Deed


def cancel(co: Collaborators, person: Person, job_id: str) -> None:
    """Cancel a job: at once while it waits, by asking the provider while it is queued or running."""
    job = get(co, job_id)
    now = co.now()
    with co.database.write() as connection:
        if job.status is JobStatus.WAITING and job.lease is None:
            text = "Cancelled before it was sent"
            if rows.move(
                connection, job, JobStatus.CANCELLED, now, text, finished_at=now, queue_position=None
            ):
                budgets.give_back(connection, job)
                deeds.record(co, connection, person.id, Deed.JOB_CANCELLED, job_id)
                return
        job = rows.locked(connection, job_id) or job
        if job.status not in (JobStatus.WAITING, JobStatus.QUEUED, JobStatus.RUNNING):
            raise Conflict(f"This job is {job.status} and cannot be cancelled now.", code="not_cancellable")
        rows.note(connection, job_id, now, job.status, "A person asked to cancel")
        rows.hint(connection, job_id, cancel_requested=True, due_at=now)
        deeds.record(co, connection, person.id, Deed.JOB_CANCELLED, job_id)
    co.ring()


def resend(co: Collaborators, person: Person, job_id: str) -> None:
    """Send an uncertain job again because a person said so; it may be charged twice, and so it counts twice.

    Beyond a budget it waits until an admin approves it.
    """
    said = f"{person.name} chose to send it again, knowing it may be charged twice"
    job, now = _uncertain(co, job_id), co.now()
    again: dict[str, Any] = {"due_at": now, "error_code": None, "error_text": None, **FREE}
    with co.database.write() as connection:
        accounts.lock(connection, co.account, now)
        anew = replace(job, approval=None, queue_position=0, counted_on=budgets.day_of(now))
        anew = budgets.hold_beyond(co, connection, anew)
        again |= {"queue_position": anew.queue_position, "counted_on": anew.counted_on}
        again["approval"] = str(anew.approval) if anew.approval else None
        waiting = rows.move(connection, job, JobStatus.WAITING, now, said, **again)
        if waiting is None:
            raise _moved_on()
        budgets.count(connection, waiting)
        deeds.record(co, connection, person.id, Deed.JOB_SENT_AGAIN, job_id)
    co.ring()


def give_up(co: Collaborators, person: Person, job_id: str) -> None:
    """End an uncertain job without knowing whether it was charged."""
    said = f"{person.name} gave the job up"
    deed = (person, Deed.JOB_GIVEN_UP)
    _leave_uncertain(co, job_id, JobStatus.CANCELLED, said, deed, finished_at=co.now())


def attach(co: Collaborators, person: Person, job_id: str, message_id: str) -> None:
    """Tell an uncertain job which message the provider made of it; the message is looked at first."""
    job = get(co, job_id)
    message_id = pictures.clean_message_id(message_id)
    try:
        message = co.provider.message(message_id)
    except ProviderError as error:
        raise pictures.explain_provider(error) from None
    if message.ref and message.ref != job.id:
        raise Conflict("This message belongs to another job.", code="message_of_another_job")
    _attach(co, person, job, message_id)


def delete(co: Collaborators, person: Person, job_id: str) -> None:
    """Delete a finished job's record with its masks; its picture stays."""
    job = get(co, job_id)
    if not job.status.is_terminal:
        raise Conflict("This job is not over: cancel it first.", code="job_running")
    with co.database.write() as connection:
        rows.remove(connection, job_id)
        blobs.let_go(co, connection, job.painting, job.wire_mask)
        deeds.record(co, connection, person.id, Deed.JOB_DELETED, detail=job.button)


def _attach(co: Collaborators, person: Person, job: Job, message_id: str) -> None:
    now = co.now()

    def refuse_a_known_one(connection: Connection) -> None:
        accounts.lock(connection, co.account, now)  # of two who attach one message to two jobs, one may
        other = rows.by_message(connection, job.provider, message_id)
        if (other and other.id != job.id) or message_id == job.source_message_id:
            whose = "another job" if other else "the picture that this job was made from"
            raise Conflict(f"This message belongs to {whose}.", code="message_of_another_job")

    _leave_uncertain(
        co,
        job.id,
        JobStatus.QUEUED,
        f"{person.name} attached message {message_id}",
        (person, Deed.JOB_ATTACHED),
        refuse_a_known_one,
        message_id=message_id,
        accepted_at=now,
        due_at=now,
        attempts=0,
        error_code=None,
        error_text=None,
    )
    co.ring()


def _leave_uncertain(
    co: Collaborators,
    job_id: str,
    to: JobStatus,
    said: str,
    deed: tuple[Person, Deed],
    check: Callable[[Connection], None] = lambda _connection: None,
    **values: Any,
) -> None:
    job = _uncertain(co, job_id)
    with co.database.write() as connection:
        check(connection)
        if rows.move(connection, job, to, co.now(), said, **values, **FREE) is None:
            raise _moved_on()
        deeds.record(co, connection, deed[0].id, deed[1], job_id)


def _uncertain(co: Collaborators, job_id: str) -> Job:
    job = get(co, job_id)
    if job.status is not JobStatus.UNCERTAIN:
        raise Conflict("This job is not in doubt: there is nothing to decide.", code="not_uncertain")
    return job


def _moved_on() -> Conflict:
    return Conflict("This job has just moved on: reload the page.", code="not_uncertain")
