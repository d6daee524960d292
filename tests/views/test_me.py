"""One's own page: sessions and the password."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support import csrf
from tests.team_support import PASSWORD, add_person, signed_in
from webapp.models import Person

HTML = {"Accept": "text/html"}
JSON = {"Accept": "application/json"}
NEW = "apples over the fence"


@pytest.fixture
def ben(team_app: Flask) -> Person:
    return add_person(team_app, "Ben", password=PASSWORD)


def post(client: FlaskClient, path: str, **fields: str) -> TestResponse:
    return client.post(path, data={"csrf_token": csrf(client, "/me"), **fields}, headers=JSON)


def test_another_browser_is_listed_and_signed_out(team_app: Flask, ben: Person) -> None:
    here, there = signed_in(team_app, ben), signed_in(team_app, ben)
    shown = here.get("/me", headers=HTML).get_data(as_text=True)
    assert shown.count("Firefox on Linux") == 3
    ends = re.findall(r"/me/sessions/[0-9a-f]+/end", shown)
    assert len(ends) == 1
    assert post(here, ends[0]).status_code == 303
    assert there.get("/", headers=JSON).status_code == 401
    assert here.get("/").status_code == 200


def test_signing_out_everywhere_ends_this_browser_too(team_app: Flask, ben: Person) -> None:
    here, there = signed_in(team_app, ben), signed_in(team_app, ben)
    assert post(here, "/me/sign-out-everywhere").location == "/sign-in"
    assert [client.get("/", headers=JSON).status_code for client in (here, there)] == [401, 401]


def test_a_changed_password_signs_every_other_browser_out(team_app: Flask, ben: Person) -> None:
    here, there = signed_in(team_app, ben), signed_in(team_app, ben)
    assert post(here, "/me/password", present=PASSWORD, password=NEW).location == "/me"
    assert here.get("/", headers=JSON).status_code == 200
    assert there.get("/", headers=JSON).status_code == 401
    fresh = team_app.test_client()
    form = {"name": "Ben", "password": NEW, "csrf_token": csrf(fresh, "/sign-in")}
    assert fresh.post("/sign-in", data=form).status_code == 303


@pytest.mark.parametrize(
    ("present", "new", "status", "sentence"),
    [
        ("wrong", NEW, 403, "This is not your present password."),
        (PASSWORD, "short", 400, "The password needs at least 10 characters."),
        (PASSWORD, "bensecret1", 400, "This password is one of the first that are tried: choose another."),
    ],
)
def test_a_password_that_cannot_be_is_one_sentence_and_nothing_changes(
    team_app: Flask, ben: Person, present: str, new: str, status: int, sentence: str
) -> None:
    here, there = signed_in(team_app, ben), signed_in(team_app, ben)
    data = {"csrf_token": csrf(here, "/me"), "present": present, "password": new}
    answer = here.post("/me/password", data=data, headers=HTML)
    assert (answer.status_code, sentence in answer.get_data(as_text=True)) == (status, True)
    assert there.get("/", headers=JSON).status_code == 200


def test_guessing_the_present_password_in_an_open_browser_is_bounded(team_app: Flask, ben: Person) -> None:
    here = signed_in(team_app, ben)
    statuses = [post(here, "/me/password", present="guess", password=NEW).status_code for _ in range(11)]
    assert statuses == [403] * 10 + [429]
