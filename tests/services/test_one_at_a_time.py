"""One at a time: over threads, over processes, and past the death of whoever held it."""

import subprocess
import sys
import threading
from pathlib import Path

from tools.processes import ROOT
from webapp.services.one_at_a_time import OneAtATime

HOLDER = """
import sys
from pathlib import Path
from webapp.services.one_at_a_time import OneAtATime
with OneAtATime(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_threads_go_in_one_after_the_other(tmp_path: Path) -> None:
    alone, inside, most = OneAtATime(tmp_path / "lock"), [0], [0]

    def work() -> None:
        for _ in range(200):
            with alone:
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                inside[0] -= 1

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1]


def test_another_process_is_waited_for_until_it_lets_go_or_dies(tmp_path: Path) -> None:
    path, entered = tmp_path / "folder" / "lock", threading.Event()

    def enter() -> None:
        with OneAtATime(path):
            entered.set()

    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        thread = threading.Thread(target=enter)
        thread.start()
        assert not entered.wait(0.2)
        holder.kill()
        assert entered.wait(30)
        thread.join()
