"""The site that is audited: a team's, in a process of its own, with something on every page."""

import re
import secrets
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import requests
from PIL import Image, ImageDraw

from tools.processes import Program, start_app
from webapp.standin import SAMPLES

ACCESS_LOG = "--access-logfile - --access-logformat 'answered:%(s)s:%(m)s:%(U)s'"


@dataclass(frozen=True)
class Site:
    """The app, the cookie of its admin's browser, a member's token, and what lies behind some addresses."""

    app: Program
    cookie: str
    token: str
    picture: str
    job: str
    share: str
    began: int
    """Where in the app's log the audit begins: before, whoever came was told that nothing is set up yet."""

    def answers(self) -> int:
        """How many requests were answered."""
        return len(re.findall("answered:", self._log()))

    def server_errors(self) -> list[str]:
        """The requests that were answered by a status of 500 or more, and tracebacks, each told once."""
        answered = re.findall(r"answered:(5\d\d):(\w+):(\S+)", self._log())
        found = [f"{status} {method} {path}" for status, method, path in answered]
        found += re.findall(r"^Traceback.*(?:\n .*)*\n(.+)", self._log(), re.MULTILINE)
        return sorted(set(found))

    def _log(self) -> str:
        return self.app.log[self.began :]


class Person:
    """A person's browser, without the browser."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.http = requests.Session()
        self.http.trust_env = False
        self.http.headers["Accept"] = "text/html"

    def post(self, path: str, files: dict[str, tuple[str, bytes]] | None = None, **fields: str) -> str:
        """The page that follows. Any page holds the form's token: the one of an error, too."""
        page = self.http.get(self.url + "/sign-in", timeout=60).text
        token = _only(r'name="csrf-token" content="([^"]+)"', page)
        data = {"csrf_token": token, **fields}
        answer = self.http.post(self.url + path, data=data, files=files, timeout=60)
        answer.raise_for_status()
        return answer.text

    @property
    def cookie(self) -> str:
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.http.cookies)


def start(folder: Path) -> Site:
    """Start the app in `folder` and let a team work in it: pictures, a job, a share, an invite, a webhook."""
    app = start_app(folder, LOCAL_MODE="0", TRUSTED_HOPS="1", GUNICORN_CMD_ARGS=ACCESS_LOG)
    admin, member = Person(app.url), Person(app.url)
    admin.post(_only(r"/welcome/[\w-]{43}", app.log), name="Ada", password=secrets.token_hex())
    invite = _only(r"/join/[\w-]{43}", admin.post("/team/invites", role="member", days="7", uses="2"))
    member.post(invite, name="Ben", password=secrets.token_hex())
    page = admin.post("/pictures", message_id=SAMPLES[0].message_id)
    picture = _only(r"/pictures/([0-9a-f-]{36})/paint", page)
    mask = {"mask": ("mask.png", _painting(*map(int, re.findall(r"(\d+) × (\d+)", page)[0])))}
    page = admin.post(f"/pictures/{picture}/jobs", mask, button="Vary (Region)", prompt="a red boat")
    job = _only(r"/jobs/([0-9a-f-]{36})/status", page)
    share = _only(r"/s/[\w-]{43}", admin.post(f"/pictures/{picture}/share", what="picture", days="7"))
    admin.post("/webhook", url="https://hooks.invalid/redraw")
    token = _only(r"redraw_[\w-]{43}", member.post("/api/tokens", name="the audit", scope="write", days="30"))
    return Site(app, admin.cookie, token, picture, job, share, len(app.log))


def _only(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    if found is None:
        raise ValueError(f"nothing like {pattern} in:\n{text}")
    return found[found.re.groups]


def _painting(width: int, height: int) -> bytes:
    image, out = Image.new("L", (width, height)), BytesIO()
    ImageDraw.Draw(image).ellipse((width // 3, height // 3, width // 2, height // 2), fill=255)
    image.save(out, "PNG")
    return out.getvalue()
