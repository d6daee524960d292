"""A provider on a real socket that answers as the test tells it, and jobs to try on it."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from flask import Flask
from PIL import Image
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.support import collaborators, painting
from webapp.models import VARY_REGION, Job, Person, Picture
from webapp.services import jobs

PERSON = Person("p", "Somebody", "member")
PAINTING = painting(64, 64, (10, 10, 30, 30))
BUTTONS = ["Vary (Region)", "Vary (Subtle)"]


def png(width: int, height: int, colour: str = "teal") -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "PNG")
    return out.getvalue()


@dataclass
class Provider:
    """A provider on a socket whose next answers are set by the test; it keeps what it was asked."""

    server: HTTPServer
    answer: Callable[[dict[str, Any]], Response] = lambda _body: accepted()
    messages: dict[str, dict[str, Any]] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)
    calls: list[dict[str, Any]] = field(default_factory=list)
    told: Callable[[str], Response] | None = None
    """While set, it answers every poll."""

    def handle(self, request: Request) -> Response:
        if request.method == "POST":
            body = json.loads(request.get_data())
            self.calls.append(body)
            return self.answer(body)
        name = request.path.rsplit("/", 1)[-1]
        if name in self.pictures:
            return Response(self.pictures[name], content_type="image/png")
        if self.told is not None:
            return self.told(name)
        if name in self.messages:
            return as_json(self.messages[name])
        return as_json({"message": "Not found", "error": "Not Found", "statusCode": 404}, 404)

    def has(self, message_id: str, **fields: Any) -> None:
        """Let the provider know a message; a finished one comes with a picture of 64 x 64 px."""
        self.messages[message_id] = {"messageId": message_id, "prompt": "a boat", **fields}
        if fields.get("status") == "DONE":
            self.pictures[f"{message_id}.png"] = fields.pop("picture", None) or png(64, 64)
            self.messages[message_id].setdefault("uri", self.server.url_for(f"/cdn/{message_id}.png"))
            self.messages[message_id].setdefault("buttons", BUTTONS)
            self.messages[message_id].pop("picture", None)


def as_json(body: Any, status: int = 200, **headers: str) -> Response:
    return Response(json.dumps(body), status, headers, content_type="application/json")


def accepted(message_id: str = "m-1") -> Response:
    return as_json({"success": True, "messageId": message_id, "createdAt": "2026-03-01T12:00:00.000Z"})


def refused(status: int, text: str, **headers: str) -> Response:
    return as_json({"message": text, "error": "Bad Request", "statusCode": status}, status, **headers)


def order(picture: Picture, **changes: object) -> jobs.Order:
    values: dict[str, object] = {
        "button": VARY_REGION,
        "prompt": "a red boat",
        "picture_id": picture.id,
        "painting": PAINTING,
        "key": "key-1",
    }
    values |= changes
    if isinstance(values["painting"], bytes):
        values["painting"] = BytesIO(values["painting"])
    return jobs.Order(**values)  # type: ignore[arg-type]


def submit(app: Flask, picture: Picture, **changes: object) -> Job:
    return jobs.submit(collaborators(app), PERSON, order(picture, **changes))


def now_at(app: Flask, job: Job) -> Job:
    return jobs.get(collaborators(app), job.id)


def step(app: Flask, job: Job) -> Job:
    """One step of the job at its due time."""
    co = collaborators(app)
    co.now.at = max(co.now.at, jobs.get(co, job.id).due_at)  # type: ignore[attr-defined]
    assert jobs.advance(co, job.id)
    return jobs.get(co, job.id)


def uncertain(app: Flask, provider: Provider, picture: Picture) -> Job:
    provider.answer = lambda _body: refused(500, "retry later")
    job = submit(app, picture)
    return step(app, job)
