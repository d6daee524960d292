"""The provider's account: asked to slow down, refused, and well again."""

from flask import Flask
from werkzeug import Response

from tests.services.support import Provider, accepted, as_json, now_at, submit
from tests.support import Clock, collaborators
from webapp.models import JobStatus, Picture
from webapp.services import account, jobs, notices


def test_a_provider_that_asks_us_to_slow_down_is_polled_by_nobody_until_then(
    app: Flask, provider: Provider, upscale: Picture, clock: Clock
) -> None:
    co = collaborators(app)
    lines = []
    for number in range(2):
        provider.answer = lambda _body, name=f"m-{number}": accepted(name)  # type: ignore[misc]
        provider.has(f"m-{number}", status="PROCESSING")
        lines.append(submit(app, upscale, key=f"{number}", prompt=f"{number}"))
        jobs.work_once(co)
        clock.forward(3)
    asked: list[str] = []

    def too_many(name: str) -> Response:
        asked.append(name)
        return as_json({"message": "Too many requests"}, 429, **{"Retry-After": "90"})

    provider.told = too_many
    clock.forward(30)
    for _ in range(8):
        jobs.work_once(co)
        clock.forward(10)
    assert len(asked) == 1
    clock.forward(20)
    assert jobs.work_once(co)
    assert len(asked) == 2


def test_a_pause_that_ends_by_time_costs_no_second_job(
    app: Flask, provider: Provider, upscale: Picture, clock: Clock
) -> None:
    co = collaborators(app)
    provider.answer = lambda _body: as_json({"message": "No API quota left"}, 401)
    line = [submit(app, upscale, key=f"{number}", prompt=f"{number}") for number in range(3)]
    for _ in range(4):
        while jobs.work_once(co):
            pass
        clock.forward(601)
        account.look_after(co)
    assert [now_at(app, job).status for job in line] == [JobStatus.FAILED, *2 * [JobStatus.WAITING]]
    assert len(notices.banners(co)) <= 1
    provider.answer = lambda _body: accepted()
    assert jobs.work_once(co)
    known = account.get(co)
    assert known is not None
    assert (known.paused_at, known.paused_code) == (None, None)


def test_what_is_left_on_the_account_is_shown_where_the_provider_tells_it(
    app: Flask, provider: Provider, clock: Clock
) -> None:
    co, page = collaborators(app), app.test_client()
    account.look_after(co)
    assert "credits left" not in page.get("/").text
    provider.messages["account-info"] = {"type": "Pro", "credits": 1234}
    clock.forward(301)
    account.look_after(co)
    assert "1,234 credits left" in page.get("/").text
