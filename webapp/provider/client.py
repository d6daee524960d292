"""The provider's API as five calls. Each returns what it was made for or raises a `ProviderError`."""

import time
from collections.abc import Callable
from dataclasses import replace

import requests
from urllib3.exceptions import HTTPError

from webapp.provider import answers, wire
from webapp.provider.answers import Answer
from webapp.provider.connection import never_opened, timed_out
from webapp.provider.errors import Ending, NotFound, ProviderError, Unauthorized, error_for
from webapp.provider.redaction import Redactor
from webapp.provider.transport import TooMuch, chunks, new_session
from webapp.provider.wire import Account, Family, Message, WireError


class ProviderClient:
    """Speaks to one host with one token; threads may share it.

    `timeout_s` is (to open the connection, to receive the whole answer); looking the host's name up comes on
    top and is the system's affair. `session` is made by `transport.new_session`: with another one, more
    failures count as a lost answer. No call is ever repeated, and the token is in no error, repr or log.
    """

    def __init__(
        self,
        *,
        api_url: str,
        family: Family,
        token: str,
        session: requests.Session | None = None,
        timeout_s: tuple[float, float] = (3.05, 25),
        max_answer_bytes: int = 1 << 20,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._api_url = api_url.rstrip("/")
        self._paths = wire.paths(family)
        self._authorization = _authorization(token)
        self._redact = Redactor(token)
        self._session = session or new_session()
        self._timeout_s = timeout_s
        self._max_answer_bytes = max_answer_bytes
        self._now = now

    def __repr__(self) -> str:
        return f"ProviderClient({self._api_url!r})"

    def imagine(self, prompt: str, *, ref: str | None = None, webhook_url: str | None = None) -> str:
        """Have a grid made from a prompt; returns the message id. Paid."""
        body = wire.imagine_body(prompt, ref=ref, webhook_url=webhook_url)
        return self._accepted(self._call("POST", self._paths.imagine, body))

    def press(
        self,
        message_id: str,
        button: str,
        *,
        mask_base64: str | None = None,
        prompt: str | None = None,
        ref: str | None = None,
        webhook_url: str | None = None,
    ) -> str:
        """Press a button the message offers, by its exact label; returns the new message's id. Paid."""
        body = wire.button_body(
            message_id, button, mask_base64=mask_base64, prompt=prompt, ref=ref, webhook_url=webhook_url
        )
        return self._accepted(self._call("POST", self._paths.button, body))

    def cancel(self, message_id: str) -> None:
        """Ask for a message to be cancelled. Whether it was is told by the message."""
        answer = self._call("POST", self._paths.button, wire.button_body(message_id, wire.CANCEL_JOB))
        self._refuse_declined(answer)

    def message(self, message_id: str) -> Message:
        """Read a message. Young ones may be `NotFound` or `Refused`: see `pacing.is_not_yet`."""
        if not message_id.strip("."):
            raise NotFound(Ending.UNKNOWN_MESSAGE)  # such a segment would make another address
        answer = self._call("GET", self._paths.message(message_id))
        try:
            message = wire.parse_message(answer, message_id=message_id)
        except WireError:
            self._refuse_declined(answer)
        else:
            return self._redacted(message)
        raise error_for(Ending.NOT_A_MESSAGE)

    def account(self) -> Account | None:
        """The account's balance; None where the host does not tell it."""
        try:
            return wire.parse_account(self._call("GET", self._paths.account))
        except (NotFound, WireError):
            return None

    def _accepted(self, answer: object) -> str:
        self._refuse_declined(answer)
        message_id = wire.parse_accepted(answer)
        if message_id is None:
            raise error_for(Ending.NO_MESSAGE_ID)
        return message_id

    def _refuse_declined(self, answer: object) -> None:
        if wire.is_declined(answer):
            said = wire.parse_refusal(answer)
            raise answers.refusal(200, self._redact.sentence(said) if said else None)

    def _redacted(self, message: Message) -> Message:
        error = self._redact.sentence(message.error) if message.error else None
        prompt = self._redact(message.prompt) if message.prompt else None
        return replace(message, error=error, prompt=prompt)

    def _call(self, method: str, path: str, body: dict[str, str] | None = None) -> object:
        outcome = self._exchange(method, path, body)
        if isinstance(outcome, ProviderError):
            raise outcome
        return answers.read(outcome, now=self._now(), sentence=self._redact.sentence)

    def _exchange(self, method: str, path: str, body: dict[str, str] | None) -> Answer | ProviderError:
        """One request on the wire.

        Errors are returned, to be raised where no exception of `requests` is around: those hold the request,
        and with it the token.
        """
        if self._authorization is None:
            return Unauthorized(Ending.UNSENDABLE)
        headers = {"Authorization": self._authorization, "Accept": "application/json"}
        try:
            request = self._session.prepare_request(
                requests.Request(method, self._api_url + path, headers=headers, json=body)
            )
        except (requests.RequestException, ValueError):
            return error_for(Ending.UNSENDABLE)
        try:
            with self._session.send(
                request, stream=True, timeout=self._timeout_s, allow_redirects=False
            ) as response:
                return Answer(response.status_code, self._body(response), response.headers.get("Retry-After"))
        except (requests.RequestException, HTTPError, OSError) as error:
            return error_for(_ending_of(error))

    def _body(self, response: requests.Response) -> bytes | Ending:
        try:
            return b"".join(chunks(response, self._max_answer_bytes))
        except TooMuch:
            return Ending.TOO_LARGE
        except (requests.RequestException, HTTPError, OSError) as error:
            return _ending_of(error)


def _ending_of(error: Exception) -> Ending:
    if never_opened(error):
        return Ending.NEVER_OPENED
    return Ending.SILENT if timed_out(error) else Ending.BROKEN_OFF


def _authorization(token: str) -> bytes | None:
    """The header's value in UTF-8, since a token may be any text; None where HTTP cannot carry it."""
    try:
        value = b"Bearer " + token.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return None
    return None if any(byte < 0x20 or byte == 0x7F for byte in value) else value
