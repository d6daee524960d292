"""Please paint this: what a teammate is asked and gets, and the way to one's own tablet."""

import re
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support import Clock, collaborators, csrf, painting
from tests.team_support import add_person, signed_in
from webapp.models import VARY_REGION, Person, Picture, Role
from webapp.services import drafts, jobs, pictures
from webapp.services.team import links, people, sessions

HTML = {"Accept": "text/html"}
JSON = {"Accept": "application/json"}
DRAFT = b'{"version": 1, "saved_at": 1, "prompt": "a red boat", "painting": {}}'


@pytest.fixture
def ben(team_app: Flask) -> Person:
    return add_person(team_app, "Ben")


@pytest.fixture
def picture(team_app: Flask) -> Picture:
    return next(p for p in pictures.page(collaborators(team_app), "", "")[0] if p.offers_region)


def post(client: FlaskClient, path: str, **fields: str) -> TestResponse:
    return client.post(path, data={"csrf_token": csrf(client, "/me"), **fields}, headers=HTML)


def page(client: FlaskClient, path: str) -> str:
    return client.get(path, headers=HTML).get_data(as_text=True)


def ask(client: FlaskClient, picture: Picture, to: Person, note: str = "") -> TestResponse:
    return post(client, f"/pictures/{picture.id}/hand-over", to=to.id, note=note)


def device_link(client: FlaskClient, picture: Picture) -> str:
    """The path of a new link for another device, with where it leads to."""
    told = post(client, f"/pictures/{picture.id}/device-link").get_data(as_text=True)
    found = re.search(r'value="http://localhost(/device/[\w-]{43}\?next=[^"]+)"', told)
    assert found is not None
    return found[1]


def test_a_teammate_finds_the_request_and_a_copy_of_the_draft(
    team_app: Flask, ada: FlaskClient, ben: Person, picture: Picture
) -> None:
    co = collaborators(team_app)
    herself = people.by_name(co, "Ada")
    drafts.put(co, picture.id, herself, DRAFT, "e1")
    drafts.put(co, picture.id, ben, b'{"own": true}', "e2")
    assert ask(ada, picture, ben, " the <b>mast</b>\n please ").status_code == 303
    drafts.put(co, picture.id, herself, b"{}", "e3")
    browser = signed_in(team_app, ben)
    home = page(browser, "/")
    assert "<bdi>Ada</bdi> asks you to paint this" in home
    assert "the &lt;b&gt;mast&lt;/b&gt; please" in home
    path = re.findall(r"/pictures/[0-9a-f-]+/paint\?handed=[0-9a-f-]+", home)[0]
    draft = re.findall(r'data-handed-url="([^"]+)"', page(browser, path))[0]
    assert browser.get(draft).data == DRAFT
    held = drafts.get(co, picture.id, ben)
    assert held is not None
    assert held[0] == b'{"own": true}'
    assert "asks you" not in page(ada, "/")
    assert ada.get(draft, headers=JSON).status_code == 404
    assert post(browser, draft.replace("/draft", "/put-aside")).status_code == 303
    assert "asks you" not in page(browser, "/")
    assert browser.get(draft, headers=JSON).status_code == 404


def test_a_request_is_done_when_its_painting_is_sent(
    team_app: Flask, ada: FlaskClient, ben: Person, picture: Picture
) -> None:
    co = collaborators(team_app)
    ask(ada, picture, ben)
    png = painting(picture.width, picture.height, (500, 500, 900, 900))
    jobs.submit(co, people.by_name(co, "Ada"), jobs.Order(VARY_REGION, "", picture.id, BytesIO(png)))
    browser = signed_in(team_app, ben)
    assert "asks you to paint this" in page(browser, "/")
    jobs.submit(co, ben, jobs.Order(VARY_REGION, "", picture.id, BytesIO(png)))
    assert "asks you to paint this" not in page(browser, "/")


