"""A provider of canned answers on a real socket: what the vendor's documentation shows, field by field.

It looks answers up and knows nothing else. Where the vendor's pages and clients differ, it takes the form
that the stand-in does not.
"""

import json
from collections import defaultdict
from collections.abc import Callable
from io import BytesIO
from typing import Any

from PIL import Image
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from webapp.provider.wire import Family, paths

TOKEN = "tökén-€-123456"
SIZE = (128, 128)
GRID_BUTTONS = ["U1", "U2", "U3", "U4", "🔄", "V1", "V2", "V3", "V4"]
UPSCALE_BUTTONS = ["Vary (Region)", "Vary (Subtle)", "Zoom Out 2x", "⬅️", "➡️"]

Answer = tuple[int, dict[str, Any]]


def accepted(message_id: str | None) -> Answer:
    named = {} if message_id is None else {"messageId": message_id}
    return 200, {"success": True, **named, "createdAt": "2023-08-01T14:03:01.817Z"}


def refused(status: int, reason: str, message: str | list[str]) -> Answer:
    return status, {"message": message, "error": reason, "statusCode": status}


UNKNOWN = refused(404, "Not Found", "Message not found")

IMAGINED: dict[str, Answer] = {
    "a harbour at dusk": accepted("grid"),
    "Slow job: a harbour": accepted("slow"),
    "Banned prompt detected": accepted("banned"),
    "Failed to process your command": accepted("bare"),
    "Invalid parameter": refused(400, "Bad Request", ["Invalid parameter", "prompt is wrong"]),
    "No API quota left": refused(401, "Unauthorized", "No API quota left"),
    "Credits exhausted": (200, {"success": False, "error": "Credits exhausted"}),
    "Queue full": (200, {"success": False, "error": "Queue full"}),
    "Too many requests": refused(429, "Too Many Requests", "Too many requests"),
    "Internal server error": refused(500, "Internal Server Error", "Internal server error"),
    "Lost answer": refused(500, "Internal Server Error", "retry later"),
}

PRESSED: dict[tuple[str, str], Answer] = {
    ("grid", "U1"): accepted("upscale"),
    ("upscale", "➡️"): accepted("panned"),
    ("upscale", "Vary (Region)"): accepted("redrawn"),
    ("grid", "Vary (Region)"): refused(400, "Bad Request", "Vary (Region) is not offered"),
    ("slow", "Cancel Job"): accepted(None),
    ("grid", "Cancel Job"): refused(400, "Bad Request", ["Cancel Job is not possible any more"]),
}


class Canned:
    """The answers of one account, at one family's addresses."""

    def __init__(self, server: HTTPServer, family: Family) -> None:
        self.url: str = server.url_for("")
        self._orders: dict[str, dict[str, Any]] = {}
        self._polls: defaultdict[str, int] = defaultdict(int)
        where = paths(family)
        routes: dict[str, Callable[[Request], Answer]] = {
            where.imagine: self._imagine,
            where.button: self._press,
            where.account: lambda _: (200, {"type": "PRO", "credits": "120", "creditsQuota": 200}),
        }
        for message_id in ("grid", "upscale", "panned", "redrawn", "slow", "banned", "bare"):
            routes[where.message(message_id)] = self._message
        for path, answer in routes.items():
            server.expect_request(path).respond_with_handler(self._guarded(answer))
        server.expect_request(where.message("nobody")).respond_with_handler(self._guarded(lambda _: UNKNOWN))
        server.expect_request("/picture.png").respond_with_handler(self._picture)

    def _guarded(self, answer: Callable[[Request], Answer]) -> Callable[[Request], Response]:
        def respond(request: Request) -> Response:
            given = request.headers.get("Authorization", "").encode("latin-1").decode()
            known = given == f"Bearer {TOKEN}"
            status, body = answer(request) if known else refused(401, "Unauthorized", "Unauthorized")
            response = Response(json.dumps(body), status, content_type="application/json")
            if status == 429:
                response.headers["Retry-After"] = "3"
            return response

        return respond

    def _imagine(self, request: Request) -> Answer:
        body = request.get_json()
        return self._taken(body, IMAGINED[body["prompt"]])

    def _press(self, request: Request) -> Answer:
        body = request.get_json()
        if body["button"] == "Vary (Region)" and "mask" not in body:
            return refused(400, "Bad Request", ["mask must be a string"])
        answer = PRESSED.get((body["messageId"], body["button"]), UNKNOWN)
        if body["button"] == "Cancel Job" and answer[0] == 200:
            self._orders[body["messageId"]]["cancelled"] = True
            return answer
        return self._taken(body, answer)

    def _taken(self, body: dict[str, Any], answer: Answer) -> Answer:
        if "messageId" in answer[1]:
            self._orders[answer[1]["messageId"]] = body
        return answer

    def _message(self, request: Request) -> Answer:
        message_id = request.path.rsplit("/", 1)[-1]
        order = self._orders[message_id]
        self._polls[message_id] += 1
        if self._polls[message_id] == 1:
            return refused(400, "Bad Request", "Message is not ready")
        told: dict[str, Any] = {
            "messageId": message_id,
            "prompt": order.get("prompt"),
            "ref": order.get("ref"),
        }
        if message_id == "bare":
            return 200, {"status": "FAIL", "error": "Failed to process your command"}
        if message_id == "banned":
            return 200, told | {"status": "FAILED", "error": "Banned prompt detected", "progress": None}
        if order.get("cancelled"):
            return 200, told | {"status": "FAIL", "error": ["Job cancelled"]}
        if self._polls[message_id] == 2:
            return 200, told | {"status": "SUBMITTED", "progress": "0", "uri": None, "buttons": None}
        if self._polls[message_id] == 3 or message_id == "slow":
            return 200, told | {"status": "PROCESSING", "progress": "46"}
        return 200, told | {
            "status": "DONE",
            "progress": 100,
            "uri": f"{self.url}picture.png",
            "buttons": UPSCALE_BUTTONS if message_id == "upscale" else GRID_BUTTONS,
            "originalMessageId": order.get("messageId"),
        }

    @staticmethod
    def _picture(_request: Request) -> Response:
        content = BytesIO()
        Image.new("RGB", SIZE, "teal").save(content, "PNG")
        return Response(content.getvalue(), content_type="image/png")
