"""Sessions that do nothing by themselves, and WSGI apps that are reached without a socket."""

import json
from collections.abc import Iterable, Iterator
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
import requests

from tests.provider.conftest import Serve
from tests.provider.raw_server import http, saying
from webapp.provider.transport import TooMuch, WsgiAdapter, chunks, new_session

ORIGIN = "http://standin.invalid"


def echo(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Answers with what it was asked."""
    told = {key: value for key, value in environ.items() if isinstance(value, str)}
    told["body"] = environ["wsgi.input"].read().decode()
    start_response("201 Created", [("Content-Type", "application/json"), ("X-Seen", "yes")])
    return [json.dumps(told).encode()]


def asked(session: requests.Session, method: str, url: str, **options: Any) -> dict[str, str]:
    response = session.request(method, url, **options)
    assert response.status_code == 201
    return dict(response.json())


def test_an_app_gets_the_request_as_a_server_would_hand_it_over() -> None:
    session = new_session({ORIGIN: WsgiAdapter(echo)})

    told = asked(session, "POST", f"{ORIGIN}/a%20b/ö?q=1&r=ä", json={"prompt": "größer"})

    assert told["REQUEST_METHOD"] == "POST"
    assert told["PATH_INFO"].encode("latin-1").decode() == "/a b/ö"
    assert told["QUERY_STRING"] == "q=1&r=%C3%A4"
    assert (told["HTTP_HOST"], told["SERVER_NAME"], told["SERVER_PORT"]) == (
        "standin.invalid",
        "standin.invalid",
        "80",
    )
    assert told["CONTENT_TYPE"] == "application/json"
    assert int(told["CONTENT_LENGTH"]) == len(told["body"].encode())
    assert json.loads(told["body"]) == {"prompt": "größer"}


def test_a_header_of_bytes_arrives_byte_for_character() -> None:
    session = new_session({ORIGIN: WsgiAdapter(echo)})

    told = asked(session, "GET", f"{ORIGIN}/", headers={"Authorization": "Bearer tökén".encode()})

    assert told["HTTP_AUTHORIZATION"].encode("latin-1").decode() == "Bearer tökén"


def test_the_answer_is_read_as_from_a_socket() -> None:
    session = new_session({ORIGIN: WsgiAdapter(echo)})

    with session.get(f"{ORIGIN}/", stream=True) as response:
        body = b"".join(chunks(response, 100_000))

    assert (response.status_code, response.reason, response.headers["x-seen"]) == (201, "Created", "yes")
    assert json.loads(body)["PATH_INFO"] == "/"


def test_an_app_that_raises_answers_500() -> None:
    def crash(_environ: WSGIEnvironment, _start_response: StartResponse) -> Iterable[bytes]:
        raise RuntimeError("the secret cause")

    response = new_session({ORIGIN: WsgiAdapter(crash)}).get(f"{ORIGIN}/")

    assert (response.status_code, response.content) == (500, b"")


def test_an_app_that_raises_in_the_middle_of_its_answer_answers_500() -> None:
    def crash(_environ: WSGIEnvironment, start_response: StartResponse) -> Iterator[bytes]:
        start_response("200 OK", [])
        yield b"half"
        raise RuntimeError

    response = new_session({ORIGIN: WsgiAdapter(crash)}).get(f"{ORIGIN}/")

    assert (response.status_code, response.content) == (500, b"")


def test_an_app_may_write_and_its_answer_is_closed() -> None:
    closed = []

    class Parts:
        def __iter__(self) -> Iterator[bytes]:
            return iter([b"second"])

        def close(self) -> None:
            closed.append(True)

    def old_fashioned(_environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        start_response("200 OK", [])(b"first ")
        return Parts()

    assert new_session({ORIGIN: WsgiAdapter(old_fashioned)}).get(f"{ORIGIN}/").content == b"first second"
    assert closed == [True]


@pytest.mark.parametrize(
    "url",
    [
        "http://standin.invalid.evil.example/",
        "http://standin.invalid@evil.example/",
        "http://standin.invalid:81/",
        "http://xstandin.invalid/",
        "https://standin.invalid/",
    ],
)
def test_a_mounted_origin_is_reached_by_no_address_that_only_looks_like_it(url: str) -> None:
    session = new_session({ORIGIN: WsgiAdapter(echo)})

    assert not isinstance(session.get_adapter(url), WsgiAdapter)


@pytest.mark.parametrize(
    "url", ["http://standin.invalid/", "http://standin.invalid/a?b", "HTTP://STANDIN.INVALID/x"]
)
def test_a_mounted_origin_is_reached_at_all_its_addresses(url: str) -> None:
    assert isinstance(new_session({ORIGIN: WsgiAdapter(echo)}).get_adapter(url), WsgiAdapter)


def test_a_redirect_is_an_answer_like_any_other(serve: Serve) -> None:
    server = serve(saying(http("302 Found", b"elsewhere", "Location: http://127.0.0.1:1/")))

    response = new_session().get(server.url)

    assert (response.status_code, response.content) == (302, b"elsewhere")
    assert len(server.requests) == 1


def test_more_bytes_than_are_taken_are_not_given_out(serve: Serve) -> None:
    server = serve(saying(http("200 OK", b"x" * 200_000)))
    taken: list[bytes] = []

    with new_session().get(server.url, stream=True) as response, pytest.raises(TooMuch):
        taken.extend(chunks(response, 100_000))

    assert sum(map(len, taken)) <= 100_000


def test_exactly_as_many_bytes_as_are_taken_are_given_out(serve: Serve) -> None:
    server = serve(saying(http("200 OK", b"x" * 100_000)))

    with new_session().get(server.url, stream=True) as response:
        assert sum(map(len, chunks(response, 100_000))) == 100_000
