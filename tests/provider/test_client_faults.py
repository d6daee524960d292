"""What a paid call makes of a server that fails it, over real sockets: the ending, the charge, one try."""

import gzip
import json
import socket
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.provider.conftest import Serve
from tests.provider.raw_server import (
    Behaviour,
    Connection,
    RawServer,
    as_json,
    client_tls,
    http,
    saying,
    server_tls,
)
from webapp.provider.client import ProviderClient
from webapp.provider.connection import OneAnswerAdapter
from webapp.provider.errors import AnswerLost, Charge, Ending, NotSent, ProviderError
from webapp.provider.transport import new_session
from webapp.provider.wire import VARY_REGION, Family

ACCEPTED = json.dumps({"success": True, "messageId": "9f2c"}).encode()
SHORT_S = 0.4
BOMB = http("200 OK", gzip.compress(bytes(30_000_000)), "Content-Encoding: gzip")
MASK = "UklGR" * 4000  # about the size of a real one


def client(url: str, *, timeout_s: tuple[float, float] = (2.0, 5.0), trust: bool = True) -> ProviderClient:
    tls = client_tls() if trust else None
    return ProviderClient(
        api_url=url,
        family=Family.MIDJOURNEY,
        token="tok-123456",
        session=new_session(adapter=OneAnswerAdapter(tls=tls)),
        timeout_s=timeout_s,
    )


def press(target: ProviderClient) -> str:
    return target.press("9f2c", VARY_REGION, mask_base64=MASK, prompt="a lighthouse", ref="job-12")


def ending_of(call: Callable[[], object]) -> Ending:
    with pytest.raises(ProviderError) as caught:
        call()
    assert caught.value.__context__ is None  # an exception of `requests` would hold the token
    return caught.value.ending


def chunked(*pieces: bytes, end: bytes = b"0\r\n\r\n") -> bytes:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    return head + b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + end


def redirect_and_pour(connection: Connection) -> None:
    """A redirect whose body would never end."""
    connection.send(
        b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 9999999999\r\n\r\n"
    )
    while not connection.over.is_set():
        connection.send(b"x" * 65536)


AFTER_SENDING: dict[str, tuple[Behaviour, Ending]] = {
    "hangs": (Connection.hang, Ending.SILENT),
    "resets": (Connection.reset, Ending.BROKEN_OFF),
    "closes without a word": (saying(b""), Ending.BROKEN_OFF),
    "closes in the status line": (saying(b"HTTP/1.1 20"), Ending.BROKEN_OFF),
    "speaks no HTTP": (saying(b"220 mail.example ESMTP\r\n"), Ending.BROKEN_OFF),
    "closes in the headers": (saying(b"HTTP/1.1 200 OK\r\nContent-"), Ending.NO_MESSAGE_ID),
    "closes in the body": (saying(http("200 OK", ACCEPTED, length=4000)), Ending.BROKEN_OFF),
    "closes in a chunk": (saying(chunked(ACCEPTED, end=b"ff\r\n{")), Ending.BROKEN_OFF),
    "closes before the last chunk": (saying(chunked(ACCEPTED, end=b"")), Ending.BROKEN_OFF),
    "hangs in the body": (
        lambda connection: (connection.send(http("200 OK", length=40)), connection.hang())[0],
        Ending.SILENT,
    ),
    "drips its headers": (
        lambda connection: connection.drip(http("200 OK", ACCEPTED), every_s=SHORT_S / 8),
        Ending.SILENT,
    ),
    "drips its body": (
        lambda connection: (
            connection.send(http("200 OK", length=40)),
            connection.drip(ACCEPTED, every_s=SHORT_S / 8),
        )[0],
        Ending.SILENT,
    ),
    "answers 500 as documented": (
        saying(as_json("500 Internal Server Error", {"message": "Internal error", "statusCode": 500})),
        Ending.SERVER_FAILED,
    ),
    "answers 502 as a proxy does": (
        saying(http("502 Bad Gateway", b"<html>bad gateway")),
        Ending.SERVER_FAILED,
    ),
    "answers 503": (saying(http("503 Service Unavailable", b"", "Retry-After: 3")), Ending.SERVER_FAILED),
    "answers 504": (saying(http("504 Gateway Timeout")), Ending.SERVER_FAILED),
    "answers 600": (saying(http("600 Beyond", ACCEPTED)), Ending.SERVER_FAILED),
    "redirects": (saying(http("307 Temporary Redirect", b"", "Location: /elsewhere")), Ending.REDIRECTED),
    "redirects and pours": (redirect_and_pour, Ending.REDIRECTED),
    "answers HTML": (saying(http("200 OK", b"<!doctype html><p>Welcome")), Ending.NOT_JSON),
    "answers broken JSON": (saying(http("200 OK", ACCEPTED[:-1])), Ending.NOT_JSON),
    "answers JSON in no known encoding": (
        saying(http("200 OK", b'{"messageId": "\xff\xfe"}')),
        Ending.NOT_JSON,
    ),
    "answers JSON without end of depth": (saying(http("200 OK", b"[" * 200_000)), Ending.NOT_JSON),
    "answers nothing": (saying(http("200 OK")), Ending.NO_MESSAGE_ID),
    "answers a list": (saying(as_json("200 OK", ["9f2c"])), Ending.NO_MESSAGE_ID),
    "has success but no id": (saying(as_json("200 OK", {"success": True})), Ending.NO_MESSAGE_ID),
    "has an empty id": (saying(as_json("200 OK", {"success": True, "messageId": ""})), Ending.NO_MESSAGE_ID),
    "answers 10 MB": (saying(http("200 OK", b" " * 10_000_000 + ACCEPTED)), Ending.TOO_LARGE),
    "answers a bomb": (
        saying(BOMB),
        Ending.TOO_LARGE,
    ),
    "answers broken gzip": (saying(http("200 OK", b"no gzip", "Content-Encoding: gzip")), Ending.BROKEN_OFF),
}


