"""What the stand-in remembers of a message. Plain values, written once and then only moved forward."""

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """The provider's words for where a message stands, in the order they are gone through."""

    QUEUED = "QUEUED"
    PROCESSING = "PROCESSING"
    DONE = "DONE"
    FAIL = "FAIL"

    @property
    def is_final(self) -> bool:
        return self in (Status.DONE, Status.FAIL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One message. Times are seconds of the world's clock; None means "not yet" or "not given".

    `button` is what was pressed, `recipe` what is drawn: they differ for a re-roll, which draws its parent's
    recipe again. `source_id` is the message whose picture the drawing starts from, `parent_id` the one whose
    button was pressed. `failure` is the text the message will end with, at `fails_at` (0..1) of its way.
    """

    id: str
    button: str
    recipe: str
    prompt: str
    seed: int
    created_at: float = 0.0
    lead_s: float = 0.0
    work_s: float = 0.0
    source_id: str | None = None
    parent_id: str | None = None
    ref: str | None = None
    webhook: str | None = None
    failure: str | None = None
    fails_at: float = 1.0
    started_at: float | None = None
    drawn_at: float | None = None
    cancelled_at: float | None = None
    finished_at: float | None = None
    file: str | None = None
    width: int | None = None
    height: int | None = None
    announced: str = ""

    @property
    def error(self) -> str | None:
        """Why the message ends without a picture; None where it ends, or may yet end, with one."""
        return CANCELLED if self.cancelled_at is not None else self.failure

    @property
    def needs_drawing(self) -> bool:
        return self.drawn_at is None and self.finished_at is None and self.error is None

    @property
    def size(self) -> tuple[int, int] | None:
        """Width and height in px; None until the picture is drawn."""
        return None if self.width is None or self.height is None else (self.width, self.height)


CANCELLED = "Job cancelled"
"""The text a cancelled message ends with."""
