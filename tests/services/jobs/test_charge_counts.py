"""Which ends of a job give its place in the budget back: only those that surely cost nothing."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.services.support import PERSON, Provider, as_json, now_at, refused, step, submit, uncertain
from tests.support import Clock, collaborators
from webapp.models import JobStatus, Picture
from webapp.services import jobs, usage


def counted(app: Flask) -> int:
    return usage.overview(collaborators(app), PERSON.id).total.today


def fails(provider: Provider, said: str) -> None:
    provider.has("m-1", status="FAIL", error=said)


@pytest.mark.parametrize(
    ("prepare", "steps", "status", "expected"),
    [
        (lambda provider: fails(provider, "Banned prompt detected"), 2, JobStatus.FAILED, 0),
        (lambda provider: fails(provider, "Job Timeout"), 2, JobStatus.FAILED, 1),
        (lambda provider: provider.has("m-1", status="DONE"), 2, JobStatus.DONE, 1),
        (
            lambda provider: setattr(provider, "answer", lambda _body: refused(400, "Invalid parameter")),
            1,
            JobStatus.FAILED,
            0,
        ),
        (
            lambda provider: setattr(provider, "answer", lambda _body: as_json({}, 500)),
            1,
            JobStatus.UNCERTAIN,
            1,
        ),
    ],
    ids=["banned", "timed out", "done", "refused", "answer lost"],
)
def test_an_end_counts_unless_it_excludes_a_charge(
    app: Flask,
    provider: Provider,
    upscale: Picture,
    prepare: Callable[[Provider], None],
    steps: int,
    status: JobStatus,
    expected: int,
) -> None:
    prepare(provider)
    job = submit(app, upscale)
    for _ in range(steps):
        job = step(app, job)
    assert (job.status, counted(app)) == (status, expected)


def test_a_job_once_in_doubt_counts_however_it_ends(
    app: Flask, provider: Provider, upscale: Picture, clock: Clock
) -> None:
    co = collaborators(app)
    given_up = uncertain(app, provider, upscale)
    jobs.give_up(co, PERSON, given_up.id)
    assert counted(app) == 1
    clock.forward(10)
    provider.answer = lambda _body: refused(500, "retry later")
    again = step(app, submit(app, upscale, key="key-2", prompt="another"))
    jobs.resend(co, PERSON, again.id)
    assert counted(app) == 3  # the second call may be charged, too
    clock.forward(10)
    provider.answer = lambda _body: refused(400, "Invalid parameter")
    assert step(app, now_at(app, again)).status is JobStatus.FAILED
    assert counted(app) == 2  # the second call was surely not charged, the first may have been


def test_a_job_that_is_sent_again_counts_once_more_on_the_day_of_that(
    app: Flask, provider: Provider, upscale: Picture, clock: Clock
) -> None:
    co, job = collaborators(app), uncertain(app, provider, upscale)
    clock.forward(24 * 3600)
    assert counted(app) == 0
    jobs.resend(co, PERSON, job.id)
    assert counted(app) == 1
    jobs.cancel(co, PERSON, job.id)
    assert counted(app) == 0
    assert usage.overview(co, PERSON.id).total.days[-2:] == (1, 0)


def test_a_second_answer_that_is_lost_counts_however_the_job_ends(
    app: Flask, provider: Provider, upscale: Picture, clock: Clock
) -> None:
    co, job = collaborators(app), uncertain(app, provider, upscale)
    jobs.resend(co, PERSON, job.id)
    clock.forward(10)
    assert step(app, now_at(app, job)).status is JobStatus.UNCERTAIN
    jobs.give_up(co, PERSON, job.id)
    assert counted(app) == 2
