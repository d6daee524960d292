"""How a call to the provider can end badly, and what is then known of a charge.

`Ending` is the one table: each way a paid call can end, what is known of its charge, what follows, and the
sentence for a person. Whoever decides about a paid call asks it and nothing else.
"""

from enum import Enum, StrEnum


class Charge(StrEnum):
    """What is known of a charge after a call."""

    CERTAIN = "certain"
    EXCLUDED = "excluded"
    UNKNOWN = "unknown"


class Then(StrEnum):
    """What follows a paid call."""

    FOLLOW = "follow"
    RETRY = "retry"
    FAIL = "fail"
    ASK = "ask"
    """Only a person or the provider's webhook can tell what became of it; it is not sent again by itself."""


class Ending(Enum):
    """Every way a call can end.

    A charge is excluded only where the provider cannot have taken the call: it was never sent, or it was
    refused in so many words. The provider does not say whether a failed call (5xx) was charged, and a lost
    answer says nothing at all: both are unknown, however the failure looks.
    """

    TAKEN = Charge.CERTAIN, Then.FOLLOW, "The provider took the call."

    UNSENDABLE = Charge.EXCLUDED, Then.FAIL, "The call cannot be written in HTTP, so it was not sent."
    NEVER_OPENED = Charge.EXCLUDED, Then.RETRY, "The provider could not be reached."
    RATE_LIMITED = Charge.EXCLUDED, Then.RETRY, "The provider asks for fewer calls in the same time."
    KEY_REFUSED = Charge.EXCLUDED, Then.FAIL, "The provider refused the token."
    NO_CREDIT = Charge.EXCLUDED, Then.FAIL, "The provider says that no credit is left."
    QUEUE_FULL = Charge.EXCLUDED, Then.RETRY, "The provider's queue is full."
    UNKNOWN_MESSAGE = Charge.EXCLUDED, Then.FAIL, "The provider knows no such message."
    REFUSED = Charge.EXCLUDED, Then.FAIL, "The provider refused the call."

    SILENT = Charge.UNKNOWN, Then.ASK, "The provider's answer did not arrive in time."
    BROKEN_OFF = (
        Charge.UNKNOWN,
        Then.ASK,
        "The connection broke off before the provider's answer was complete.",
    )
    SERVER_FAILED = Charge.UNKNOWN, Then.ASK, "The provider failed while it handled the call."
    REDIRECTED = Charge.UNKNOWN, Then.ASK, "The provider sent the call elsewhere instead of answering it."
    NOT_JSON = Charge.UNKNOWN, Then.ASK, "The provider answered with something that is not JSON."
    TOO_LARGE = Charge.UNKNOWN, Then.ASK, "The provider's answer was too large to be read."
    NO_MESSAGE_ID = Charge.UNKNOWN, Then.ASK, "The provider took the call but named no message."
    NOT_A_MESSAGE = Charge.UNKNOWN, Then.ASK, "The provider answered with something that is not a message."

    def __init__(self, charge: Charge, then: Then, sentence: str) -> None:
        self.charge = charge
        self.then = then
        self.sentence = sentence


class ProviderError(Exception):
    """A call that did not bring what it was made for.

    `text` is one sentence for a person, or the provider's own words; the token is never in it. `code` is a
    slug that `failures.explain` knows. `status` is the HTTP status where there was one.
    """

    code = "provider_error"

    def __init__(self, ending: Ending, text: str | None = None, *, status: int | None = None) -> None:
        self.ending = ending
        self.text = text or ending.sentence
        self.status = status
        super().__init__(self.text)

    @property
    def charge(self) -> Charge:
        """Whether a charge is excluded or unknown, where the call was a paid one."""
        return self.ending.charge


class NotSent(ProviderError):
    """No connection was opened (name, network, TLS), so nothing was sent: try again later."""

    code = "not_sent"


class RateLimited(ProviderError):
    """429: call again after `retry_after_s` seconds (None where the provider did not say)."""

    code = "rate_limited"

    def __init__(
        self,
        ending: Ending = Ending.RATE_LIMITED,
        text: str | None = None,
        *,
        status: int | None = 429,
        retry_after_s: float | None = None,
    ) -> None:
        super().__init__(ending, text, status=status)
        self.retry_after_s = retry_after_s


class Unauthorized(ProviderError):
    """The token is wrong, or cannot even be sent."""

    code = "unauthorized"


class OutOfCredit(ProviderError):
    """The account has no credit, quota or subscription."""

    code = "out_of_credit"


class QueueFull(ProviderError):
    """The account's queue takes no more just now: wait and send again."""

    code = "queue_full"


class NotFound(ProviderError):
    """404: the provider does not know the message, or not yet."""

    code = "not_found"


class Refused(ProviderError):
    """A definite no: any other 4xx, or a 200 that says `success: false`."""

    code = "refused"


class AnswerLost(ProviderError):
    """The call was sent and its answer is lost or unusable: never send a paid call again by itself."""

    code = "answer_lost"


RAISED_AS: dict[Ending, type[ProviderError]] = {
    Ending.UNSENDABLE: NotSent,
    Ending.NEVER_OPENED: NotSent,
    Ending.RATE_LIMITED: RateLimited,
    Ending.KEY_REFUSED: Unauthorized,
    Ending.NO_CREDIT: OutOfCredit,
    Ending.QUEUE_FULL: QueueFull,
    Ending.UNKNOWN_MESSAGE: NotFound,
    Ending.REFUSED: Refused,
    **{ending: AnswerLost for ending in Ending if ending.charge is Charge.UNKNOWN},
}


def error_for(ending: Ending, text: str | None = None, *, status: int | None = None) -> ProviderError:
    """The error that tells of this ending, with the provider's own words where there are any."""
    return RAISED_AS[ending](ending, text, status=status)
