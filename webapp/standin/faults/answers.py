"""The broken answers, each from the one that would have been right."""

import json
import socket
import struct
import uuid
from collections.abc import Callable, Iterator
from http import HTTPStatus
from select import select
from time import monotonic
from typing import Any

from werkzeug import Request, Response

from webapp.standin.faults.plan import Fault, What

HUGE_ANSWER_BYTES = 10 << 20
HUGE_PICTURE_BYTES = 200 << 20
_PIECE = b"\0" * (64 << 10)
_PAGE = b"<!doctype html><title>Bad gateway</title><h1>Bad gateway</h1>"
_REFUSED = {
    "unauthorized": (401, "Unauthorized"),
    "no-credit": (401, "No API quota left"),
    "rate-limited": (429, "Too many requests"),
    "refused": (400, "Invalid parameter"),
    "server-error": (500, "Internal server error, please retry later"),
    "not-found": (404, "Message not found"),
}

Real = Callable[[], Response]


def broken(fault: Fault, request: Request, real: Real) -> Response:
    """The answer of a request that meets the fault. `real` carries the request out.

    Raises `ConnectionResetError` where there is none: the connection is then gone already.
    """
    if fault.kind == "hold":
        fault.over.wait(fault.seconds)
        return real()
    if fault.kind in ("queued", "running", "fail"):
        return _message(fault.kind, real())
    right = real() if fault.made else _as_if(fault)
    if fault.kind == "hang":
        _wait_for_the_end(request, fault)
    if fault.kind in ("hang", "reset"):
        reset(request)
    if fault.kind in _REFUSED:
        status, text = _REFUSED[fault.kind]
        headers = {"Retry-After": f"{fault.seconds:.0f}"} if status == 429 else {}
        return as_json(
            {"message": text, "error": HTTPStatus(status).phrase, "statusCode": status}, status, headers
        )
    return _SHAPES[fault.kind](fault, request, right)


def as_json(body: object, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(json.dumps(body), status, headers, content_type="application/json")


def reset(request: Request) -> None:
    """End the connection with a TCP reset, as a crashing server or a dropped route does."""
    connection: socket.socket = request.environ["werkzeug.socket"]
    # Detached, so that the server around us can neither write to it nor close it in an orderly way first.
    with socket.socket(fileno=connection.detach()) as bare:
        bare.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    raise ConnectionResetError("as ordered")


def _wait_for_the_end(request: Request, fault: Fault) -> None:
    """Say nothing until the client leaves, the order is taken back, or its time is over."""
    connection: socket.socket = request.environ["werkzeug.socket"]
    ends_at = monotonic() + fault.seconds
    while monotonic() < ends_at and not fault.over.wait(0.05):
        if select([connection], [], [], 0)[0] and not connection.recv(1, socket.MSG_PEEK):
            return


def _as_if(fault: Fault) -> Response:
    """What an accepted call is answered, though nothing was made."""
    if fault.what is What.PICTURE:
        return Response(_PIECE, content_type="image/png")
    return as_json({"success": True, "messageId": str(uuid.uuid4()), "createdAt": "2026-01-01T00:00:00.000Z"})


def _message(kind: str, right: Response) -> Response:
    """The message as it would stand earlier, or as failed."""
    told: dict[str, Any] = right.get_json()
    if right.status_code != 200:
        return right
    if kind == "fail":
        return as_json({"status": "FAIL", "error": "Failed to process your command"})
    for name in ("uri", "originalUrl", "images", "buttons", "error"):
        told.pop(name, None)
    status, progress = ("QUEUED", 0) if kind == "queued" else ("PROCESSING", 40)
    return as_json(told | {"status": status, "progress": progress})


def _page(status: int) -> Callable[[Fault, Request, Response], Response]:
    return lambda _fault, _request, _right: Response(_PAGE, status, content_type="text/html; charset=utf-8")


def _truncated(_fault: Fault, _request: Request, right: Response) -> Response:
    """Half of the answer under the length of all of it; then the connection ends."""
    body = right.get_data()
    cut = Response(body[: len(body) // 2], right.status_code, content_type=right.content_type)
    cut.headers["Content-Length"] = str(len(body))
    return cut


def _huge(fault: Fault, _request: Request, _right: Response) -> Response:
    if fault.what is What.PICTURE:
        head, size, kind = b"\x89PNG\r\n\x1a\n", HUGE_PICTURE_BYTES, "image/png"
    else:
        head, size, kind = b'{"padding": "', HUGE_ANSWER_BYTES, "application/json"
    headers = {"Content-Length": str(len(head) + size)}
    return Response(_endless(head, size), 200, headers, content_type=kind, direct_passthrough=True)


def _endless(head: bytes, size: int) -> Iterator[bytes]:
    yield head
    for _ in range(size // len(_PIECE)):
        yield _PIECE


def _redirect(_fault: Fault, request: Request, _right: Response) -> Response:
    """To the same address again: whoever follows a 307 makes the call twice."""
    return Response(status=307, headers={"Location": request.url})


def _no_id(_fault: Fault, _request: Request, right: Response) -> Response:
    told: dict[str, Any] = right.get_json()
    return as_json({name: value for name, value in told.items() if name != "messageId"}, right.status_code)


def _garbage(_fault: Fault, _request: Request, _right: Response) -> Response:
    return as_json(["this", {"is": "no message"}, 7])


def _queue_full(_fault: Fault, _request: Request, _right: Response) -> Response:
    return as_json({"success": False, "error": "Queue full"})


def _gone(_fault: Fault, _request: Request, _right: Response) -> Response:
    return Response(b"<Error>Request has expired</Error>", 403, content_type="application/xml")


def _drip(fault: Fault, _request: Request, right: Response) -> Response:
    """A byte every half second: never silent for long, never done in time."""
    body = right.get_data()

    def pieces() -> Iterator[bytes]:
        for position in range(len(body)):
            if fault.over.wait(0.5):
                return
            yield body[position : position + 1]

    headers = {"Content-Length": str(len(body))}
    return Response(pieces(), 200, headers, content_type=right.content_type, direct_passthrough=True)


_SHAPES: dict[str, Callable[[Fault, Request, Response], Response]] = {
    "bad-gateway": _page(502),
    "html": _page(200),
    "truncated": _truncated,
    "huge": _huge,
    "redirect": _redirect,
    "no-id": _no_id,
    "garbage": _garbage,
    "queue-full": _queue_full,
    "expired": _gone,
    "drip": _drip,
}
