"""The cells that one order cannot describe: where the provider, the database or the account is away."""

import threading
import time
import uuid
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import requests

from tests.faults.cells import ALL, Cell, call, picture, poll
from tests.faults.rig import Site, locked
from tests.faults.trials import Course
from tests.faults.verdict import Trial, Verdict
from tools.postgres import Cluster

DOWN = Cell("waiting", "provider down", ())
JUST_SUBMITTED = Cell("waiting", "killed as soon as submitted", ())
POSTED_AGAIN = Cell("waiting", "posts cut off, then repeated with their keys", ())
REFUSED = Cell("waiting", "account refused (401)", ())
NO_CREDIT = Cell("waiting", "no credit left", ())
AWAY_IN_CALL = Cell("sending", "database away when the answer comes", (call("hold", seconds=300),))
AWAY_IN_POLL = Cell("queued", "database away when the answer comes", (poll("hold", seconds=300),))
AWAY_IN_SAVE = Cell("saving", "database away when the picture comes", (picture("hold", seconds=300),))
TERMINATED = Cell("sending", "SIGTERM, answer late", (call("hold", seconds=3),))
TERMINATED_LATE = Cell("sending", "SIGTERM, answer too late", (call("hold", seconds=300),), "uncertain")
STORM = Cell("any", "kills at random in random faults", ())

AWAY_S = 20.0
"""Longer than SQLite waits for a lock."""

GOES_ON_WITHIN_S = 60.0
"""Far sooner than a lease ends by itself."""


def provider_down(course: Course, jobs: int, *, kill: bool) -> Verdict:
    """Nothing listens: the jobs wait, and go out once somebody does."""
    course.provider.program.kill()
    trials = [replace(course.submit(DOWN)[0], killed=kill) for _ in range(jobs)]
    time.sleep(1)
    if kill:
        course.site.kill()
        course.site.start()
    course.provider.program.start()
    course.rest(trials)
    return course.judged(trials)[DOWN.title]


def just_submitted(course: Course, jobs: int) -> Verdict:
    """The answer to the form is out and the power goes."""
    trials = []
    for _ in range(jobs):
        trials.append(course.submit(JUST_SUBMITTED, killed=True)[0])
        course.site.kill()
        course.site.start()
    course.provider.end_faults()
    course.rest(trials)
    return course.judged(trials)[JUST_SUBMITTED.title]


def posted_again(course: Course, jobs: int) -> Verdict:
    """Two tabs post each form, the power goes on the way, and the person sends every form again."""
    forms = [(f"a boat [{uuid.uuid4().hex[:12]}]", str(uuid.uuid4())) for _ in range(jobs)]
    if course.webhook:
        course.provider.order("webhook", "hold", times=None, seconds=600)
    with ThreadPoolExecutor(8) as people:
        posts = [people.submit(_post, course.site, *form) for form in forms for _ in range(2)]
        time.sleep(course.random.uniform(0.1, 0.6))
        course.site.kill()
        known = [post.result() for post in posts]
    course.site.start()
    ids = [course.site.submit(prompt, key) for prompt, key in forms]
    course.provider.end_faults()
    trials = [Trial(POSTED_AGAIN, job_id, killed=True) for job_id in ids]
    course.rest(trials)
    verdict = course.judged(trials)[POSTED_AGAIN.title]
    if len(set(ids)) != jobs or not {job_id for job_id in known if job_id} <= set(ids):
        verdict.problems.append(f"{POSTED_AGAIN.title}: the same key gave another job after the restart")
    return verdict


def _post(site: Site, prompt: str, key: str) -> str | None:
    try:
        return site.submit(prompt, key)
    except (requests.RequestException, AssertionError):
        return None  # the power went


def account_refused(course: Course, jobs: int, cell: Cell, kind: str, *, kill: bool) -> Verdict:
    """One call is refused with the account: the others wait until somebody puts it right.

    The one fails, unless the account was on trial since the refusal before.
    """
    number = course.provider.order("button", kind)
    trials = [replace(course.submit(cell)[0], killed=kill) for _ in range(jobs)]
    course.provider.wait_for(number)
    time.sleep(2)
    if kill:
        course.site.kill()
        course.site.start()
        time.sleep(2)
    states = [course.site.status(trial.job_id)["status"] for trial in trials]
    charges = course.provider.charges()
    course.site.resume()
    refused = [trial for trial, state in zip(trials, states, strict=True) if state == "failed"]
    waiting = [trial for trial in trials if trial not in refused]
    course.rest(trials)
    verdict = course.judged(waiting)[cell.title]
    verdict.jobs = jobs
    if len(refused) > 1:
        verdict.problems.append(f"{cell.title}: {len(refused)} jobs failed, not 1: {', '.join(states)}")
    if any(trial.job_id in charges for trial in refused):
        verdict.problems.append(f"{cell.title}: a refused job was charged")
    return verdict


def database_away(course: Course, jobs: int, cell: Cell, cluster: Cluster | None, *, kill: bool) -> Verdict:
    """The provider answers while the database is gone: nothing that was answered is forgotten.

    Unless the process that keeps the answer in memory is killed before the database is back.
    """
    submitted = [course.submit(cell, killed=kill) for _ in range(jobs)]
    course.provider.wait_for(submitted[0][1][-1])
    time.sleep(1)
    with locked(course.site, cluster):
        for _, numbers in submitted:
            course.provider.end(numbers[-1])
        time.sleep(3 if cluster or kill else AWAY_S)
        if kill:
            course.site.kill()
    trials = [trial for trial, _ in submitted]
    if kill:
        course.site.start()
        course.provider.end_faults()
    took_s = course.rest(trials)
    verdict = course.judged(trials)[cell.title]
    if took_s > GOES_ON_WITHIN_S:
        verdict.problems.append(f"{cell.title}: it took {took_s:.0f} s to go on")
    return verdict


def terminated(course: Course, jobs: int, cell: Cell) -> Verdict:
    """SIGTERM lets the step in hand end: within 10 s no call's answer is lost, and later ones hold nobody."""
    submitted = [course.submit(cell) for _ in range(jobs)]
    course.provider.wait_for(submitted[0][1][-1])
    began = time.monotonic()
    course.site.stop()
    took_s = time.monotonic() - began
    course.site.start()
    course.provider.end_faults()
    trials = [replace(trial, killed=cell is TERMINATED_LATE) for trial, _ in submitted]
    course.rest(trials)
    verdict = course.judged(trials)[cell.title]
    if took_s > 20:
        verdict.problems.append(f"{cell.title}: the app took {took_s:.0f} s to end")
    return verdict


def storm(course: Course, jobs: int, kills: int) -> Verdict:
    """Jobs in all sorts of faults while the app is killed again and again at any moment."""
    quick = [cell for cell in ALL if not cell.slow and not cell.hooks]
    trials: list[Trial] = []
    over = threading.Event()
    numbers: list[int] = []
    for _ in range(kills):
        for cell in course.random.choices(quick, k=jobs // kills):
            trial, ordered = course.submit(cell, killed=True)
            trials.append(trial)
            numbers += ordered
        over.wait(course.random.uniform(0, 2))
        course.site.kill()
        course.site.start()
    for number in numbers:
        course.provider.end(number)
    course.rest(trials)
    return _as_one(course.judged(trials))


def _as_one(verdicts: dict[str, Verdict]) -> Verdict:
    found: Sequence[Verdict] = list(verdicts.values())
    problems = [f"{STORM.title}: {problem}" for verdict in found for problem in verdict.problems]
    return Verdict(sum(verdict.jobs for verdict in found), problems)
