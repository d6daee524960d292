"""The real programs, each in a process of its own on a free port: the app, and the stand-in alone."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
START_TIMEOUT_S = 60
# The fastest app there is: no pacing, and a stand-in that answers at once.
QUICK = {"LOCAL_MODE": "1", "STANDIN_SPEED": "0", "CALL_INTERVAL_S": "0"}


class NotStarted(Exception):
    """A program ended, or did not answer in time; the text is its log."""


def free_port() -> int:
    """A port of the loopback interface that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Program:
    """A program in `folder` with the address it serves. `kill` ends its processes as a power cut would."""

    command: list[str]
    environ: dict[str, str]
    port: int
    log_path: Path
    process: subprocess.Popen[bytes] | None = field(default=None)
    folder: Path = ROOT

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        """All that the program has written, over every start."""
        return self.log_path.read_text(encoding="utf-8", errors="replace")

    def start(self) -> "Program":
        """Start the program and return when it answers; raise with its log when it does not."""
        with self.log_path.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=self.folder,
                env=self.environ,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        for _ in range(START_TIMEOUT_S * 10):
            if self._answers():
                return self
            if self._has_ended(within_s=0.1):
                break
        self.kill()
        raise NotStarted(f"{self.command} did not answer at {self.url}:\n{self.log}")

    def wrote(self, text: str, within_s: float = 60) -> bool:
        """Wait until the log holds `text`; False where the program ends first or takes longer."""
        for _ in range(int(within_s * 10)):
            if text in self.log:
                return True
            if self._has_ended(within_s=0.1):
                break
        return text in self.log

    def kill(self) -> None:
        """End every process of the program at once, with no chance to tidy up (SIGKILL)."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ask the program to end (SIGTERM) and wait until it has."""
        self._end(signal.SIGTERM)

    def restart(self) -> "Program":
        """Start the program again at the same address with the same data."""
        self.kill()
        return self.start()

    def _end(self, how: signal.Signals) -> None:
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            # The session's group holds the workers too; a killed master could not take them along.
            os.killpg(self.process.pid, how)
        self.process.wait(timeout=40)
        self.process = None

    def _answers(self) -> bool:
        """True where HTTP is spoken; a program that has no such address still answers."""
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=1):  # noqa: S310
                return True
        except urllib.error.HTTPError as error:
            return error.code < 500
        except OSError:
            return False

    def _has_ended(self, within_s: float) -> bool:
        if self.process is None:
            return True
        try:
            self.process.wait(timeout=within_s)
        except subprocess.TimeoutExpired:
            return False
        return True


def start_app(folder: Path, **settings: str) -> Program:
    """Redraw as `make run` starts it, with its data in `folder`; `settings` override `QUICK`."""
    wanted = {"DATA_DIR": str(folder / "data"), **QUICK, **settings}
    migrate = [sys.executable, "-m", "flask", "--app", "wsgi", "migrate"]
    environ = {**os.environ, **wanted}
    done = subprocess.run(migrate, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise NotStarted(done.stdout + done.stderr)
    return start_program(folder, "app", ["gunicorn", "wsgi:app"], wanted)


def start_standin(folder: Path, **settings: str) -> Program:
    """The stand-in served alone, as any other server that speaks the contract."""
    port = free_port()
    command = ["flask", "--app", "wsgi", "standin", "--port", str(port), "--folder", str(folder / "world")]
    wanted = {"DATA_DIR": str(folder / "unused"), **QUICK, **settings}
    return start_program(folder, "standin", command, wanted, port)


def start_program(
    folder: Path, name: str, module: list[str], settings: Mapping[str, str], port: int | None = None
) -> Program:
    """`python -m` something that serves HTTP on `port`, its log in `folder`; return when it answers."""
    port = port or free_port()
    environ = {**os.environ, **settings, "PORT": str(port)}
    return Program([sys.executable, "-m", *module], environ, port, folder / f"{name}.log").start()