@pytest.mark.parametrize("fault", AFTER_SENDING)
def test_a_call_that_was_sent_and_not_answered_may_have_been_charged(serve: Serve, fault: str) -> None:
    behave, ending = AFTER_SENDING[fault]
    server = serve(behave)
    target = client(server.url, timeout_s=(2.0, SHORT_S if ending is Ending.SILENT else 5.0))

    with pytest.raises(AnswerLost) as caught:
        press(target)

    assert caught.value.ending is ending
    assert caught.value.charge is Charge.UNKNOWN
    assert caught.value.__context__ is None
    assert len(server.requests) == 1, "a paid call goes out once"


@pytest.mark.parametrize("behave", [saying(BOMB), redirect_and_pour])
def test_an_answer_never_takes_more_memory_than_its_limit_allows(serve: Serve, behave: Behaviour) -> None:
    server = serve(behave)
    target = client(server.url)

    tracemalloc.start()
    try:
        ending_of(lambda: press(target))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < 8_000_000


def closed_port(_serve: Serve) -> str:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"http://127.0.0.1:{listener.getsockname()[1]}"


BEFORE_SENDING: dict[str, Callable[[Serve], str]] = {
    "nobody listens": closed_port,
    "the name is unknown": lambda _: "http://redraw.invalid",
    "the name cannot be looked up": lambda _: f"http://{'a' * 70}.example",
    "the name has an empty part": lambda _: "http://a..example",
    "TLS meets plain HTTP": lambda serve: serve(saying(http("200 OK", ACCEPTED))).url.replace(
        "http:", "https:"
    ),
    "the handshake is answered by nonsense": lambda serve: (
        serve(saying(b"\x15\x03\x01 no handshake"), tls=server_tls(), reads=False).url
    ),
    "the handshake is not answered": lambda serve: serve(Connection.hang, tls=server_tls(), reads=False).url,
    "the handshake is reset": lambda serve: serve(Connection.reset, tls=server_tls(), reads=False).url,
    "the handshake is closed": lambda serve: serve(saying(b""), tls=server_tls(), reads=False).url,
    "the certificate is for another name": lambda serve: serve(
        saying(http("200 OK", ACCEPTED)), tls=server_tls()
    ).url.replace("127.0.0.1", "localhost"),
}


@pytest.mark.parametrize("obstacle", BEFORE_SENDING)
def test_a_call_whose_connection_never_opened_was_not_charged(serve: Serve, obstacle: str) -> None:
    url = BEFORE_SENDING[obstacle](serve)

    with pytest.raises(NotSent) as caught:
        press(client(url, timeout_s=(SHORT_S, 5.0)))

    assert caught.value.ending is Ending.NEVER_OPENED
    assert caught.value.charge is Charge.EXCLUDED
    assert caught.value.__context__ is None


def test_a_server_whose_certificate_nobody_signed_gets_no_request(serve: Serve) -> None:
    server = serve(saying(http("200 OK", ACCEPTED)), tls=server_tls())

    assert ending_of(lambda: press(client(server.url, trust=False))) is Ending.NEVER_OPENED
    assert server.requests == []


@pytest.fixture
def full_port() -> Iterator[int]:
    """A port whose queue of connections is full, so that another one is neither opened nor refused."""
    with ExitStack() as stack:
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        port = listener.getsockname()[1]
        for _ in range(8):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(("127.0.0.1", port))
        yield port


def test_a_connection_that_does_not_open_in_time_sent_nothing(full_port: int) -> None:
    target = client(f"http://127.0.0.1:{full_port}", timeout_s=(SHORT_S, 5.0))

    assert ending_of(lambda: press(target)) is Ending.NEVER_OPENED


TLS_AFTER_SENDING: dict[str, tuple[Behaviour, Ending]] = {
    "hangs": (Connection.hang, Ending.SILENT),
    "resets": (Connection.reset, Ending.BROKEN_OFF),
    "closes": (saying(b""), Ending.BROKEN_OFF),
    "breaks the encryption": (
        lambda connection: connection.send_unencrypted(b"\x17\x03\x03\x00\x05crash"),
        Ending.BROKEN_OFF,
    ),
    "drips": (
        lambda connection: connection.drip(http("200 OK", ACCEPTED), every_s=SHORT_S / 8),
        Ending.SILENT,
    ),
}


@pytest.mark.parametrize("fault", TLS_AFTER_SENDING)
def test_a_failure_after_the_handshake_is_a_lost_answer(serve: Serve, fault: str) -> None:
    behave, ending = TLS_AFTER_SENDING[fault]
    server = serve(behave, tls=server_tls())
    target = client(server.url, timeout_s=(2.0, SHORT_S if ending is Ending.SILENT else 5.0))

    assert ending_of(lambda: press(target)) is ending
    assert len(server.requests) == 1


def test_an_answer_over_tls_is_read(serve: Serve) -> None:
    server = serve(saying(http("200 OK", ACCEPTED)), tls=server_tls())

    assert press(client(server.url)) == "9f2c"


@hypothesis_settings(max_examples=60)
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 "]),
)
def test_whatever_bytes_come_back_the_charge_is_unknown_or_the_call_refused(
    noise: bytes, start: bytes
) -> None:
    server = RawServer(saying(start + noise))
    try:
        with pytest.raises(ProviderError) as caught:
            press(client(server.url))
    finally:
        server.close()

    is_refusal = caught.value.status is not None and 400 <= caught.value.status <= 499
    assert (caught.value.charge is Charge.EXCLUDED) == is_refusal
