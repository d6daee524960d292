"""The door: declared access everywhere, host names, the first start, CSRF before everything else."""

from pathlib import Path

import pytest
from flask import Flask

from tests.support import Clock, collaborators, csrf, make_app
from tests.team_support import add_person, signed_in
from webapp import first_start
from webapp.access import BEFORE_SET_UP, Access, declared
from webapp.models import Role

UUID = "00000000-0000-4000-8000-000000000000"
JSON = {"Accept": "application/json"}
NOT_SET_UP = {
    "code": "not_set_up",
    "message": "This Redraw is not set up yet: the link to do it stands in the server\u2019s log.",
}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def local_app(tmp_path: Path, clock: Clock) -> Flask:
    return make_app(tmp_path, clock)


@pytest.fixture
def new_team_app(tmp_path: Path, clock: Clock) -> Flask:
    """A team's site on its first start."""
    return make_app(tmp_path, clock, LOCAL_MODE="0")


@pytest.fixture
def team_app(new_team_app: Flask) -> Flask:
    add_person(new_team_app, "Ada", Role.ADMIN)
    return new_team_app


def test_an_app_with_an_endpoint_that_declares_nothing_cannot_be_built(local_app: Flask) -> None:
    from webapp import access

    bare = Flask(__name__)
    bare.add_url_rule("/open", "open", lambda: "anybody")
    with pytest.raises(RuntimeError, match="without declared access: open"):
        access.install(bare, collaborators(local_app))


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8000", "10.0.0.1"]
)
def test_local_mode_answers_no_other_host_name(local_app: Flask, host: str) -> None:
    assert local_app.test_client().get("/", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8000", "LOCALHOST:1", "[::1]:8000"])
def test_local_mode_answers_loopback_names(local_app: Flask, host: str) -> None:
    assert local_app.test_client().get("/", headers={"Host": host}).status_code == 200


def test_in_local_mode_there_is_no_team_to_look_after(local_app: Flask) -> None:
    assert local_app.test_client().get("/team").status_code == 404
    assert local_app.test_client().get("/styleguide").status_code == 200


def test_health_answers_under_any_name(local_app: Flask) -> None:
    assert local_app.test_client().get("/healthz", headers={"Host": "10.1.2.3"}).json == {"status": "ok"}


def test_trusted_hosts_are_the_only_ones_served(tmp_path: Path) -> None:
    app = make_app(tmp_path, LOCAL_MODE="0", TRUSTED_HOSTS="paint.example")
    add_person(app, "Ada", Role.ADMIN)
    assert app.test_client().get("/sign-in", headers={"Host": "paint.example"}).status_code == 200
    assert app.test_client().get("/sign-in", headers={"Host": "other.example"}).status_code == 421


def addresses(app: Flask) -> list[tuple[str, str, str]]:
    """(endpoint, method, path) of every address, with ids and tokens that do not exist."""
    found = []
    for rule in app.url_map.iter_rules():
        values = {name: UUID if str(name).endswith("_id") else "x" * 43 for name in rule.arguments}
        values |= {
            name: value
            for name, value in {"extension": "png", "filename": "favicon.svg"}.items()
            if name in values
        }
        with app.test_request_context():
            built = app.url_map.bind("localhost").build(rule.endpoint, values, append_unknown=False)
        found += [(rule.endpoint, method, built) for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}]
    return found


def test_before_the_team_is_set_up_nothing_but_health_and_the_set_up_answers(new_team_app: Flask) -> None:
    asked = 0
    for endpoint, method, path in addresses(new_team_app):
        client = new_team_app.test_client()
        token = csrf(client, "/nowhere")
        answer = client.open(path, method=method, headers={**JSON, "X-CSRFToken": token})
        if endpoint not in BEFORE_SET_UP:
            assert answer.status_code == 503, f"{method} {path}"
            assert (answer.json or {})["error"] == NOT_SET_UP
            asked += 1
    assert asked > 25
    assert new_team_app.test_client().get("/healthz").status_code == 200


def test_the_link_of_the_first_start_makes_the_first_admin_and_is_then_worthless(new_team_app: Flask) -> None:
    said = first_start.words(collaborators(new_team_app))
    assert said is not None
    path = said[said.index("/welcome/") :]
    client = new_team_app.test_client()
    form = {"name": "Ada", "password": "apples over the fence", "csrf_token": csrf(client, path)}
    assert client.post(path, data=form).location == "/"
    assert client.get("/team").status_code == 200
    assert new_team_app.test_client().get(path, headers=JSON).status_code == 404
    assert first_start.words(collaborators(new_team_app)) is None


def test_links_of_several_processes_are_all_good_until_one_is_used(new_team_app: Flask) -> None:
    co = collaborators(new_team_app)
    paths = [said[said.index("/welcome/") :] for said in (first_start.words(co) or "" for _ in range(2))]
    client = new_team_app.test_client()
    assert [client.get(path).status_code for path in paths] == [200, 200]
    form = {"name": "Ada", "password": "apples over the fence", "csrf_token": csrf(client, paths[0])}
    assert client.post(paths[0], data=form).status_code == 303
    late = new_team_app.test_client()
    form = {"name": "Eve", "password": "apples over the fence", "csrf_token": csrf(late, "/sign-in")}
    assert late.post(paths[1], data=form, headers=JSON).status_code == 404


def test_the_set_up_link_ends_after_a_day_and_is_never_given_in_local_mode(
    new_team_app: Flask, local_app: Flask, clock: Clock
) -> None:
    said = first_start.words(collaborators(new_team_app)) or ""
    clock.forward(86_401)
    assert new_team_app.test_client().get(said[said.index("/welcome/") :]).status_code == 404
    assert first_start.words(collaborators(local_app)) is None


def test_a_person_without_session_is_led_to_the_sign_in(team_app: Flask) -> None:
    answer = team_app.test_client().get("/mask?x=1", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.location) == (303, "/sign-in?next=/mask?x%3D1")


def test_every_state_change_needs_the_csrf_token_before_anything_is_looked_up(team_app: Flask) -> None:
    client = signed_in(team_app, "Ada")
    asked = 0
    for endpoint, method, path in addresses(team_app):
        mark = declared(team_app, endpoint)
        by_cookie = mark is not None and mark.access is not Access.SECRET and mark.scope is None
        if method in ("POST", "PUT", "DELETE") and by_cookie:
            answer = client.open(path, method=method, headers=JSON)
            assert (answer.status_code, answer.json and answer.json["error"]["code"]) == (400, "csrf"), path
            asked += 1
    assert asked > 15


def test_no_address_changes_anything_by_get(team_app: Flask) -> None:
    with_both = {"paint.draft"}  # its GET only reads
    by_endpoint: dict[str, set[str]] = {}
    for endpoint, method, _path in addresses(team_app):
        by_endpoint.setdefault(endpoint, set()).add(method)
    mixed = {endpoint for endpoint, methods in by_endpoint.items() if "GET" in methods and len(methods) > 1}
    assert mixed == with_both


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
