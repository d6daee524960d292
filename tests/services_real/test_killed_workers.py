"""Three workers on PostgreSQL and a bucket, killed at random: every job is done and paid once."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.rig import Provider, Site, until
from tools.postgres import Cluster

JOBS = 9


@pytest.fixture
def faulty(tmp_path: Path) -> Iterator[Provider]:
    """The stand-in in a process of its own."""
    provider = Provider(tmp_path)
    yield provider
    provider.program.kill()


def test_jobs_outlive_the_workers_that_advance_them(
    faulty: Provider, cluster: Cluster, in_a_bucket: dict[str, str], tmp_path: Path
) -> None:
    site = Site(tmp_path / "site", faulty, cluster, webhook=True, processes=3, **in_a_bucket)
    try:
        chance = random.Random(6)
        submitted = []
        for number in range(JOBS):
            submitted.append(site.submit(f"boat {number}"))
            if number % 2:
                site.kill_worker(chance.randrange(3))
        until(lambda: is_done(site, faulty, submitted), "every job is done")
        charges = faulty.charges()
        assert {job: len(charges[job]) for job in submitted} == dict.fromkeys(submitted, 1)
        for job in submitted:
            assert site.bytes_of(site.status(job)["picture_url"]) == faulty.picture(charges[job][0])
        assert not (tmp_path / "site" / "data" / "pictures").exists()
    finally:
        site.kill()


def is_done(site: Site, provider: Provider, jobs: list[str]) -> bool:
    """True where all are. A job that was killed before its call got out is in doubt: it is sent again."""
    states = {job: site.status(job)["status"] for job in jobs}
    made = provider.charges()
    for job in (job for job, state in states.items() if state == "uncertain" and job not in made):
        site.press(job, "resend")
    return set(states.values()) == {"done"}
