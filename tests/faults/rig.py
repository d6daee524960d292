"""The real parts: a stand-in with the fault switch, and the app's own processes with a person at the form.

Everything is a process of its own on loopback. Killing the app ends all of its processes at once, as a power
cut would; the stand-in and the database live on.
"""

import contextlib
import io
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PIL import Image

from tests.faults.person import SIDE_PX, SOURCE, Person, new_session
from tools.postgres import Cluster
from tools.processes import QUICK, ROOT, free_port, start_program
from webapp.standin import store
from webapp.standin.records import Record
from webapp.standin.store import Store

WAIT_S = 240.0
"""No job of any cell takes longer to come to rest, also on a machine that is busy with other things."""


class Provider:
    """The stand-in served alone with its fault switch, in a world that holds one small upscale."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "world"
        _add_upscale(self.folder)
        port = free_port()
        command = ["flask", "--app", "wsgi", "standin", "--fault-switch"]
        command += ["--port", str(port), "--folder", str(self.folder)]
        settings = {"DATA_DIR": str(folder / "unused"), "LOCAL_MODE": "1", "STANDIN_SPEED": "0"}
        self.program = start_program(folder, "standin", command, settings, port)
        self._session = new_session()

    @property
    def url(self) -> str:
        return self.program.url

    def order(self, on: str, kind: str, **more: Any) -> int:
        answer = self._session.post(f"{self.url}/faults", json={"on": on, "kind": kind, **more}, timeout=60)
        answer.raise_for_status()
        return int(answer.json()["id"])

    def end_faults(self) -> None:
        """Take every order back; whoever is held goes on."""
        self._session.delete(f"{self.url}/faults", timeout=60).raise_for_status()

    def end(self, number: int) -> None:
        """Take one order back."""
        self._session.delete(f"{self.url}/faults/{number}", timeout=60).raise_for_status()

    def wait_for(self, number: int) -> None:
        """Return as soon as the fault has struck."""
        told = self._session.get(f"{self.url}/faults/{number}?wait=60", timeout=90).json()
        assert told["met"], f"nothing met the fault {told}"

    def ledger(self) -> tuple[list[dict[str, Any]], dict[str, int]]:
        """(every accepted call, how many requests of each kind came)."""
        told = self._session.get(f"{self.url}/ledger", timeout=60).json()
        return told["charges"], told["requests"]

    def charges(self) -> dict[str, list[str]]:
        """The messages made for each `ref`, the paid calls of each job."""
        made: dict[str, list[str]] = {}
        for charge in self.ledger()[0]:
            made.setdefault(charge["ref"], []).append(charge["messageId"])
        return made

    def picture(self, message_id: str) -> bytes:
        return (self.folder / "pictures" / f"{message_id}.png").read_bytes()


class Site(Person):
    """The app's processes and one person who uses them.

    With SQLite each of `processes` web processes advances jobs. With PostgreSQL as many worker processes do,
    beside one web process. `more` are settings.
    """

    def __init__(
        self,
        folder: Path,
        provider: Provider,
        cluster: Cluster | None,
        *,
        webhook: bool,
        processes: int = 1,
        **more: str,
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        port = free_port()
        settings = {
            **QUICK,
            "DATA_DIR": str(folder / "data"),
            "MIDJOURNEY_TOKEN": "canary",
            "MIDJOURNEY_API_URL": provider.url,
            **({"PUBLIC_URL": f"http://127.0.0.1:{port}"} if webhook else {}),
            **({"DATABASE_URL": cluster.new_database()} if cluster else {"WEB_CONCURRENCY": str(processes)}),
            **more,
        }
        migrate = [sys.executable, "-m", "flask", "--app", "wsgi", "migrate"]
        subprocess.run(migrate, cwd=ROOT, env={**os.environ, **settings}, capture_output=True, check=True)
        self.web = start_program(folder, "app", ["gunicorn", "wsgi:app"], settings, port)
        self.folder = folder
        self._worker_log = folder / "worker.log"
        self._worker_count = processes if cluster else 0
        self._workers: list[subprocess.Popen[bytes]] = []
        self._start_workers()
        super().__init__(self.web.url)

    def kill(self) -> None:
        """End all processes with SIGKILL."""
        for worker in self._workers:
            worker.kill()
        self.web.kill()
        for worker in self._workers:
            worker.wait()

    def kill_worker(self, number: int) -> None:
        """End one worker with SIGKILL, and start another in its place."""
        self._workers[number].kill()
        self._workers[number].wait()
        self._workers[number] = self._new_worker()

    def stop(self) -> None:
        """End all processes with SIGTERM, as a platform does that deploys anew."""
        for worker in self._workers:
            worker.terminate()
        self.web.stop()
        for worker in self._workers:
            worker.wait(timeout=60)

    def start(self) -> None:
        self._start_workers()
        self.web.start()

    @property
    def log(self) -> str:
        return self.web.log + self._worker_log.read_text(errors="replace")

    def _start_workers(self) -> None:
        self._workers = [self._new_worker() for _ in range(self._worker_count)]

    def _new_worker(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "flask", "--app", "wsgi", "worker"]
        with self._worker_log.open("ab") as log:
            return subprocess.Popen(command, cwd=ROOT, env=self.web.environ, stdout=log, stderr=log)


@contextlib.contextmanager
def locked(site: Site, cluster: Cluster | None) -> Iterator[None]:
    """The app's database is away for as long as the block lasts."""
    if cluster is not None:
        cluster.stop()
        try:
            yield
        finally:
            cluster.start()
        return
    connection = sqlite3.connect(site.folder / "data" / "redraw.sqlite", isolation_level=None, timeout=30)
    with contextlib.closing(connection):
        connection.execute("BEGIN EXCLUSIVE")
        try:
            yield
        finally:
            connection.execute("ROLLBACK")


def until(holds: Callable[[], bool], what: str, within_s: float = WAIT_S, every_s: float = 0.1) -> float:
    """Wait for the world outside until something holds; returns the seconds it took."""
    began = time.monotonic()
    while not holds():
        if time.monotonic() - began > within_s:
            raise AssertionError(f"{what}: not within {within_s:.0f} s")
        time.sleep(every_s)
    return time.monotonic() - began


def _add_upscale(folder: Path) -> None:
    """A finished upscale so small that masks and pictures cost nothing."""
    (folder / "pictures").mkdir(parents=True)
    out = io.BytesIO()
    Image.effect_noise((SIDE_PX, SIDE_PX), 60).convert("RGB").save(out, "PNG")
    (folder / "pictures" / f"{SOURCE}.png").write_bytes(out.getvalue())
    now = time.time()
    times = {"created_at": now, "started_at": now, "drawn_at": now, "finished_at": now}
    upscale = Record(
        id=SOURCE, button="U1", recipe="U1", prompt="a harbour", seed=1, file=f"{SOURCE}.png",
        width=SIDE_PX, height=SIDE_PX, **times,
    )  # fmt: skip
    with Store(folder / "world.sqlite").writing() as db:
        store.insert(db, upscale)
