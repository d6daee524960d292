"""Who says that this process is alive, and who does the housekeeping: two threads beside the others."""

import logging
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from webapp.services import housekeeping, processes
from webapp.upkeep_models import ProcessKind

if TYPE_CHECKING:
    from webapp.services.collaborators import Collaborators
    from webapp.services.housekeeping.step import Task

LOOK_EVERY_S = 5.0

log = logging.getLogger(__name__)


class Upkeep:
    """The heartbeat of a process of this kind, and its part of the tasks, until stopped."""

    def __init__(self, co: "Collaborators", kind: ProcessKind, tasks: "Sequence[Task]") -> None:
        self.co = co
        self.kind = kind
        self.tasks = tasks
        self.stopping = threading.Event()
        self.threads: list[threading.Thread] = []

    def start(self) -> None:
        self._begin("heartbeat", self._beat, processes.BEAT_EVERY_S)
        self._begin("housekeeping", self._keep_house, LOOK_EVERY_S)

    def stop(self, timeout_s: float = 10.0) -> None:
        """End after the step in hand; what it leaves is taken up by another process, or at the next start."""
        self.stopping.set()
        for thread in self.threads:
            thread.join(timeout_s)
        try:
            processes.sign_off(self.co)
        except Exception:
            log.warning("This process could not be signed off: it will be taken for gone in a minute")

    def _begin(self, name: str, work: Callable[[], None], every_s: float) -> None:
        def repeat() -> None:
            while not self.stopping.is_set():
                try:
                    work()
                except Exception as error:
                    log.warning("The thread %s met an error and goes on: %s", name, type(error).__name__)
                self.stopping.wait(every_s)

        thread = threading.Thread(target=repeat, name=name, daemon=True)
        thread.start()
        self.threads.append(thread)

    def _beat(self) -> None:
        processes.beat(self.co, self.kind)

    def _keep_house(self) -> None:
        while not self.stopping.is_set() and housekeeping.run_due(self.co, self.tasks):
            pass
