"""A job's life against a provider on a real socket: what every answer leads to."""

import base64
import json
import subprocess
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image
from werkzeug import Response

from tests.services.conftest import PERSON, Provider, accepted, as_json, png, refused
from tests.support import Clock, collaborators, make_app, painting, work_until_idle
from webapp.db import jobs as rows
from webapp.errors import BadInput, Conflict, NotFound
from webapp.models import VARY_REGION, Job, JobStatus, Person, Picture
from webapp.services import account, jobs, pictures, restored

PAINTING = painting(64, 64, (10, 10, 30, 30))


def order(picture: Picture, **changes: object) -> jobs.Order:
    values: dict[str, object] = {
        "button": VARY_REGION,
        "prompt": "a red boat",
        "picture_id": picture.id,
        "painting": PAINTING,
        "key": "key-1",
    }
    return jobs.Order(**(values | changes))  # type: ignore[arg-type]


def submit(app: Flask, picture: Picture, **changes: object) -> Job:
    return jobs.submit(collaborators(app), PERSON, order(picture, **changes))


def now_at(app: Flask, job: Job) -> Job:
    return jobs.get(collaborators(app), job.id)


def step(app: Flask, job: Job) -> Job:
    """One step of the job at its due time."""
    co = collaborators(app)
    co.now.at = max(co.now.at, jobs.get(co, job.id).due_at)  # type: ignore[attr-defined]
    assert jobs.advance(co, job.id)
    return jobs.get(co, job.id)


def test_the_call_carries_the_exact_mask_and_our_id(app: Flask, provider: Provider, upscale: Picture) -> None:
    job = submit(app, upscale)
    assert step(app, job).status is JobStatus.QUEUED
    (call,) = provider.calls
    sent = Image.open(BytesIO(base64.b64decode(call["mask"], validate=True)))
    assert (sent.format, sent.size, sent.convert("L").getcolors()) == (
        "WEBP",
        (64, 64),
        [(3655, 0), (441, 255)],
    )
    assert sent.convert("L").getbbox() == (10, 10, 31, 31)
    assert (call["messageId"], call["button"], call["prompt"]) == ("upscale", "Vary (Region)", "a red boat")
    assert call["ref"] == job.id
    assert call["webhookOverride"] == f"https://redraw.example/hooks/{job.id}/{job.hook_secret}"


def test_a_job_runs_to_done_and_its_picture_is_kept(app: Flask, provider: Provider, upscale: Picture) -> None:
    job = submit(app, upscale)
    step(app, job)
    provider.has("m-1", status="PROCESSING", progress="40")
    assert (seen := step(app, job)).status is JobStatus.RUNNING
    assert seen.progress == 40
    provider.has("m-1", status="DONE", progress=100, buttons=["U1", "U2", "U3", "U4"], picture=png(128, 64))
    done = step(app, job)
    assert (done.status, done.lease) == (JobStatus.DONE, None)
    result = pictures.get(collaborators(app), str(done.result_picture_id))
    assert (result.width, result.height, result.is_grid, result.message_id) == (128, 64, True, "m-1")
    assert pictures.relatives(collaborators(app), result)[0] == [upscale]


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


@pytest.mark.parametrize(
    ("answer", "status", "code"),
    [
        (refused(400, "Invalid parameter"), JobStatus.FAILED, "refused"),
        (refused(401, "Unauthorized"), JobStatus.FAILED, "unauthorized"),
        (refused(401, "No API quota left"), JobStatus.FAILED, "out_of_credit"),
        (as_json({"success": False, "error": "Banned prompt detected"}), JobStatus.FAILED, "refused"),
        (refused(429, "Too many requests", **{"Retry-After": "7"}), JobStatus.WAITING, "rate_limited"),
        (refused(400, "Queue full"), JobStatus.WAITING, "queue_full"),
        (refused(500, "retry later"), JobStatus.UNCERTAIN, "answer_lost"),
        (Response("<html>Bad gateway</html>", 502), JobStatus.UNCERTAIN, "answer_lost"),
        (Response("<html>Hello</html>", 200), JobStatus.UNCERTAIN, "answer_lost"),
        (as_json({"success": True}), JobStatus.UNCERTAIN, "answer_lost"),
    ],
    ids=["400", "401", "no credit", "success false", "429", "queue full", "500", "502", "html", "no id"],
)
def test_each_way_a_paid_call_can_end(
    app: Flask, provider: Provider, upscale: Picture, answer: Response, status: JobStatus, code: str
) -> None:
    provider.answer = lambda _body: answer
    job = submit(app, upscale)
    after = step(app, job)
    assert (after.status, after.error_code) == (status, code)
    assert after.error_text
    assert len(provider.calls) == 1


