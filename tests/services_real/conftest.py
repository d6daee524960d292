"""Real services, started by the tests: `make test-services` installs them and asks for them."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.conftest import app, clock, provider, socket, upscale
from tools import buckets, postgres
from tools.processes import Program

__all__ = ["app", "clock", "provider", "socket", "upscale"]

collect_ignore_glob = [] if "TEST_SERVICES" in os.environ else ["test_*.py"]


@pytest.fixture(scope="module")
def s3rver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """A bucket service that refuses unknown keys and finds its objects again after a restart."""
    program = buckets.start_s3rver(tmp_path_factory.mktemp("s3rver"))
    yield program
    program.kill()


@pytest.fixture
def in_a_bucket(s3rver: Program, tmp_path: Path) -> dict[str, str]:
    """The settings by which an app keeps its pictures there, under a prefix of its own."""
    return buckets.settings(s3rver, tmp_path.name)


@pytest.fixture(scope="session")
def cluster() -> Iterator[postgres.Cluster]:
    """A PostgreSQL of the tests' own."""
    programs = postgres.find()
    assert programs, postgres.NONE_FOUND
    with postgres.running(programs) as cluster:
        yield cluster
