"""The fault matrix with three workers on PostgreSQL and a bucket, killed at random all the while."""

import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from tests.faults.cells import ALL
from tests.faults.rig import Provider, Site
from tests.faults.trials import Course
from tools.postgres import Cluster

KILLS = 40
PAUSES_S = (0.2, 2.0)


@pytest.fixture
def course(cluster: Cluster, in_a_bucket: dict[str, str], tmp_path: Path) -> Iterator[Course]:
    provider = Provider(tmp_path)
    site = Site(tmp_path / "site", provider, cluster, webhook=True, processes=3, **in_a_bucket)
    yield Course(site, provider, webhook=True)
    site.kill()
    provider.program.kill()


def kill_now_and_then(site: Site) -> None:
    """Kill one of the workers again and again, at any moment, and start another in its place."""
    chance = random.Random(6)
    for _ in range(KILLS):
        time.sleep(chance.uniform(*PAUSES_S))  # the workers are somewhere else by then
        site.kill_worker(chance.randrange(3))


def test_every_fault_charges_a_click_once_at_most_and_no_job_vanishes(course: Course, tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as killer:
        killing = killer.submit(kill_now_and_then, course.site)
        trials = [replace(course.submit(cell)[0], killed=True) for cell in ALL]
        killing.result()
    course.rest(trials)
    verdicts = course.judged(trials)
    assert sum(verdict.jobs for verdict in verdicts.values()) == len(ALL)
    assert [problem for verdict in verdicts.values() for problem in verdict.problems] == []
    assert not (tmp_path / "site" / "data" / "pictures").exists()