def test_after_429_no_job_of_the_account_is_sent_before_the_provider_said(
    app: Flask, provider: Provider, upscale: Picture, clock: Clock
) -> None:
    provider.answer = lambda _body: refused(429, "Too many requests", **{"Retry-After": "60"})
    submit(app, upscale)
    co = collaborators(app)
    jobs.work_once(co)
    provider.answer = lambda _body: accepted()
    submit(app, upscale, key="key-2", prompt="other")
    clock.forward(59)
    jobs.work_once(co)
    assert len(provider.calls) == 1
    clock.forward(2)
    jobs.work_once(co)
    assert len(provider.calls) == 2


def test_a_provider_that_cannot_be_reached_leaves_the_job_waiting_until_it_can(
    app: Flask, provider: Provider, upscale: Picture, clock: Clock
) -> None:
    job = submit(app, upscale)
    provider.server.stop()
    assert (after := step(app, job)).status is JobStatus.WAITING
    assert after.error_code == "not_sent"
    clock.forward(3600)
    assert step(app, job).status is JobStatus.FAILED


def test_an_uncertain_job_is_never_sent_again_by_itself(
    app: Flask, provider: Provider, upscale: Picture, clock: Clock
) -> None:
    provider.answer = lambda _body: refused(500, "retry later")
    job = submit(app, upscale)
    step(app, job)
    clock.forward(86_400)
    assert jobs.work_once(collaborators(app)) is False
    assert len(provider.calls) == 1


def test_a_process_killed_while_sending_leaves_an_uncertain_job(
    app: Flask, provider: Provider, upscale: Picture, clock: Clock
) -> None:
    job = submit(app, upscale)
    co = collaborators(app)
    with co.database.write() as connection:
        claimed = rows.claim(connection, job, lease="dead", now=clock.at, until=clock.at.replace(minute=2))
        assert claimed
        rows.move(connection, claimed, JobStatus.SENDING, clock.at, "Sending")
    assert jobs.work_once(co) is False
    clock.forward(200)
    assert jobs.work_once(co) is True
    assert now_at(app, job).status is JobStatus.UNCERTAIN
    assert provider.calls == []


def uncertain(app: Flask, provider: Provider, picture: Picture) -> Job:
    provider.answer = lambda _body: refused(500, "retry later")
    job = submit(app, picture)
    return step(app, job)


def test_a_person_attaches_the_message_that_was_made(
    app: Flask, provider: Provider, upscale: Picture
) -> None:
    job = uncertain(app, provider, upscale)
    provider.has("found", status="DONE", ref=job.id)
    jobs.attach(collaborators(app), PERSON, job.id, "found")
    assert step(app, job).status is JobStatus.DONE
    assert len(provider.calls) == 1


def test_a_message_of_another_job_cannot_be_attached(
    app: Flask, provider: Provider, upscale: Picture
) -> None:
    job = uncertain(app, provider, upscale)
    provider.has("foreign", status="DONE", ref="another")
    with pytest.raises(Conflict):
        jobs.attach(collaborators(app), PERSON, job.id, "foreign")
    assert now_at(app, job).status is JobStatus.UNCERTAIN


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


