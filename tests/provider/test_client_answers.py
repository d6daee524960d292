"""What the client sends, how it reads refusals and messages, and what it never tells: over real sockets."""

import json
from collections.abc import Callable

import pytest

from tests.provider.conftest import Serve
from tests.provider.raw_server import as_json, http, saying
from webapp.provider.client import ProviderClient
from webapp.provider.errors import (
    AnswerLost,
    Charge,
    Ending,
    NotFound,
    OutOfCredit,
    ProviderError,
    QueueFull,
    RateLimited,
    Refused,
    Unauthorized,
)
from webapp.provider.wire import Account, Family, MessageStatus

TOKEN = "tok-123456"
NOW = 1_700_000_000.0  # Tue, 14 Nov 2023 22:13:20 GMT
FULL_ERROR = {"message": "No API quota left", "error": "Unauthorized", "statusCode": 401}


def client(url: str, token: str = TOKEN, family: Family = Family.MIDJOURNEY) -> ProviderClient:
    return ProviderClient(api_url=url, family=family, token=token, timeout_s=(2.0, 5.0), now=lambda: NOW)


def refused(serve: Serve, answer: bytes) -> ProviderError:
    server = serve(saying(answer))
    with pytest.raises(ProviderError) as caught:
        client(server.url).imagine("a harbour")
    return caught.value


@pytest.mark.parametrize(
    ("answer", "kind", "text"),
    [
        (
            as_json("400 Bad Request", {"message": "Invalid prompt", "error": "Bad Request"}),
            Refused,
            "Invalid prompt",
        ),
        (
            as_json("400 Bad Request", {"message": ["mask is empty", "too long"]}),
            Refused,
            "mask is empty; too long",
        ),
        (as_json("400 Bad Request", {"message": "Queue full"}), QueueFull, "Queue full"),
        (as_json("401 Unauthorized", {"message": "Unauthorized"}), Unauthorized, "Unauthorized"),
        (as_json("401 Unauthorized", FULL_ERROR), OutOfCredit, "No API quota left"),
        (as_json("402 Payment Required", {}), OutOfCredit, Ending.NO_CREDIT.sentence),
        (
            as_json("403 Forbidden", {"message": "Subscription required"}),
            OutOfCredit,
            "Subscription required",
        ),
        (http("403 Forbidden", b"<html>Attention required"), Refused, Ending.REFUSED.sentence),
        (as_json("404 Not Found", {"message": "Message not found"}), NotFound, "Message not found"),
        (http("404 Not Found"), NotFound, Ending.UNKNOWN_MESSAGE.sentence),
        (http("409 Conflict", b"{", length=40), Refused, Ending.REFUSED.sentence),
        (http("413 Content Too Large", b" " * 3_000_000), Refused, Ending.REFUSED.sentence),
        (as_json("429 Too Many Requests", {"message": "Slow down"}), RateLimited, "Slow down"),
        (
            as_json("429 Too Many Requests", {"message": "Credits exhausted"}),
            OutOfCredit,
            "Credits exhausted",
        ),
        (
            as_json("200 OK", {"success": False, "error": "Banned prompt detected"}),
            Refused,
            "Banned prompt detected",
        ),
        (
            as_json("200 OK", {"success": False, "error": "Credits exhausted"}),
            OutOfCredit,
            "Credits exhausted",
        ),
        (as_json("200 OK", {"success": False, "error": "Queue full"}), QueueFull, "Queue full"),
        (as_json("200 OK", {"success": False}), Refused, Ending.REFUSED.sentence),
    ],
)
def test_a_refusal_excludes_a_charge_and_is_told_in_the_providers_words(
    serve: Serve, answer: bytes, kind: type[ProviderError], text: str
) -> None:
    error = refused(serve, answer)

    assert type(error) is kind
    assert error.charge is Charge.EXCLUDED
    assert error.text == text
    assert error.status == int(answer[9:12])


@pytest.mark.parametrize(
    ("header", "wait_s"),
    [("Retry-After: 7", 7.0), ("Retry-After: Tue, 14 Nov 2023 22:13:50 GMT", 30.0), ("X-None: 1", None)],
)
def test_a_rate_limit_says_how_long_to_wait(serve: Serve, header: str, wait_s: float | None) -> None:
    error = refused(serve, http("429 Too Many Requests", b"", header))

    assert isinstance(error, RateLimited)
    assert error.retry_after_s == wait_s


def test_a_rate_limit_with_a_waiting_time_is_no_matter_of_credit(serve: Serve) -> None:
    answer = as_json("429 Too Many Requests", {"message": "Rate quota exceeded"}, "Retry-After: 3")

    assert isinstance(refused(serve, answer), RateLimited)


def test_a_server_that_fails_is_quoted(serve: Serve) -> None:
    error = refused(serve, as_json("500 Internal Server Error", {"message": "retry later"}))

    assert (error.text, error.status, error.charge) == ("retry later", 500, Charge.UNKNOWN)


@pytest.mark.parametrize("status", ["200 OK", "201 Created", "202 Accepted"])
def test_every_status_of_success_may_bring_the_message_id(serve: Serve, status: str) -> None:
    server = serve(saying(as_json(status, {"success": True, "messageId": "9f2c"})))

    assert client(server.url).imagine("a harbour") == "9f2c"


