"""A world without real time, for every test of the stand-in."""

from pathlib import Path

import pytest

from tests.standin.support import Clock, StubEngine, make_world
from webapp.standin import World


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def engine() -> StubEngine:
    return StubEngine()


@pytest.fixture
def world(tmp_path: Path, clock: Clock, engine: StubEngine) -> World:
    return make_world(tmp_path / "world", clock, engine=engine)
