"""Who may use what: every address asked by everybody, compared with docs/access.md cell by cell."""

import re
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.support import collaborators, csrf, make_app
from tests.team_support import add_person, signed_in
from webapp.access import declared
from webapp.models import Role
from webapp.services.team import people, tokens

PAGE = Path(__file__).resolve().parents[2] / "docs" / "access.md"
ROW = re.compile(
    r"^\| (?P<method>[A-Z]+) \| `(?P<address>/[^`]*)` \| (?P<access>\w+) \| (?P<cells>.+) \|$", re.MULTILINE
)
WHO = ("stranger", "viewer", "member", "admin")
UUID = "00000000-0000-4000-8000-000000000000"


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    app = make_app(tmp_path_factory.mktemp("team"), LOCAL_MODE="0")
    for role in Role:
        add_person(app, role, role)
    return app


def documented() -> dict[tuple[str, str], tuple[str, dict[str, str]]]:
    """(method, address) to (declared access, a word for each of WHO)."""
    found = {}
    for row in ROW.finditer(PAGE.read_text(encoding="utf-8")):
        cells = [cell.strip() for cell in row["cells"].split("|")]
        found[row["method"], row["address"]] = (row["access"], dict(zip(WHO, cells, strict=True)))
    return found


def served(app: Flask) -> dict[tuple[str, str], str]:
    """(method, address) of everything the app serves, with what it declares."""
    found = {}
    for rule in app.url_map.iter_rules():
        mark = declared(app, rule.endpoint)
        assert mark is not None
        address = re.sub(r"^/static/[0-9a-f]+/", "/static/<version>/", rule.rule)
        address = re.sub(r"<(uuid|path):", "<", address)
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            found[method, address] = str(mark.access)
    return found


def word_for(answer: TestResponse) -> str:
    """What the door said, apart from what lies behind it."""
    error = (answer.json or {}).get("error", {}) if answer.is_json else {}
    if answer.status_code == 401:
        return "sign in"
    if error.get("code") == "not_allowed":
        return "no"
    if error.get("code") == "link_over":
        return "by link"
    if error.get("message") == "There is no such address.":
        return "by secret"
    if error.get("message") == "There is nothing at this address.":
        return "hidden"
    assert answer.status_code < 500, answer.get_data(as_text=True)
    return "yes"


def ask(app: Flask, who: str, method: str, address: str) -> TestResponse:
    """One request for something that does not exist, in a browser of its own."""
    client = app.test_client() if who == "stranger" else signed_in(app, who)
    token = csrf(client, "/sign-in" if who == "stranger" else "/me")
    headers = {"Accept": "application/json", "X-CSRFToken": token}
    if address.startswith("/api/v1/") and who != "stranger":
        co = collaborators(app)
        secret = tokens.make(co, people.by_name(co, who), "a script", "write", "30")
        headers["Authorization"] = f"Bearer {secret}"
        client = app.test_client()
    static = next(rule.rule for rule in app.url_map.iter_rules() if rule.endpoint == "static")
    path = address.replace("/static/<version>/<filename>", static.replace("<path:filename>", "favicon.svg"))
    path = path.replace("<extension>", "png").replace("<session_id>", "0")
    path = re.sub(r"<\w+_id>", UUID, path)
    path = re.sub(r"<\w+>", "x" * 43, path)
    return client.open(path, method=method, headers=headers)


def test_the_table_lists_what_is_served_with_its_declared_access_and_nothing_else(team: Flask) -> None:
    declared_there = {place: access for place, (access, _cells) in documented().items()}
    assert declared_there == served(team), f"docs/access.md should hold:\n{table(team)}"


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("place", documented() or [("GET", "/")], ids=" ".join)
def test_each_cell_of_the_table_is_what_happens(team: Flask, place: tuple[str, str], who: str) -> None:
    assert word_for(ask(team, who, *place)) == documented()[place][1][who]


def table(app: Flask) -> str:
    """The table as it is served, for docs/access.md."""
    rows = [
        f"| {method} | `{address}` | {access} | "
        + " | ".join(word_for(ask(app, who, method, address)) for who in WHO)
        + " |"
        for (method, address), access in sorted(
            served(app).items(), key=lambda item: (item[0][1], item[0][0])
        )
    ]
    return "\n".join(rows)
