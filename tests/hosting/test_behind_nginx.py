"""Behind nginx as deploy/nginx.conf sets it up: TLS, and under a path of its host. On loopback, for real."""

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

from tests.hosting.test_sub_path import ADDRESS
from tests.hosting.visitor import Visitor
from tools import nginx
from tools.processes import ROOT, Program, free_port, start_app

TLS = ROOT / "tests" / "provider" / "tls"
PATH = "/tools/redraw"


@dataclass
class Site:
    """An app with nginx in front, set up; `ada` is its admin's browser."""

    app: Program
    url: str
    ada: Visitor
    welcome: requests.Response


def site_text(app: Program, port: int, path: str) -> str:
    """deploy/nginx.conf for this app, with the tests' certificate."""
    text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    text = re.sub(r"ssl_certificate(_key)? .+;", rf"ssl_certificate\1 {TLS / 'server.pem'};", text)
    text = text.replace("listen 443 ssl;", f"listen 127.0.0.1:{port} ssl;")
    text = text.replace("http://127.0.0.1:8000;", f"{app.url};").replace("location /", f"location {path}/")
    assert app.url in text
    assert str(port) in text
    return text


@contextlib.contextmanager
def behind_nginx(folder: Path, path: str = "") -> Iterator[Site]:
    port = free_port()
    url = f"https://127.0.0.1:{port}{path}"
    settings = {"PUBLIC_URL": url, "TRUSTED_HOSTS": "127.0.0.1", "TRUSTED_HOPS": "1", "BIND": "127.0.0.1"}
    app = start_app(folder, LOCAL_MODE="0", SCRIPT_NAME=path, **settings)
    ada = Visitor(url, str(TLS / "ca.pem"))
    try:
        with nginx.serving(folder / "nginx", site_text(app, port, path)):
            yield Site(app, url, ada, ada.set_up(app))
    finally:
        app.stop()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with behind_nginx(tmp_path_factory.mktemp("tls")) as found:
        yield found


@pytest.fixture(scope="module")
def below(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The same under a path of its host."""
    with behind_nginx(tmp_path_factory.mktemp("path"), PATH) as found:
        yield found


def test_the_link_in_the_log_is_the_one_to_open(site: Site, below: Site):
    assert f"{site.url}/welcome/" in site.app.log
    assert f"{below.url}/welcome/" in below.app.log


def test_the_cookie_is_bound_to_this_very_host_over_tls(site: Site):
    answer = site.welcome.history[0]
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-redraw=")
    parts = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert {"secure", "httponly", "samesite=lax", "path=/"} <= parts
    assert not any(part.startswith("domain") for part in parts)
    assert site.welcome.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_links_that_are_handed_on_begin_with_https_and_the_sites_own_host(site: Site):
    invite = site.ada.post("/team/invites", role="member", days="7", uses="1").text
    assert re.search(rf"{site.url}/join/[\w-]{{43}}", invite)


def test_a_region_is_redrawn_and_its_bytes_arrive_with_ranges(site: Site):
    made = site.ada.redraw(site.ada.first_picture())
    whole = site.ada.get(f"{made}/image")
    part = site.ada.get(f"{made}/image", headers={"Range": "bytes=1000-1999"})
    assert (part.status_code, part.content) == (206, whole.content[1000:2000])


def test_an_upload_larger_than_the_proxy_takes_is_refused_and_a_smaller_one_arrives(site: Site):
    large, small = (("image", ("a.png", b"x" * (size << 20))) for size in (42, 5))
    assert site.ada.post("/pictures", dict([large])).status_code == 413
    assert site.ada.post("/pictures", dict([small])).status_code == 400


def test_a_form_from_another_origin_is_refused(site: Site):
    site.ada.http.headers["Referer"] = "https://elsewhere.example/"
    try:
        assert site.ada.post("/team/invites", role="admin", days="7", uses="1").status_code == 400
    finally:
        site.ada.http.headers["Referer"] = site.url + "/"


def test_headers_that_a_visitor_forges_change_nothing(site: Site):
    forged = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "http", "X-Forwarded-For": "10.0.0.1"}
    stranger = Visitor(site.url, str(TLS / "ca.pem"))
    answer = stranger.get("/sign-in", headers={**forged, "X-Forwarded-Prefix": "/evil"})
    assert answer.status_code == 200
    assert "evil" not in answer.text
    assert answer.headers["Set-Cookie"].startswith("__Host-redraw=")
    assert stranger.get("/", headers={"Host": "evil.example"}).status_code == 421


def test_every_page_file_and_redirect_works_under_a_path(below: Site):
    made = below.ada.redraw(below.ada.first_picture())
    origin = below.url.removesuffix(PATH)
    to_visit, seen = {f"{PATH}/", f"{PATH}{made}"}, set()
    while to_visit - seen:
        address = (to_visit - seen).pop()
        seen.add(address)
        assert address.startswith(f"{PATH}/"), address
        answer = below.ada.http.get(origin + address, timeout=60, allow_redirects=False)
        assert answer.status_code in (200, 204, 303, 405), (address, answer.status_code)
        if "Location" in answer.headers:
            to_visit.add(urlsplit(answer.headers["Location"]).path)
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            to_visit |= {
                found.replace("&amp;", "&").removeprefix(origin) for found in ADDRESS.findall(answer.text)
            }
    assert len(seen) > 40


def test_a_share_link_under_a_path_opens_for_somebody_outside(below: Site):
    picture = below.ada.first_picture()
    page = below.ada.post(f"{picture}/share", what="picture", days="7").text
    link = re.findall(rf"{below.url}/s/[\w-]{{43}}", page)[0]
    stranger = Visitor(below.url, str(TLS / "ca.pem"))
    shown = stranger.http.get(link, timeout=60)
    images = re.findall(r'src="([^"]*/s/[^"]+/image[^"]*)"', shown.text)
    assert images
    origin = below.url.removesuffix(PATH)
    assert stranger.http.get(origin + images[0], timeout=60).status_code == 200


def test_who_is_sent_to_the_sign_in_comes_back_under_the_path(below: Site):
    stranger = Visitor(below.url, str(TLS / "ca.pem"))
    assert stranger.get("/mask").url == f"{below.url}/sign-in?next={PATH}/mask"
