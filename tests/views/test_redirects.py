"""STORAGE_REDIRECTS: browsers fetch whole pictures from the bucket, once they were let in, for a minute."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from flask import Flask
from flask.testing import FlaskClient

from tests.support import collaborators, csrf, make_app
from tests.team_support import add_person, signed_in
from tools import buckets
from tools.processes import Program
from webapp.models import Picture, Role
from webapp.services import pictures
from webapp.settings import SettingsError, load

SHOWN = {"Sec-Fetch-Dest": "image", "Sec-Fetch-Mode": "no-cors"}
CORS = {"Sec-Fetch-Mode": "cors"}
KEPT = {"Sec-Fetch-Dest": "document", "Sec-Fetch-Mode": "navigate"}


@pytest.fixture(scope="module")
def moto(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    program = buckets.start_moto(tmp_path_factory.mktemp("moto"))
    yield program
    program.kill()


@pytest.fixture
def app(moto: Program, tmp_path: Path) -> Flask:
    """A team's site with its pictures in the bucket, from which browsers get them."""
    bucket = buckets.settings(moto, tmp_path.name)
    app = make_app(tmp_path / "app", LOCAL_MODE="0", STORAGE_REDIRECTS="1", **bucket)
    add_person(app, "Ada", Role.ADMIN)
    return app


@pytest.fixture
def ada(app: Flask) -> FlaskClient:
    return signed_in(app, "Ada")


@pytest.fixture
def picture(app: Flask) -> Picture:
    """A sample, brought into the bucket."""
    co = collaborators(app)
    found = pictures.page(co, "", "")[0][0]
    for file in (co.settings.data_dir / "pictures").rglob(found.blob):
        with file.open("rb") as source:
            co.storage.put(source)
    return found


def test_what_a_page_shows_comes_from_the_bucket_for_a_minute_and_no_cache_keeps_the_way(
    ada: FlaskClient, picture: Picture, moto: Program
) -> None:
    answer = ada.get(f"/pictures/{picture.id}/image", headers=SHOWN)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (302, "private, no-store")
    address = answer.headers["Location"]
    assert address.startswith(f"{moto.url}/")
    assert parse_qs(urlsplit(address).query)["X-Amz-Expires"] == ["60"]
    fetched = requests.get(address, timeout=30)
    assert (len(fetched.content), fetched.headers["Content-Type"]) == (
        picture.size_bytes,
        picture.content_type,
    )
    assert fetched.headers["Content-Disposition"] == "inline"


def test_a_download_has_its_name(ada: FlaskClient, picture: Picture) -> None:
    answer = ada.get(f"/pictures/{picture.id}/image?download=1", headers=KEPT)
    kept = requests.get(answer.headers["Location"], timeout=30).headers["Content-Disposition"]
    ending = picture.content_type.rpartition("/")[2]
    assert kept == f"attachment; filename=redraw-{picture.id[:8]}.{ending}"


@pytest.mark.parametrize("headers", [{}, *({"Sec-Fetch-Dest": to, **CORS} for to in ("empty", "image"))])
def test_scripts_get_the_bytes_themselves(
    ada: FlaskClient, picture: Picture, headers: dict[str, str]
) -> None:
    """The painter reads pixels, which browsers only allow from the page's own address."""
    answer = ada.get(f"/pictures/{picture.id}/image", headers=headers)
    assert (answer.status_code, len(answer.data)) == (200, picture.size_bytes)


def test_thumbnails_come_from_here(ada: FlaskClient, picture: Picture) -> None:
    assert ada.get(f"/pictures/{picture.id}/image?w=160", headers=SHOWN).status_code == 200


def test_whoever_is_not_let_in_learns_no_address(app: Flask, picture: Picture) -> None:
    answer = app.test_client().get(f"/pictures/{picture.id}/image", headers=SHOWN)
    assert answer.status_code == 401
    assert "X-Amz" not in str(answer.headers)


def test_a_share_link_leads_there_as_long_as_it_is_open_and_to_its_own_pictures_alone(
    app: Flask, ada: FlaskClient, picture: Picture, caplog: pytest.LogCaptureFixture
) -> None:
    wish = {"what": "picture", "days": "7", "csrf_token": csrf(ada, "/me")}
    page = ada.post(f"/pictures/{picture.id}/share", data=wish, headers={"Accept": "text/html"}).text
    path = page[page.index("/s/") :].partition('"')[0]
    stranger = app.test_client()
    answer = stranger.get(f"{path}/pictures/{picture.id}/image", headers=SHOWN)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (302, "private, no-store")
    assert requests.get(answer.headers["Location"], timeout=30).status_code == 200
    other = next(one for one in pictures.page(collaborators(app), "", "")[0] if one.id != picture.id)
    assert stranger.get(f"{path}/pictures/{other.id}/image", headers=SHOWN).status_code == 404
    listed = ada.get("/shares", headers={"Accept": "text/html"}).text
    revoke = listed[listed.index('action="/shares/') + 8 :].partition('"')[0]
    ada.post(revoke, data={"csrf_token": wish["csrf_token"]})
    assert stranger.get(f"{path}/pictures/{picture.id}/image", headers=SHOWN).status_code == 404
    assert "X-Amz" not in caplog.text


def test_pages_may_load_pictures_from_the_bucket_and_from_nowhere_else(
    ada: FlaskClient, moto: Program, tmp_path: Path
) -> None:
    policy = ada.get("/", headers={"Accept": "text/html"}).headers["Content-Security-Policy"]
    assert f"img-src 'self' blob: {moto.url};" in policy
    assert policy.count("http") == 1
    bucket = buckets.settings(moto, tmp_path.name)
    plain = make_app(tmp_path / "plain", MIDJOURNEY_TOKEN="t", **bucket).test_client()
    assert "img-src 'self' blob:;" in plain.get("/").headers["Content-Security-Policy"]


def test_it_needs_a_bucket_and_amazon_s_its_region() -> None:
    with pytest.raises(SettingsError, match="STORAGE_REDIRECTS is on but STORAGE_URL is no bucket"):
        load({"STORAGE_REDIRECTS": "1"})
    with pytest.raises(SettingsError, match="STORAGE_REGION is not set"):
        load({"STORAGE_REDIRECTS": "1", "STORAGE_URL": "s3://pictures"})
