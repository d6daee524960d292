"""What it costs to watch a job, and that a click is one job however often it is sent."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event

from tests.support import Clock, collaborators, csrf, painting
from webapp.models import IMAGINE, Person
from webapp.services import jobs, pictures
from webapp.services.collaborators import Collaborators


@contextmanager
def statements() -> Iterator[list[tuple[str, Any]]]:
    """Every statement sent to a database within the block, with its parameters."""
    sent: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, text: str, values: Any, *_more: Any) -> None:
        if not text.startswith("BEGIN"):
            sent.append((text, values))

    event.listen(Engine, "before_cursor_execute", note)
    yield sent
    event.remove(Engine, "before_cursor_execute", note)


def test_the_status_of_a_job_costs_two_reads_by_an_index_at_most(team_app: Flask, ada: FlaskClient) -> None:
    co = collaborators(team_app)
    order = jobs.Order(button=IMAGINE, prompt="a boat")
    job = jobs.submit(co, Person("p", "Somebody", "member"), order)
    address = f"/jobs/{job.id}/status"
    assert ada.get("/").status_code == 200
    with statements() as first:
        etag = ada.get(address).headers["ETag"]
    with statements() as later:
        assert ada.get(address, headers={"If-None-Match": etag}).status_code == 304
    assert len(first) == 2
    assert len(later) <= 2
    assert all(text.startswith("SELECT") for text, _ in (*first, *later))
    if co.database.is_sqlite:  # PostgreSQL reads tables of a few rows without their index
        assert [how for text, values in first for how in plan(co, text, values) if "INDEX" not in how] == []


def plan(co: Collaborators, text: str, values: Any) -> list[str]:
    """How SQLite would carry a statement out, one line for each table."""
    with co.database.read() as connection:
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values)
        return [row.detail for row in rows]


def test_the_status_of_a_job_whose_place_in_the_line_changed_is_told_anew(app: Flask, clock: Clock) -> None:
    co, client = collaborators(app), app.test_client()
    person = Person("p", "Somebody", "member")
    line = [
        jobs.submit(co, person, jobs.Order(button=IMAGINE, prompt=f"boat {n}", key=f"{n}")) for n in range(2)
    ]
    address = f"/jobs/{line[1].id}/status"
    before = client.get(address)
    jobs.cancel(co, person, line[0].id)
    jobs.keep_up(co)
    after = client.get(address, headers={"If-None-Match": before.headers["ETag"]})
    assert [(answer.json or {})["queue_position"] for answer in (before, after)] == [1, 0]


def test_twenty_posts_of_one_form_at_once_are_one_job(app: Flask) -> None:
    picture = next(p for p in pictures.page(collaborators(app), "", "")[0] if p.width == p.height)
    png = painting(picture.width, picture.height, (500, 500, 900, 900))
    browser = app.test_client()
    token = csrf(browser)
    cookie = browser.get_cookie("redraw")
    assert cookie is not None

    def post(_number: int) -> tuple[int, str]:
        tab = app.test_client()
        tab.set_cookie("redraw", cookie.value)
        data = {"csrf_token": token, "button": "Vary (Region)", "prompt": "a boat", "key": "one click"}
        answer = tab.post(
            f"/pictures/{picture.id}/jobs",
            data={**data, "mask": (BytesIO(png), "mask.png")},
            headers={"Accept": "application/json"},
        )
        return answer.status_code, str((answer.json or {}).get("id"))

    with ThreadPoolExecutor(20) as people:
        answers = set(people.map(post, range(20)))
    assert len(answers) == 1
    assert {status for status, _ in answers} == {201}
    assert len(jobs.unfinished(collaborators(app))) == 1
