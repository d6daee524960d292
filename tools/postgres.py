"""A PostgreSQL for tests and benches: the distribution's, on a free port, in a folder that goes with it.

`python -m tools.postgres` installs it where that may be done, and tries it once; `running` starts one.
"""

import contextlib
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from tools import distribution
from tools.processes import free_port

OWNER = "postgres"
START_TIMEOUT_S = 60
OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    # A process that is killed loses nothing by this, and no machine loses its power in a test.
    "fsync": "off",
    "max_connections": "200",
}
NONE_FOUND = (
    "These tests need PostgreSQL, and none was found or could be installed. "
    "Install it (Debian, Ubuntu: apt install postgresql) and run make again."
)


def find() -> Path | None:
    """The folder with `initdb` and `postgres`, the newest release first; None where there is none."""
    packaged = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_release, reverse=True)
    on_path = shutil.which("initdb")
    folders = [*packaged, *([Path(on_path).resolve().parent] if on_path else [])]
    return next((folder for folder in folders if (folder / "postgres").exists()), None)


def ensure() -> Path | None:
    """`find`, after installing the distribution's package where that may be done and is needed."""
    return find() or (find() if distribution.install("postgresql") else None)


@dataclass
class Cluster:
    """A server with a data folder of its own; its one user owns everything. It answers on 127.0.0.1 alone."""

    programs: Path
    folder: Path
    port: int
    password: str
    process: subprocess.Popen[bytes] | None = None

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://{OWNER}:{self.password}@127.0.0.1:{self.port}/{database}"

    def new_database(self, like: str = "template0") -> str:
        """Make a database, empty or a copy of one, and return its address, as DATABASE_URL takes it."""
        name = f"redraw_{uuid.uuid4().hex}"
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"'.encode())
        return self.url(name)

    def start(self) -> None:
        """Start the server and return when it takes connections."""
        options = [part for name, value in OPTIONS.items() for part in ("-c", f"{name}={value}")]
        data = str(self.folder / "data")
        command = [str(self.programs / "postgres"), "-D", data, "-p", str(self.port), *options]
        with (self.folder / "log").open("ab") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.folder, **_as_owner())
        self.process = process
        for _ in range(START_TIMEOUT_S * 20):
            with contextlib.suppress(psycopg.OperationalError):
                psycopg.connect(self.url(), connect_timeout=2).close()
                return
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=0.05)
                break
        self.stop()
        raise RuntimeError(f"PostgreSQL did not start:\n{self.log}")

    def stop(self) -> None:
        """Shut the server down at once and cut every connection, as a crash of it would."""
        if self.process is not None:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait(timeout=60)
            self.process = None

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")


@contextlib.contextmanager
def running(programs: Path) -> Iterator[Cluster]:
    """A server on a free port for as long as the block lasts; then it and its data are gone."""
    # Not in pytest's own folders: those are closed to the user that PostgreSQL runs as.
    folder = Path(tempfile.mkdtemp(prefix="redraw-postgres-"))
    cluster = Cluster(programs, folder, free_port(), secrets.token_urlsafe(16))
    try:
        _initialise(cluster)
        cluster.start()
        yield cluster
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _initialise(cluster: Cluster) -> None:
    secret = cluster.folder / "password"
    secret.write_text(cluster.password, encoding="utf-8")
    if os.geteuid() == 0:
        for path in (cluster.folder, secret):
            shutil.chown(path, OWNER)
    data = str(cluster.folder / "data")
    command = [str(cluster.programs / "initdb"), "-D", data, "-U", OWNER, "--pwfile", str(secret)]
    command += ["-A", "scram-sha-256", "-E", "UTF8", "--locale=C", "--no-sync"]
    done = subprocess.run(
        command, cwd=cluster.folder, capture_output=True, text=True, check=False, **_as_owner()
    )
    secret.unlink()
    if done.returncode != 0:
        raise RuntimeError(f"PostgreSQL's initdb failed:\n{done.stdout}{done.stderr}")


def _as_owner() -> dict[str, Any]:
    """What makes a program run as the user `postgres` where we are root, whom PostgreSQL refuses."""
    if os.geteuid() != 0:
        return {}
    owner = pwd.getpwnam(OWNER)
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}


def _release(folder: Path) -> float:
    try:
        return float(folder.parent.name)
    except ValueError:
        return 0.0


def main() -> int:
    programs = ensure()
    if programs is None:
        print(NONE_FOUND, file=sys.stderr)
        return 1
    with running(programs) as cluster:
        cluster.new_database()
    print(f"PostgreSQL of {programs.parent} works.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
