"""How much was used: members see their own, admins everybody's; as a page and as a file."""

from collections.abc import Iterator

from flask import Blueprint, Response, render_template

from webapp.access import Access, person, requires
from webapp.services import budgets, usage
from webapp.services.budgets import TEAM
from webapp.services.team import people
from webapp.table_export import line
from webapp.views.answers import collaborators, only_for_a_team, send_table

views = Blueprint("usage", __name__)
views.before_request(only_for_a_team)


@views.get("/usage")
@requires(Access.MEMBER)
def page() -> str:
    co = collaborators()
    limits = budgets.of_all(co)
    return render_template(
        "usage.html",
        overview=usage.overview(co, _whose()),
        names=people.names(co),
        budgets=limits,
        own_budget=budgets.words(limits.get(person().id)),
        team_budget=budgets.words(limits.get(TEAM)),
        budget_words=budgets.words,
    )


@views.get("/usage.csv")
@requires(Access.MEMBER)
def table() -> Response:
    """One line for each person and day of the last 12 months on which a job counted."""
    co, whose = collaborators(), _whose()
    names = people.names(co)

    def lines() -> Iterator[str]:
        yield line(("day (UTC)", "person", "jobs"))
        for day, person_id, jobs in usage.by_day(co, whose):
            if jobs:
                yield line((day, names.get(person_id, person_id), jobs))

    return send_table(lines(), "redraw-usage.csv")


def _whose() -> str | None:
    """Whose figures may be seen: everybody's, or one's own."""
    return None if person().is_admin else person().id
