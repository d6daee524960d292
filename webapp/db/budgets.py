"""Budgets, and how many jobs of whom counted on which day."""

from sqlalchemy import Connection, delete, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from webapp.db.teamwork_tables import budgets, usage
from webapp.team_models import Budget


def get(connection: Connection, *who: str) -> dict[str, Budget]:
    """The budgets of these; whoever has none is missing."""
    found = select(budgets).where(budgets.c.who.in_(who))
    return {row.who: Budget(row.per_day, row.per_month) for row in connection.execute(found)}


def every(connection: Connection) -> dict[str, Budget]:
    return {row.who: Budget(row.per_day, row.per_month) for row in connection.execute(select(budgets))}


def put(connection: Connection, who: str, budget: Budget) -> None:
    connection.execute(delete(budgets).where(budgets.c.who == who))
    values = {"who": who, "per_day": budget.per_day, "per_month": budget.per_month}
    connection.execute(insert(budgets).values(**values))


def count(connection: Connection, person_id: str, day: str, more: int) -> None:
    """Let so many more jobs (or, below 0, fewer) of a person count on a day, written as 2026-03-01."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    row = dialect.insert(usage).values(person_id=person_id, day=day, jobs=more)
    row = row.on_conflict_do_update(
        index_elements=[usage.c.person_id, usage.c.day], set_={"jobs": usage.c.jobs + more}
    )
    connection.execute(row)


def used(connection: Connection, since: str, person_id: str | None = None) -> int:
    """How many jobs of a person, or of all, count from this day on."""
    found = select(func.coalesce(func.sum(usage.c.jobs), 0)).where(usage.c.day >= since)
    if person_id is not None:
        found = found.where(usage.c.person_id == person_id)
    return int(connection.execute(found).scalar_one())


def by_day(connection: Connection, since: str, person_id: str | None = None) -> list[tuple[str, str, int]]:
    """(day, person, jobs) from this day on, oldest first."""
    found = select(usage.c.day, usage.c.person_id, usage.c.jobs).where(usage.c.day >= since)
    if person_id is not None:
        found = found.where(usage.c.person_id == person_id)
    ordered = found.order_by(usage.c.day, usage.c.person_id)
    return [(row.day, row.person_id, row.jobs) for row in connection.execute(ordered)]
