"""What a failure means for a person: what happened, whether it was charged, what to do next.

One catalogue, for the provider's own texts (found by the words they contain) and for our error codes.
"""

from dataclasses import dataclass, replace
from enum import StrEnum


class Charged(StrEnum):
    """What can honestly be said about the charge of a job that brought no picture."""

    NO = "no"
    YES = "yes"
    UNKNOWN = "unknown"

    @property
    def sentence(self) -> str:
        """The same for a person."""
        return _CHARGED_SENTENCES[self]


_CHARGED_SENTENCES = {
    Charged.NO: "Nothing was charged.",
    Charged.YES: "The provider finished the job, so it was charged.",
    Charged.UNKNOWN: "Whether it was charged is not known: the provider does not say.",
}


@dataclass(frozen=True, slots=True)
class Failure:
    """One explained failure. `meaning` and `advice` are whole sentences and say nothing of the charge.

    `phrases` are words of the provider, in lower case, by which the failure is known.
    """

    code: str
    meaning: str
    charged: Charged
    advice: str
    phrases: tuple[str, ...] = ()


def explain(text: str | None, *, code: str | None = None) -> Failure:
    """Explain a job's failure by the provider's text and our error code, either of which may be missing.

    Most codes say more than the words: an "Internal error" in a lost answer is a lost answer first. Where
    the provider refused or failed a job its words decide; and what was refused cost nothing, whatever they
    are.
    """
    own = explain_code(code or "")
    if own is not None and own is not REFUSED:
        return own
    failure = _by_words(text) or own or UNEXPLAINED
    return replace(failure, charged=Charged.NO) if own is REFUSED else failure


def explain_code(code: str) -> Failure | None:
    """Explain one of our own error codes; None for a code that only the provider's words explain."""
    return _BY_CODE.get(code)


def _by_words(text: str | None) -> Failure | None:
    said = " ".join((text or "").casefold().split())
    return next((failure for failure in CATALOGUE if any(phrase in said for phrase in failure.phrases)), None)


CATALOGUE: tuple[Failure, ...] = (
    Failure(
        "banned_prompt",
        "The prompt contains a word that Midjourney does not allow.",
        Charged.NO,
        "Change the prompt and submit again.",
        ("banned prompt",),
    ),
    Failure(
        "image_denied",
        "Midjourney's filter stopped the job because of the picture it starts from.",
        Charged.UNKNOWN,
        "Paint another region, or start from another picture.",
        ("image denied", "image filters"),
    ),
    Failure(
        "output_denied",
        "Midjourney's filter held back the finished picture.",
        Charged.UNKNOWN,
        "Change the prompt or the region and submit again.",
        ("output filters",),
    ),
    Failure(
        "invalid_parameter",
        "Midjourney does not know a parameter in the prompt, or its value.",
        Charged.NO,
        "Check what follows the two dashes in the prompt and submit again.",
        ("invalid parameter",),
    ),
    Failure(
        "invalid_prompt",
        "Midjourney cannot read the prompt.",
        Charged.NO,
        "Write the prompt anew, in plain words first, and submit again.",
        ("invalid prompt",),
    ),
    Failure(
        "queue_full",
        "The provider's queue for this account takes no more jobs just now.",
        Charged.NO,
        "Wait until a running job has ended and submit again.",
        ("queue full", "queue is full"),
    ),
    Failure(
        "out_of_credit",
        "The account behind the token has no credit or no subscription left.",
        Charged.NO,
        "Top up the account at the provider and submit again.",
        (
            *("credits exhausted", "no credit", "out of credit", "not enough credit", "insufficient credit"),
            *("no api quota", "quota exceeded", "quota exhausted", "insufficient quota"),
            *("subscription required", "subscription expired", "no active subscription"),
            "insufficient balance",
        ),
    ),
    Failure(
        "pending_moderation",
        "Midjourney has a moderator's message waiting for the account and takes no jobs until it is read.",
        Charged.UNKNOWN,
        "Ask the provider's support to acknowledge the message, then submit again.",
        ("pending mod message",),
    ),
    Failure(
        "not_processed",
        "Midjourney took the job and could not carry it out. Mostly this passes.",
        Charged.UNKNOWN,
        "Look at the balance at the provider, then submit again.",
        ("failed to process your command",),
    ),
    Failure(
        "provider_error",
        "Something broke at the provider while it worked on the job.",
        Charged.UNKNOWN,
        "Look at the balance at the provider, then submit again later.",
        ("internal error", "internal server error"),
    ),
    Failure(
        "job_timeout",
        "The provider gave up because the job took longer than it allows.",
        Charged.UNKNOWN,
        "Look at the balance at the provider, then submit again.",
        ("job timeout",),
    ),
)
"""The provider's texts and what they mean; the first entry with a matching phrase counts."""

REFUSED = Failure(
    "refused",
    "The provider refused the job.",
    Charged.NO,
    "Change what its words point at and submit again.",
)

OWN: tuple[Failure, ...] = (
    REFUSED,
    Failure(
        "not_sent",
        "The provider could not be reached, so the job was never sent.",
        Charged.NO,
        "Check the network and the provider's address, then submit again.",
    ),
    Failure(
        "rate_limited",
        "The provider asked for fewer calls in the same time and did not take the job.",
        Charged.NO,
        "Wait a minute and submit again.",
    ),
    Failure(
        "unauthorized",
        "The provider refused the token.",
        Charged.NO,
        "Whoever runs this site needs to check MIDJOURNEY_TOKEN. Then submit again.",
    ),
    Failure(
        "not_found",
        "The provider does not know the picture this job starts from.",
        Charged.NO,
        "Check that the picture was made with the account behind the token, and add it again.",
    ),
    Failure(
        "answer_lost",
        "The job was sent, but the provider's answer did not arrive complete. It may be running there.",
        Charged.UNKNOWN,
        "Look for it at the provider: attach its message id if it is there, send again if it is not.",
    ),
    Failure(
        "expired",
        "The provider took the job and did not finish it within 20 minutes.",
        Charged.UNKNOWN,
        "Look at the provider whether the picture was made after all, or submit again.",
    ),
    Failure(
        "mask_unusable",
        "The stored painting cannot be made into a mask, so the job was never sent.",
        Charged.NO,
        "Paint the region anew and submit again.",
    ),
    Failure(
        "not_approved",
        "It went beyond the budget, and an admin of the team did not approve it, so it was never sent.",
        Charged.NO,
        "Talk to them, or submit it again when there is room in the budget.",
    ),
    Failure(
        "storage_full",
        "There is no room on the server for a finished picture, so the job is not sent yet.",
        Charged.NO,
        "Whoever runs this site needs to make room. The job then goes out by itself.",
    ),
    Failure(
        "picture_unavailable",
        "The picture is finished at the provider but could not be fetched yet.",
        Charged.YES,
        "Nothing needs to be done: the fetch is tried again until the picture is here.",
    ),
)
"""Our own error codes that no words of the provider explain better."""

UNEXPLAINED = Failure(
    "unexplained",
    "The provider ended the job, and its words are all that is known.",
    Charged.UNKNOWN,
    "Look at the balance at the provider, then submit again.",
)

_BY_CODE = {failure.code: failure for failure in (*CATALOGUE, *OWN)}
