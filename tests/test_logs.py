"""Log lines: one object each, with the request and the job they are about, and never a secret."""

import json
import logging
import sys
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.support import collaborators, csrf, make_app, painting, work_until_idle
from webapp import logs, redaction
from webapp.logs import JOB_ID, REQUEST_ID, Lines
from webapp.redaction import Redaction
from webapp.services import pictures
from webapp.settings import load


class Read(logging.Handler):
    """Keeps what the app logs, as it would be written."""

    def __init__(self, formatter: logging.Formatter) -> None:
        super().__init__()
        self.setFormatter(formatter)
        self.written: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.written.append(self.format(record))

    @property
    def told(self) -> list[dict[str, str]]:
        return [json.loads(line) for line in self.written]


@pytest.fixture
def log():
    read = Read(Lines(Redaction([]), as_json=True))
    logging.getLogger("webapp").addHandler(read)
    yield read
    logging.getLogger("webapp").removeHandler(read)


@pytest.fixture(autouse=True)
def nothing_in_hand():
    REQUEST_ID.set(None)
    JOB_ID.set(None)


def record(message: str, *args: object, error: BaseException | None = None) -> logging.LogRecord:
    about = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord("webapp.x", logging.ERROR, "x.py", 1, message, args, about)


def test_a_line_of_json_holds_time_level_logger_message_and_what_it_is_about() -> None:
    REQUEST_ID.set("from-the-proxy")
    with logs.about_job("a-job"):
        told = json.loads(Lines(Redaction([]), as_json=True).format(record("It %s\nin two lines", "broke")))
    at = told.pop("at")
    assert told == {
        "level": "ERROR",
        "logger": "webapp.x",
        "message": "It broke\nin two lines",
        "request_id": "from-the-proxy",
        "job_id": "a-job",
    }
    assert at.endswith("+00:00")


def test_a_line_of_text_names_both_where_there_are_any() -> None:
    lines = Lines(Redaction([]), as_json=False)
    assert lines.format(record("It broke")).endswith(" ERROR webapp.x: It broke")
    with logs.about_job("a-job"):
        assert lines.format(record("It broke")).endswith("It broke (job a-job)")


@pytest.mark.parametrize("as_json", [True, False])
@pytest.mark.parametrize("secret", ['quo"te\\back-slash', "canary-token-0123456789", "tökén-€-文字"])
def test_no_secret_is_in_a_line_or_its_traceback(secret: str, *, as_json: bool) -> None:
    error = ValueError(f"the header was Bearer {secret}")
    line = Lines(Redaction([secret]), as_json=as_json).format(record("%s", secret, error=error))
    assert line.count("[redacted]") == 2
    assert secret not in line
    assert json.dumps(secret)[1:-1] not in line


def test_passwords_of_addresses_and_parts_that_let_somebody_in_are_taken_out(tmp_path: Path) -> None:
    redact = redaction.of_settings(
        load({"DATA_DIR": str(tmp_path), "DATABASE_URL": "postgres://redraw:p%40ss-word@db/redraw"})
    )
    assert redact("p@ss-word or p%40ss-word") == "[redacted] or [redacted]"
    token = "x" * 43
    assert redact(f"/join/{token}?next=/ /device/{token} /s/{token}/pictures") == (
        "/join/[redacted]?next=/ /device/[redacted] /s/[redacted]/pictures"
    )
    assert redact(f"Bearer redraw_{token}") == "Bearer [redacted]"


@pytest.mark.parametrize(
    ("asked", "on_a_terminal", "is_json"),
    [(None, True, False), (None, False, True), ("json", True, True), ("text", False, False)],
)
def test_it_is_json_unless_a_person_looks_on_or_it_is_set(
    monkeypatch: pytest.MonkeyPatch, asked: str | None, *, on_a_terminal: bool, is_json: bool
) -> None:
    stream = StringIO()
    stream.isatty = lambda: on_a_terminal  # type: ignore[method-assign]
    monkeypatch.setattr(sys, "stderr", stream)
    line = logs.lines(Redaction([]), asked).format(record("It broke"))
    assert line.startswith("{") is is_json


def test_a_job_is_followed_from_the_request_that_submitted_it_through_its_steps(
    tmp_path: Path, log: Read
) -> None:
    app = make_app(tmp_path)
    client = app.test_client()
    picture = pictures.page(collaborators(app), "", "")[0][-1]
    mask = painting(picture.width, picture.height, (100, 100, 900, 900))
    answer = client.post(
        f"/pictures/{picture.id}/jobs",
        data={"button": "Vary (Region)", "prompt": "a boat", "mask": (BytesIO(mask), "mask.png")},
        headers={"X-CSRFToken": csrf(client), "Accept": "application/json"},
    )
    job, request_id = answer.json["id"], answer.headers["X-Request-ID"]
    submitted = [line for line in log.told if line.get("job_id") == job]
    assert [(line["message"], line["request_id"]) for line in submitted] == [("Submitted", request_id)]
    answered = next(line for line in log.told if line["message"].startswith("POST "))
    assert answered["message"].startswith(f"POST /pictures/{picture.id}/jobs: 201 in ")
    assert answered["request_id"] == request_id
    REQUEST_ID.set(None)
    del log.written[:]
    work_until_idle(app)
    steps = [line["message"] for line in log.told if line.get("job_id") == job]
    assert (steps[0], steps[-1]) == ("From waiting to sending", "From saving to done")
    assert all("request_id" not in line for line in log.told)


@pytest.mark.parametrize("hops", ["0", "1"])
def test_a_requests_name_is_the_trusted_proxys_or_one_of_ours(tmp_path: Path, hops: str) -> None:
    client = make_app(tmp_path, TRUSTED_HOPS=hops).test_client()

    def named(given: str) -> str:
        return client.get("/healthz", headers={"X-Request-ID": given}).headers["X-Request-ID"]

    assert (named("proxy-4711-abcdef") == "proxy-4711-abcdef") is (hops == "1")
    for unsound in ("short", "x" * 200, 'with "quotes" in it', "with\ttab-and-more"):
        assert named(unsound) != unsound
        assert len(named(unsound)) == 32
    assert named("short") != named("short")


def test_the_page_of_an_error_names_the_request_for_whoever_runs_the_site(tmp_path: Path, log: Read) -> None:
    app = make_app(tmp_path)
    with collaborators(app).database.write() as connection:
        connection.execute(text("ALTER TABLE pictures RENAME TO gone"))
    answer = app.test_client().get("/", headers={"Accept": "text/html"})
    assert answer.status_code == 503
    assert "The database of DATA_DIR is not at this release: run `flask --app wsgi migrate`." in answer.text
    assert f"request <code>{answer.headers['X-Request-ID']}</code>" in answer.text
    (broke,) = [line for line in log.told if line["level"] == "ERROR"]
    assert broke["request_id"] == answer.headers["X-Request-ID"]
    assert "no such table: pictures" in broke["message"]


def test_what_changes_or_fails_is_a_line_and_what_is_looked_at_is_none(tmp_path: Path, log: Read) -> None:
    client = make_app(tmp_path).test_client()
    client.get("/")
    assert log.written == []
    job = "00000000-0000-4000-8000-000000000001"
    client.post(f"/hooks/{job}/{'guess' * 8}", data=b"{}")
    (line,) = [line for line in log.told if line["message"].startswith("POST")]
    assert line["message"].startswith(f"POST /hooks/{job}/")
    assert line["job_id"] == job
