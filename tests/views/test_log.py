"""The log of a team: each deed is in it once, with who did it; admins alone read it."""

import csv
from io import StringIO

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support import Clock, collaborators, csrf
from tests.team_support import add_person, signed_in
from webapp.errors import Conflict
from webapp.models import Person, Role
from webapp.services import deeds, jobs, pictures, sharing
from webapp.services.deeds import PAGE_SIZE
from webapp.services.team import links, people, sign_in, tokens
from webapp.team_models import Deed, LogFilter

HTML = {"Accept": "text/html"}
EVERYTHING = LogFilter()


@pytest.fixture
def herself(team_app: Flask) -> Person:
    return people.by_name(collaborators(team_app), "Ada")


@pytest.fixture
def ben(team_app: Flask) -> Person:
    return add_person(team_app, "Ben")


def told(app: Flask, wanted: LogFilter = EVERYTHING) -> list[tuple[str, str | None, str, str]]:
    """The log, oldest first."""
    entries, _ = deeds.page(collaborators(app), wanted, None)
    return [(entry.deed, entry.person_id, entry.subject, entry.detail) for entry in reversed(entries)]


def table(client: FlaskClient, query: str = "") -> list[list[str]]:
    answer = client.get(f"/team/log.csv{query}")
    assert answer.content_type == "text/csv; charset=utf-8"
    return list(csv.reader(StringIO(answer.get_data(as_text=True), newline="")))


def test_what_is_done_to_the_team_is_told_with_who_did_it_and_to_whom(
    team_app: Flask, herself: Person, ben: Person
) -> None:
    co = collaborators(team_app)
    invite = links.make_invite(co, herself, role="viewer", days="7", uses="1")
    sign_in.join(co, invite, "Vera", "a long enough one", "Firefox")
    vera = people.by_name(co, "Vera")
    links.make_invite(co, herself, role="member", days="7", uses="2")
    links.revoke_invite(co, herself, links.open_invites(co)[0].id)
    people.set_role(co, herself, ben.id, "viewer")
    reset = links.make_reset(co, None, ben.id)
    sign_in.reset(co, reset, "another long one", "curl/8.5.0")
    people.remove(co, herself, ben.id)
    assert told(team_app) == [
        (Deed.INVITE_MADE, herself.id, "", "as viewer, for 1, until 2026-03-08"),
        (Deed.JOINED, vera.id, "", "as viewer"),
        (Deed.SIGNED_IN, vera.id, "", "Firefox"),
        (Deed.INVITE_MADE, herself.id, "", "as member, for 2, until 2026-03-08"),
        (Deed.INVITE_REVOKED, herself.id, "", ""),
        (Deed.ROLE_CHANGED, herself.id, ben.id, "from member to viewer"),
        (Deed.RESET_LINK_MADE, None, ben.id, ""),
        (Deed.PASSWORD_RESET, ben.id, "", ""),
        (Deed.SIGNED_IN, ben.id, "", "curl"),
        (Deed.MEMBER_REMOVED, herself.id, ben.id, ""),
    ]
    everything = str(told(team_app))
    assert [secret for secret in (invite, reset, "long enough", "another long") if secret in everything] == []


