"""Webhooks: what they heal, and that nothing they say is believed."""

from datetime import timedelta

import pytest
from flask import Flask
from werkzeug import Response

from tests.services.support import (
    PERSON,
    Provider,
    accepted,
    as_json,
    now_at,
    refused,
    step,
    submit,
    uncertain,
)
from tests.support import Clock, collaborators
from webapp.errors import NotFound
from webapp.models import Job, JobStatus, Picture
from webapp.services import jobs


def call_back(app: Flask, job: Job, message_id: str, **fields: object) -> None:
    body = {"messageId": message_id, "ref": job.id, **fields}
    jobs.receive_hook(collaborators(app), job.id, job.hook_secret, body)


def last_words(app: Flask, job: Job) -> str:
    return jobs.history(collaborators(app), job.id)[-1].text


def test_an_uncertain_job_heals_only_by_its_secret_and_its_reference(
    app: Flask, provider: Provider, upscale: Picture
) -> None:
    job = uncertain(app, provider, upscale)
    co = collaborators(app)
    provider.has("made", status="DONE", ref=job.id)
    with pytest.raises(NotFound):
        jobs.receive_hook(co, job.id, "forged", {"messageId": "made", "ref": job.id})
    call_back(app, job, "made", ref="other")
    assert not jobs.advance(co, job.id)
    call_back(app, job, "made")
    assert step(app, job).status is JobStatus.QUEUED
    assert step(app, job).status is JobStatus.DONE
    assert len(provider.calls) == 1


@pytest.mark.parametrize("ref", [{"ref": "another job"}, {}], ids=["of another job", "without a reference"])
def test_a_message_that_does_not_carry_the_jobs_reference_is_not_attached(
    app: Flask, provider: Provider, upscale: Picture, clock: Clock, ref: dict[str, str]
) -> None:
    job = uncertain(app, provider, upscale)
    provider.has("foreign", status="DONE", **ref)
    call_back(app, job, "foreign")
    after = step(app, job)
    assert (after.status, after.message_id, after.hook_message_id) == (JobStatus.UNCERTAIN, None, None)
    assert "foreign, which is not this job\u2019s" in last_words(app, job)
    provider.has("made", status="DONE", ref=job.id)
    clock.forward(0.2)
    call_back(app, job, "made")
    assert step(app, job).message_id == "made"


def test_a_message_the_provider_does_not_know_is_asked_for_again_and_then_forgotten(
    app: Flask, provider: Provider, upscale: Picture, clock: Clock
) -> None:
    job = uncertain(app, provider, upscale)
    call_back(app, job, "unknown")
    for _ in range(3):
        assert step(app, job).hook_message_id == "unknown"
    clock.forward(180)
    assert step(app, job).hook_message_id is None
    assert now_at(app, job).status is JobStatus.UNCERTAIN
    assert not jobs.work_once(collaborators(app))


def test_a_named_message_is_looked_at_as_soon_as_the_provider_can_be_reached(
    app: Flask, provider: Provider, upscale: Picture
) -> None:
    job = uncertain(app, provider, upscale)
    provider.has("made", status="DONE", ref=job.id)
    provider.server.stop()
    call_back(app, job, "made")
    assert step(app, job).status is JobStatus.UNCERTAIN
    provider.server.start()
    assert step(app, job).message_id == "made"


def test_a_webhook_spares_a_job_that_was_to_be_sent_again_the_second_charge(
    app: Flask, provider: Provider, upscale: Picture, clock: Clock
) -> None:
    co = collaborators(app)
    job = uncertain(app, provider, upscale)
    jobs.resend(co, PERSON, job.id)
    provider.has("made", status="DONE", ref=job.id)
    call_back(app, job, "made")
    clock.forward(3)
    assert jobs.work_once(co)
    assert (after := now_at(app, job)).status is JobStatus.QUEUED
    assert after.message_id == "made"
    assert len(provider.calls) == 1


def test_a_foreign_message_does_not_keep_a_job_from_being_sent_again(
    app: Flask, provider: Provider, upscale: Picture, clock: Clock
) -> None:
    job = uncertain(app, provider, upscale)
    jobs.resend(collaborators(app), PERSON, job.id)
    provider.has("foreign", status="DONE", ref="another job")
    provider.answer = lambda _body: accepted()
    call_back(app, job, "foreign")
    assert step(app, job).status is JobStatus.WAITING
    clock.forward(3)
    assert step(app, job).message_id == "m-1"
    assert len(provider.calls) == 2


def test_one_that_comes_before_the_answer_heals_a_lost_one(
    app: Flask, provider: Provider, upscale: Picture
) -> None:
    co = collaborators(app)
    job = submit(app, upscale)

    def call_back_then_fail(body: dict[str, object]) -> Response:
        provider.has("early", status="DONE", ref=job.id)
        jobs.receive_hook(co, job.id, job.hook_secret, {"messageId": "early", "ref": body["ref"]})
        return refused(502, "Bad gateway")

    provider.answer = call_back_then_fail
    assert step(app, job).status is JobStatus.UNCERTAIN
    assert (after := step(app, job)).status is JobStatus.QUEUED
    assert after.message_id == "early"
    assert step(app, job).status is JobStatus.DONE


