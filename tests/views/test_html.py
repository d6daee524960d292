"""Every page in every state is valid HTML: html-validate reads what the app answers."""

import json
import re
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support import Clock, collaborators, csrf, make_app, painting, work_until_idle
from tests.team_support import PASSWORD, add_person, signed_in
from webapp.models import Role
from webapp.services import pictures
from webapp.services.team import links

ROOT = Path(__file__).resolve().parents[2]
VALIDATE = ROOT / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
HTML = {"Accept": "text/html"}
PROMPTS = ("a red boat", "Banned prompt detected", "Lost answer", "<b>&\u202e</b>" + "long " * 100)


class Pages:
    """Pages put into a folder, each under a name that tells what it is."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.addresses: set[str] = set()

    def add(self, client: FlaskClient, name: str, path: str, /, **fields: str) -> str:
        """Ask for a page, or post a form; its text."""
        if fields:
            data = {"csrf_token": csrf(client, "/nowhere"), **fields}
            answer = client.post(path, data=data, headers=HTML, follow_redirects=True)
        else:
            answer = client.get(path, headers=HTML)
        if answer.mimetype != "text/html":
            return ""
        text = answer.get_data(as_text=True)
        file = re.sub(r"[^a-z0-9]+", "-", f"{name} {path}".lower())[:100]
        (self.folder / f"{file}.html").write_text(text, encoding="utf-8")
        return text

    def crawl(self, client: FlaskClient, name: str) -> None:
        """Every page that is linked, from the first one on; of pictures and jobs one each."""
        to_visit, seen = {"/"}, set()
        while to_visit - seen:
            path = sorted(to_visit - seen)[0]
            seen.add(path)
            text = self.add(client, name, path)
            found = {link.replace("&amp;", "&") for link in re.findall(r'href="(/[^"#]*)"', text)}
            to_visit |= {link for link in found if not link.startswith(("/static/", "/sign-out"))}
        self.addresses |= seen


@pytest.fixture
def pages(tmp_path: Path) -> Pages:
    folder = tmp_path / "pages"
    folder.mkdir()
    return Pages(folder)


def faults(pages: Pages) -> list[str]:
    """What is wrong, one line each."""
    command = ["node", str(VALIDATE), "--config", str(ROOT / ".htmlvalidate.json"), "--formatter", "json"]
    done = subprocess.run([*command, str(pages.folder)], capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return [
        f"{Path(result['filePath']).name}:{message['line']} {message['ruleId']}: {message['message']}"
        for result in json.loads(done.stdout)
        for message in result["messages"]
    ]


def submit(app: Flask, client: FlaskClient, prompt: str) -> None:
    picture = next(p for p in pictures.page(collaborators(app), "", "")[0] if p.width == p.height)
    data = {"csrf_token": csrf(client, "/nowhere"), "button": "Vary (Region)", "prompt": prompt}
    mask = (BytesIO(painting(picture.width, picture.height, (500, 500, 900, 900))), "mask.png")
    assert client.post(f"/pictures/{picture.id}/jobs", data={**data, "mask": mask}).status_code in (201, 303)


def test_every_page_of_a_team_is_valid_html(tmp_path: Path, clock: Clock, pages: Pages) -> None:
    app = make_app(tmp_path / "data", clock, LOCAL_MODE="0")
    stranger = app.test_client()
    pages.add(stranger, "not set up", "/")
    welcome = f"/welcome/{links.make_set_up(collaborators(app))}"
    pages.add(stranger, "welcome", welcome)
    pages.add(stranger, "welcome, weak password", welcome, name="Ada", password="password12")
    add_person(app, "Ada", Role.ADMIN, password=PASSWORD)
    ben = add_person(app, "<i>Ben</i> \u202e")
    ada, stranger = signed_in(app, "Ada"), app.test_client()

    for prompt in PROMPTS:
        submit(app, ada, prompt)
    work_until_idle(app, clock)
    submit(app, ada, "waiting")
    invite = pages.add(ada, "a new link", "/team/invites", role="member", days="7", uses="2")
    pages.add(ada, "no link", "/team/invites", role="member", days="0", uses="2")
    reset = pages.add(ada, "a reset link", f"/team/members/{ben.id}/reset", sure="1")
    pages.add(ada, "a new token", "/api/tokens", name="a script", scope="read", days="30")
    pages.add(ada, "no token", "/api/tokens", name="", scope="read", days="30")
    pages.add(ada, "no password", "/me/password", current="x", password="y")
    pages.add(ada, "nothing found", "/?q=nothing+like+it")
    picture = next(p for p in pictures.page(collaborators(app), "", "")[0] if p.job_id)
    wish = {"what": "lineage", "days": "7"}
    shared = pages.add(ada, "a share link", f"/pictures/{picture.id}/share", **wish)
    locked = pages.add(ada, "a locked share", f"/pictures/{picture.id}/share", passphrase="a b c d e", **wish)
    upscale = next(p for p in pictures.page(collaborators(app), "", "")[0] if p.offers_region)
    pages.add(ada, "a hand-over", f"/pictures/{upscale.id}/hand-over", to=ben.id, note="<b>this</b> one")
    device = pages.add(ada, "a device", f"/pictures/{upscale.id}/device-link", sure="1")
    pages.add(ada, "no webhook", "/webhook", url="ftp://x")
    pages.add(ada, "a webhook", "/webhook", url="https://hooks.example/x")
    pages.add(ada, "too much", "/team/invites", role="x" * 300_000)
    pages.crawl(ada, "team")

    viewer = signed_in(app, add_person(app, "Vera", Role.VIEWER))
    for path in ("/", "/me", "/mask", "/team", f"/pictures/{picture.id}"):
        pages.add(viewer, "a viewer", path)
    pages.add(stranger, "device", re.findall(r"/device/[\w-]{43}", device)[0])
    for number in range(12):
        pages.add(stranger, "sign-in, too often", "/sign-in", name="<Ada>", password=f"{number}")
    for name, text in (("share", shared), ("locked", locked)):
        pages.add(stranger, name, re.findall(r"/s/[\w-]{43}", text)[0])
    pages.add(stranger, "locked, wrong", re.findall(r"/s/[\w-]{43}", locked)[0], passphrase="x")
    pages.add(stranger, "join", re.findall(r"/join/[\w-]{43}", invite)[0])
    pages.add(stranger, "reset", re.findall(r"/reset/[\w-]{43}", reset)[0])
    pages.add(stranger, "reset, weak", re.findall(r"/reset/[\w-]{43}", reset)[0], password="password12")
    pages.add(stranger, "dead", "/join/" + "x" * 43)
    pages.add(stranger, "sign-in", "/sign-in?next=/team")
    pages.add(stranger, "sign-in, wrong", "/sign-in", name="<Ada>", password="x")
    assert {"/team", "/me", "/api", "/mask", "/shares", "/operations"} <= pages.addresses
    assert len(list(pages.folder.iterdir())) > 45
    assert faults(pages) == []


def test_every_page_of_one_person_alone_is_valid_html(tmp_path: Path, clock: Clock, pages: Pages) -> None:
    app = make_app(tmp_path / "data", clock)
    app.debug = True
    client = app.test_client()
    submit(app, client, PROMPTS[0])
    pages.crawl(client, "alone")
    for path in ("/styleguide", "/nowhere", "/?q=none", "/operations"):
        pages.add(client, "alone", path)
    assert faults(pages) == []
