"""Knowing which processes have ended, on a real file system with real processes."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from webapp.services.alive import Alive

HOLDS_A_LEASE = """
import sys, time
from pathlib import Path
from webapp.services.alive import Alive
alive = Alive(Path(sys.argv[1]))
with alive.lease() as lease:
    print(lease, flush=True)
    sys.stdin.read()
"""


def test_a_killed_process_is_dead_and_a_living_one_is_not(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDS_A_LEASE, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lease = process.stdout.readline().strip()
        here = Alive(tmp_path)
        assert not here.is_dead(lease)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert here.is_dead(lease)
    here.forget_dead()
    assert list(tmp_path.iterdir()) == []


def test_a_lease_of_its_own_is_dead_as_soon_as_its_step_has_ended(tmp_path: Path) -> None:
    here = Alive(tmp_path)
    with here.lease() as lease:
        assert not here.is_dead(lease)
        here.forget_dead()
    assert here.is_dead(lease)
    assert len(list(tmp_path.iterdir())) == 1


def test_leases_of_other_machines_are_never_called_dead(tmp_path: Path) -> None:
    here = Alive(tmp_path)
    assert not here.is_dead("0123456789abcdef-0123456789abcdef")
    assert not here.is_dead("../../etc/passwd-x")
