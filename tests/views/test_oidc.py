"""Signing in by a real OpenID Connect provider in a process of its own."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from flask import Flask
from flask.testing import FlaskClient

from tests.support import Clock, collaborators, make_app
from tests.team_support import add_person
from tools.processes import Program, free_port, start_program
from webapp.models import Role
from webapp.services.team import people

HTML = {"Accept": "text/html"}
JSON = {"Accept": "application/json"}
PEOPLE = (
    {"sub": "ben", "email": "ben@example.org", "email_verified": True, "name": "Ben"},
    {"sub": "ada2", "email": "ada@example.org", "email_verified": True, "name": "Ada"},
    {"sub": "eve", "email": "eve@evil.example", "email_verified": True, "name": "Eve"},
    {"sub": "rtl", "email": "r@example.org", "email_verified": True, "name": "\u202eevil"},
)


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    port = free_port()
    users = [word for person in PEOPLE for word in ("--user-claims", json.dumps(person))]
    command = ["oidc_provider_mock", "--port", str(port), "--require-nonce", "true", *users]
    program = start_program(tmp_path_factory.mktemp("oidc"), "oidc", command, {}, port)
    yield program
    program.stop()


@pytest.fixture
def app(tmp_path: Path, clock: Clock, provider: Program) -> Flask:
    app = make_app(
        tmp_path,
        clock,
        LOCAL_MODE="0",
        PUBLIC_URL="http://localhost",
        OIDC_ISSUER=provider.url,
        OIDC_CLIENT_ID="redraw",
        OIDC_CLIENT_SECRET="the secret of this client",
        OIDC_DOMAINS="example.org",
    )
    add_person(app, "Ada", Role.ADMIN)
    return app


def go(client: FlaskClient, path: str = "/sign-in/oidc") -> str:
    """Where the browser is sent."""
    answer = client.get(path, headers=HTML)
    assert answer.status_code == 303
    return str(answer.location)


def come_back(address: str, sub: str) -> str:
    """Sign in at the provider; the path it sends the browser back to."""
    answer = requests.post(address, data={"sub": sub}, allow_redirects=False, timeout=10)
    back = answer.headers["Location"]
    assert back.startswith("http://localhost/sign-in/oidc/callback?")
    return back.removeprefix("http://localhost")


def test_who_comes_for_the_first_time_becomes_a_member_and_stays_the_same(app: Flask) -> None:
    for _ in range(2):
        client = app.test_client()
        assert client.get(come_back(go(client, "/sign-in/oidc?next=/mask"), "ben")).location == "/mask"
        assert client.get("/mask").status_code == 200
    team = {member.person.name: member.person.role for member in people.members(collaborators(app))}
    assert team == {"Ada": Role.ADMIN, "Ben": Role.MEMBER}
    page = client.get("/me", headers=HTML).get_data(as_text=True)
    assert "Change the password" not in page


def test_the_request_carries_state_nonce_and_a_challenge(app: Flask, provider: Program) -> None:
    address = urlsplit(go(app.test_client()))
    query = parse_qs(address.query)
    assert f"{address.scheme}://{address.netloc}" == provider.url
    assert query["redirect_uri"] == ["http://localhost/sign-in/oidc/callback"]
    assert (query["code_challenge_method"], query["response_type"]) == (["S256"], ["code"])
    assert min(len(query[name][0]) for name in ("state", "nonce", "code_challenge")) >= 30


def test_an_answer_is_taken_once_and_only_by_the_browser_that_asked(app: Flask) -> None:
    client, thief = app.test_client(), app.test_client()
    path = come_back(go(client), "ben")
    assert thief.get(path, headers=JSON).status_code == 403
    go(thief)
    assert thief.get(path, headers=JSON).status_code == 403
    assert client.get(path).status_code == 303
    again = client.get(path, headers=JSON)
    assert (again.status_code, (again.json or {})["error"]["code"]) == (403, "sign_in_refused")


def test_a_code_that_was_made_up_is_refused(app: Flask) -> None:
    client = app.test_client()
    state = parse_qs(urlsplit(go(client)).query)["state"][0]
    answer = client.get(f"/sign-in/oidc/callback?code=invented&state={state}", headers=HTML)
    assert answer.status_code == 403
    assert "cannot be used" in answer.get_data(as_text=True)


def test_who_is_not_of_the_domains_stays_out(app: Flask) -> None:
    client = app.test_client()
    answer = client.get(come_back(go(client), "eve"), headers=HTML)
    assert answer.status_code == 403
    assert "not of this team" in answer.get_data(as_text=True)
    assert len(people.members(collaborators(app))) == 1


def test_a_name_that_is_taken_or_cannot_be_shown_gets_the_address(app: Flask) -> None:
    for sub in ("ada2", "rtl"):
        client = app.test_client()
        assert client.get(come_back(go(client), sub)).status_code == 303
    names = {member.person.name for member in people.members(collaborators(app))}
    assert names == {"Ada", "Ada (ada@example.org)", "r@example.org"}


def test_who_was_removed_is_not_let_in_anew(app: Flask) -> None:
    client = app.test_client()
    client.get(come_back(go(client), "ben"))
    co = collaborators(app)
    people.remove(co, people.by_name(co, "Ada"), people.by_name(co, "Ben").id)
    again = app.test_client()
    answer = again.get(come_back(go(again), "ben"), headers=HTML)
    assert (answer.status_code, "not of this team any more" in answer.get_data(as_text=True)) == (403, True)


def test_without_a_provider_there_is_no_such_address(team_app: Flask) -> None:
    assert team_app.test_client().get("/sign-in/oidc", headers=JSON).status_code == 404
    page = team_app.test_client().get("/sign-in", headers=HTML).get_data(as_text=True)
    assert "/sign-in/oidc" not in page


def test_a_provider_that_is_down_leaves_the_password_form(tmp_path: Path, clock: Clock) -> None:
    oidc = {"OIDC_CLIENT_ID": "redraw", "OIDC_CLIENT_SECRET": "s", "OIDC_DOMAINS": "example.org"}
    app = make_app(
        tmp_path,
        clock,
        LOCAL_MODE="0",
        PUBLIC_URL="http://localhost",
        OIDC_ISSUER="http://127.0.0.1:9",
        **oidc,
    )
    add_person(app, "Ada", Role.ADMIN)
    answer = app.test_client().get("/sign-in/oidc", headers=HTML)
    assert (answer.status_code, 'name="password"' in answer.get_data(as_text=True)) == (502, True)
