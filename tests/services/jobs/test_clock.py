"""A clock that jumps costs no answer and no order."""

import pytest
from flask import Flask
from werkzeug import Response

from tests.services.support import Provider, accepted, now_at, submit
from tests.support import Clock, collaborators
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
