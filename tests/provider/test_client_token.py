"""The token and what goes out with it: sent as it is, and told to nobody."""

import json
import logging
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.provider.conftest import Serve
from tests.provider.raw_server import Connection, as_json, http, saying
from webapp.provider.client import ProviderClient
from webapp.provider.errors import Charge, Ending, ProviderError, Unauthorized
from webapp.provider.wire import Family

TOKEN = "tok-123456"


def client(url: str, token: str = TOKEN) -> ProviderClient:
    return ProviderClient(api_url=url, family=Family.MIDJOURNEY, token=token, timeout_s=(2.0, 5.0))


def sent_head(serve: Serve, token: str = TOKEN) -> bytes:
    """The head of the request that a call makes."""
    server = serve(saying(as_json("200 OK", {"success": True, "messageId": "9f2c"})))
    client(server.url, token).imagine("a harbour")
    return server.requests[0].partition(b"\r\n\r\n")[0] + b"\r\n"


@pytest.mark.parametrize("token", ["tok-123456", "tökén-€-文字", "a b", "Bearer x", "'\"\\"])
def test_any_text_can_be_a_token_and_is_sent_as_it_is(serve: Serve, token: str) -> None:
    head = sent_head(serve, token)

    assert f"\r\nAuthorization: Bearer {token}\r\n".encode() in head


def test_a_token_from_the_environment_with_undecodable_bytes_is_sent_as_those_bytes(serve: Serve) -> None:
    head = sent_head(serve, b"tok\xff\xfe".decode("utf-8", "surrogateescape"))

    assert b"Bearer tok\xff\xfe" in head


@pytest.mark.parametrize("token", ["line\nbreak", "zero\x00", "\ud800", "tab\there"])
def test_a_token_that_http_cannot_carry_is_told_before_anything_is_sent(serve: Serve, token: str) -> None:
    server = serve(saying(b""))

    with pytest.raises(Unauthorized) as caught:
        client(server.url, token).imagine("a harbour")

    assert (caught.value.ending, caught.value.charge) == (Ending.UNSENDABLE, Charge.EXCLUDED)
    assert server.connections == 0


def test_neither_proxies_nor_netrc_of_the_environment_are_used(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("default login somebody password else\n")
    monkeypatch.setenv("NETRC", str(netrc))
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")

    head = sent_head(serve)

    assert b"\r\nAuthorization: Bearer tok-123456\r\n" in head


def test_every_call_has_a_connection_of_its_own(serve: Serve) -> None:
    def keep_open(connection: Connection) -> None:
        connection.send(as_json("200 OK", {"messageId": "9f2c"}, "Connection: keep-alive"))
        connection.hang()

    server = serve(keep_open)
    target = client(server.url)
    target.message("9f2c")
    target.imagine("a harbour")

    assert server.connections == 2


def test_cookies_are_not_sent_back(serve: Serve) -> None:
    server = serve(saying(as_json("200 OK", {"messageId": "9f2c"}, "Set-Cookie: a=b; Path=/")))
    target = client(server.url)
    target.message("9f2c")
    target.message("9f2c")

    assert b"cookie" not in server.requests[1].lower()


ECHOES: dict[str, Callable[[str], bytes]] = {
    "as the message": lambda token: as_json("400 Bad Request", {"message": f"Key {token} is wrong"}),
    "in a list": lambda token: as_json("400 Bad Request", {"message": ["no", f"Key {token} is wrong"]}),
    "wrongly decoded": lambda token: as_json("401 No", {"message": token.encode().decode("latin-1")}),
    "in JSON in JSON": lambda token: as_json("403 No", {"message": json.dumps({"authorization": token})}),
    "after success false": lambda token: as_json("200 OK", {"success": False, "error": f"Bearer {token}"}),
    "at the limit of a text": lambda token: as_json("400 No", {"message": "x" * 496 + token}),
    "with a 500": lambda token: as_json("500 No", {"message": f"crash: {token}"}),
    "as HTML": lambda token: http("400 Bad Request", f"<p>{token}".encode()),
    "as the reason": lambda token: http(f"502 {token.encode().decode('latin-1')}"),
    "in a redirect": lambda token: http("302 Found", b"", f"Location: /{len(token)}"),
}


@pytest.mark.parametrize("token", ["tok-123456", "tökén-€-文字", 'quo"te\\back'])
@pytest.mark.parametrize("echo", ECHOES)
def test_a_token_that_the_provider_echoes_goes_no_further(
    serve: Serve, caplog: pytest.LogCaptureFixture, token: str, echo: str
) -> None:
    caplog.set_level(logging.DEBUG)
    server = serve(saying(ECHOES[echo](token)))
    target = client(server.url, token)

    with pytest.raises(ProviderError) as caught:
        target.imagine("a harbour")

    told = "\n".join(
        [
            caught.value.text,
            repr(caught.value),
            repr(target),
            *traceback.format_exception(caught.value),
            caplog.text,
        ]
    )
    for form in (token, token[:6], token.encode().decode("latin-1"), json.dumps(token)[1:-1]):
        assert form not in told
    assert caught.value.__context__ is None


def test_a_message_that_echoes_the_token_is_told_without_it(serve: Serve) -> None:
    server = serve(
        saying(as_json("200 OK", {"status": "FAIL", "error": f"no {TOKEN}", "prompt": f"a {TOKEN}"}))
    )

    message = client(server.url).message("9f2c")

    assert (message.error, message.prompt) == ("no [token]", "a [token]")
