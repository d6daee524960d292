"""The Procfile as a platform runs it: two web and three worker processes on PostgreSQL and a bucket."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg
import pytest
import requests

from tests.faults.person import Person, new_session
from tests.faults.rig import Provider, until
from tools import buckets
from tools.postgres import Cluster
from tools.processes import QUICK, ROOT, Program
from webapp.db.wakeups import SCHEMA

WEB, WORKERS = 2, 3


@dataclass
class Formation:
    """The running processes, what they talk to, and a person at each web process."""

    honcho: Program
    provider: Provider
    people: list[Person]
    data: Path

    def submit(self, count: int, words: str) -> list[tuple[Person, str]]:
        """Jobs of so many people in turn, each at a web process of theirs."""
        return [
            (person, person.submit(f"{words} {number}"))
            for number, person in ((number, self.people[number % WEB]) for number in range(count))
        ]

    def see_done(self, jobs: list[tuple[Person, str]]) -> None:
        """Every job is done, was paid once, and shows the provider's picture."""
        until(
            lambda: all(person.status(job)["status"] == "done" for person, job in jobs), "every job is done"
        )
        charges = self.provider.charges()
        assert {job: len(charges[job]) for _, job in jobs} == {job: 1 for _, job in jobs}
        for person, job in jobs:
            shown = person.bytes_of(person.status(job)["picture_url"])
            assert shown == self.provider.picture(charges[job][0])


@pytest.fixture(scope="module")
def database(cluster: Cluster) -> str:
    return cluster.new_database()


@pytest.fixture(scope="module")
def formation(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Formation]:
    folder = tmp_path_factory.mktemp("formation")
    bucket, provider, port = buckets.start_moto(folder), Provider(folder), _two_free_ports()
    environ = {
        **os.environ,
        **QUICK,
        **buckets.settings(bucket, "team"),
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "DATA_DIR": str(folder / "data"),
        "DATABASE_URL": database,
        "MIDJOURNEY_TOKEN": "canary",
        "MIDJOURNEY_API_URL": provider.url,
    }
    honcho = [sys.executable, "-m", "honcho"]
    run = [*honcho, "run", "-e", os.devnull, *_release()]
    release = subprocess.run(
        run,
        cwd=ROOT,
        env=environ,
        capture_output=True,
        check=False,
    )
    assert release.returncode == 0, release.stderr
    concurrency = f"web={WEB},worker={WORKERS}"
    command = [*honcho, "start", "-e", os.devnull, "-p", str(port), "-c", concurrency, "web", "worker"]
    program = Program(command, environ, port, folder / "honcho.log").start()
    try:
        second = f"http://127.0.0.1:{port + 1}"
        until(lambda: _answers(second), "the second web process answers")
        people = [Person(program.url), Person(second)]
        yield Formation(program, provider, people, folder / "data")
    finally:
        _kill(program)
        provider.program.kill()
        bucket.kill()


def test_jobs_of_every_web_process_are_done_by_the_workers_and_paid_once(formation: Formation) -> None:
    formation.see_done(formation.submit(12, "a boat"))
    assert not (formation.data / "pictures").exists()


def test_a_submit_starts_at_once(formation: Formation) -> None:
    took = []
    for number in range(7):
        jobs = formation.submit(1, f"at once {number}")
        formation.see_done(jobs)
        took += [person.began_after_s(job) for person, job in jobs]
    assert min(took) < 0.5  # the fastest, since other tests share the machine; `make bench-scale` measures


def test_emptying_procrastinates_tables_loses_nothing(formation: Formation, database: str) -> None:
    formation.provider.order("message", "running", times=None)
    jobs = formation.submit(4, "before")
    with psycopg.connect(database) as connection:
        connection.execute(f"TRUNCATE {SCHEMA}.procrastinate_jobs, {SCHEMA}.procrastinate_workers CASCADE")
    jobs += formation.submit(4, "after")
    formation.provider.end_faults()
    formation.see_done(jobs)


def test_while_postgresql_is_away_pages_say_so_and_then_everybody_goes_on(
    formation: Formation, cluster: Cluster
) -> None:
    calls = formation.provider.order("button", "hold", times=None, seconds=60)
    jobs = formation.submit(6, "meanwhile")
    formation.provider.wait_for(calls)
    cluster.stop()
    formation.provider.end_faults()  # the answers come while nobody can write them down
    told = [_told(person.url) for person in formation.people]
    cluster.start()
    assert told == [(503, 200, 503)] * WEB
    formation.see_done(jobs)
    formation.see_done(formation.submit(4, "afterwards"))
    assert formation.honcho.process is not None
    assert formation.honcho.process.poll() is None  # it ends everything where one process ends


def _told(url: str) -> tuple[int, int, int]:
    """What the site answers for a page, `/healthz` and `/readyz`; the page has one clear sentence."""
    page, health, ready = (new_session().get(url + path, timeout=60) for path in ("/", "/healthz", "/readyz"))
    assert "The database does not answer at DATABASE_URL" in page.text
    return page.status_code, health.status_code, ready.status_code


def _kill(honcho: Program) -> None:
    """End it with all that it started, each in a session of its own."""
    assert honcho.process is not None
    for process in psutil.Process(honcho.process.pid).children(recursive=True):
        process.kill()
    honcho.kill()


def _release() -> list[str]:
    """The Procfile's release command."""
    lines = (ROOT / "Procfile").read_text(encoding="utf-8").splitlines()
    return next(line for line in lines if line.startswith("release:")).partition(":")[2].split()


def _two_free_ports() -> int:
    """Neighbours, since honcho counts up, below those that a system gives to connections by itself."""
    first = 20_000 + 2 * (os.getpid() % 5_000)
    return next(port for port in range(first, 32_000, 2) if _is_free(port) and _is_free(port + 1))


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def _answers(url: str) -> bool:
    try:
        return new_session().get(f"{url}/healthz", timeout=5).ok
    except requests.ConnectionError:
        return False
