"""The site under a path of a host: every address it gives out lies under that path and leads somewhere."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support import collaborators, csrf, make_app
from tests.team_support import add_person, signed_in
from webapp import first_start
from webapp.models import Role
from webapp.services import pictures
from webapp.settings import SettingsError, load

PATH = "/tools/redraw"
ORIGIN = "http://localhost"
SITE = ORIGIN + PATH
HTML = {"Accept": "text/html"}
ADDRESS = re.compile(
    r'(?:href|src|action|formaction|content|data-[a-z-]+)="(/[^"]*|https?://(?:localhost|127)[^"]*)"'
)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder = tmp_path_factory.mktemp("site")
    app = make_app(folder, LOCAL_MODE="0", SCRIPT_NAME=PATH, PUBLIC_URL=ORIGIN)
    add_person(app, "Ada", Role.ADMIN)
    return app


@pytest.fixture
def ada(app: Flask) -> FlaskClient:
    """The admin's browser."""
    return signed_in(app, "Ada")


def addresses(page: str) -> set[str]:
    """Where a page of the site leads on this host, as paths."""
    found = {address.replace("&amp;", "&") for address in ADDRESS.findall(page)}
    return {address.removeprefix(ORIGIN) for address in found}


def test_every_address_on_every_page_lies_under_the_path_and_is_served(app: Flask, ada: FlaskClient):
    to_visit, seen = {f"{PATH}/"}, set()
    while to_visit - seen:
        address = (to_visit - seen).pop()
        seen.add(address)
        assert address.startswith(f"{PATH}/"), address
        answer = ada.get(address.removeprefix(PATH), base_url=SITE, headers=HTML)
        if answer.status_code == 405:
            continue  # the address of a form
        assert answer.status_code in (200, 204, 303), (address, answer.status_code)
        if answer.location:
            to_visit.add(urlsplit(answer.location).path)
        if answer.mimetype == "text/html":
            to_visit |= addresses(answer.get_data(as_text=True))
    assert len(seen) > 30


def test_the_way_to_the_sign_in_leads_back_under_the_path(app: Flask):
    answer = app.test_client().get("/team", base_url=SITE, headers=HTML)
    assert answer.location == f"{PATH}/sign-in?next={PATH}/team"


def test_links_that_are_handed_on_hold_the_whole_address(app: Flask, ada: FlaskClient):
    token = csrf(ada)
    fields = {"csrf_token": token, "role": "member", "days": "7", "uses": "1"}
    invite = ada.post("/team/invites", data=fields, base_url=SITE, headers=HTML)
    assert re.search(rf"{SITE}/join/[\w-]{{43}}", invite.get_data(as_text=True))
    picture = pictures.page(collaborators(app), "", "")[0][0]
    fields = {"csrf_token": token, "what": "picture", "days": "7"}
    share = ada.post(f"/pictures/{picture.id}/share", data=fields, base_url=SITE, headers=HTML)
    assert re.search(rf"{SITE}/s/[\w-]{{43}}", share.get_data(as_text=True))


def test_the_api_describes_itself_as_lying_there(ada: FlaskClient):
    described = ada.get("/api/openapi.json", base_url=SITE).json or {}
    assert described["servers"] == [{"url": PATH}]


def test_the_sites_address_holds_the_path_whether_it_is_written_there_or_not():
    for written in (ORIGIN, SITE, SITE + "/"):
        assert load({"PUBLIC_URL": written, "SCRIPT_NAME": PATH}).public_url == SITE


@pytest.mark.parametrize(
    ("environ", "named"),
    [
        ({"SCRIPT_NAME": "tools"}, "SCRIPT_NAME"),
        ({"SCRIPT_NAME": "/a/../b"}, "SCRIPT_NAME"),
        ({"PUBLIC_URL": SITE}, "PUBLIC_URL"),
        ({"PUBLIC_URL": ORIGIN + "/other", "SCRIPT_NAME": PATH}, "PUBLIC_URL"),
    ],
)
def test_a_path_that_cannot_be_meant_is_refused_by_name(environ: dict[str, str], named: str):
    with pytest.raises(SettingsError, match=f"^{named} "):
        load(environ)


def test_the_set_up_link_lies_under_the_path(tmp_path: Path):
    settings = load({"DATA_DIR": str(tmp_path), "SCRIPT_NAME": PATH, "TRUSTED_HOSTS": "example.org"})
    assert first_start.site(settings) == f"http://example.org{PATH}"


@pytest.mark.parametrize("asked", ["/healthz", f"{PATH}/healthz"])
def test_it_is_found_whether_the_proxy_takes_the_path_off_or_not(app: Flask, asked: str):
    assert app.test_client().get(asked).status_code == 200


def test_a_path_that_only_begins_alike_is_another(app: Flask):
    assert app.test_client().get(f"{PATH}s/healthz").status_code == 404