def test_the_webhook_heals_an_uncertain_job_only_with_its_secret_and_ref(
    app: Flask, provider: Provider, upscale: Picture
) -> None:
    job = uncertain(app, provider, upscale)
    co = collaborators(app)
    provider.has("made", status="DONE", ref=job.id)
    with pytest.raises(NotFound):
        jobs.receive_hook(co, job.id, "forged", {"messageId": "made", "ref": job.id})
    jobs.receive_hook(co, job.id, job.hook_secret, {"messageId": "made", "ref": "other"})
    assert now_at(app, job).status is JobStatus.UNCERTAIN
    jobs.receive_hook(co, job.id, job.hook_secret, {"messageId": "made", "ref": job.id})
    assert step(app, job).status is JobStatus.DONE


def test_the_same_key_is_the_same_job_and_other_content_is_a_conflict(app: Flask, upscale: Picture) -> None:
    job = submit(app, upscale)
    assert submit(app, upscale).id == job.id
    with pytest.raises(Conflict):
        submit(app, upscale, prompt="something else")
    other = jobs.submit(collaborators(app), Person("q", "Other", "member"), order(upscale))
    assert other.id != job.id


def test_paid_calls_keep_their_distance(
    app: Flask, provider: Provider, upscale: Picture, clock: Clock
) -> None:
    for number in range(3):
        submit(app, upscale, key=f"key-{number}", prompt=f"boat {number}")
        clock.forward(0.01)
    co = collaborators(app)
    while jobs.work_once(co):
        pass
    assert len(provider.calls) == 1
    clock.forward(2.9)
    jobs.work_once(co)
    assert len(provider.calls) == 1
    clock.forward(0.2)
    while jobs.work_once(co):
        pass
    assert [call["prompt"] for call in provider.calls] == ["boat 0", "boat 1"]


def test_a_picture_that_cannot_be_fetched_is_tried_again_with_a_fresh_address(
    app: Flask, provider: Provider, upscale: Picture
) -> None:
    job = submit(app, upscale)
    step(app, job)
    provider.has("m-1", status="DONE", uri=provider.server.url_for("/cdn/gone.png"))
    saving = step(app, job)
    assert (saving.status, saving.error_code) == (JobStatus.SAVING, "picture_unavailable")
    provider.has("m-1", status="DONE")
    assert (done := step(app, job)).status is JobStatus.DONE
    assert done.error_text is None


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


def test_a_waiting_job_is_cancelled_at_once(app: Flask, provider: Provider, upscale: Picture) -> None:
    job = submit(app, upscale)
    jobs.cancel(collaborators(app), job.id)
    assert now_at(app, job).status is JobStatus.CANCELLED
    assert jobs.work_once(collaborators(app)) is False
    assert provider.calls == []


def test_cancelling_a_running_job_asks_the_provider_once(
    app: Flask, provider: Provider, upscale: Picture, clock: Clock
) -> None:
    job = submit(app, upscale)
    step(app, job)
    provider.has("m-1", status="PROCESSING", progress=5)
    step(app, job)
    clock.forward(5)
    provider.answer = lambda _body: as_json({"success": True})
    jobs.cancel(collaborators(app), job.id)
    assert step(app, job).status is JobStatus.RUNNING
    provider.messages["m-1"] = {"messageId": "m-1", "status": "FAIL", "error": "Cancelled"}
    assert step(app, job).status is JobStatus.CANCELLED
    assert [call["button"] for call in provider.calls] == ["Vary (Region)", "Cancel Job"]


def test_a_finished_job_cannot_be_cancelled(app: Flask, provider: Provider, upscale: Picture) -> None:
    provider.has("m-1", status="DONE")
    job = submit(app, upscale)
    step(app, job)
    assert step(app, job).status is JobStatus.DONE
    with pytest.raises(Conflict):
        jobs.cancel(collaborators(app), job.id)


def test_what_cannot_be_submitted_is_refused_before_anything_is_stored(app: Flask, upscale: Picture) -> None:
    for changes in (
        {"painting": None},
        {"painting": painting(64, 64)},
        {"painting": painting(80, 64, (0, 0, 9, 9))},
        {"button": "U1", "painting": None},
        {"button": "Vary (Subtle)"},
        {"prompt": "x" * 2001},
        {"key": "x" * 65},
    ):
        with pytest.raises(BadInput):
            submit(app, upscale, **changes)
    assert jobs.unfinished(collaborators(app)) == []


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


