"""The outgoing webhook: each end is told once, signed, tried again, and never into our own network."""

import base64
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer
from standardwebhooks import Webhook
from werkzeug import Request, Response

from tests.support import Clock, collaborators, make_app, work_until_idle
from webapp.db import webhooks as rows
from webapp.errors import BadInput, NotFound
from webapp.models import IMAGINE, Person, Role
from webapp.provider.post import SafePoster
from webapp.services import jobs, webhooks
from webapp.services.webhooks import WAITS_S, next_try, signature

ADMIN = Person("p", "Somebody", Role.ADMIN)
NOW = datetime(2026, 3, 1, tzinfo=UTC)


class Receiver:
    """A program on a socket that keeps what it was told and answers as the test says."""

    def __init__(self, server: HTTPServer) -> None:
        self.url = server.url_for("/told")
        self.status = 204
        self.heard: list[tuple[dict[str, str], bytes]] = []
        server.expect_request("/told").respond_with_handler(self._hear)

    def _hear(self, request: Request) -> Response:
        self.heard.append((dict(request.headers), request.get_data()))
        return Response(status=self.status)


@pytest.fixture
def clock() -> Clock:
    clock = Clock()
    clock.at = datetime.now(UTC)  # the verifier goes by the real time
    return clock


@pytest.fixture
def app(tmp_path: Path, clock: Clock) -> Flask:
    return make_app(tmp_path, clock)


@pytest.fixture
def receiver(httpserver: HTTPServer) -> Receiver:
    return Receiver(httpserver)


def deliver_all(app: Flask) -> None:
    while webhooks.deliver_once(collaborators(app)):
        pass


def given_up(app: Flask, prompt: str) -> str:
    co = collaborators(app)
    job = jobs.submit(co, ADMIN, jobs.Order(IMAGINE, prompt))
    jobs.cancel(co, ADMIN, job.id)
    return job.id


def finished(app: Flask, clock: Clock) -> str:
    job = jobs.submit(collaborators(app), ADMIN, jobs.Order(IMAGINE, "a boat"))
    work_until_idle(app, clock)
    return job.id


def test_the_end_of_a_job_is_told_once_and_verifies_with_the_secret(
    app: Flask, clock: Clock, receiver: Receiver
) -> None:
    co = collaborators(app)
    given_up(app, "before there was a webhook")
    secret = webhooks.set_address(co, ADMIN, receiver.url)
    job_id = finished(app, clock)
    cancelled_id = given_up(app, "a bridge")
    deliver_all(app)
    told = [Webhook(secret).verify(body, headers) for headers, body in receiver.heard]
    assert [(one["type"], one["data"]["id"], one["data"]["status"]) for one in told] == [
        ("job.done", job_id, "done"),
        ("job.cancelled", cancelled_id, "cancelled"),
    ]
    assert told[0]["data"]["result_picture_id"] == jobs.get(co, job_id).result_picture_id
    assert [one.delivered_at is not None for one in webhooks.latest(co)] == [True, True]
    assert secret not in str(webhooks.latest(co))


def test_what_is_not_taken_comes_again_with_the_same_id_and_is_given_up_at_last(
    app: Flask, clock: Clock, receiver: Receiver
) -> None:
    co = collaborators(app)
    webhooks.set_address(co, ADMIN, receiver.url)
    webhooks.test(co)
    receiver.status = 500
    for wait_s in WAITS_S:
        deliver_all(app)
        assert webhooks.latest(co)[0].answer == "HTTP 500"
        clock.forward(wait_s)
    deliver_all(app)
    clock.forward(10**6)
    deliver_all(app)
    assert len(receiver.heard) == len(WAITS_S) + 1
    assert len({headers["Webhook-Id"] for headers, _body in receiver.heard}) == 1
    assert len({headers["Webhook-Signature"] for headers, _body in receiver.heard}) == len(receiver.heard)


def test_a_message_whose_process_died_in_the_try_is_tried_again(
    app: Flask, clock: Clock, receiver: Receiver
) -> None:
    co = collaborators(app)
    webhooks.set_address(co, ADMIN, receiver.url)
    webhooks.test(co)
    with co.database.write() as connection:
        assert rows.claim(connection, clock.at, clock.at + webhooks.LEASE) is not None
    deliver_all(app)
    assert receiver.heard == []
    clock.forward(webhooks.LEASE.total_seconds())
    deliver_all(app)
    assert len(receiver.heard) == 1


def test_without_an_address_nothing_is_kept_or_sent(app: Flask, clock: Clock, receiver: Receiver) -> None:
    co = collaborators(app)
    webhooks.set_address(co, ADMIN, receiver.url)
    webhooks.test(co)
    webhooks.remove(co, ADMIN)
    given_up(app, "a boat")
    deliver_all(app)
    assert (receiver.heard, len(webhooks.latest(co)), webhooks.address(co)) == ([], 1, None)
    with pytest.raises(NotFound):
        webhooks.test(co)


@pytest.mark.parametrize(
    "url",
    ["http://example.org/", "ftp://example.org", "https://user:pw@example.org/", "nonsense", "https:///x"],
)
def test_outside_local_mode_only_plain_https_is_taken(tmp_path: Path, url: str) -> None:
    app = make_app(tmp_path, LOCAL_MODE="0")
    with pytest.raises(BadInput):
        webhooks.set_address(collaborators(app), ADMIN, url)


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.7", "169.254.169.254", "::1", "fd00::1"])
def test_a_name_that_leads_into_our_own_network_is_told_nothing(
    tmp_path: Path, clock: Clock, address: str
) -> None:
    def resolve(*_args: object, **_more: object) -> list[tuple[object, ...]]:
        return [(None, None, None, "", (address, 443))]

    co = collaborators(make_app(tmp_path, clock, LOCAL_MODE="0"))
    co = replace(co, poster=SafePoster(own_network_ok=False, resolve=resolve))
    webhooks.set_address(co, ADMIN, "https://hooks.example.org/x")
    webhooks.test(co)
    assert webhooks.deliver_once(co)
    assert webhooks.latest(co)[0].answer.endswith("leads into this network: nothing was sent.")


@given(st.binary(min_size=1, max_size=64), st.text(max_size=50), st.integers(0, 2**32))
def test_the_signature_is_the_one_that_the_reference_makes(key: bytes, text: str, at_s: int) -> None:
    secret = "whsec_" + base64.b64encode(key).decode()
    body = text.encode("utf-8", "replace")
    expected = Webhook(secret).sign("msg_1", datetime.fromtimestamp(at_s, UTC), body.decode())
    assert signature(secret, "msg_1", at_s, body) == expected


def test_waits_grow_and_end() -> None:
    waits = [next_try(NOW, attempts) for attempts in range(1, len(WAITS_S) + 1)]
    assert waits == [NOW + timedelta(seconds=wait_s) for wait_s in WAITS_S]
    assert list(WAITS_S) == sorted(WAITS_S)
    assert next_try(NOW, len(WAITS_S) + 1) is None
