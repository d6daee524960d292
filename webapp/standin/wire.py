"""The provider's JSON: accepted calls, messages and refusals, field by field. No HTTP, no clock."""

from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import PurePath
from typing import Any

from webapp.standin import labels, words
from webapp.standin.records import Record, Status
from webapp.standin.schedule import Standing


class Rejected(Exception):
    """A call is refused with an HTTP status and the text, or list of texts, of its body.

    Status 200 is one of the provider's own ways: it answers `success: false`.
    """

    def __init__(self, status: int, message: str | list[str], retry_after_s: int | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.retry_after_s = retry_after_s

    def body(self) -> dict[str, Any]:
        if self.status == HTTPStatus.OK:
            return {"success": False, "error": self.message}
        return {"message": self.message, "error": HTTPStatus(self.status).phrase, "statusCode": self.status}


def accepted(message_id: str | None, at: float) -> dict[str, Any]:
    """The answer to a call that was taken; a cancel makes no message and names none."""
    named = {} if message_id is None else {"messageId": message_id}
    return {"success": True, **named, "createdAt": _timestamp(at)}


def message(record: Record, standing: Standing, base: str, now: float) -> dict[str, Any]:
    """The message as polls and webhooks tell it; `base` is the address its pictures are served under.

    `uri`, `images` and `buttons` come with DONE, `error` with FAIL.
    """
    failed = standing.status is Status.FAIL
    if failed and record.error is not None and words.is_told_barely(record.error):
        return {"status": standing.status.value, "error": record.error}
    updated_at = now if standing.finished_at is None else standing.finished_at
    told: dict[str, Any] = {
        "messageId": record.id,
        "prompt": record.prompt,
        "status": standing.status.value,
        "progress": standing.progress,
        "createdAt": _timestamp(record.created_at),
        "updatedAt": _timestamp(max(updated_at, record.created_at)),
    }
    if record.parent_id is not None:
        told["originatingMessageId"] = record.parent_id
    if record.ref is not None:
        told["ref"] = record.ref
    if failed:
        told["error"] = record.error
    if standing.status is Status.DONE:
        told |= _result(record, base)
    return told


def account() -> dict[str, Any]:
    """The balance: practice costs nothing, so it never changes."""
    return {
        "type": "PRACTICE",
        "email": "practice@standin.invalid",
        "credits": 1000,
        "creditsExtra": 0,
        "creditsQuota": 1000,
        "expiredAt": "2099-12-31T00:00:00.000Z",
    }


def _result(record: Record, base: str) -> dict[str, Any]:
    address = f"{base.rstrip('/')}/pictures/{record.id}"
    suffix = PurePath(record.file or "").suffix
    uri = f"{address}{suffix}"
    single = labels.makes_single(record.recipe)
    return {
        "uri": uri,
        "originalUrl": uri,
        "images": [uri] if single else [f"{address}-{number}{suffix}" for number in (1, 2, 3, 4)],
        "buttons": list(labels.offered(record.recipe, record.prompt, record.size or (0, 0))),
    }


def _timestamp(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
