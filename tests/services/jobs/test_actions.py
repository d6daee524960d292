"""What a person, or a webhook, may do to a job."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from tests.services.support import PERSON, Provider, accepted, now_at, step, submit, uncertain
from tests.support import Clock, collaborators
from webapp.errors import Conflict
from webapp.models import JobStatus, Person, Picture
from webapp.services import jobs


def test_a_person_attaches_the_message_that_was_made(
    app: Flask, provider: Provider, upscale: Picture
) -> None:
    job = uncertain(app, provider, upscale)
    provider.has("found", status="DONE", ref=job.id)
    jobs.attach(collaborators(app), PERSON, job.id, "found")
    assert step(app, job).status is JobStatus.DONE
    assert len(provider.calls) == 1


def test_the_history_says_who_decided(app: Flask, provider: Provider, upscale: Picture, clock: Clock) -> None:
    co = collaborators(app)
    job = uncertain(app, provider, upscale)
    jobs.resend(co, PERSON, job.id)
    clock.forward(3)
    step(app, job)
    jobs.give_up(co, Person("q", "Somebody else", "member"), job.id)
    clock.forward(3)
    other = step(app, submit(app, upscale, key="key-2", prompt="next"))
    provider.has("found", status="DONE", ref=other.id)
    jobs.attach(co, PERSON, other.id, "found")
    told = [event.text for line in (job, other) for event in jobs.history(co, line.id)]
    assert [text for text in told if text.startswith("Somebody")] == [
        "Somebody chose to send it again, knowing it may be charged twice",
        "Somebody else gave the job up",
        "Somebody attached message found",
    ]


def test_a_message_of_another_job_cannot_be_attached(
    app: Flask, provider: Provider, upscale: Picture
) -> None:
    job = uncertain(app, provider, upscale)
    provider.has("foreign", status="DONE", ref="another")
    with pytest.raises(Conflict):
        jobs.attach(collaborators(app), PERSON, job.id, "foreign")
    assert now_at(app, job).status is JobStatus.UNCERTAIN


def test_the_message_that_the_job_was_made_from_cannot_be_attached(
    app: Flask, provider: Provider, upscale: Picture
) -> None:
    job = uncertain(app, provider, upscale)
    with pytest.raises(Conflict, match="made from"):
        jobs.attach(collaborators(app), PERSON, job.id, "upscale")
    assert now_at(app, job).status is JobStatus.UNCERTAIN


def test_a_decision_made_twice_at_once_counts_once(app: Flask, provider: Provider, upscale: Picture) -> None:
    co = collaborators(app)
    job = uncertain(app, provider, upscale)

    def decide(_number: int) -> str:
        try:
            jobs.resend(co, PERSON, job.id)
        except Conflict as error:
            return error.code
        return "sent again"

    with ThreadPoolExecutor(4) as threads:
        said = list(threads.map(decide, range(4)))
    assert sorted(said) == [*3 * ["not_uncertain"], "sent again"]
    told = [event.text for event in jobs.history(co, job.id)]
    assert len([text for text in told if "send it again" in text]) == 1


def test_a_person_sends_again_or_gives_up(
    app: Flask, provider: Provider, upscale: Picture, clock: Clock
) -> None:
    job = uncertain(app, provider, upscale)
    clock.forward(3)
    provider.answer = lambda _body: accepted()
    jobs.resend(collaborators(app), PERSON, job.id)
    assert step(app, job).status is JobStatus.QUEUED
    with pytest.raises(Conflict):
        jobs.give_up(collaborators(app), PERSON, job.id)
    assert len(provider.calls) == 2


def test_a_waiting_job_is_cancelled_at_once(app: Flask, provider: Provider, upscale: Picture) -> None:
    job = submit(app, upscale)
    jobs.cancel(collaborators(app), PERSON, job.id)
    assert now_at(app, job).status is JobStatus.CANCELLED
    assert jobs.work_once(collaborators(app)) is False
    assert provider.calls == []


def test_a_finished_job_cannot_be_cancelled(app: Flask, provider: Provider, upscale: Picture) -> None:
    provider.has("m-1", status="DONE")
    job = submit(app, upscale)
    step(app, job)
    assert step(app, job).status is JobStatus.DONE
    with pytest.raises(Conflict):
        jobs.cancel(collaborators(app), PERSON, job.id)
