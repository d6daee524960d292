"""Running the tasks that are due: claimed in the database, step by step, written down how it went."""

import logging
import socket
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from webapp.db import closings
from webapp.db import housekeeping as rows
from webapp.errors import AppError, StorageError
from webapp.services.collaborators import Collaborators
from webapp.services.housekeeping.step import State, Task, words
from webapp.upkeep_models import Run

LEASE = timedelta(minutes=5)
"""Longer than the steps of one turn may take; what a process on another machine died in waits for so long."""

TURN = timedelta(seconds=5)
"""After so long a task lets others go first; it goes on where it was."""

AGAIN_AFTER_ERROR = timedelta(minutes=5)
FORGOTTEN_AFTER = timedelta(days=7)
"""A machine's tasks that were due for so long belong to a machine that is gone."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Kept:
    """A task and how it went last. It is late where it was due an hour ago and nobody has taken it."""

    name: str
    every: timedelta
    run: Run
    is_late: bool


def run_due(co: Collaborators, tasks: Sequence[Task]) -> bool:
    """Give a turn to the task that is due longest; False where none was due and free."""
    now = co.now()
    with co.database.glance() as connection:
        known = {run.task: run for run in rows.every(connection)}
    named = {_key(task): task for task in tasks if task.is_wanted(co)}
    runs = [known.get(key) or _begun(co, key, now) for key in named]
    due = sorted((run for run in runs if _is_due(co, run, named[run.task], now)), key=lambda run: run.due_at)
    return any(_has_had_a_turn(co, run, named[run.task]) for run in due[:1])


def overview(co: Collaborators, tasks: Sequence[Task]) -> list[Kept]:
    """Every task that is kept, on each machine that keeps it, in the order of the table."""
    now, places = co.now(), {task.name: place for place, task in enumerate(tasks)}
    wanted = {task.name: task for task in tasks if task.is_wanted(co)}
    with co.database.glance() as connection:
        runs = rows.every(connection)
    found = [
        Kept(run.task, wanted[name].every, run, run.due_at < now - timedelta(hours=1))
        for run in runs
        if (name := _name(run.task)) in wanted and now - run.due_at < FORGOTTEN_AFTER
    ]
    return sorted(found, key=lambda kept: (places[_name(kept.name)], kept.name))


def forget_gone_machines(co: Collaborators) -> int:
    """Forget the tasks of machines that are gone; how many."""
    now = co.now()
    with co.database.write() as connection:
        gone = [
            run.task
            for run in rows.every(connection)
            if run.task != _name(run.task) and now - run.due_at > FORGOTTEN_AFTER
        ]
        rows.forget(connection, gone)
    return len(gone)


def _key(task: Task) -> str:
    return f"{task.name} on {socket.gethostname()[:80]}" if task.each_machine else task.name


def _name(key: str) -> str:
    return key.partition(" on ")[0]


def _begun(co: Collaborators, key: str, now: datetime) -> Run:
    with co.database.write() as connection:
        rows.add(connection, key, now)
        return next(run for run in rows.every(connection) if run.task == key)


def _is_due(co: Collaborators, run: Run, task: Task, now: datetime) -> bool:
    """True for what is due and free; also for what a clock that was wrong put off for longer than ever."""
    if not (run.due_at <= now or run.due_at > now + task.every + AGAIN_AFTER_ERROR):
        return False
    return run.lease is None or _has_ended(co, run, now)


def _has_ended(co: Collaborators, run: Run, now: datetime) -> bool:
    return run.leased_until is None or run.leased_until <= now or co.alive.is_dead(str(run.lease))


def _has_had_a_turn(co: Collaborators, run: Run, task: Task) -> bool:
    now = co.now()
    with co.alive.lease() as lease:
        with co.database.write() as connection:
            if closings.text(connection, now) is not None:
                return False
            if not rows.claim(connection, run, lease, now, now + LEASE):
                return False
        written = _take_steps(co, run, task, now)
        with co.database.write() as connection:
            rows.end(connection, run.task, lease, **written)
    return True


def _take_steps(co: Collaborators, run: Run, task: Task, began_at: datetime) -> dict[str, Any]:
    """Take steps until the task is over or its turn is; what is to be written down of it."""
    did: Counter[str] = Counter(run.state.get("did", {}))
    before = run.state.get("took_s", 0.0)
    state: State | None = run.state.get("go_on", {})
    failed: dict[str, Any] = {}
    try:
        while state is not None and co.now() - began_at < TURN:
            step = task.take(co, state)
            did.update(step.did)
            state = step.go_on
    except Exception as error:
        log.exception("Housekeeping failed: %s", run.task)
        failed = {"error": _said(error), "error_at": co.now()}
    now = co.now()
    took_s = before + (now - began_at).total_seconds()
    if state is not None:
        again = min(task.every, AGAIN_AFTER_ERROR) if failed else timedelta(0)
        kept = {"go_on": state, "did": dict(did), "took_s": took_s}
        ended = {"ended_at": failed["error_at"]} if failed else {}
        return {"due_at": now + again, "state": kept, **ended, **failed}
    return {"due_at": now + task.every, "ended_at": now, "took_s": took_s, "done": words(did), "state": {}}


def _said(error: Exception) -> str:
    """What went wrong, for the operator's page: a sentence of our own, else the kind of error alone."""
    return error.text if isinstance(error, AppError | StorageError) else type(error).__name__
