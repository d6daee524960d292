"""Who calls `services.jobs.work_once`: a few threads inside the web or the worker process."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from webapp.services import account, jobs, restored, webhooks
from webapp.services.housekeeping import OF_EACH_MACHINE, TASKS
from webapp.upkeep import Upkeep
from webapp.upkeep_models import ProcessKind

if TYPE_CHECKING:
    from flask import Flask

    from webapp.services.collaborators import Collaborators

THREADS = 4
LONGEST_SLEEP_S = 1.0
"""A due job is found at least this soon even where every ring was lost."""

LEASED_ELSEWHERE_S = 0.25
UPKEEP_EVERY_S = 1.0

Listen = Callable[[Callable[[], None], threading.Event], None]
"""Calls the first with each wake-up from another process, until the second is set."""

log = logging.getLogger(__name__)


class Background:
    """Threads that advance due jobs until stopped. `bell` is set when a job may be due.

    With PostgreSQL `listen` rings it for the processes that submit. `upkeep` begins and ends with it.
    """

    def __init__(
        self,
        co: "Collaborators",
        bell: threading.Event,
        listen: Listen | None = None,
        upkeep: Upkeep | None = None,
    ) -> None:
        self.co = co
        self.bell = bell
        self.listen = listen
        self.upkeep = upkeep
        self.stopping = threading.Event()
        self.threads: list[threading.Thread] = []
        self._guard = threading.Lock()
        self._resting = threading.Lock()
        self._delivering = threading.Lock()
        self._upkeep_at = 0.0
        self._wakes_at_s: float | None = None

    def start(self) -> None:
        """Take up what a killed process left, then work."""
        restored.doubt_forgotten(self.co)
        taken = jobs.take_over(self.co)
        if taken:
            log.info("Took over %d jobs of a process that ended", taken)
        for number in range(THREADS):
            thread = threading.Thread(target=self._run, name=f"jobs-{number}", daemon=True)
            thread.start()
            self.threads.append(thread)
        if self.listen is not None:
            heard = (self.bell.set, self.stopping)
            thread = threading.Thread(target=self.listen, args=heard, name="wake-ups", daemon=True)
            thread.start()
            self.threads.append(thread)
        if self.upkeep is not None:
            self.upkeep.start()

    def stop(self, timeout_s: float = 10.0) -> None:
        """Finish the steps in hand within the time, and release the others."""
        self.stopping.set()
        if self.upkeep is not None:
            self.upkeep.stopping.set()
        self.bell.set()
        until = time.monotonic() + timeout_s
        for thread in self.threads:
            thread.join(max(0.0, until - time.monotonic()))
        try:
            if any(thread.is_alive() for thread in self.threads):
                log.warning("Released %d steps that did not end in time", jobs.let_go(self.co))
        finally:  # also where the database is away
            if self.upkeep is not None:
                self.upkeep.stop(max(1.0, until - time.monotonic()))

    def _run(self) -> None:
        while not self.stopping.is_set():
            try:
                if self._is_upkeep_due():
                    jobs.keep_up(self.co)
                    account.look_after(self.co)
                worked, due_at = jobs.work(self.co, self.bell.set)
                if not worked and not self._deliver():
                    self._rest(_until(due_at), lambda: _until(jobs.next_due_at(self.co)))
            except Exception:
                log.exception("The background work met an error and goes on")
                self._rest(LONGEST_SLEEP_S, lambda: LONGEST_SLEEP_S)

    def _rest(self, longest_s: float, look_again: Callable[[], float]) -> None:
        """Until the bell rings or so long; one thread has an ear for it, the others wait for its place.

        Threads that all look for the same work at the same moment would hold the requests of the process up.
        Whoever knows of something that comes sooner than the one with the ear expects rings, and looks again
        when its turn has come.
        """
        has_ear = self._resting.acquire(blocking=False)
        if not has_ear:
            wakes_at_s = self._wakes_at_s
            if wakes_at_s is not None and time.monotonic() + longest_s < wakes_at_s:
                self.bell.set()
            self._resting.acquire()
        try:
            if self.stopping.is_set():
                return
            wait_s = longest_s if has_ear else look_again()
            self._wakes_at_s = time.monotonic() + wait_s
            self.bell.wait(wait_s)
            self._wakes_at_s = None
            self.bell.clear()
        finally:
            self._resting.release()

    def _deliver(self) -> bool:
        """Deliver a message of the webhook, on one thread at a time: a slow receiver holds no job up."""
        if not self._delivering.acquire(blocking=False):
            return False
        try:
            return webhooks.deliver_once(self.co)
        finally:
            self._delivering.release()

    def _is_upkeep_due(self) -> bool:
        """True once a second, for one of the threads."""
        with self._guard:
            is_due = time.monotonic() >= self._upkeep_at
            if is_due:
                self._upkeep_at = time.monotonic() + UPKEEP_EVERY_S
        return is_due


def _until(due_at: datetime | None) -> float:
    """How many seconds to rest where the next step is due then."""
    if due_at is None:
        return LONGEST_SLEEP_S
    wait_s = (due_at - datetime.now(UTC)).total_seconds()
    return min(LONGEST_SLEEP_S, wait_s) if wait_s > 0 else LEASED_ELSEWHERE_S


def start_embedded(app: "Flask") -> Background | Upkeep:
    """What runs beside the requests in this web process, once it has forked.

    All of it with SQLite; where separate workers do the work, what looks after this machine alone.
    """
    co: Collaborators = app.extensions["redraw"]
    if co.database.is_sqlite:
        return start(app, ProcessKind.WEB)
    upkeep = Upkeep(co, ProcessKind.WEB, OF_EACH_MACHINE)
    upkeep.start()
    return upkeep


def start(app: "Flask", kind: ProcessKind) -> Background:
    co: Collaborators = app.extensions["redraw"]
    upkeep = Upkeep(co, kind, TASKS)
    background = Background(co, app.extensions["redraw_bell"], app.extensions["redraw_listen"], upkeep)
    background.start()
    return background
