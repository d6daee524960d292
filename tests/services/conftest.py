"""The services on real files and a real socket: a clock set by hand, and a provider that answers as told."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.support import Clock, collaborators, make_app
from webapp.models import Person, Picture, ProviderName
from webapp.services import pictures

PERSON = Person("p", "Somebody", "member")
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

    def handle(self, request: Request) -> Response:
        if request.method == "POST":
            body = json.loads(request.get_data())
            self.calls.append(body)
            return self.answer(body)
        name = request.path.rsplit("/", 1)[-1]
        if name in self.pictures:
            return Response(self.pictures[name], content_type="image/png")
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


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def socket() -> Iterator[HTTPServer]:
    with HTTPServer() as server:
        yield server


@pytest.fixture
def provider(socket: HTTPServer) -> Provider:
    socket.clear()
    if not socket.is_running():
        socket.start()
    provider = Provider(socket)
    socket.expect_request(re.compile(".*")).respond_with_handler(provider.handle)
    return provider


@pytest.fixture
def app(tmp_path: Path, clock: Clock, provider: Provider) -> Flask:
    """The app with a token, pointed at the told provider, with the real pacing."""
    return make_app(
        tmp_path,
        clock,
        MIDJOURNEY_TOKEN="canary-token",
        MIDJOURNEY_API_URL=provider.server.url_for("").rstrip("/"),
        CALL_INTERVAL_S="3",
        PUBLIC_URL="https://redraw.example",
    )


@pytest.fixture
def upscale(app: Flask, provider: Provider) -> Picture:
    """A picture of 64 x 64 px that offers Vary (Region)."""
    provider.has("upscale", status="DONE")
    picture = pictures.add_by_message(collaborators(app), PERSON, "upscale")
    assert picture.provider is ProviderName.MIDJOURNEY
    return picture
