"""Whether the web process, with its background work inside, grows over thousands of jobs."""

import time
from concurrent.futures import ThreadPoolExecutor

from bench.figures import Figure
from bench.jobs.site import Submitter, running
from bench.memory import MB, web_process

SUBMITTERS = 4
UNDER_WAY = 8
"""How many jobs each submitter has under way at once."""

WARM_AFTER = 0.2
AIM_MB = 15
WITHIN_S = 120.0


def run(count: int) -> list[Figure]:
    with running() as app:
        process = web_process(app)
        people = [Submitter(app.url) for _ in range(SUBMITTERS)]
        began = time.monotonic()
        warm = max(UNDER_WAY, int(count * WARM_AFTER) // SUBMITTERS)
        _submit(people, warm)
        before = process.memory_info().rss
        _submit(people, count // SUBMITTERS - warm)
        after = process.memory_info().rss
        per_s = count / (time.monotonic() - began)
    detail = (
        f"{before / MB:.0f} MB after {warm * SUBMITTERS:,} jobs, {after / MB:.0f} MB after {count:,}; "
        f"{per_s:.0f} jobs/s from the form to the kept picture"
    )
    return [Figure(f"growth over {count:,} jobs", (after - before) / MB, AIM_MB, "MB", detail)]


def _submit(people: list[Submitter], each: int) -> None:
    """Everybody submits so many jobs and sees all of them done."""
    with ThreadPoolExecutor(len(people)) as pool:
        list(pool.map(lambda person: _one_person(person, each), people))


def _one_person(person: Submitter, count: int) -> None:
    for start in range(0, count, UNDER_WAY):
        paths = [person.submit() for _ in range(min(UNDER_WAY, count - start))]
        ends_at = time.monotonic() + WITHIN_S
        while paths := [path for path in paths if not person.is_done(path)]:
            assert time.monotonic() < ends_at, f"{paths[0]} is not done within {WITHIN_S:.0f} s"
            time.sleep(0.1)