def sent(serve: Serve, call: Callable[[ProviderClient], object], token: str = TOKEN) -> tuple[bytes, bytes]:
    """The head and body of the one request that a call makes."""
    server = serve(saying(as_json("200 OK", {"success": True, "messageId": "9f2c"})))
    call(client(server.url, token))
    head, _, body = server.requests[0].partition(b"\r\n\r\n")
    assert len(server.requests) == 1
    return head, body


def test_a_region_goes_out_as_one_json_post(serve: Serve) -> None:
    head, body = sent(
        serve,
        lambda target: target.press(
            "9f2c",
            "Vary (Region)",
            mask_base64="UklGRg",
            prompt="größer",
            ref="job-12",
            webhook_url="https://a.example/h",
        ),
    )

    assert head.startswith(b"POST /api/v1/midjourney/button HTTP/1.1\r\n")
    assert b"\r\nContent-Type: application/json" in head
    assert json.loads(body) == {
        "messageId": "9f2c",
        "button": "Vary (Region)",
        "mask": "UklGRg",
        "prompt": "größer",
        "ref": "job-12",
        "webhookOverride": "https://a.example/h",
    }


def test_labels_keep_their_emoji(serve: Serve) -> None:
    _, body = sent(serve, lambda target: target.press("9f2c", "🔄"))

    assert json.loads(body)["button"] == "🔄"


@pytest.mark.parametrize(
    ("family", "line"),
    [
        (Family.MIDJOURNEY, b"GET /api/v1/midjourney/message/9f2c HTTP/1.1"),
        (Family.NOVA, b"GET /api/v1/message/fetch/9f2c HTTP/1.1"),
    ],
)
def test_a_message_is_asked_for_at_the_familys_address(serve: Serve, family: Family, line: bytes) -> None:
    server = serve(saying(as_json("200 OK", {"status": "PROCESSING", "progress": "46"})))

    message = client(server.url, family=family).message("9f2c")

    assert (message.message_id, message.status, message.progress) == ("9f2c", MessageStatus.RUNNING, 46)
    assert server.requests[0].startswith(line)


@pytest.mark.parametrize("message_id", ["a/../../admin", "a?b=c", "a#b", "a b", "%2e%2e", "é"])
def test_no_message_id_leads_to_another_address(serve: Serve, message_id: str) -> None:
    server = serve(saying(as_json("200 OK", {"status": "DONE"})))

    client(server.url).message(message_id)

    path = server.requests[0].split(b" ")[1]
    assert path.startswith(b"/api/v1/midjourney/message/")
    assert path.count(b"/") == 5
    assert not {b"?"[0], b"#"[0]} & set(path)


@pytest.mark.parametrize("message_id", ["", ".", ".."])
def test_an_id_that_would_make_another_address_is_not_asked_for(serve: Serve, message_id: str) -> None:
    server = serve(saying(b""))

    with pytest.raises(NotFound):
        client(server.url).message(message_id)

    assert server.connections == 0


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (as_json("200 OK", {"success": False, "error": "Message not found"}), Refused),
        (as_json("200 OK", {}), AnswerLost),
        (as_json("200 OK", []), AnswerLost),
        (http("200 OK", b"<html>"), AnswerLost),
        (as_json("400 Bad Request", {"message": "not ready"}), Refused),
        (as_json("404 Not Found", {"message": "not found"}), NotFound),
        (as_json("401 Unauthorized", {"message": "Unauthorized"}), Unauthorized),
    ],
)
def test_a_poll_without_a_message_is_an_error_of_its_kind(
    serve: Serve, answer: bytes, kind: type[ProviderError]
) -> None:
    server = serve(saying(answer))

    with pytest.raises(ProviderError) as caught:
        client(server.url).message("9f2c")

    assert type(caught.value) is kind


def test_a_failed_message_is_a_message_even_where_it_says_success_false(serve: Serve) -> None:
    server = serve(saying(as_json("200 OK", {"success": False, "status": "FAIL", "error": "Job Timeout"})))

    assert client(server.url).message("9f2c").status is MessageStatus.FAILED


@pytest.mark.parametrize(
    "answer",
    [
        as_json("200 OK", {"success": True}),
        http("200 OK"),
        http("204 No Content"),
        as_json("201 Created", {}),
    ],
)
def test_a_cancel_needs_no_message_id_in_its_answer(serve: Serve, answer: bytes) -> None:
    server = serve(saying(answer))

    client(server.url).cancel("9f2c")

    assert json.loads(server.requests[0].partition(b"\r\n\r\n")[2]) == {
        "messageId": "9f2c",
        "button": "Cancel Job",
    }


def test_a_cancel_that_is_declined_is_told(serve: Serve) -> None:
    server = serve(saying(as_json("200 OK", {"success": False, "error": "already done"})))

    with pytest.raises(Refused, match="already done"):
        client(server.url).cancel("9f2c")


@pytest.mark.parametrize(
    ("answer", "account"),
    [
        (as_json("200 OK", {"type": "PRO", "credits": 120}), Account("PRO", 120)),
        (as_json("200 OK", [1, 2]), None),
        (http("404 Not Found", b"<html>"), None),
    ],
)
def test_the_balance_is_told_where_the_host_tells_it(
    serve: Serve, answer: bytes, account: Account | None
) -> None:
    server = serve(saying(answer))

    assert client(server.url).account() == account


def test_the_path_of_the_hosts_address_is_kept(serve: Serve) -> None:
    server = serve(saying(as_json("200 OK", {"messageId": "9f2c"})))

    client(f"{server.url}/proxy/").message("9f2c")

    assert server.requests[0].startswith(b"GET /proxy/api/v1/midjourney/message/9f2c ")