def test_asking_twice_is_one_request_and_without_a_draft_there_is_none(
    team_app: Flask, ada: FlaskClient, ben: Person, picture: Picture
) -> None:
    for note in ("the mast", "the sail"):
        ask(ada, picture, ben, note)
    browser = signed_in(team_app, ben)
    home = page(browser, "/")
    assert (home.count("asks you to paint this"), "the mast" in home, "the sail" in home) == (1, False, True)
    path = re.findall(r"/pictures/[0-9a-f-]+/paint\?handed=[0-9a-f-]+", home)[0]
    draft = re.findall(r'data-handed-url="([^"]+)"', page(browser, path))[0]
    assert browser.get(draft).status_code == 204


def test_only_a_teammate_who_may_paint_can_be_asked(
    team_app: Flask, ada: FlaskClient, ben: Person, picture: Picture
) -> None:
    vera = add_person(team_app, "Vera", Role.VIEWER)
    herself = people.by_name(collaborators(team_app), "Ada")
    shown = page(ada, f"/pictures/{picture.id}/hand-over")
    assert ("Ben</option>" in shown, "Vera</option>" in shown, "Ada</option>" in shown) == (
        True,
        False,
        False,
    )
    for whom in (vera, herself, Person("nobody", "Nobody", Role.MEMBER)):
        refused = ask(ada, picture, whom)
        assert (refused.status_code, 'id="ask-error"' in refused.get_data(as_text=True)) == (400, True)
    assert ask(ada, picture, ben, "x" * 301).status_code == 400


def test_a_request_goes_with_the_picture_and_with_the_person(
    team_app: Flask, ada: FlaskClient, ben: Person, picture: Picture
) -> None:
    co = collaborators(team_app)
    cleo = add_person(team_app, "Cleo")
    ask(ada, picture, ben)
    ask(signed_in(team_app, cleo), picture, ben)
    browser = signed_in(team_app, ben)
    assert page(browser, "/").count("asks you to paint this") == 2
    people.remove(co, people.by_name(co, "Ada"), cleo.id)
    assert page(browser, "/").count("asks you to paint this") == 1
    pictures.delete(co, ben, picture.id)
    assert "asks you to paint this" not in page(browser, "/")


def test_the_link_for_a_device_signs_the_same_person_in_once_and_leads_to_the_painter(
    team_app: Flask, ben: Person, picture: Picture, clock: Clock
) -> None:
    path = device_link(signed_in(team_app, ben), picture)
    tablet = team_app.test_client()
    for _ in range(2):
        assert "Go on as <bdi>Ben</bdi>" in page(tablet, path)
    assert tablet.get("/me", headers=JSON).status_code == 401
    token = csrf(tablet, path)
    went = tablet.post(path, data={"csrf_token": token}, headers=HTML)
    assert (went.status_code, went.location) == (303, f"/pictures/{picture.id}/paint")
    assert tablet.get(went.location).status_code == 200
    other = team_app.test_client()
    again = other.post(path, data={"csrf_token": csrf(other, "/sign-in")}, headers=JSON)
    assert again.status_code == 404
    clock.forward(86_401)
    assert tablet.get("/me", headers=JSON).status_code == 401


@pytest.mark.parametrize("end", ["expiry", "password", "everywhere", "removal"])
def test_a_link_for_a_device_ends_with_whatever_ends_sessions(
    team_app: Flask, ben: Person, picture: Picture, clock: Clock, end: str
) -> None:
    co = collaborators(team_app)
    path = device_link(signed_in(team_app, ben), picture)
    if end == "expiry":
        clock.forward(15 * 60 + 1)
    elif end == "password":
        links.make_reset(co, None, ben.id)
    elif end == "everywhere":
        sessions.end_all(co, ben)
    else:
        people.remove(co, people.by_name(co, "Ada"), ben.id)
    assert team_app.test_client().get(path, headers=JSON).status_code == 404


def test_the_link_for_a_device_leads_nowhere_else(team_app: Flask, ben: Person, picture: Picture) -> None:
    path = device_link(signed_in(team_app, ben), picture).partition("?")[0]
    tablet = team_app.test_client()
    token = csrf(tablet, path)
    went = tablet.post(f"{path}?next=https://elsewhere.example/", data={"csrf_token": token})
    assert went.location == "/"
