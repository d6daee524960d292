"""How the app is started and stopped: by make, by gunicorn alone, by a platform with the Procfile."""

import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tools.processes import ROOT, Program, free_port

BIN = str(Path(sys.executable).parent)


def environment(folder: Path, port: int, **settings: str) -> dict[str, str]:
    path = os.pathsep.join([BIN, os.environ["PATH"]])
    own = {"PATH": path, "DATA_DIR": str(folder / "data"), "PORT": str(port), "PYTHONUNBUFFERED": "1"}
    return {**os.environ, **own, **settings}


def refusal(folder: Path, *arguments: str, **settings: str) -> tuple[int, str]:
    """The exit code and the words of a gunicorn that does not start."""
    ended = subprocess.run(
        [sys.executable, "-m", "gunicorn", "wsgi:app", *arguments],
        cwd=ROOT,
        env=environment(folder, free_port(), **settings),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return ended.returncode, ended.stderr


def test_local_mode_refuses_an_address_that_others_can_reach_also_as_an_argument(tmp_path: Path):
    code, words = refusal(tmp_path, "--bind", f"0.0.0.0:{free_port()}", LOCAL_MODE="1")
    assert (code, "LOCAL_MODE is on but gunicorn is to listen on 0.0.0.0" in words) == (1, True)


@pytest.mark.parametrize(
    ("name", "value"),
    [("SECRET_KEY", "please-change-me-now"), ("TRUSTED_HOPS", "one"), ("LOCAL_MODE", "perhaps")],
)
def test_a_setting_that_would_leave_the_door_open_is_refused_by_name(tmp_path: Path, name: str, value: str):
    code, words = refusal(tmp_path, **{name: value})
    assert code == 1
    assert words.startswith(f"Redraw does not start: {name} must be")


def test_make_run_prints_the_address_and_ends_cleanly_on_ctrl_c(tmp_path: Path):
    port = free_port()
    command = [sys.executable, "-m", "tools.serve"]
    program = Program(command, environment(tmp_path, port), port, tmp_path / "run.log").start()
    process = program.process
    assert process is not None
    assert f"Redraw is at http://127.0.0.1:{port}" in program.log
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(timeout=40) == 0
    assert "Traceback" not in program.log


@pytest.mark.parametrize("local_mode", ["1", "0"])
def test_a_platform_starts_it_from_the_procfile(tmp_path: Path, local_mode: str):
    port = free_port()
    environ = environment(tmp_path, port, LOCAL_MODE=local_mode)
    honcho = [sys.executable, "-m", "honcho"]
    release = next(
        line.partition(": ")[2].split()
        for line in (ROOT / "Procfile").read_text(encoding="utf-8").splitlines()
        if line.startswith("release: ")
    )
    released = subprocess.run(
        [*honcho, "run", *release], cwd=ROOT, env=environ, capture_output=True, text=True, check=False
    )
    assert released.returncode == 0, released.stderr
    program = Program([*honcho, "start", "web", "worker"], environ, port, tmp_path / "honcho.log").start()
    try:
        with urllib.request.urlopen(f"{program.url}/readyz", timeout=10) as answer:
            assert answer.status == 200
        assert program.wrote("this worker idles")
        assert ("becomes the first one:" in program.log) == (local_mode == "0")
    finally:
        program.stop()
