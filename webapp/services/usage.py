"""How many jobs counted: of each member and of all, by day and by month, in UTC."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from webapp.db import budgets as rows
from webapp.services.collaborators import Collaborators
from webapp.team_models import Usage

DAYS = 30
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Overview:
    """Usage in all and by person's id; `days` and `months` are what the figures stand for, oldest first."""

    days: tuple[str, ...]
    months: tuple[str, ...]
    total: Usage
    of_people: dict[str, Usage]


def overview(co: Collaborators, person_id: str | None = None) -> Overview:
    """The last 30 days and 12 months of one person, or of everybody."""
    today = co.now().date()
    with co.database.read() as connection:
        found = rows.by_day(connection, f"{months_until(today)[0]}-01", person_id)
    return summarise(found, today)


def by_day(co: Collaborators, person_id: str | None = None) -> list[tuple[str, str, int]]:
    """(day, person's id, jobs) of the last 12 months, oldest first."""
    with co.database.read() as connection:
        return rows.by_day(connection, f"{months_until(co.now().date())[0]}-01", person_id)


def summarise(found: Iterable[tuple[str, str, int]], today: date) -> Overview:
    """Rows of (day, person, jobs) as figures for each of the last days and months. Pure."""
    days, months = days_until(today), months_until(today)
    day_places = {day: place for place, day in enumerate(days)}
    month_places = {month: place for place, month in enumerate(months)}
    counted: dict[str | None, tuple[list[int], list[int]]] = {None: ([0] * DAYS, [0] * MONTHS)}
    for day, person_id, jobs in found:
        for who in (None, person_id):
            of_days, of_months = counted.setdefault(who, ([0] * DAYS, [0] * MONTHS))
            if day in day_places:
                of_days[day_places[day]] += jobs
            if day[:7] in month_places:
                of_months[month_places[day[:7]]] += jobs
    usage = {who: Usage(tuple(d), tuple(m)) for who, (d, m) in counted.items()}
    total = usage.pop(None)
    return Overview(days, months, total, {who: one for who, one in usage.items() if who is not None})


def days_until(today: date) -> tuple[str, ...]:
    """The last 30 days up to this one, as 2026-03-01."""
    return tuple(str(today - timedelta(days=back)) for back in reversed(range(DAYS)))


def months_until(today: date) -> tuple[str, ...]:
    """The last 12 months up to this one, as 2026-03."""
    number = today.year * 12 + today.month - 1
    return tuple(f"{n // 12:04}-{n % 12 + 1:02}" for n in range(number - MONTHS + 1, number + 1))
