"""Following an accepted job until the provider says it is over."""

from flask import Flask

from tests.services.support import PERSON, Provider, accepted, as_json, now_at, refused, step, submit
from tests.support import Clock, collaborators
from webapp import create_app
from webapp.models import JobStatus, Picture
from webapp.services import jobs
from webapp.settings import load


def test_progress_100_is_not_the_end(app: Flask, provider: Provider, upscale: Picture) -> None:
    job = submit(app, upscale)
    step(app, job)
    provider.has("m-1", status="PROCESSING", progress=100)
    assert step(app, job).status is JobStatus.RUNNING


def test_a_failure_without_any_other_field_ends_the_job_with_its_reason(
    app: Flask, provider: Provider, upscale: Picture
) -> None:
    job = submit(app, upscale)
    step(app, job)
    provider.messages["m-1"] = {"status": "FAIL", "error": "Banned prompt detected"}
    failed = step(app, job)
    assert (failed.status, failed.error_text) == (JobStatus.FAILED, "Banned prompt detected")


def test_an_unknown_message_right_after_the_submit_means_not_yet(
    app: Flask, provider: Provider, upscale: Picture
) -> None:
    job = submit(app, upscale)
    step(app, job)
    for _ in range(4):
        assert step(app, job).status is JobStatus.QUEUED
    provider.has("m-1", status="DONE")
    assert step(app, job).status is JobStatus.DONE


def test_a_message_that_stays_unknown_fails_the_job_at_last(app: Flask, upscale: Picture) -> None:
    job = submit(app, upscale)
    step(app, job)
    for _ in range(60):
        if step(app, job).status is not JobStatus.QUEUED:
            break
    assert now_at(app, job).status is JobStatus.FAILED


def test_a_job_expires_only_after_20_minutes_in_which_it_could_be_watched(
    app: Flask, provider: Provider, upscale: Picture, clock: Clock
) -> None:
    job = submit(app, upscale)
    step(app, job)
    provider.has("m-1", status="PROCESSING", progress=5)
    step(app, job)
    clock.forward(3 * 3600)
    assert step(app, job).status is JobStatus.RUNNING
    for _ in range(80):
        clock.forward(25)
        if step(app, job).status is JobStatus.EXPIRED:
            break
    assert now_at(app, job).status is JobStatus.EXPIRED


def test_cancelling_a_running_job_asks_the_provider_once(
    app: Flask, provider: Provider, upscale: Picture, clock: Clock
) -> None:
    job = submit(app, upscale)
    step(app, job)
    provider.has("m-1", status="PROCESSING", progress=5)
    step(app, job)
    clock.forward(5)
    provider.answer = lambda _body: as_json({"success": True})
    jobs.cancel(collaborators(app), PERSON, job.id)
    assert step(app, job).status is JobStatus.RUNNING
    provider.messages["m-1"] = {"messageId": "m-1", "status": "FAIL", "error": "Cancelled"}
    assert step(app, job).status is JobStatus.CANCELLED
    assert [call["button"] for call in provider.calls] == ["Vary (Region)", "Cancel Job"]


def test_a_job_cancelled_before_the_provider_can_show_it_is_not_lost(
    app: Flask, provider: Provider, upscale: Picture, clock: Clock
) -> None:
    job = step(app, submit(app, upscale))
    provider.answer = lambda _body: refused(404, "Not found")
    jobs.cancel(collaborators(app), PERSON, job.id)
    clock.forward(3)
    assert step(app, job).status is JobStatus.QUEUED
    provider.answer = lambda _body: as_json({"success": True})
    assert step(app, job).status is JobStatus.QUEUED
    provider.has("m-1", status="DONE")
    assert step(app, job).status is JobStatus.DONE
    assert [call["button"] for call in provider.calls] == ["Vary (Region)", "Cancel Job", "Cancel Job"]


def test_a_cancel_that_the_provider_puts_off_is_asked_for_again_while_the_job_is_followed(
    app: Flask, provider: Provider, upscale: Picture, clock: Clock
) -> None:
    co = collaborators(app)
    job = step(app, submit(app, upscale))
    provider.has("m-1", status="PROCESSING", progress=5)
    provider.answer = lambda _body: refused(429, "Too many requests", **{"Retry-After": "3600"})
    clock.forward(3)
    jobs.cancel(co, PERSON, job.id)
    assert step(app, job).progress == 5
    provider.has("m-1", status="PROCESSING", progress=50)
    assert step(app, job).progress == 50
    assert not jobs.work_once(co)
    assert len(provider.calls) == 2
    provider.answer = lambda _body: as_json({"success": True})
    clock.forward(3600)
    assert step(app, job).cancel_sent_at is not None
    assert len(provider.calls) == 3


def test_expected_time_comes_from_past_jobs(
    app: Flask, provider: Provider, upscale: Picture, clock: Clock
) -> None:
    provider.has("m-1", status="PROCESSING")
    first = submit(app, upscale)
    step(app, first)
    assert jobs.status(collaborators(app), first.id).eta_s is None
    clock.forward(40)
    provider.has("m-1", status="DONE")
    step(app, first)
    provider.answer = lambda _body: accepted("m-2")
    second = submit(app, upscale, key="key-2", prompt="next")
    step(app, second)
    assert jobs.status(collaborators(app), second.id).eta_s == 40


def test_polls_of_an_account_are_spaced_over_all_its_jobs(
    app: Flask, provider: Provider, upscale: Picture, clock: Clock
) -> None:
    co = collaborators(app)
    accepted_jobs = []
    for number in range(3):
        provider.answer = lambda _body, name=f"m-{number}": accepted(name)  # type: ignore[misc]
        provider.has(f"m-{number}", status="PROCESSING")
        accepted_jobs.append(submit(app, upscale, key=f"{number}", prompt=f"{number}"))
        while jobs.work_once(co):
            pass
        clock.forward(3.1)
    clock.forward(60)
    while jobs.work_once(co):
        pass
    polled = [now_at(app, job).polled_at == clock.at for job in accepted_jobs]
    assert polled.count(True) == 1
    clock.forward(0.11)
    assert jobs.work_once(co)


def test_a_paid_job_waits_for_its_own_provider_while_the_app_runs_without_a_token(
    app: Flask, provider: Provider, upscale: Picture, clock: Clock
) -> None:
    co = collaborators(app)
    taken = step(app, submit(app, upscale))
    clock.forward(3)
    provider.answer = lambda _body: refused(500, "retry later")
    lost = step(app, submit(app, upscale, key="key-2", prompt="next"))
    named = {"messageId": "made", "ref": lost.id}
    jobs.receive_hook(co, lost.id, lost.hook_secret, named)
    where = {"DATA_DIR": str(co.settings.data_dir), "DATABASE_URL": co.settings.database_url}
    practice = create_app(load({"LOCAL_MODE": "1", **where}), now=clock)
    for _ in range(40):
        clock.forward(10)
        while jobs.work_once(collaborators(practice)):
            pass
    collaborators(practice).database.close()
    provider.has("m-1", status="DONE")
    provider.has("made", status="DONE", **named)
    for _ in range(6):
        clock.forward(60)
        while jobs.work_once(co):
            pass
    assert [now_at(app, job).status for job in (taken, lost)] == [JobStatus.DONE, JobStatus.DONE]
    assert len(provider.calls) == 2
