"""The services on real files and a real socket, with a clock set by hand."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from pytest_httpserver import HTTPServer

from tests.services.support import PERSON, Provider
from tests.support import Clock, collaborators, make_app
from webapp.models import Picture, ProviderName
from webapp.services import pictures


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
