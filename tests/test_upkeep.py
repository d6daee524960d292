"""The heartbeat and the housekeeping of a process, on threads of its own."""

import threading
from pathlib import Path

from tests.support import collaborators, make_app
from webapp.services import processes
from webapp.services.collaborators import Collaborators
from webapp.services.housekeeping.step import State, Step, Task
from webapp.services.housekeeping.tasks import OF_EACH_MACHINE
from webapp.upkeep import Upkeep
from webapp.upkeep_models import ProcessKind

SOON_S = 20


def test_a_process_does_its_tasks_is_heard_of_and_signs_off(tmp_path: Path) -> None:
    co = collaborators(make_app(tmp_path))
    done = threading.Event()

    def take(_co: Collaborators, _state: State) -> Step:
        done.set()
        return Step()

    upkeep = Upkeep(co, ProcessKind.WORKER, (Task("Cleaning", processes.ALIVE_FOR, take),))
    upkeep.start()
    assert done.wait(SOON_S)
    upkeep.stop(SOON_S)
    assert [thread.is_alive() for thread in upkeep.threads] == [False, False]
    assert processes.every(co) == []


def test_a_web_process_beside_workers_looks_after_its_own_machine_alone() -> None:
    assert [task.name for task in OF_EACH_MACHINE] == ["Thumbnails"]
