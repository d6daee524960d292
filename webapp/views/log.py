"""The log of who did what, for admins: a page with filters, and the same as a file."""

from collections.abc import Iterator

from flask import Blueprint, Response, render_template, request

from webapp.access import Access, requires
from webapp.services import deeds
from webapp.services.team import people
from webapp.table_export import line
from webapp.team_models import Deed, Entry, LogFilter
from webapp.views.answers import collaborators, only_for_a_team, send_table, whole_number

views = Blueprint("log", __name__)
views.before_request(only_for_a_team)

COLUMNS = ("time (UTC)", "person", "what", "subject", "subject id", "detail")
OPERATOR = "the operator"
MOST_KEY = 10**9


@views.get("/team/log")
@requires(Access.ADMIN)
def page() -> str:
    co = collaborators()
    entries, older = deeds.page(co, _wanted(), whole_number("before", 1, MOST_KEY))
    return render_template(
        "log.html",
        entries=entries,
        older=older,
        names=people.names(co),
        operator=OPERATOR,
        deeds=list(Deed),
        log_days=co.settings.log_days,
        chosen=_chosen(),
    )


@views.get("/team/log.csv")
@requires(Access.ADMIN)
def table() -> Response:
    """All entries that the filters leave, streamed."""
    co, wanted = collaborators(), _wanted()
    names = people.names(co)

    def lines() -> Iterator[str]:
        yield line(COLUMNS)
        for entry in deeds.every(co, wanted):
            yield line(_cells(entry, names))

    return send_table(lines(), "redraw-log.csv")


def _cells(entry: Entry, names: dict[str, str]) -> tuple[object, ...]:
    person = names.get(entry.person_id, entry.person_id) if entry.person_id else OPERATOR
    subject = (
        names.get(entry.subject, "") if entry.about == "person" else entry.about if entry.subject else ""
    )
    return f"{entry.at:%Y-%m-%d %H:%M:%S}", person, entry.deed, subject, entry.subject, entry.detail


def _chosen() -> dict[str, str]:
    """The filters as they stand in the address."""
    return {name: request.args.get(name, "") for name in ("person", "what", "since", "until")}


def _wanted() -> LogFilter:
    chosen = _chosen()
    return deeds.read_filter(
        person_id=chosen["person"], deed=chosen["what"], since=chosen["since"], until=chosen["until"]
    )
