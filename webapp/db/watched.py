"""Single jobs for the many who watch them: read once for all threads of a process."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from webapp.db import jobs
from webapp.db.engine import Database
from webapp.models import Job

FRESH_S = 0.25
"""What another process writes is seen this much later at most; what this one writes is seen at once."""

MOST_KEPT = 1000


@dataclass(frozen=True, slots=True)
class _Reading:
    job: Job
    state: object
    until_s: float


class WatchedJobs:
    """With a thousand people at one job, a read by each of them would be most of what they cost.

    `clock` tells seconds that never go back.
    """

    def __init__(self, database: Database, clock: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._clock = clock
        self._readings: dict[str, _Reading] = {}

    def get(self, job_id: str) -> Job | None:
        """The job as it stands, by at most one indexed read."""
        reading, state, now_s = self._readings.get(job_id), self._database.state, self._clock()
        if reading and reading.state is state and now_s < reading.until_s:
            return reading.job
        with self._database.glance() as connection:
            job = jobs.get(connection, job_id)
        if job is not None:
            if len(self._readings) >= MOST_KEPT:
                self._readings.clear()
            self._readings[job_id] = _Reading(job, state, now_s + FRESH_S)
        return job
