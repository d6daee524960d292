"""A clock that jumps costs no answer and no order."""

from datetime import timedelta

import pytest
from flask import Flask
from werkzeug import Response

from tests.services.support import Provider, accepted, now_at, submit
from tests.support import Clock, collaborators
from webapp.db import queue
from webapp.models import JobStatus, Picture
from webapp.services import jobs


def test_an_answer_counts_though_the_clock_jumped_over_the_lease(
    app: Flask, provider: Provider, upscale: Picture, clock: Clock
) -> None:
    co = collaborators(app)
    job = submit(app, upscale)

    def jump(_body: object) -> Response:
        clock.forward(3 * 3600)
        assert jobs.work_once(co)
        assert now_at(app, job).status is JobStatus.UNCERTAIN
        return accepted()

    provider.answer = jump
    assert jobs.work_once(co)
    assert (now_at(app, job).status, now_at(app, job).message_id) == (JobStatus.QUEUED, "m-1")
    assert len(provider.calls) == 1


@pytest.mark.parametrize("hours", [-3, -0.5, 3])
def test_after_a_clock_jump_jobs_go_out_come_back_and_keep_their_distance(
    app: Flask, provider: Provider, upscale: Picture, clock: Clock, hours: float
) -> None:
    co = collaborators(app)
    first, second = submit(app, upscale), submit(app, upscale, key="key-2", prompt="next")
    jobs.work_once(co)
    clock.forward(3600 * hours)
    provider.answer = lambda _body: accepted("m-2")
    for _ in range(2):
        jobs.work_once(co)
    assert now_at(app, second).status is JobStatus.QUEUED
    submit(app, upscale, key="key-3", prompt="third")
    jobs.work_once(co)
    assert len(provider.calls) == 2
    provider.has("m-1", status="DONE")
    provider.has("m-2", status="DONE")
    clock.forward(6)
    for _ in range(8):
        jobs.work_once(co)
        clock.forward(0.2)
    assert [now_at(app, job).status for job in (first, second)] == [JobStatus.DONE, JobStatus.DONE]


def test_a_step_held_by_a_lost_machine_whose_clock_was_ahead_is_taken_over_all_the_same(
    app: Flask, provider: Provider, upscale: Picture, clock: Clock
) -> None:
    co = collaborators(app)
    job = submit(app, upscale)
    ahead = clock.at + timedelta(days=1)
    with co.database.write() as connection:
        assert queue.claim(connection, job, queue.Hold("lost-1", clock.at, ahead))
    assert jobs.work_once(co)
    assert now_at(app, job).status is JobStatus.QUEUED
    assert len(provider.calls) == 1
