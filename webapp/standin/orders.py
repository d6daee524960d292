"""From a call to the message it makes: what will be drawn, from what, how long it takes and how it ends."""

import hashlib
from dataclasses import replace

from webapp.standin import labels, words
from webapp.standin.records import Record
from webapp.standin.words import Effect, MagicWord

_SLOWNESS = 10.0


def imagine(message_id: str, prompt: str, speed: float) -> Record:
    """The message of a prompt, but for when it was made. `speed` 2 halves its time, 0 leaves none."""
    return _timed(
        Record(
            id=message_id,
            button=labels.IMAGINE,
            recipe=labels.IMAGINE,
            prompt=prompt,
            seed=_seed(message_id),
        ),
        speed,
    )


def press(parent: Record, message_id: str, button: str, prompt: str | None, speed: float) -> Record:
    """The message of a button of `parent`, but for when it was made; without a prompt the parent's counts on.

    A re-roll draws its parent's recipe again from where the parent came. An upscale takes its seed from the
    parent, so that the same upscale pressed twice gives the same picture.
    """
    again = button == labels.REROLL
    return _timed(
        Record(
            id=message_id,
            button=button,
            recipe=parent.recipe if again else button,
            prompt=parent.prompt if prompt is None else prompt,
            seed=_seed(f"{parent.seed} {button}" if labels.makes_single(button) else message_id),
            source_id=parent.source_id if again else parent.id,
            parent_id=parent.id,
        ),
        speed,
    )


def under(word: MagicWord | None, record: Record) -> Record:
    """The message as the magic word bends it."""
    if word is None:
        return record
    if word.effect in (Effect.FAIL, Effect.FAIL_BARE):
        return replace(record, failure=word.text, fails_at=word.fails_at)
    if word.effect is Effect.SLOW:
        return replace(record, work_s=record.work_s * _SLOWNESS)
    return record


def find_word(prompt: str | None) -> MagicWord | None:
    """The magic word a call bears in the prompt it gives itself; an inherited prompt works no magic."""
    return None if prompt is None else words.find(prompt)


def _timed(record: Record, speed: float) -> Record:
    if speed == 0:
        return record
    return replace(record, lead_s=labels.LEAD_S / speed, work_s=labels.work_s(record.recipe) / speed)


def _seed(text: str) -> int:
    """A number from 0 to 2^31 - 1 that depends on the text alone."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") >> 1
