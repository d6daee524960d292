"""Jobs beyond a budget: they wait until an admin approves or refuses them."""

from collections.abc import Callable

from sqlalchemy import Connection

from webapp.db import jobs as rows
from webapp.errors import Conflict, NotFound
from webapp.models import Job, JobStatus, Person
from webapp.services import budgets, deeds
from webapp.services.collaborators import Collaborators
from webapp.services.jobs.view import JobView, view_of
from webapp.team_models import Approval, Deed


def held(co: Collaborators) -> list[JobView]:
    """The jobs that wait for an approval, oldest first."""
    with co.database.read() as connection:
        jobs = rows.held(connection)
    return [view_of(co, job) for job in jobs]


def count_held(co: Collaborators) -> int:
    with co.database.glance() as connection:
        return rows.count_held(connection)


def approve(co: Collaborators, person: Person, job_id: str) -> None:
    """Let a held job take its turn; it counts from now on. Raises `NotFound` or `Conflict`."""

    def let_go(connection: Connection, job: Job) -> Job | None:
        rows.note(connection, job.id, co.now(), job.status, f"{person.name} approved it")
        free = rows.touch(connection, job, approval=str(Approval.GRANTED), due_at=co.now(), queue_position=0)
        if free is not None:
            budgets.count(connection, free)
        return free

    _decide(co, person, job_id, Deed.JOB_APPROVED, let_go)
    co.ring()


def refuse(co: Collaborators, person: Person, job_id: str) -> None:
    """End a held job unsent. Raises `NotFound` or `Conflict`."""
    said = f"{person.name} did not approve it"

    def end(connection: Connection, job: Job) -> Job | None:
        return rows.move(
            connection,
            job,
            JobStatus.CANCELLED,
            co.now(),
            said,
            approval=str(Approval.REFUSED),
            error_code="not_approved",
            error_text=f"{said}.",
            finished_at=co.now(),
        )

    _decide(co, person, job_id, Deed.JOB_REFUSED, end)


def _decide(
    co: Collaborators,
    person: Person,
    job_id: str,
    deed: Deed,
    change: Callable[[Connection, Job], Job | None],
) -> None:
    with co.database.write() as connection:
        job = rows.locked(connection, job_id)
        if job is None:
            raise NotFound("There is no such job.")
        if not job.is_held or change(connection, job) is None:
            raise Conflict("Nobody has to approve this job (any more).", code="not_held")
        deeds.record(co, connection, person.id, deed, job_id)
