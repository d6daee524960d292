"""A PostgreSQL of one's own: fresh databases behind a password, kept over a crash, gone at the end."""

from collections.abc import Iterator

import psycopg
import pytest

from tools import postgres


@pytest.fixture(scope="module")
def cluster() -> Iterator[postgres.Cluster]:
    programs = postgres.find()
    if programs is None:
        pytest.skip("there is no PostgreSQL here; `make test-services` installs one")
    with postgres.running(programs) as cluster:
        yield cluster


def test_each_database_is_new_and_keeps_its_rows_when_the_server_goes_down(cluster: postgres.Cluster) -> None:
    first, second = cluster.new_database(), cluster.new_database()
    assert first != second
    with psycopg.connect(first) as connection:
        connection.execute("CREATE TABLE kept (number int)")
        connection.execute("INSERT INTO kept VALUES (7)")
    cluster.stop()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(first)
    cluster.start()
    with psycopg.connect(first) as connection:
        assert connection.execute("SELECT number FROM kept").fetchall() == [(7,)]


def test_nobody_comes_in_without_the_password(cluster: postgres.Cluster) -> None:
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(cluster.url().replace(cluster.password, "guessed"))


def test_nothing_is_left_at_the_end() -> None:
    programs = postgres.find()
    if programs is None:
        pytest.skip("there is no PostgreSQL here; `make test-services` installs one")
    with postgres.running(programs) as cluster:
        folder = cluster.folder
        assert folder.is_dir()
    assert not folder.exists()