def test_the_mask_sent_can_be_had_again(app: Flask, provider: Provider, upscale: Picture) -> None:
    job = submit(app, upscale)
    before, _ = jobs.mask_file(collaborators(app), job.id)
    step(app, job)
    after, mask_format = jobs.mask_file(collaborators(app), job.id)
    assert before == after == base64.b64decode(provider.calls[0]["mask"])
    assert mask_format == "webp"


def test_the_stand_in_does_the_whole_job(tmp_path: Path, clock: Clock) -> None:
    app = make_app(tmp_path, clock)
    co = collaborators(app)
    sample = pictures.page(co, "", "")[0][0]
    job = jobs.submit(
        co, PERSON, order(sample, painting=painting(sample.width, sample.height, (100, 100, 400, 400)))
    )
    work_until_idle(app, clock)
    done = jobs.get(co, job.id)
    assert done.status is JobStatus.DONE
    assert pictures.get(co, str(done.result_picture_id)).is_grid


def test_a_restart_takes_up_what_a_killed_process_held(app: Flask, upscale: Picture, clock: Clock) -> None:
    job = submit(app, upscale)
    co = collaborators(app)
    lease = "0123456789abcdef-0123456789abcdef"
    until = clock.at.replace(minute=30)
    with co.database.write() as connection:
        assert rows.claim(connection, job, lease=lease, now=clock.at, until=until)
    assert not jobs.work_once(co)
    (co.settings.data_dir / "processes").mkdir(exist_ok=True)
    (co.settings.data_dir / "processes" / "0123456789abcdef.alive").touch()
    assert jobs.take_over(co) == 1
    assert jobs.work_once(co)
    assert now_at(app, job).status is JobStatus.QUEUED


def test_members_take_turns_when_many_jobs_wait(
    app: Flask, provider: Provider, upscale: Picture, clock: Clock
) -> None:
    co = collaborators(app)
    for number, name in enumerate(("a", "a", "a", "b")):
        member = Person(name, name, "member")
        jobs.submit(co, member, order(upscale, key=f"{number}", prompt=f"{name}{number}"))
        clock.forward(0.01)
    for _ in range(4):
        while jobs.work_once(co):
            pass
        clock.forward(3.1)
    assert [call["prompt"] for call in provider.calls] == ["a0", "b3", "a1", "a2"]


def test_a_refused_token_fails_one_job_and_keeps_the_others_waiting_until_the_account_is_well(
    app: Flask, provider: Provider, upscale: Picture, clock: Clock
) -> None:
    co = collaborators(app)
    provider.answer = lambda _body: refused(401, "Unauthorized")
    first = submit(app, upscale)
    clock.forward(0.01)
    second = submit(app, upscale, key="key-2", prompt="next")
    while jobs.work_once(co):
        pass
    clock.forward(300)
    assert not jobs.work_once(co)
    assert [now_at(app, job).status for job in (first, second)] == [JobStatus.FAILED, JobStatus.WAITING]
    paused = account.get(co)
    assert paused is not None
    assert paused.paused_code == "unauthorized"
    provider.answer = lambda _body: accepted()
    provider.messages["account-info"] = {"type": "Pro", "credits": 12}
    account.look_after(co)
    assert jobs.work_once(co)
    assert now_at(app, second).status is JobStatus.QUEUED


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


def test_a_webhook_that_comes_before_the_answer_heals_a_lost_one(
    app: Flask, provider: Provider, upscale: Picture
) -> None:
    co = collaborators(app)
    job = submit(app, upscale)

    def call_back_then_fail(body: dict[str, object]) -> Response:
        provider.has("early", status="DONE", ref=job.id)
        jobs.receive_hook(co, job.id, job.hook_secret, {"messageId": "early", "ref": body["ref"]})
        return refused(502, "Bad gateway")

    provider.answer = call_back_then_fail
    assert (after := step(app, job)).status is JobStatus.QUEUED
    assert after.message_id == "early"
    assert step(app, job).status is JobStatus.DONE


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


