"""From an HTTP answer to its JSON, or to the error that says what is known of a charge. Pure."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from webapp.provider import failures
from webapp.provider.errors import Ending, ProviderError, RateLimited, error_for
from webapp.provider.pacing import retry_after_s
from webapp.provider.wire import parse_refusal


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the status, the body or why it could not be read, and the Retry-After header."""

    status: int
    body: bytes | Ending
    retry_after: str | None = None


def read(answer: Answer, *, now: float, sentence: Callable[[str], str]) -> object:
    """The JSON of a 2xx answer (None for an empty body); raises the `ProviderError` of every other one.

    `sentence` makes the provider's words fit to leave the package. A 4xx is a refusal from its status line
    on, whether or not the rest could be read; nothing else is.
    """
    body = _json(answer.body)
    said = parse_refusal(body)
    text = sentence(said) if said else None
    if 400 <= answer.status <= 499:
        raise refusal(answer.status, text, retry_after_s(answer.retry_after, now))
    if 300 <= answer.status <= 399:
        raise error_for(Ending.REDIRECTED, status=answer.status)
    if not 200 <= answer.status <= 299:
        raise error_for(Ending.SERVER_FAILED, text, status=answer.status)
    if isinstance(body, Ending):
        raise error_for(body, status=answer.status)
    return body


def refusal(status: int, text: str | None, retry_after: float | None = None) -> ProviderError:
    """The error of a call that was refused in so many words; the words tell more than the status."""
    code = failures.explain(text).code
    is_credit = status == 402 or code == "out_of_credit"
    if status == 429 and (retry_after is not None or not is_credit):
        return RateLimited(text=text, retry_after_s=retry_after)
    if is_credit:
        ending = Ending.NO_CREDIT
    elif code == "queue_full":
        ending = Ending.QUEUE_FULL
    else:
        ending = _BY_STATUS.get(status, Ending.REFUSED)
    return error_for(ending, text, status=status)


_BY_STATUS = {401: Ending.KEY_REFUSED, 404: Ending.UNKNOWN_MESSAGE}


def _json(body: bytes | Ending) -> object:
    if isinstance(body, Ending) or not body.strip():
        return body or None
    try:
        return json.loads(body)
    except (ValueError, RecursionError):  # not JSON, not text, or nested beyond all reason
        return Ending.NOT_JSON
