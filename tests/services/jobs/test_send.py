"""The paid call: what it carries, when it goes out, and what every answer leads to."""

import base64
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image
from werkzeug import Response

from tests.services.support import PERSON, Provider, accepted, as_json, now_at, order, refused, step, submit
from tests.support import Clock, collaborators, moves_sqlite_file
from webapp import create_app
from webapp.db import jobs as rows
from webapp.db import queue
from webapp.models import JobStatus, Person, Picture
from webapp.services import account, jobs


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
    clock.forward(86_400)
    assert step(app, job).status is JobStatus.WAITING
    for _ in range(31):
        assert step(app, job).status is JobStatus.WAITING
    assert step(app, job).status is JobStatus.FAILED


@pytest.mark.parametrize(
    "later",
    [refused(400, "Queue full"), refused(429, "Too many requests")],
    ids=["queue full", "429"],
)
def test_a_provider_that_says_later_is_obeyed_for_as_long_as_it_says_so(
    app: Flask, provider: Provider, upscale: Picture, later: Response
) -> None:
    provider.answer = lambda _body: later
    job = submit(app, upscale)
    for _ in range(40):
        assert step(app, job).status is JobStatus.WAITING
    assert len(provider.calls) == 40
    provider.answer = lambda _body: accepted()
    assert step(app, job).status is JobStatus.QUEUED


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
        claimed = queue.claim(connection, job, queue.Hold("dead", clock.at, clock.at.replace(minute=2)))
        assert claimed
        rows.move(connection, claimed, JobStatus.SENDING, clock.at, "Sending")
    assert jobs.work_once(co) is False
    clock.forward(200)
    assert jobs.work_once(co) is True
    assert now_at(app, job).status is JobStatus.UNCERTAIN
    assert provider.calls == []


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


def test_a_member_who_comes_late_waits_for_one_round_not_for_everybody_elses_line(
    app: Flask, provider: Provider, upscale: Picture, clock: Clock
) -> None:
    co = collaborators(app)

    def ask(name: str, number: int) -> None:
        member = Person(name, name, "member")
        jobs.submit(co, member, order(upscale, key=f"{number}", prompt=f"{name}{number}"))
        clock.forward(0.01)

    for number in range(5):
        ask("a", number)
    for number in range(5):
        ask("b", number)
    sent = 0
    while jobs.work_once(co) or sent < 3:
        sent = len(provider.calls)
        clock.forward(3.1)
        if sent == 3:
            ask("c", 0)
            ask("c", 1)
        if sent >= 8:
            break
    assert [call["prompt"] for call in provider.calls] == [
        "a0", "b0", "a1", "b1", "a2", "b2", "c0", "a3",
    ]  # fmt: skip


def test_two_processes_together_keep_the_distance_of_one(
    tmp_path: Path, app: Flask, provider: Provider, upscale: Picture, clock: Clock
) -> None:
    co = collaborators(app)
    beside = create_app(co.settings, now=clock)
    both = (co, collaborators(beside))
    for number in range(4):
        submit(app, upscale, key=f"{number}", prompt=f"{number}")
    for seconds, most in ((0, 1), (2.9, 1), (0.2, 2), (3, 3)):
        clock.forward(seconds)
        for _ in range(6):
            for process in both:
                jobs.work_once(process)
        assert len(provider.calls) == most
    both[1].database.close()


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


@moves_sqlite_file
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


def test_waiting_jobs_know_their_place_in_the_line(app: Flask, upscale: Picture, clock: Clock) -> None:
    co = collaborators(app)
    line = []
    for number in range(3):
        line.append(submit(app, upscale, key=f"{number}", prompt=f"{number}"))
        clock.forward(0.01)
    assert [now_at(app, job).queue_position for job in line] == [0, 1, 2]
    jobs.work_once(co)
    jobs.keep_up(co)
    assert [now_at(app, job).queue_position for job in line[1:]] == [0, 1]
    jobs.cancel(co, PERSON, line[1].id)
    jobs.keep_up(co)
    assert now_at(app, line[2]).queue_position == 0