def test_an_answer_is_written_down_as_soon_as_the_database_is_back(
    app: Flask, provider: Provider, upscale: Picture, clock: Clock
) -> None:
    co = collaborators(app)
    job = submit(app, upscale)
    away = co.settings.data_dir / "redraw.sqlite"
    moved = away.with_name("away.sqlite")

    def answer_while_the_database_goes(_body: object) -> Response:
        co.database.close()
        away.rename(moved)
        away.mkdir()
        return accepted()

    def come_back(_seconds: float) -> None:
        clock.forward(1)
        if away.is_dir():
            away.rmdir()
            moved.rename(away)

    provider.answer = answer_while_the_database_goes
    assert jobs.advance(replace(co, pause=come_back), job.id)
    assert now_at(app, job).message_id == "m-1"
    assert len(provider.calls) == 1


def test_jobs_of_a_restored_older_database_are_uncertain(
    app: Flask, provider: Provider, upscale: Picture, clock: Clock
) -> None:
    co = collaborators(app)
    job = submit(app, upscale)
    database = co.settings.data_dir / "redraw.sqlite"
    co.database.close()
    backup = database.read_bytes()
    step(app, job)
    assert restored.doubt_forgotten(co) == 0
    co.database.close()
    for left in database.parent.glob("redraw.sqlite-*"):
        left.unlink()
    database.write_bytes(backup)
    assert now_at(app, job).status is JobStatus.WAITING
    assert restored.doubt_forgotten(co) == 1
    assert now_at(app, job).status is JobStatus.UNCERTAIN
    assert not jobs.work_once(co)
    assert len(provider.calls) == 1


def test_what_was_done_before_is_pointed_out_when_asked_for(app: Flask, upscale: Picture) -> None:
    job = submit(app, upscale)
    with pytest.raises(Conflict) as refused_once:
        submit(app, upscale, key="key-2", warn_same=True)
    assert (refused_once.value.code, refused_once.value.details) == ("same_before", {"job_id": job.id})
    assert submit(app, upscale, key="key-2").id != job.id


def test_waiting_jobs_know_their_place_in_the_line(app: Flask, upscale: Picture, clock: Clock) -> None:
    co = collaborators(app)
    line = []
    for number in range(3):
        line.append(submit(app, upscale, key=f"{number}", prompt=f"{number}"))
        clock.forward(0.01)
    assert [now_at(app, job).queue_position for job in line] == [0, 1, 2]
    jobs.work_once(co)
    assert [now_at(app, job).queue_position for job in line[1:]] == [0, 1]
    jobs.cancel(co, line[1].id)
    assert now_at(app, line[2]).queue_position == 0


def test_the_receipt_tells_everything_and_no_secret(app: Flask, provider: Provider, upscale: Picture) -> None:
    co = collaborators(app)
    job = submit(app, upscale)
    step(app, job)
    provider.has("m-1", status="DONE")
    step(app, job)
    told = jobs.receipt(co, job.id)
    assert told["request"]["url"].endswith("/api/v1/midjourney/button")
    assert told["request"]["mask"] == f"sha256:{now_at(app, job).wire_mask}"
    assert [line["status"] for line in told["history"]] == ["waiting", "sending", "queued", "saving", "done"]
    assert told["history"][2]["answer"] == {"messageId": "m-1"}
    curl = jobs.as_curl(co, job.id)
    assert provider.calls[0]["mask"] in curl
    for text in (json.dumps(told), curl):
        assert "canary-token" not in text
        assert job.hook_secret not in text


def test_the_curl_command_is_one_that_a_shell_reads_as_meant(app: Flask, upscale: Picture) -> None:
    job = submit(app, upscale, prompt='it\'s "new" $HOME `x`')
    step(app, job)
    script = jobs.as_curl(collaborators(app), job.id).replace("curl ", "printf '%s\\n' ", 1)
    printed = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=True).stdout
    assert json.loads(printed.splitlines()[-1])["prompt"] == 'it\'s "new" $HOME `x`'
