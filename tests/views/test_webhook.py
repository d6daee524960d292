"""The webhook's page: its address, its secret this once, a test, and how messages went."""

import re

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support import collaborators, csrf
from webapp.services import webhooks

HTML = {"Accept": "text/html"}
URL = "https://hooks.example.org/redraw"


def post(client: FlaskClient, path: str, **fields: str) -> TestResponse:
    return client.post(path, data={"csrf_token": csrf(client, "/me"), **fields}, headers=HTML)


def test_the_secret_is_shown_once_and_stands_nowhere_else(team_app: Flask, ada: FlaskClient) -> None:
    made = post(ada, "/webhook", url=URL)
    secret = re.findall(r'value="(whsec_[A-Za-z0-9+/=]+)"', made.get_data(as_text=True))[0]
    assert made.headers["Cache-Control"] == "no-store"
    post(ada, "/webhook/test")
    page = ada.get("/webhook", headers=HTML).get_data(as_text=True)
    log = ada.get("/team/log.csv").get_data(as_text=True)
    assert f'value="{URL}"' in page
    assert "On its way" in page
    assert "webhook-set,,,hooks.example.org" in log
    assert [place for place in (page, log) if secret in place or secret[6:] in place] == []
    assert post(ada, "/webhook/remove").status_code == 303
    assert webhooks.address(collaborators(team_app)) is None
    assert "webhook-removed" in ada.get("/team/log.csv").get_data(as_text=True)


def test_a_wrong_address_is_one_sentence_beside_the_field(ada: FlaskClient) -> None:
    answer = post(ada, "/webhook", url="http://hooks.example.org/")
    text = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert 'id="webhook-error" role="alert">The address must begin with https.' in text
    assert 'value="http://hooks.example.org/"' in text


def test_one_person_alone_may_tell_a_program_on_this_machine(client: FlaskClient) -> None:
    form = {"csrf_token": csrf(client), "url": "http://127.0.0.1:9/told"}
    assert client.post("/webhook", data=form, headers=HTML).status_code == 200
