"""The app with its work inside, or on PostgreSQL with so many workers, before a provider that waits."""

import contextlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psutil

from bench.jobs.site import Submitter
from bench.memory import web_process
from tools import postgres
from tools.processes import ROOT, Program, free_port, start_app, start_program

SUBMITTERS = 4
WITHIN_S = 900.0


@dataclass
class Scaled:
    """The web process's program, and the processes that advance jobs."""

    app: Program
    working: list[psutil.Process]


@contextlib.contextmanager
def running(workers: int | None, wait_s: float, side_px: int = 64) -> Iterator[Scaled]:
    """With `None` SQLite and the work inside; `wait_s` is how long the provider takes for a paid call."""
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as ends:
        folder, port = Path(name), free_port()
        command = ["bench.jobs.provider", str(port), str(wait_s), str(side_px)]
        provider = start_program(folder, "provider", command, {}, port)
        ends.callback(provider.kill)
        settings = {"MIDJOURNEY_TOKEN": "bench", "MIDJOURNEY_API_URL": provider.url}
        if workers is not None:
            programs = postgres.find()
            assert programs, postgres.NONE_FOUND
            cluster = ends.enter_context(postgres.running(programs))
            settings["DATABASE_URL"] = cluster.new_database()
        app = start_app(folder, **settings)
        ends.callback(app.kill)
        if workers is None:
            yield Scaled(app, [web_process(app)])
            return
        log = ends.enter_context((folder / "workers.log").open("ab"))
        flask = [sys.executable, "-m", "flask", "--app", "wsgi", "worker"]
        started = [
            subprocess.Popen(flask, cwd=ROOT, env=app.environ, stdout=log, stderr=log) for _ in range(workers)
        ]
        for process in started:
            ends.callback(process.kill)
        yield Scaled(app, [psutil.Process(process.pid) for process in started])


class Crowd:
    """Some people who submit at the same time."""

    def __init__(self, app: Program) -> None:
        self.people = [Submitter(app.url) for _ in range(SUBMITTERS)]

    def submit(self, count: int) -> list[str]:
        """So many jobs, whose paths are returned."""
        with ThreadPoolExecutor(SUBMITTERS) as pool:
            return [*pool.map(lambda number: self.people[number % SUBMITTERS].submit(), range(count))]

    def see_done(self, paths: list[str]) -> None:
        """Wait until the jobs are done; the last of them first, so that few questions disturb."""
        ends_at = time.monotonic() + WITHIN_S
        for path in reversed(paths):
            while not self.people[0].is_done(path):
                assert time.monotonic() < ends_at, f"{path} is not done within {WITHIN_S:.0f} s"
                time.sleep(0.05)

    def began_after_ms(self, path: str) -> float:
        """From the submit to the paid call."""
        person = self.people[0]
        told = person.session.get(f"{person.url}{path}/receipt", timeout=60).json()["history"]
        at = {line["status"]: datetime.fromisoformat(line["at"]) for line in told[::-1]}
        return 1000 * (at["sending"] - at["waiting"]).total_seconds()
