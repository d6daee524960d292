"""Each task is run once in its time over all processes, and a killed one is taken up again."""

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

from flask import Flask

from tests.support import Clock, collaborators
from webapp import create_app
from webapp.db import housekeeping as rows
from webapp.errors import Conflict
from webapp.services import closing
from webapp.services.collaborators import Collaborators
from webapp.services.housekeeping import keeping
from webapp.services.housekeeping.step import State, Step, Task, words
from webapp.upkeep_models import Run

HOUR = timedelta(hours=1)


class Chore:
    """A task that counts its steps: three make it up, and each may break."""

    def __init__(self, clock: Clock, *, breaks_at: int | None = None, lasts_s: float = 0) -> None:
        self.clock, self.breaks_at, self.lasts_s = clock, breaks_at, lasts_s
        self.taken: list[int] = []

    def take(self, _co: Collaborators, state: State) -> Step:
        number = state.get("number", 0)
        if number == self.breaks_at:
            self.breaks_at = None
            raise Conflict("The mop is broken.")
        self.taken.append(number)
        self.clock.forward(self.lasts_s)
        return Step({"room{s} cleaned": 1}, {"number": number + 1} if number < 2 else None)

    @property
    def tasks(self) -> tuple[Task, ...]:
        return (Task("Cleaning", HOUR, self.take),)


def run_of(co: Collaborators, task: str = "Cleaning") -> Run:
    with co.database.read() as connection:
        return next(run for run in rows.every(connection) if run.task == task)


def beside(app: Flask, clock: Clock) -> Collaborators:
    """Another process on the same data."""
    return collaborators(create_app(collaborators(app).settings, now=clock))


def test_a_task_is_run_to_its_end_and_then_when_it_is_due_again(app: Flask, clock: Clock) -> None:
    co, chore = collaborators(app), Chore(clock, lasts_s=1)
    assert keeping.run_due(co, chore.tasks)
    assert chore.taken == [0, 1, 2]
    assert not keeping.run_due(co, chore.tasks)
    run = run_of(co)
    assert (run.done, run.took_s, run.ended_at, run.error) == ("3 rooms cleaned", 3, clock.at, None)
    clock.forward(3600)
    assert keeping.run_due(co, chore.tasks)
    assert chore.taken == [0, 1, 2] * 2


def test_a_long_task_gives_way_after_its_turn_and_goes_on_where_it_was(app: Flask, clock: Clock) -> None:
    co, chore = collaborators(app), Chore(clock, lasts_s=4)
    assert keeping.run_due(co, chore.tasks)
    assert chore.taken == [0, 1]
    assert run_of(co).ended_at is None
    assert keeping.run_due(co, chore.tasks)
    assert chore.taken == [0, 1, 2]
    assert (run_of(co).done, run_of(co).took_s) == ("3 rooms cleaned", 12)


def test_of_many_processes_exactly_one_has_a_task_that_is_due(app: Flask, clock: Clock) -> None:
    chore, start = Chore(clock), Barrier(4)
    places = [collaborators(app), *(beside(app, clock) for _ in range(3))]

    def look(co: Collaborators) -> None:
        start.wait()
        keeping.run_due(co, chore.tasks)

    threads = [Thread(target=look, args=[co]) for co in places]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert chore.taken == [0, 1, 2]
    for co in places[1:]:
        co.database.close()


def test_a_task_of_a_process_that_was_killed_is_taken_up_when_its_lease_ends(
    app: Flask, clock: Clock
) -> None:
    co, chore = collaborators(app), Chore(clock)
    keeping.run_due(co, chore.tasks)
    clock.forward(3600)
    elsewhere: Any = {"lease": "another-machine", "now": clock.at, "until": clock.at + keeping.LEASE}
    with co.database.write() as connection:
        assert rows.claim(connection, run_of(co), **elsewhere)
    assert not keeping.run_due(co, chore.tasks)
    clock.forward(keeping.LEASE.total_seconds())
    assert keeping.run_due(co, chore.tasks)
    assert chore.taken == [0, 1, 2] * 2


def test_a_task_of_a_process_on_this_machine_that_has_ended_is_taken_up_at_once(
    app: Flask, clock: Clock
) -> None:
    co, chore = collaborators(app), Chore(clock)
    with co.alive.lease() as lease, co.database.write() as connection:
        rows.add(connection, "Cleaning", clock.at)
        run = rows.every(connection)[0]
        assert rows.claim(connection, run, lease, clock.at, clock.at + keeping.LEASE)
    assert keeping.run_due(co, chore.tasks)
    assert chore.taken == [0, 1, 2]


def test_an_error_is_told_and_the_task_goes_on_where_it_broke(app: Flask, clock: Clock) -> None:
    co, chore = collaborators(app), Chore(clock, breaks_at=1)
    assert keeping.run_due(co, chore.tasks)
    run = run_of(co)
    assert (run.error, run.error_at, run.is_failing) == ("The mop is broken.", clock.at, True)
    assert not keeping.run_due(co, chore.tasks)
    clock.forward(keeping.AGAIN_AFTER_ERROR.total_seconds())
    assert keeping.run_due(co, chore.tasks)
    assert chore.taken == [0, 1, 2]
    assert (run_of(co).is_failing, run_of(co).error) == (False, "The mop is broken.")


def test_a_task_that_a_wrong_clock_put_off_for_longer_than_ever_is_due(app: Flask, clock: Clock) -> None:
    co, chore = collaborators(app), Chore(clock)
    with co.database.write() as connection:
        rows.add(connection, "Cleaning", clock.at + timedelta(days=400))
    assert keeping.run_due(co, chore.tasks)


def test_nothing_is_done_while_the_data_are_moved(app: Flask, clock: Clock) -> None:
    co, chore = collaborators(app), Chore(clock)
    closing.hold(co)
    assert not keeping.run_due(co, chore.tasks)
    closing.reopen(co)
    assert keeping.run_due(co, chore.tasks)


def test_each_machine_has_its_own_and_a_gone_machine_is_forgotten(app: Flask, clock: Clock) -> None:
    co = collaborators(app)
    tasks = (Task("Cleaning", HOUR, Chore(clock).take, each_machine=True),)
    with co.database.write() as connection:
        rows.add(connection, "Cleaning on another-machine", clock.at)
    assert keeping.run_due(co, tasks)
    assert len(keeping.overview(co, tasks)) == 2
    clock.forward(timedelta(days=8).total_seconds())
    keeping.run_due(co, tasks)
    assert keeping.forget_gone_machines(co) == 1
    assert len(keeping.overview(co, tasks)) == 1


def test_what_nobody_runs_is_shown_as_late(app: Flask, clock: Clock) -> None:
    co, chore = collaborators(app), Chore(clock)
    keeping.run_due(co, chore.tasks)
    assert [kept.is_late for kept in keeping.overview(co, chore.tasks)] == [False]
    clock.forward(2 * 3600 + 1)
    assert [kept.is_late for kept in keeping.overview(co, chore.tasks)] == [True]


def test_what_was_done_is_told_in_words() -> None:
    assert words({}) == words({"link{s} removed": 0}) == "Nothing to do"
    assert words({"session{s} ended": 1, "link{s} removed": 2000}) == "1 session ended, 2,000 links removed"
