"""The magic words: a failure's own text, written into a prompt, makes the stand-in fail in that way.

`docs/practice-mode.md` lists them for people; a test compares the two.
"""

from dataclasses import dataclass
from enum import Enum


class Effect(Enum):
    """What a magic word does."""

    FAIL = "the message is accepted and ends as FAIL with the text"
    FAIL_BARE = "the same, and the message says no more than status and error"
    REFUSE = "the call is answered with an error status and body"
    REFUSE_IN_SUCCESS = "the call is answered 200 with success false and the text as error"
    LOSE_ANSWER = "the message is accepted, and the call is answered 500"
    SLOW = "the message takes ten times as long"


@dataclass(frozen=True, slots=True)
class MagicWord:
    """`text` is what is said, `triggers` what is looked for in the prompt whatever the case of its letters.

    `status` is the HTTP status of a refusal; `times` how often one caller is refused before the call is taken
    (None: always); `fails_at` how far (0..1) a failing message gets.
    """

    text: str
    effect: Effect
    status: int = 400
    times: int | None = None
    fails_at: float = 0.3
    also: tuple[str, ...] = ()

    @property
    def triggers(self) -> tuple[str, ...]:
        return (self.text, *self.also)


_FILTERED = "Request cancelled due to image filters"

TABLE = (
    MagicWord("Banned prompt detected", Effect.FAIL, fails_at=0.1),
    MagicWord(f"Image denied / {_FILTERED}", Effect.FAIL, fails_at=0.5, also=("Image denied", _FILTERED)),
    MagicWord("Request cancelled due to output filters", Effect.FAIL, fails_at=0.9),
    MagicWord("Pending mod message", Effect.FAIL, fails_at=0.2),
    MagicWord("Failed to process your command", Effect.FAIL_BARE),
    MagicWord("Internal error", Effect.FAIL, fails_at=0.6),
    MagicWord("Job Timeout", Effect.FAIL, fails_at=1.0),
    MagicWord("Invalid parameter", Effect.REFUSE),
    MagicWord("Invalid prompt", Effect.REFUSE),
    MagicWord("No API quota left", Effect.REFUSE, status=401),
    MagicWord("Subscription required", Effect.REFUSE, status=401),
    MagicWord("Credits exhausted", Effect.REFUSE_IN_SUCCESS),
    MagicWord("Queue full", Effect.REFUSE_IN_SUCCESS, times=2),
    MagicWord("Too many requests", Effect.REFUSE, status=429, times=1),
    MagicWord("Internal server error", Effect.REFUSE, status=500),
    MagicWord("Lost answer", Effect.LOSE_ANSWER, status=500),
    MagicWord("Slow job", Effect.SLOW),
)


def find(prompt: str) -> MagicWord | None:
    """The first magic word of the table that the prompt contains."""
    folded = prompt.casefold()
    return next((word for word in TABLE if any(text.casefold() in folded for text in word.triggers)), None)


def is_told_barely(failure: str) -> bool:
    """True where a message that failed with this text says no more than status and error."""
    return any(word.text == failure and word.effect is Effect.FAIL_BARE for word in TABLE)
