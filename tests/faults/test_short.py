"""The most telling cells of the fault matrix, each once, with the app in a process of its own on SQLite.

`make test-faults` runs all of it; see docs/testing-faults.md.
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.faults.cells import Cell, named
from tests.faults.matrix import Column, course
from tests.faults.trials import Course

CELLS = named(
    "sending: made, reset",
    "sending: made, cut off",
    "sending: made, HTML with 200",
    "sending: made, redirect",
    "sending: not made, 500 in JSON",
    "sending: refused (400)",
    "sending: 429",
    "queued: 404 five times",
    "queued: FAIL",
    "saving: expired link",
    "saving: wrong type",
    "saving: cut off",
)
HELD = named("sending: answer late", "queued: answer late", "saving: picture late")


@pytest.fixture(scope="module")
def walk() -> Iterator[Course]:
    with course(Column("SQLite", webhook=False)) as (walk, _):
        yield walk


def test_each_fault_leaves_its_job_where_it_belongs_and_charges_it_once_at_most(walk: Course) -> None:
    verdicts = walk.alive(CELLS, jobs=1)
    assert sum(verdict.jobs for verdict in verdicts.values()) == len(CELLS)
    assert [problem for verdict in verdicts.values() for problem in verdict.problems] == []


def test_jobs_go_on_after_the_app_was_killed_in_a_call_a_poll_and_a_download(walk: Course) -> None:
    submitted = [walk.submit(_until_ended(cell), killed=True) for cell in HELD]
    for _, numbers in submitted:
        walk.provider.wait_for(numbers[-1])
    walk.site.kill()
    trials = [trial for trial, _ in submitted]
    assert walk.restart(trials) == 1
    walk.provider.end_faults()
    walk.rest(trials)
    states = [walk.site.status(trial.job_id)["status"] for trial in trials]
    assert states == ["uncertain", "done", "done"]
    problems = [problem for verdict in walk.judged(trials).values() for problem in verdict.problems]
    assert problems == []


def test_a_killed_app_is_back_at_its_jobs_within_three_seconds(walk: Course) -> None:
    cell = _until_ended(HELD[0])
    for _ in range(3):
        trial, numbers = walk.submit(cell, killed=True)
        walk.provider.wait_for(numbers[-1])
        walk.site.kill()
        assert walk.restart([trial]) == 1
        walk.provider.end_faults()
    assert min(walk.took_up_s[-3:]) < 3  # the fastest, since other tests share the machine


def _until_ended(cell: Cell) -> Cell:
    """The cell with its answer held back until the test lets it go."""
    return replace(cell, orders=tuple({**order, "seconds": 300} for order in cell.orders))
