"""The site in local mode with the instant stand-in, and as a team's site behind its sign-in."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support import Clock, make_app
from tests.team_support import add_person, signed_in
from webapp.models import Role


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
    """A team's site with one admin, Ada."""
    app = make_app(tmp_path, clock, LOCAL_MODE="0")
    add_person(app, "Ada", Role.ADMIN)
    return app


@pytest.fixture
def ada(team_app: Flask) -> FlaskClient:
    """The admin's browser."""
    return signed_in(team_app, "Ada")