def test_one_that_comes_before_a_good_answer_changes_nothing(
    app: Flask, provider: Provider, upscale: Picture
) -> None:
    job = submit(app, upscale)

    def call_back_first(_body: object) -> Response:
        call_back(app, job, "m-1", status="DONE")
        return accepted("m-1")

    provider.answer = call_back_first
    after = step(app, job)
    assert (after.status, after.message_id, after.hook_message_id) == (JobStatus.QUEUED, "m-1", None)


def test_one_that_comes_during_a_poll_makes_the_next_poll_come_soon(
    app: Flask, provider: Provider, upscale: Picture, clock: Clock
) -> None:
    job = submit(app, upscale)
    step(app, job)

    def call_back_meanwhile(_name: str) -> Response:
        call_back(app, job, "m-1", status="DONE")
        return as_json({"messageId": "m-1", "status": "PROCESSING"})

    provider.told = call_back_meanwhile
    assert step(app, job).status is JobStatus.RUNNING
    assert now_at(app, job).due_at - clock.at == timedelta(seconds=1)


def test_a_job_that_is_called_back_for_is_polled_seldom(
    app: Flask, provider: Provider, upscale: Picture, clock: Clock
) -> None:
    provider.has("m-1", status="PROCESSING", progress=5)
    job = step(app, submit(app, upscale))
    assert (step(app, job).due_at - clock.at).total_seconds() == 3
    call_back(app, job, "m-1")
    clock.forward(0.2)
    assert (step(app, job).due_at - clock.at).total_seconds() == 30


def test_replays_and_a_wrong_order_move_a_job_neither_back_nor_on(
    app: Flask, provider: Provider, upscale: Picture, clock: Clock
) -> None:
    job = submit(app, upscale)
    step(app, job)
    provider.has("m-1", status="PROCESSING", progress=50, ref=job.id)
    call_back(app, job, "m-1", status="DONE")
    assert step(app, job).status is JobStatus.RUNNING
    provider.has("m-1", status="DONE", ref=job.id)
    assert step(app, job).status is JobStatus.DONE
    before = now_at(app, job)
    for told in ("QUEUED", "PROCESSING", "FAIL", "DONE"):
        clock.forward(5)
        call_back(app, job, "m-1", status=told, error="Banned prompt detected")
    assert now_at(app, job) == before


def test_a_flood_of_webhooks_is_one_hint(
    app: Flask, provider: Provider, upscale: Picture, clock: Clock
) -> None:
    co = collaborators(app)
    job = submit(app, upscale)
    step(app, job)
    provider.has("m-1", status="PROCESSING")
    before = now_at(app, job).version
    for _ in range(50):
        jobs.receive_hook(co, job.id, job.hook_secret, {"messageId": "m-1", "status": "DONE", "ref": job.id})
    assert now_at(app, job).version == before + 1
    assert now_at(app, job).status is JobStatus.QUEUED
    assert step(app, job).status is JobStatus.RUNNING
    assert now_at(app, job).due_at - clock.at == timedelta(seconds=30)


def test_a_message_made_for_a_job_that_was_given_up_is_written_down_once(
    app: Flask, provider: Provider, upscale: Picture
) -> None:
    job = uncertain(app, provider, upscale)
    jobs.give_up(collaborators(app), PERSON, job.id)
    for message_id in ("made", "made", "another"):
        call_back(app, job, message_id)
    told = [event.text for event in jobs.history(collaborators(app), job.id)]
    assert [text for text in told if "called back" in text] == [
        "The provider called back for message made, which this job does not follow"
    ]
    assert now_at(app, job).status is JobStatus.CANCELLED


@pytest.mark.parametrize(
    "body",
    [None, [], "text", 7, {}, {"messageId": 7}, {"messageId": "../../etc"}, {"messageId": "x" * 300}],
)
def test_a_body_that_names_nothing_is_no_more_than_a_ring(
    app: Flask, provider: Provider, upscale: Picture, body: object
) -> None:
    job = uncertain(app, provider, upscale)
    told = body | {"ref": job.id} if isinstance(body, dict) else body
    jobs.receive_hook(collaborators(app), job.id, job.hook_secret, told)
    assert now_at(app, job) == job


def test_a_late_refusal_ends_the_doubt(
    app: Flask, provider: Provider, upscale: Picture, clock: Clock
) -> None:
    co = collaborators(app)
    job = submit(app, upscale)

    def refuse_late(_body: object) -> Response:
        clock.forward(200)
        jobs.work_once(co)
        assert now_at(app, job).status is JobStatus.UNCERTAIN
        return refused(400, "Invalid parameter")

    provider.answer = refuse_late
    jobs.work_once(co)
    assert now_at(app, job).status is JobStatus.FAILED
