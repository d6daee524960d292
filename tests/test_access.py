"""The door: declared access everywhere, host names, sign-in, CSRF before everything else."""

from pathlib import Path

import pytest
from flask import Flask

from tests.support import Clock, csrf, make_app
from tests.views.conftest import PASSPHRASE
from webapp.access import Access, declared

UUID = "00000000-0000-4000-8000-000000000000"
PUBLIC = {"static", "health.healthz", "health.readyz", "team.sign_in", "team.sign_in_post", "team.sign_out"}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def local_app(tmp_path: Path, clock: Clock) -> Flask:
    return make_app(tmp_path, clock)


@pytest.fixture
def team_app(tmp_path: Path, clock: Clock) -> Flask:
    return make_app(tmp_path, clock, LOCAL_MODE="0", TEAM_PASSPHRASE=PASSPHRASE)


def test_every_endpoint_declares_its_access_and_only_these_are_public(local_app: Flask) -> None:
    by_access = {endpoint: declared(local_app, endpoint) for endpoint in local_app.view_functions}
    assert {endpoint for endpoint, access in by_access.items() if access is Access.PUBLIC} == PUBLIC
    assert {endpoint for endpoint, access in by_access.items() if access is Access.SECRET} == {"hook.receive"}
    assert None not in by_access.values()


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8000", "10.0.0.1"]
)
def test_local_mode_answers_no_other_host_name(local_app: Flask, host: str) -> None:
    assert local_app.test_client().get("/", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8000", "LOCALHOST:1", "[::1]:8000"])
def test_local_mode_answers_loopback_names(local_app: Flask, host: str) -> None:
    assert local_app.test_client().get("/", headers={"Host": host}).status_code == 200


def test_health_answers_under_any_name(local_app: Flask) -> None:
    assert local_app.test_client().get("/healthz", headers={"Host": "10.1.2.3"}).json == {"status": "ok"}


def test_trusted_hosts_are_the_only_ones_served(tmp_path: Path) -> None:
    app = make_app(tmp_path, LOCAL_MODE="0", TEAM_PASSPHRASE="p", TRUSTED_HOSTS="paint.example")
    assert app.test_client().get("/sign-in", headers={"Host": "paint.example"}).status_code == 200
    assert app.test_client().get("/sign-in", headers={"Host": "other.example"}).status_code == 421


def members_only(app: Flask) -> list[tuple[str, str]]:
    """(method, path) of every address for members, with an id that does not exist."""
    found = []
    for rule in app.url_map.iter_rules():
        if declared(app, rule.endpoint) is Access.MEMBER:
            path = rule.rule.replace("<uuid:picture_id>", UUID).replace("<uuid:job_id>", UUID)
            path = path.replace("<extension>", "png")
            found += [(method, path) for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}]
    return found


def test_whoever_is_not_signed_in_gets_nothing(team_app: Flask) -> None:
    client = team_app.test_client()
    token = csrf(client, "/sign-in")
    addresses = members_only(team_app)
    assert len(addresses) > 15
    for method, path in addresses:
        answer = client.open(
            path, method=method, headers={"X-CSRFToken": token, "Accept": "application/json"}
        )
        assert (answer.status_code, answer.json) == (
            401,
            {"error": {"code": "sign_in_needed", "message": "Sign in first."}},
        ), f"{method} {path}"


def test_a_person_without_session_is_led_to_the_sign_in_and_back(team_app: Flask) -> None:
    client = team_app.test_client()
    answer = client.get("/mask", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.location) == (303, "/sign-in?next=/mask")
    signed_in = client.post(
        "/sign-in", data={"passphrase": PASSPHRASE, "next": "/mask", "csrf_token": csrf(client, "/sign-in")}
    )
    assert (signed_in.status_code, signed_in.location) == (303, "/mask")
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    "target", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:x", "/\tx"]
)
def test_signing_in_never_leads_to_another_site(team_app: Flask, target: str) -> None:
    client = team_app.test_client()
    data = {"passphrase": PASSPHRASE, "next": target, "csrf_token": csrf(client, "/sign-in")}
    assert client.post("/sign-in", data=data).location == "/"


def test_a_wrong_passphrase_is_refused_and_tries_are_counted_over_all_processes(
    team_app: Flask, tmp_path: Path, clock: Clock
) -> None:
    client = team_app.test_client()
    data = {"passphrase": "wrong \u00e9", "csrf_token": csrf(client, "/sign-in")}
    assert [client.post("/sign-in", data=data).status_code for _ in range(10)] == [403] * 10
    second_process = make_app(tmp_path, clock, LOCAL_MODE="0", TEAM_PASSPHRASE=PASSPHRASE)
    other = second_process.test_client()
    right = {"passphrase": PASSPHRASE, "csrf_token": csrf(other, "/sign-in")}
    assert other.post("/sign-in", data=right).status_code == 429
    clock.forward(700)
    assert other.post("/sign-in", data=right).status_code == 303


def test_a_copied_cookie_is_worth_nothing_after_signing_out(team_app: Flask) -> None:
    client = team_app.test_client()
    data = {"passphrase": PASSPHRASE, "csrf_token": csrf(client, "/sign-in")}
    client.post("/sign-in", data=data)
    copied = client.get_cookie("redraw")
    assert copied is not None
    client.post("/sign-out", data={"csrf_token": csrf(client, "/")})
    thief = team_app.test_client()
    thief.set_cookie("redraw", copied.value)
    assert thief.get("/", headers={"Accept": "text/html"}).status_code == 303


def test_a_session_ends_by_itself(team_app: Flask, clock: Clock) -> None:
    client = team_app.test_client()
    client.post("/sign-in", data={"passphrase": PASSPHRASE, "csrf_token": csrf(client, "/sign-in")})
    clock.forward(31 * 86_400)
    assert client.get("/", headers={"Accept": "application/json"}).status_code == 401


def test_every_state_change_needs_the_csrf_token_before_anything_is_looked_up(team_app: Flask) -> None:
    client = team_app.test_client()
    for method, path in members_only(team_app):
        if method in ("POST", "PUT", "DELETE"):
            answer = client.open(path, method=method, headers={"Accept": "application/json"})
            assert (answer.status_code, answer.json and answer.json["error"]["code"]) == (400, "csrf"), path


def test_the_headers_hold_on_every_page(local_app: Flask) -> None:
    client = local_app.test_client()
    for path in ("/", "/mask", "/no-such-page", f"/jobs/{UUID}"):
        headers = client.get(path, headers={"Accept": "text/html"}).headers
        assert headers["Content-Security-Policy"].startswith(
            "default-src 'none'; script-src 'self'; style-src 'self'"
        )
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
