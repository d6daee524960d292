"""Signing in and out, joining by an invite, setting a new password: what works, and what tells nothing."""

import statistics
import time
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.test import TestResponse

from tests.support import Clock, collaborators, csrf, make_app
from tests.team_support import PASSWORD, add_person, signed_in
from webapp.models import LinkKind, Person, Role
from webapp.services.team import links, people
from webapp.services.team.passwords import Hashing

HTML = {"Accept": "text/html"}
JSON = {"Accept": "application/json"}
NEW = "apples over the fence"


@pytest.fixture
def ben(team_app: Flask) -> Person:
    return add_person(team_app, "Ben", password=PASSWORD)


def post(client: FlaskClient, path: str, **fields: str) -> TestResponse:
    return client.post(path, data={"csrf_token": csrf(client, "/nowhere"), **fields}, headers=JSON)


def try_in(client: FlaskClient, name: str = "Ben", password: str = PASSWORD, **fields: str) -> TestResponse:
    return post(client, "/sign-in", name=name, password=password, **fields)


def invite(app: Flask, **changes: str) -> str:
    by = people.members(collaborators(app))[0].person
    order = {"role": "member", "days": "7", "uses": "1", **changes}
    return "/join/" + links.make_invite(collaborators(app), by, **order)


def error_of(answer: TestResponse) -> tuple[int, str]:
    assert answer.json is not None
    return answer.status_code, answer.json["error"]["code"]


def test_a_member_signs_in_by_name_in_any_case_and_is_led_back(team_app: Flask, ben: Person) -> None:
    client = team_app.test_client()
    answer = try_in(client, " bEN ", next="/mask")
    assert (answer.status_code, answer.location) == (303, "/mask")
    assert client.get("/mask").status_code == 200
    assert client.get("/sign-in", headers=HTML).location == "/"


@pytest.mark.parametrize(
    "target", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:x", "/\tx", "evil"]
)
def test_signing_in_never_leads_to_another_site(team_app: Flask, ben: Person, target: str) -> None:
    assert try_in(team_app.test_client(), next=target).location == "/"


def test_a_wrong_name_and_a_wrong_password_are_told_alike(team_app: Flask, ben: Person) -> None:
    client = team_app.test_client()
    answers = [try_in(client, "Ben", "wrong \u00e9"), try_in(client, "Nobody"), try_in(client, "x" * 10_000)]
    told = {"error": {"code": "sign_in_refused", "message": "Name and password do not belong together."}}
    assert [(answer.status_code, answer.json) for answer in answers] == [(403, told)] * 3
    page = client.post(
        "/sign-in",
        data={"name": "<b>Ben", "password": "x", "csrf_token": csrf(client, "/sign-in")},
        headers=HTML,
    ).get_data(as_text=True)
    assert "Name and password do not belong together." in page
    assert "<b>Ben" not in page


def test_a_wrong_name_takes_as_long_as_a_wrong_password(tmp_path: Path) -> None:
    app = make_app(tmp_path, LOCAL_MODE="0", hashing=Hashing())
    add_person(app, "Ben", password=PASSWORD)
    client = app.test_client()
    token = csrf(client, "/nowhere")

    def took_s(name: str) -> float:
        begin = time.perf_counter()
        client.post("/sign-in", data={"csrf_token": token, "name": name, "password": "wrong"}, headers=JSON)
        return time.perf_counter() - begin

    known, unknown = zip(*((took_s("Ben"), took_s("Nobody")) for _ in range(5)), strict=True)
    assert 0.5 < statistics.median(unknown) / statistics.median(known) < 2


def test_tries_are_counted_for_each_name_over_all_processes(
    team_app: Flask, ben: Person, tmp_path: Path, clock: Clock
) -> None:
    client = team_app.test_client()
    assert [try_in(client, password="wrong").status_code for _ in range(10)] == [403] * 10
    other = make_app(tmp_path, clock, LOCAL_MODE="0").test_client()
    refused = try_in(other)
    assert (error_of(refused), refused.headers["Retry-After"]) == ((429, "too_many"), "600")
    clock.forward(601)
    assert try_in(other).status_code == 303


def test_spraying_many_names_from_one_address_is_counted_too(team_app: Flask, ben: Person) -> None:
    client = team_app.test_client()
    statuses = [try_in(client, f"name {number}", "guess").status_code for number in range(32)]
    assert (statuses[:30], statuses[30:]) == ([403] * 30, [429] * 2)


def test_signing_in_gives_a_new_session_whatever_the_browser_held(team_app: Flask, ben: Person) -> None:
    client = team_app.test_client()
    with client.session_transaction() as session:
        session["session"] = "a token that somebody planted"
        session["planted"] = "yes"
    try_in(client)
    with client.session_transaction() as session:
        assert session["session"] != "a token that somebody planted"
        assert "planted" not in session


def test_a_copied_cookie_is_worth_nothing_after_signing_out(team_app: Flask, ben: Person) -> None:
    client = signed_in(team_app, ben)
    copied = client.get_cookie("redraw")
    assert copied is not None
    assert post(client, "/sign-out").location == "/sign-in"
    thief = team_app.test_client()
    thief.set_cookie("redraw", copied.value)
    assert thief.get("/", headers=JSON).status_code == 401


