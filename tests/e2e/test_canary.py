"""Every kind of secret goes through a whole run, and is then looked for in all that the run leaves behind."""

import base64
import json
import re
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from tests.e2e.team_site import set_up_path
from tests.support import painting
from tools.processes import Program, start_standin
from webapp.standin import SAMPLES

PROVIDER_TOKEN = "canary-provider-token-0123456789"
SECRET_KEY = "canary-signing-key-0123456789abcdef"
METRICS_TOKEN = "canary-metrics-token-0123456789"
PASSWORD = "canary password of the first admin"
WRONG = "canary password that was mistyped"
PASSPHRASE = "canary passphrase of a share"


class Visitor:
    """A person's browser that keeps all it was ever answered, by what it asked."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.http = requests.Session()
        self.http.headers["Accept"] = "text/html"
        self.seen: list[tuple[str, str]] = []

    def get(self, path: str, token: str = "") -> str:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return self._keep(path, self.http.get(self.url + path, headers=headers, timeout=30))

    def post(self, path: str, files: object = None, **fields: str) -> str:
        return self._keep(path, self._send(path, files, fields))

    def post_for_a_secret(self, path: str, pattern: str, **fields: str) -> str:
        """Post where the answer is meant to show a secret: the secret, from an answer that is not kept."""
        return re.findall(pattern, self._send(path, None, fields).text)[0]

    def session_token(self) -> str:
        """What the cookie holds of the session on the server."""
        value = self.http.cookies["redraw"]
        packed = base64.urlsafe_b64decode(value.lstrip(".").split(".")[0] + "==")
        text = (zlib.decompress(packed) if value.startswith(".") else packed).decode()
        return re.findall(r'"session":"([^"]+)"', text)[0]

    def _send(self, path: str, files: object, fields: dict[str, str]) -> requests.Response:
        page = self.http.get(self.url + "/nowhere", timeout=30).text
        data = {"csrf_token": re.findall(r'name="csrf-token" content="([^"]+)"', page)[0], **fields}
        return self.http.post(self.url + path, data=data, files=files, timeout=60)  # type: ignore[arg-type]

    def _keep(self, path: str, answer: requests.Response) -> str:
        headers = {name: value for name, value in answer.headers.items() if name != "Set-Cookie"}
        self.seen.append((path, f"{headers}\n{answer.text}"))
        return answer.text


@pytest.fixture
def app(start_app: Callable[..., Program], tmp_path: Path) -> Iterator[Program]:
    provider = start_standin(tmp_path)
    yield start_app(
        LOCAL_MODE="0",
        MIDJOURNEY_TOKEN=PROVIDER_TOKEN,
        MIDJOURNEY_API_URL=provider.url,
        PICTURE_HOSTS=f"127.0.0.1:{provider.port}",
        PUBLIC_URL="http://127.0.0.1:9",
        SECRET_KEY=SECRET_KEY,
        METRICS_TOKEN=METRICS_TOKEN,
        LOG_FORMAT="json",
    )
    provider.kill()


def finished(visitor: Visitor, job: str) -> str:
    """Wait until the job is over; the id of the picture it made."""
    for _ in range(300):
        status = visitor.http.get(f"{visitor.url}/jobs/{job}/status", timeout=30).json()
        if status["status"] == "done":
            return str(status["picture_url"].split("/")[2])
        time.sleep(0.1)  # a real process works meanwhile
    raise AssertionError(status)


@dataclass
class Run:
    """What a whole run went through: secrets by name, and all that was left behind by place."""

    secrets: dict[str, str]
    left: list[tuple[str, str]]


@pytest.fixture
def run(app: Program) -> Run:
    """Set up, invite, join, reset, tokens, a paid job, shares, wrong tries, dead links, and a broken disk."""
    set_up = set_up_path(app)
    ada, ben, stranger, broken = (Visitor(app.url) for _ in range(4))
    ada.get(set_up)
    ada.post(set_up, name="Ada", password=PASSWORD)
    stranger.post("/sign-in", name="Ada", password=WRONG)
    wish = {"role": "member", "days": "7", "uses": "2"}
    invite = ada.post_for_a_secret("/team/invites", r"/join/([\w-]{43})", **wish)
    ben.post(f"/join/{invite}", name="Ben", password=PASSWORD + " as well")
    member = re.findall(r"/team/members/([0-9a-f-]{36})/reset", ada.get("/team"))[-1]
    reset = ada.post_for_a_secret(f"/team/members/{member}/reset", r"/reset/([\w-]{43})")
    wish = {"name": "a script", "scope": "write", "days": "30"}
    token = ada.post_for_a_secret("/api/tokens", r"redraw_[\w-]{43}", **wish)

    address = "https://hooks.invalid/redraw"
    webhook = ada.post_for_a_secret("/webhook", r"whsec_([A-Za-z0-9+/]{43})", url=address)

    ada.post("/pictures", message_id=SAMPLES[0].message_id)
    picture = re.findall(r'href="/pictures/([0-9a-f-]{36})"', ada.get("/"))[0]
    size = json.loads(broken.get(f"/api/v1/pictures/{picture}", token))
    png = painting(size["width"], size["height"], (500, 500, 900, 900))
    order = {"button": "Vary (Region)", "prompt": "a boat"}
    results = ada.post(f"/pictures/{picture}/jobs", {"mask": ("mask.png", png)}, **order)
    job = re.findall(r"/jobs/([0-9a-f-]{36})/", results)[0]
    made = finished(ada, job)
    wish = {"what": "job", "days": "7"}
    share = ada.post_for_a_secret(f"/pictures/{made}/share", r"/s/([\w-]{43})", **wish)
    wish["passphrase"] = PASSPHRASE
    locked = ada.post_for_a_secret(f"/pictures/{made}/share", r"/s/([\w-]{43})", **wish)
    stranger.post(f"/s/{locked}", passphrase=PASSPHRASE)
    stranger.get(f"/s/{share}")

    device = ada.post_for_a_secret(f"/pictures/{picture}/device-link", r"/device/([\w-]{43})")
    stranger.get(f"/device/{device}?next=/mask")
    ben.post(f"/pictures/{picture}/hand-over", to="nobody", note="a note")

    for path in ("/team/log", "/team/log.csv", "/usage", "/usage.csv", "/webhook", "/running", "/operations"):
        ada.get(path)
    for path in (
        "/",
        "/team",
        "/me",
        "/api",
        "/shares",
        "/api/openapi.json",
        "/healthz",
        "/readyz",
        "/metrics",
    ):
        ada.get(path)
    assert "redraw_jobs" in broken.get("/metrics", METRICS_TOKEN)
    for path in (f"/pictures/{made}", f"/pictures/{picture}/paint", f"/jobs/{job}"):
        ada.get(path)
    for path in (f"/jobs/{job}/receipt", f"/jobs/{job}/receipt?as=curl"):
        ada.get(path)
    for path in (f"/join/{invite}x", f"/reset/{reset}x", f"/s/{share}x", set_up, f"/hooks/{job}/guess"):
        stranger.get(path)
    data_dir = Path(app.environ["DATA_DIR"])
    for blob in (data_dir / "pictures").rglob("*"):
        if blob.is_file():
            blob.unlink()
            blob.mkdir()
    broken.get(f"/s/{share}/pictures/{made}/image")
    broken.get(f"/api/v1/pictures/{made}/image", token)
    with sqlite3.connect(data_dir / "redraw.sqlite") as database:
        hook = database.execute("SELECT hook_secret FROM jobs").fetchone()[0]

    secrets = {"provider": PROVIDER_TOKEN, "key": SECRET_KEY, "password": PASSWORD, "mistyped": WRONG}
    secrets |= {
        "passphrase": PASSPHRASE,
        "set-up": set_up.rsplit("/", 1)[1],
        "invite": invite,
        "reset": reset,
    }
    secrets["metrics"] = METRICS_TOKEN
    secrets |= {"share": share, "locked": locked, "token": token, "hook": hook}
    secrets |= {"webhook": webhook, "device": device}
    secrets |= {"session": ada.session_token(), "cookie": ada.http.cookies["redraw"]}
    left = [*ada.seen, *stranger.seen, *ben.seen, *broken.seen]
    left.append(("the log", app.log.replace(f"{set_up}\n", "\n", 1)))  # printed once, to be read
    files = [path for path in data_dir.rglob("*") if path.is_file()]
    return Run(secrets, left + [(path.name, path.read_bytes().decode("latin-1")) for path in files])


def test_no_secret_is_found_in_pages_logs_receipts_tracebacks_or_files(run: Run) -> None:
    places = [where for where, _text in run.left]
    assert len(places) > 30
    assert {"the log", "redraw.sqlite"} <= set(places)
    assert "Traceback" in dict(run.left)["the log"]
    kept = ("hook", "webhook")  # to know the provider by, and to sign with
    needed = {(name, f"redraw.sqlite{part}") for name in kept for part in ("", "-wal")}
    found = {
        (name, where)
        for name, secret in run.secrets.items()
        for where, text in run.left
        if secret in text and secret not in where  # a share's own page holds its own address
    }
    assert found & needed, "the search finds nothing at all"
    assert found - needed == set()
