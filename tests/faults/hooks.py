"""Webhooks that nobody should believe, poured over running jobs by the dozen."""

import json
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any

import requests

from tests.faults.cells import Cell, poll
from tests.faults.rig import Provider
from tests.faults.trials import Course
from tests.faults.verdict import Verdict

FLOODED = Cell("running", "webhooks forged, foreign, replayed, 10 MB", (poll("running", times=None),))
MB = 1 << 20
REPLAYS = 5


def flooded(course: Course, jobs: int) -> Verdict:
    """Every job gets every bad webhook, several times and at once; then its provider goes on."""
    submitted = [course.submit(FLOODED) for _ in range(jobs)]
    trials = [trial for trial, _ in submitted]
    for _, numbers in submitted:
        course.provider.wait_for(numbers[-1])
    addresses = {trial.job_id: _hook_of(course.provider, trial.job_id) for trial in trials}
    made = course.provider.charges()
    sendings = [
        (address, body)
        for job_id, address in addresses.items()
        for foreign in addresses
        for body in _bodies(job_id, made[job_id][0], made[foreign][0])
    ]
    with ThreadPoolExecutor(8) as senders:
        answers = list(senders.map(lambda sending: _send(*sending), sendings * REPLAYS))
        forged = list(senders.map(lambda address: _send(f"{address}x", b"{}"), addresses.values()))
    still = [course.site.status(trial.job_id)["status"] for trial in trials]
    for number in (number for _, numbers in submitted for number in numbers):
        course.provider.end(number)
    course.rest(trials)
    verdict = course.judged(trials)[FLOODED.title]
    verdict.problems += [f"{FLOODED.title}: a job was {state}" for state in still if state != "running"]
    strange = {answer for answer in answers if answer not in (204, 413, None)} | set(forged) - {404}
    verdict.problems += [f"{FLOODED.title}: answered {answer}" for answer in strange]
    return verdict


def _bodies(job_id: str, own: str, foreign: str) -> Iterator[bytes | list[bytes]]:
    yield b"not JSON \xff"
    yield b"[" * 50_000
    yield _json(messageId=own, ref=job_id, status="FAIL", error="Banned prompt detected")
    yield _json(messageId=own, ref=job_id, status="QUEUED", progress=0)
    yield _json(messageId=foreign, ref=job_id, status="DONE", progress=100, uri="http://127.0.0.1:9/x.png")
    yield _json(messageId=own, ref="another", status="DONE")
    yield b"x" * 10 * MB
    yield [b"x" * MB] * 10


def _json(**fields: Any) -> bytes:
    return json.dumps(fields).encode()


def _send(address: str, body: bytes | list[bytes]) -> int | None:
    """The status, or None where the server did not read on and left."""
    try:
        data = iter(body) if isinstance(body, list) else body  # pieces go out chunked, without their length
        return requests.post(address, data=data, timeout=60).status_code
    except requests.ConnectionError:
        return None


def _hook_of(provider: Provider, job_id: str) -> str:
    with closing(sqlite3.connect(provider.folder / "world.sqlite")) as world:
        return str(world.execute("SELECT webhook FROM messages WHERE ref = ?", (job_id,)).fetchone()[0])
