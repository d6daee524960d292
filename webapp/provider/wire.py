"""The provider's words: JSON to values and back. Pure: no HTTP, no clock, no charge.

The provider's documentation leaves much open, so reading is lenient (see `fields`) and raises nothing but
`WireError`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote

from webapp.provider import fields

VARY_REGION = "Vary (Region)"
CANCEL_JOB = "Cancel Job"
UPSCALES = ("U1", "U2", "U3", "U4")


class WireError(ValueError):
    """A JSON value that is not what the contract says. The text says what is wrong, never the value."""


class Family(StrEnum):
    """Which of the two path families a host speaks; the bodies are the same."""

    MIDJOURNEY = "midjourney"
    NOVA = "nova"


@dataclass(frozen=True, slots=True)
class Paths:
    """Where a family has its endpoints, from the root of the API's address."""

    imagine: str
    button: str
    messages: str
    account: str = "/api/v1/subscription/account-info"

    def message(self, message_id: str) -> str:
        """The path of one message; the id is one segment of it, whatever its characters."""
        return f"{self.messages}/{quote(message_id, safe='', errors='replace')}"


_PATHS = {
    Family.MIDJOURNEY: Paths(
        imagine="/api/v1/midjourney/imagine",
        button="/api/v1/midjourney/button",
        messages="/api/v1/midjourney/message",
    ),
    Family.NOVA: Paths(
        imagine="/api/v1/nova/imagine",
        button="/api/v1/nova/button",
        messages="/api/v1/message/fetch",
    ),
}


def paths(family: Family) -> Paths:
    """The endpoints of a family."""
    return _PATHS[family]


def imagine_body(prompt: str, *, ref: str | None = None, webhook_url: str | None = None) -> dict[str, str]:
    """The body of the imagine call; optional fields without a value are left out."""
    return {"prompt": prompt} | _present(ref=ref, webhookOverride=webhook_url)


def button_body(
    message_id: str,
    button: str,
    *,
    mask_base64: str | None = None,
    prompt: str | None = None,
    ref: str | None = None,
    webhook_url: str | None = None,
) -> dict[str, str]:
    """The body of the button call, for every label; `mask_base64` (without prefix) is for Vary (Region)."""
    required = {"messageId": message_id, "button": button}
    return required | _present(mask=mask_base64, prompt=prompt, ref=ref, webhookOverride=webhook_url)


def _present(**optional: str | None) -> dict[str, str]:
    return {name: value for name, value in optional.items() if value}


class MessageStatus(StrEnum):
    """Where a message stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


STATUS_WORDS = {
    "QUEUED": MessageStatus.QUEUED,
    "SUBMITTED": MessageStatus.QUEUED,
    "PENDING": MessageStatus.QUEUED,
    "PROCESSING": MessageStatus.RUNNING,
    "DONE": MessageStatus.DONE,
    "FAIL": MessageStatus.FAILED,
    "FAILED": MessageStatus.FAILED,
}
"""The provider's words for a status. Every other word, and none at all, means still running."""

_MARKS = frozenset({"messageId", "status", "progress", "uri"})
"""Without at least one of these a JSON object is not a message."""


@dataclass(frozen=True, slots=True)
class Message:
    """The provider's record of one job. `progress` is 0..100; `uri` is where the picture can be fetched."""

    message_id: str
    status: MessageStatus
    progress: int | None = None
    uri: str | None = None
    buttons: tuple[str, ...] = ()
    error: str | None = None
    prompt: str | None = None
    parent_id: str | None = None
    ref: str | None = None


def parse_message(body: object, *, message_id: str | None = None) -> Message:
    """Read a poll answer or a webhook body; `message_id` is the id that was asked for, and wins.

    A failure may carry no more than `status` and `error`. Raises `WireError` for what is not a message, and
    for a message without an id where none was given.
    """
    record = _record(body)
    if not _MARKS & record.keys():
        raise WireError("The JSON has no field of a message.")
    known_id = message_id or fields.identifier(record.get("messageId"))
    if known_id is None:
        raise WireError("The message has no id.")
    return Message(
        message_id=known_id,
        status=_status(record.get("status")),
        progress=fields.percentage(record.get("progress")),
        uri=fields.address(record.get("uri")) or fields.address(record.get("originalUrl")),
        buttons=fields.labels(record.get("buttons")),
        error=fields.words(record.get("error")) or fields.words(record.get("message")),
        prompt=fields.text(record.get("prompt")),
        parent_id=fields.identifier(record.get("originatingMessageId"))
        or fields.identifier(record.get("originalMessageId")),
        ref=fields.text(record.get("ref")),
    )


def parse_accepted(body: object) -> str | None:
    """The message id of a call that was taken; None where the answer names none."""
    if not isinstance(body, Mapping) or is_declined(body):
        return None
    return fields.identifier(body.get("messageId"))


def is_declined(body: object) -> bool:
    """True where an answer says in so many words that the call had no success."""
    return isinstance(body, Mapping) and body.get("success") in (False, "false")


def parse_refusal(body: object) -> str | None:
    """The human text of an error body, if any: `message` (a text or a list of texts) before `error`."""
    if not isinstance(body, Mapping):
        return None
    return fields.words(body.get("message")) or fields.words(body.get("error"))


@dataclass(frozen=True, slots=True)
class Account:
    """The balance in credits, as far as the provider tells it; None where it does not."""

    plan: str | None = None
    credits_left: int | None = None
    credits_extra: int | None = None
    credits_quota: int | None = None


def parse_account(body: object) -> Account:
    """Read the balance. The endpoint is undocumented: its fields are known from client code only."""
    record = _record(body)
    return Account(
        plan=fields.text(record.get("type")),
        credits_left=fields.count(record.get("credits")),
        credits_extra=fields.count(record.get("creditsExtra")),
        credits_quota=fields.count(record.get("creditsQuota")),
    )


def _record(body: object) -> Mapping[str, object]:
    if not isinstance(body, Mapping):
        raise WireError("The JSON is not an object.")
    return body


def _status(value: object) -> MessageStatus:
    word = value.strip().upper() if isinstance(value, str) else ""
    return STATUS_WORDS.get(word, MessageStatus.RUNNING)
