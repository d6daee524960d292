"""The site in local mode with the instant stand-in, and as a team's site behind its passphrase."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support import Clock, make_app

PASSPHRASE = "correct horse \u2013 batterie"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(tmp_path: Path, clock: Clock) -> Flask:
    return make_app(tmp_path, clock)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def team_app(tmp_path: Path, clock: Clock) -> Flask:
    return make_app(tmp_path, clock, LOCAL_MODE="0", TEAM_PASSPHRASE=PASSPHRASE)
