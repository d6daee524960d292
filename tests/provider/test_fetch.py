"""What the fetcher brings back: whole pictures, or an error that says whether to try again."""

import gzip
import io
from collections.abc import Callable
from typing import Any

import pytest
import requests
from requests.adapters import BaseAdapter

from tests.provider.conftest import Serve
from tests.provider.fetching import PICTURE, failure, fetched, local, to
from tests.provider.raw_server import Connection, http, saying
from webapp.provider.fetch import FetchError, SafeFetcher

SHORT_S = 0.4


def test_a_picture_is_fetched_with_its_content_type(serve: Serve) -> None:
    server = serve(saying(http("200 OK", PICTURE, "Content-Type: image/PNG; charset=binary")))

    assert fetched(local(server.port), f"{server.url}/a.png?ex=65&hm=%2F") == (PICTURE, "image/png")
    assert server.requests[0].startswith(b"GET /a.png?ex=65&hm=%2F HTTP/1.1\r\n")
    assert f"\r\nHost: 127.0.0.1:{server.port}\r\n".encode() in server.requests[0]


def test_nothing_personal_is_sent_along(serve: Serve) -> None:
    server = serve(saying(http("200 OK", PICTURE)))
    fetched(local(server.port), server.url)

    names = {line.partition(b":")[0].lower() for line in server.requests[0].split(b"\r\n")[1:] if line}
    assert names == {b"host", b"user-agent", b"accept", b"accept-encoding", b"connection"}


@pytest.mark.parametrize(
    ("answer", "permanent", "status"),
    [
        (http("404 Not Found"), True, 404),
        (http("403 Forbidden"), True, 403),
        (http("410 Gone"), True, 410),
        (http("408 Request Timeout"), False, 408),
        (http("425 Too Early"), False, 425),
        (http("429 Too Many Requests"), False, 429),
        (http("500 Internal Server Error"), False, 500),
        (http("503 Service Unavailable"), False, 503),
        (http("204 No Content"), False, 204),
        (http("206 Partial Content", b"half"), False, 206),
        (http("302 Found"), False, 302),
    ],
)
def test_a_host_without_the_picture_is_told_with_its_status(
    serve: Serve, answer: bytes, permanent: bool, status: int
) -> None:
    server = serve(saying(answer))

    error = failure(local(server.port), server.url)

    assert (error.permanent, error.status) == (permanent, status)


@pytest.mark.parametrize(
    "behave",
    [
        Connection.hang,
        lambda connection: connection.drip(http("200 OK", PICTURE), every_s=0.02),
        lambda connection: (connection.send(http("200 OK", length=9000)), connection.hang()),
        lambda connection: (
            connection.send(http("200 OK", length=9000)),
            connection.drip(PICTURE, every_s=0.02),
        ),
    ],
    ids=["says nothing", "drips its headers", "stops in the body", "drips its body"],
)
def test_a_slow_host_is_left_at_the_deadline(serve: Serve, behave: Callable[[Connection], None]) -> None:
    server = serve(behave)

    error = failure(local(server.port, deadline_s=SHORT_S), server.url)

    assert (error.permanent, error.text) == (False, "The picture did not arrive in time.")


def test_a_silent_host_is_left_before_the_deadline(serve: Serve) -> None:
    server = serve(Connection.hang)

    error = failure(local(server.port, timeout_s=(2.0, SHORT_S), deadline_s=600), server.url)

    assert error.text == "The picture did not arrive in time."


def test_the_deadline_counts_over_all_redirects(serve: Serve) -> None:
    server = serve(saying(to("/again")))
    ticks = iter([0.0, 0.0, 40.0, 61.0])

    error = failure(local(server.port, deadline_s=60, clock=lambda: next(ticks)), server.url)

    assert (error.text, len(server.requests)) == ("The picture did not arrive in time.", 2)


@pytest.mark.parametrize(
    "behave",
    [
        saying(http("200 OK", PICTURE, length=99_999)),
        saying(b""),
        saying(b"nonsense\r\n\r\n"),
        Connection.reset,
    ],
    ids=["truncated", "empty", "no HTTP", "reset"],
)
def test_a_picture_that_arrives_in_part_is_none(serve: Serve, behave: Callable[[Connection], None]) -> None:
    server = serve(behave)

    error = failure(local(server.port), server.url)

    assert (error.permanent, error.text) == (
        False,
        "The connection broke off before the picture was complete.",
    )


@pytest.mark.parametrize(
    "answer",
    [
        http("200 OK", b"x" * 300_000),
        b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 300_000,
        http("200 OK", gzip.compress(bytes(5_000_000)), "Content-Encoding: gzip"),
    ],
    ids=["with a length", "without a length", "packed"],
)
def test_a_picture_that_is_too_large_is_not_taken(serve: Serve, answer: bytes) -> None:
    server, sink = serve(saying(answer)), io.BytesIO()

    with pytest.raises(FetchError, match=r"larger than 0\.25 MB") as caught:
        local(server.port, max_bytes=1 << 18).fetch_into(server.url, sink)

    assert caught.value.permanent
    assert len(sink.getvalue()) <= 1 << 18


def test_a_full_disk_is_no_fault_of_the_host(serve: Serve) -> None:
    class Full(io.BytesIO):
        def write(self, _data: Any) -> int:
            raise OSError(28, "No space left on device")

    server = serve(saying(http("200 OK", PICTURE)))

    with pytest.raises(OSError, match="No space left"):
        local(server.port).fetch_into(server.url, Full())


def test_no_error_tells_the_address_since_it_may_hold_a_signature(serve: Serve) -> None:
    server = serve(saying(http("404 Not Found")))

    assert "hm=secret" not in str(failure(local(server.port), f"{server.url}/a?hm=secret"))


def test_a_mounted_origin_that_breaks_is_an_error_like_another() -> None:
    class Broken(BaseAdapter):
        def send(self, *_: Any, **__: Any) -> requests.Response:
            raise requests.ConnectionError("broken")

        def close(self) -> None:
            pass

    fetcher = SafeFetcher(hosts=(), mounts={"http://standin.invalid": Broken()})

    assert not failure(fetcher, "http://standin.invalid/a").permanent
