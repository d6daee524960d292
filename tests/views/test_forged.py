"""What a visitor claims in headers, and what people write into forms: neither is believed or obeyed."""

from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support import Clock, collaborators, csrf, make_app, painting, work_until_idle
from tests.team_support import add_person, signed_in
from webapp.models import Role
from webapp.services import pictures
from webapp.services.limits import RULES, Limit

HTML = {"Accept": "text/html"}
JSON = {"Accept": "application/json"}
FORGED = {
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-For": "203.0.113.9",
    "X-Forwarded-Prefix": "/evil",
    "Forwarded": "for=203.0.113.9;host=evil.example;proto=https",
    "X-Original-URL": "/team",
    "X-Rewrite-URL": "/team",
    "X-HTTP-Method-Override": "DELETE",
}
WORDS = {
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "template": "{{ 7*7 }}{% raw %}${7*7}",
    "right to left": "\u202e\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627",
    "quotes": "\"' onmouseover='alert(1)",
}


def test_without_a_proxy_no_forwarding_header_is_believed(team_app: Flask) -> None:
    answer = team_app.test_client().get("/team", headers={**HTML, **FORGED})
    assert answer.location == "/sign-in?next=/team"
    page = team_app.test_client().get("/sign-in", headers={**HTML, **FORGED})
    assert "evil" not in page.get_data(as_text=True)
    assert page.headers["Set-Cookie"].startswith("redraw=")
    assert "Strict-Transport-Security" not in page.headers


def test_links_never_hold_a_host_that_a_visitor_forged(team_app: Flask, ada: FlaskClient) -> None:
    wish = {"csrf_token": csrf(ada), "role": "member", "days": "7", "uses": "1"}
    page = ada.post("/team/invites", data=wish, headers={**HTML, **FORGED}).get_data(as_text=True)
    assert "http://localhost/join/" in page
    assert "evil" not in page


@pytest.mark.parametrize(
    ("hops", "added"),
    [("1", "192.0.2.7"), ("2", "192.0.2.7, 66.241.125.45"), ("3", "192.0.2.7, 172.64.0.9, 10.0.0.3")],
)
def test_behind_any_number_of_proxies_the_address_is_the_visitors_and_the_scheme_the_last_ones(
    tmp_path: Path, clock: Clock, hops: str, added: str
) -> None:
    """The first address is claimed by the visitor, the others are added; scheme and host are single words."""
    app = make_app(tmp_path, clock, LOCAL_MODE="0", TRUSTED_HOPS=hops)
    add_person(app, "Ada", Role.ADMIN)
    told = {"X-Forwarded-For": f"198.51.100.1, {added}", "X-Forwarded-Proto": "https"}
    ada = signed_in(app, "Ada")
    cookie = ada.get_cookie("redraw")
    assert cookie is not None
    ada.set_cookie("__Host-redraw", cookie.value)
    page = ada.get("/me", headers={**HTML, **told, "X-Forwarded-Host": "redraw.example"})
    assert "(here, from 192.0.2.7)" in page.get_data(as_text=True)
    assert page.headers["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.parametrize("hops", ["0", "1"])
def test_tries_are_counted_for_the_real_address_whatever_is_claimed(
    tmp_path: Path, clock: Clock, hops: str
) -> None:
    app = make_app(tmp_path, clock, LOCAL_MODE="0", TRUSTED_HOPS=hops)
    add_person(app, "Ada", Role.ADMIN)
    client, statuses = app.test_client(), []
    token = csrf(client, "/sign-in")
    for number in range(RULES[Limit.SIGN_IN_ADDRESS].most + 1):
        claimed = f"198.51.100.{number}" + (", 192.0.2.1" if hops == "1" else "")
        data = {"csrf_token": token, "name": f"Nobody {number}", "password": "x" * 12}
        answer = client.post("/sign-in", data=data, headers={**JSON, "X-Forwarded-For": claimed})
        statuses.append(answer.status_code)
    assert statuses[-1] == 429
    assert set(statuses[:-1]) == {403}


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_a_prompt_stays_text_on_every_page_that_shows_it(
    app: Flask, client: FlaskClient, clock: Clock, words: str
) -> None:
    picture = next(p for p in pictures.page(collaborators(app), "", "")[0] if p.width == p.height)
    png = painting(picture.width, picture.height, (500, 500, 900, 900))
    data = {"csrf_token": csrf(client), "button": "Vary (Region)", "prompt": words}
    answer = client.post(f"/pictures/{picture.id}/jobs", data={**data, "mask": (BytesIO(png), "mask.png")})
    assert answer.status_code in (201, 303)
    work_until_idle(app, clock)
    job = answer.headers["Location"]
    made = (client.get(f"{job}/status").json or {})["picture_url"].removesuffix("/image")
    for path in (job, made, "/", f"/pictures/{picture.id}"):
        page = client.get(path, headers=HTML).get_data(as_text=True)
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "' onmouseover='" not in page.replace("&#39;", "")
        assert "{{ 7*7 }}" not in words or ">49" not in page


def test_a_prompt_of_ten_thousand_characters_is_one_sentence_and_nothing_is_sent(
    app: Flask, client: FlaskClient
) -> None:
    picture = next(p for p in pictures.page(collaborators(app), "", "")[0] if p.width == p.height)
    png = painting(picture.width, picture.height, (500, 500, 900, 900))
    data = {"csrf_token": csrf(client), "button": "Vary (Region)", "prompt": "\u202ex" * 5000}
    answer = client.post(
        f"/pictures/{picture.id}/jobs", data={**data, "mask": (BytesIO(png), "mask.png")}, headers=JSON
    )
    error = (answer.json or {})["error"]
    assert (answer.status_code, error["message"].count(". ")) == (400, 0)
    assert "prompt" in error["message"].lower()


@pytest.mark.parametrize(
    "cookie", ["", "x", "e30.aaaa.bbbb", "." * 3000, "\u202e", "eyJzZXNzaW9uIjoiYWRtaW4ifQ"]
)
def test_a_forged_cookie_is_no_session(team_app: Flask, cookie: str) -> None:
    client = team_app.test_client()
    client.set_cookie("redraw", cookie)
    assert client.get("/team", headers=JSON).status_code == 401


def test_the_cookie_of_another_site_of_ours_is_no_session(team_app: Flask, tmp_path: Path) -> None:
    other = make_app(tmp_path / "other", LOCAL_MODE="0", SECRET_KEY="another key, as long as it is")
    add_person(other, "Ada", Role.ADMIN)
    client = team_app.test_client()
    cookie = signed_in(other, "Ada").get_cookie("redraw")
    assert cookie is not None
    client.set_cookie("redraw", cookie.value)
    assert client.get("/team", headers=JSON).status_code == 401