def test_over_https_the_cookie_is_bound_to_the_host(tmp_path: Path, clock: Clock) -> None:
    app = make_app(tmp_path, clock, LOCAL_MODE="0", TRUSTED_HOPS="1")
    add_person(app, "Ada", Role.ADMIN)
    client = app.test_client()
    secure = client.get("/sign-in", headers={"X-Forwarded-Proto": "https"}).headers["Set-Cookie"]
    assert secure.startswith("__Host-redraw=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(secure.split("; "))
    assert "Domain" not in secure
    assert client.get("/sign-in").headers["Set-Cookie"].startswith("redraw=")


def test_an_invite_lets_as_many_in_as_it_says_in_its_role(team_app: Flask) -> None:
    path = invite(team_app, role="viewer", uses="2")
    for name in ("Ben", "Cleo"):
        client = team_app.test_client()
        assert "look on" in client.get(path, headers=HTML).get_data(as_text=True)
        assert post(client, path, name=name, password=NEW).status_code == 303
        assert client.get("/").status_code == 200
        assert client.get("/mask", headers=JSON).status_code == 403
    assert error_of(post(team_app.test_client(), path, name="Dan", password=NEW)) == (404, "link_over")
    roles = {member.person.name: member.person.role for member in people.members(collaborators(team_app))}
    assert roles == {"Ada": Role.ADMIN, "Ben": Role.VIEWER, "Cleo": Role.VIEWER}


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({"name": "ada"}, 409, "name_taken"),
        ({"name": "\uff21da"}, 409, "name_taken"),
        ({"name": "  "}, 400, "bad_name"),
        ({"name": "x" * 61}, 400, "bad_name"),
        ({"name": "x" * 10_000}, 400, "bad_name"),
        ({"name": "a\u202edA"}, 400, "bad_name"),
        ({"name": "nul\x00"}, 400, "bad_name"),
        ({"password": "short"}, 400, "weak_password"),
        ({"password": "password1234"}, 400, "weak_password"),
    ],
)
def test_what_cannot_be_taken_leaves_the_invite_good(
    team_app: Flask, fields: dict[str, str], status: int, code: str
) -> None:
    path, client = invite(team_app), team_app.test_client()
    assert error_of(post(client, path, **{"name": "Ben", "password": NEW, **fields})) == (status, code)
    assert post(client, path, name="Ben", password=NEW).status_code == 303


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "\u05d0\u05d1\u05d2", "Zo\u00eb & Co"])
def test_any_script_and_markup_makes_a_name_that_stays_text(team_app: Flask, name: str) -> None:
    client = team_app.test_client()
    assert post(client, invite(team_app), name=name, password=NEW).status_code == 303
    page = signed_in(team_app, "Ada").get("/team", headers=HTML).get_data(as_text=True)
    assert "<script>alert" not in page
    assert name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in page


def test_expired_revoked_foreign_and_forged_links_are_all_the_same_404(
    team_app: Flask, ben: Person, clock: Clock
) -> None:
    co = collaborators(team_app)
    ada = people.members(co)[0].person
    revoked, expired = invite(team_app), invite(team_app, days="1")
    reset = links.make_reset(co, ada, ben.id)
    links.revoke_invite(co, ada, max(links.open_invites(co), key=lambda link: link.expires_at).id)
    clock.forward(86_401)
    client = team_app.test_client()
    told = []
    for path in (revoked, expired, f"/join/{reset}", f"/reset/{reset}", "/join/" + "x" * 43, "/reset/y"):
        told += [client.get(path, headers=JSON).json, post(client, path, name="E", password=NEW).json]
    assert all(answer == told[0] for answer in told)
    assert told[0] is not None
    assert told[0]["error"]["code"] == "link_over"


def test_a_reset_link_sets_the_password_once_and_ends_every_session(team_app: Flask, ben: Person) -> None:
    co = collaborators(team_app)
    before = signed_in(team_app, ben)
    path = "/reset/" + links.make_reset(co, people.members(co)[0].person, ben.id)
    client = team_app.test_client()
    assert error_of(post(client, path, password="short")) == (400, "weak_password")
    assert post(client, path, password=NEW).status_code == 303
    assert client.get("/me").status_code == 200
    assert before.get("/", headers=JSON).status_code == 401
    assert error_of(post(client, path, password=NEW)) == (404, "link_over")
    assert try_in(team_app.test_client(), password=NEW).status_code == 303


def test_a_second_reset_link_takes_the_place_of_the_first(team_app: Flask, ben: Person) -> None:
    co = collaborators(team_app)
    first, second = (links.make_reset(co, people.members(co)[0].person, ben.id) for _ in range(2))
    client = team_app.test_client()
    assert [client.get(f"/reset/{token}").status_code for token in (first, second)] == [404, 200]


def test_a_secret_link_is_kept_as_a_hash_alone(team_app: Flask) -> None:
    token = invite(team_app).removeprefix("/join/")
    co = collaborators(team_app)
    assert links.look(co, LinkKind.INVITE, token).uses_left == 1
    with co.database.read() as connection:
        kept = [str(tuple(row)) for row in connection.execute(text("SELECT * FROM links"))]
    assert len(kept) == 1
    assert token not in kept[0]