def test_what_is_done_to_jobs_shares_and_tokens_is_told_and_a_deed_that_fails_is_not(
    team_app: Flask, herself: Person, ben: Person
) -> None:
    co = collaborators(team_app)
    picture = pictures.page(co, "", "")[0][0]
    order = jobs.Order(button=picture.buttons[1], picture_id=picture.id, key="one")
    job = jobs.submit(co, ben, order)
    assert jobs.submit(co, ben, order).id == job.id
    with pytest.raises(Conflict):
        jobs.give_up(co, ben, job.id)
    with pytest.raises(Conflict):
        pictures.delete(co, ben, picture.id)
    jobs.cancel(co, herself, job.id)
    jobs.delete(co, herself, job.id)
    sharing.make(co, ben, picture.id, sharing.Order("picture", "7", "", with_prompt=False))
    sharing.revoke(co, herself, sharing.open_ones(co)[0].id)
    token = tokens.make(co, ben, "nightly", "read", "30")
    tokens.revoke(co, herself, tokens.of_person(co, ben)[0].id)
    tokens.revoke(co, ben, tokens.of_person(co, ben)[0].id)
    assert told(team_app) == [
        (Deed.JOB_SUBMITTED, ben.id, job.id, picture.buttons[1]),
        (Deed.JOB_CANCELLED, herself.id, job.id, ""),
        (Deed.JOB_DELETED, herself.id, "", picture.buttons[1]),
        (Deed.SHARE_MADE, ben.id, picture.id, "picture, until 2026-03-08"),
        (Deed.SHARE_REVOKED, herself.id, picture.id, ""),
        (Deed.TOKEN_MADE, ben.id, "", "nightly, to read"),
        (Deed.TOKEN_REVOKED, ben.id, "", "nightly"),
    ]
    assert token not in str(told(team_app))


def test_the_log_is_filtered_by_person_kind_and_day_on_the_page_and_in_the_file(
    team_app: Flask, herself: Person, ben: Person, clock: Clock
) -> None:
    co, ada = collaborators(team_app), signed_in(team_app, herself)
    tokens.make(co, ben, "first", "read", "30")
    clock.forward(86_400)
    tokens.make(co, ben, "=second()", "read", "30")
    tokens.make(co, herself, "third <b>", "read", "30")
    shown = {
        f"?person={ben.id}": ["'=second(), to read", "first, to read"],
        f"?person={ben.id}&what=token-made&since=2026-03-02": ["'=second(), to read"],
        "?what=token-made&until=2026-03-01": ["first, to read"],
        f"?person={herself.id}&what=token-made": ["third <b>, to read"],
        "?since=2026-03-03": [],
    }
    for query, details in shown.items():
        assert [row[5] for row in table(ada, query)[1:]] == details
        page = ada.get(f"/team/log{query}", headers=HTML).get_data(as_text=True)
        assert page.count("<tr>") == (len(details) + 1 if details else 0)
        assert "third <b>" not in page
    assert table(ada, "?what=joined") == [["time (UTC)", "person", "what", "subject", "subject id", "detail"]]
    for wrong in ("?since=yesterday", "?until=0001-01-01", "?what=all", "?before=x"):
        assert ada.get(f"/team/log{wrong}").status_code == 400


def test_pages_are_cut_by_key_and_the_file_holds_them_all(team_app: Flask, herself: Person) -> None:
    co, ada = collaborators(team_app), signed_in(team_app, herself)
    with co.database.write() as connection:
        for number in range(PAGE_SIZE * 5 + 3):
            deeds.record(co, connection, herself.id, Deed.TOKEN_MADE, detail=f"no. {number}")
    wanted, seen, before = LogFilter(deed=Deed.TOKEN_MADE), [], None
    while True:
        entries, before = deeds.page(co, wanted, before)
        seen += [entry.detail for entry in entries]
        if before is None:
            break
    expected = [f"no. {number}" for number in reversed(range(PAGE_SIZE * 5 + 3))]
    assert seen == expected
    assert [row[5] for row in table(ada, "?what=token-made")[1:]] == expected
    assert 'rel="next"' in ada.get("/team/log", headers=HTML).get_data(as_text=True)


def test_a_sign_in_is_told_and_a_refused_one_is_not(team_app: Flask, ben: Person) -> None:
    browser = signed_in(team_app, ben)
    browser.post("/sign-in", data={"csrf_token": csrf(browser), "name": "Ben", "password": "wrong"})
    assert told(team_app) == [(Deed.SIGNED_IN, ben.id, "", "Firefox on Linux")]


def test_nobody_but_an_admin_finds_the_log(team_app: Flask, ben: Person) -> None:
    for who in (ben, add_person(team_app, "Vera", Role.VIEWER)):
        for path in ("/team/log", "/team/log.csv"):
            assert signed_in(team_app, who).get(path, headers=HTML).status_code == 404
