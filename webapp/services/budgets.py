"""Budgets: how many jobs a person and the team may have by day and by month, both in UTC.

A job counts from its submit on, on that day, unless it surely cost nothing: it was cancelled before it was
sent, or refused. A job beyond a budget is held until an admin approves it, and counts from then on. A job
whose answer was lost may be charged twice when it is sent again: it counts once more, on the day of that.
"""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from webapp.db import budgets as rows
from webapp.db import jobs as job_rows
from webapp.errors import BadInput
from webapp.models import Job, JobStatus, Person
from webapp.services import deeds
from webapp.services.collaborators import Collaborators
from webapp.services.team import people
from webapp.team_models import Allowance, Approval, Budget, Deed

TEAM = "team"
MOST = 99_999


def allowance(co: Collaborators, person: Person) -> Allowance | None:
    """What is left for this person of the budget that is nearest its end; None where there is no limit."""
    with co.database.read() as connection:
        return _allowance(co, connection, person.id)


def hold_beyond(co: Collaborators, connection: Connection, job: Job) -> Job:
    """The job as it may be stored: held where a budget is used up.

    The caller holds the account's row, so that of jobs submitted at the same time none overruns a budget.
    """
    allowed = _allowance(co, connection, job.created_by)
    if allowed is None or allowed.left > 0:
        return job
    return replace(job, approval=Approval.NEEDED, queue_position=None)


def count(connection: Connection, job: Job) -> None:
    """Let a job count, from its submit or its approval on; a held one does not."""
    if not job.is_held:
        rows.count(connection, job.created_by, _day_it_counts_on(job), 1)


def give_back(connection: Connection, job: Job) -> None:
    """A job's last call surely cost nothing: it no longer counts, while an earlier one in doubt does.

    `job` is as it stood before it ended.
    """
    was_sent_again = job.counted_on is not None
    if job.is_held or job.status is JobStatus.UNCERTAIN:
        return
    if was_sent_again or not job_rows.was_uncertain(connection, job.id):
        rows.count(connection, job.created_by, _day_it_counts_on(job), -1)


def of_all(co: Collaborators) -> dict[str, Budget]:
    """The budgets that are set, by person's id, and the team's under `TEAM`."""
    with co.database.read() as connection:
        return rows.every(connection)


def set_of_team(co: Collaborators, by: Person, per_day: str, per_month: str) -> None:
    """Set the whole team's budget, as it was typed; empty for no limit."""
    _set(co, by, TEAM, _read(per_day, per_month), Deed.TEAM_BUDGET_SET)


def set_of_person(co: Collaborators, by: Person, person_id: str, per_day: str, per_month: str) -> None:
    """Set a member's budget, as it was typed; empty for no limit. Raises `NotFound` or `BadInput`."""
    _set(co, by, people.get(co, person_id).id, _read(per_day, per_month), Deed.BUDGET_SET)


def words(budget: Budget | None) -> str:
    """A budget in a few words, such as "5 a day, 60 a month"."""
    limits = ((budget.per_day, "a day"), (budget.per_month, "a month")) if budget else ()
    return ", ".join(f"{most} {span}" for most, span in limits if most is not None) or "no limit"


def _day_it_counts_on(job: Job) -> str:
    return job.counted_on or day_of(job.created_at)


def day_of(at: datetime) -> str:
    return f"{at:%Y-%m-%d}"


def _set(co: Collaborators, by: Person, who: str, budget: Budget, deed: Deed) -> None:
    with co.database.write() as connection:
        rows.put(connection, who, budget)
        deeds.record(co, connection, by.id, deed, "" if who == TEAM else who, words(budget))


def _read(per_day: str, per_month: str) -> Budget:
    return Budget(_limit(per_day), _limit(per_month))


def _limit(text: str) -> int | None:
    text = text.strip()
    if text and not (text.isascii() and text.isdigit() and len(text) <= 5):
        raise BadInput(f"A budget is a whole number of jobs up to {MOST}, or empty.", code="bad_number")
    return int(text) if text else None


def _allowance(co: Collaborators, connection: Connection, person_id: str) -> Allowance | None:
    if co.settings.local_mode:
        return None
    budgets, now = rows.get(connection, person_id, TEAM), co.now()
    found = []
    for who, budget in budgets.items():
        of = None if who == TEAM else who
        for most, since, is_daily in (
            (budget.per_day, now, True),
            (budget.per_month, now.replace(day=1), False),
        ):
            if most is not None:
                left = max(0, most - rows.used(connection, day_of(since), of))
                found.append(Allowance(left, most, is_daily, is_of_team=who == TEAM))
    return min(found, key=lambda one: one.left, default=None)
