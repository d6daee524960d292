"""The records of working together, as plain values: who did what, who may spend what, what is looked for.

Like `models`, nothing here touches a database, a file or the network.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Deed(StrEnum):
    """What somebody did that the team may want to look up later."""

    SET_UP = "set-up"
    JOINED = "joined"
    SIGNED_IN = "signed-in"
    SIGNED_OUT_EVERYWHERE = "signed-out-everywhere"
    PASSWORD_CHANGED = "password-changed"  # noqa: S105
    PASSWORD_RESET = "password-reset"  # noqa: S105
    RESET_LINK_MADE = "reset-link-made"
    INVITE_MADE = "invite-made"
    INVITE_REVOKED = "invite-revoked"
    ROLE_CHANGED = "role-changed"
    MEMBER_REMOVED = "member-removed"
    TOKEN_MADE = "token-made"  # noqa: S105
    TOKEN_REVOKED = "token-revoked"  # noqa: S105
    SHARE_MADE = "share-made"
    SHARE_REVOKED = "share-revoked"
    JOB_SUBMITTED = "job-submitted"
    JOB_CANCELLED = "job-cancelled"
    JOB_SENT_AGAIN = "job-sent-again"
    JOB_ATTACHED = "job-attached"
    JOB_GIVEN_UP = "job-given-up"
    JOB_DELETED = "job-deleted"
    PICTURE_DELETED = "picture-deleted"
    SENDING_RESUMED = "sending-resumed"
    BUDGET_SET = "budget-set"
    TEAM_BUDGET_SET = "team-budget-set"
    JOB_APPROVED = "job-approved"
    JOB_REFUSED = "job-refused"
    HANDED_OVER = "handed-over"
    DEVICE_LINK_MADE = "device-link-made"
    DEVICE_SIGNED_IN = "device-signed-in"
    WEBHOOK_SET = "webhook-set"
    WEBHOOK_REMOVED = "webhook-removed"
    RETENTION = "retention"


class About(StrEnum):
    """What kind of thing the subject of an entry is."""

    NOTHING = "nothing"
    PERSON = "person"
    JOB = "job"
    PICTURE = "picture"


ABOUT: dict[Deed, About] = {
    Deed.RESET_LINK_MADE: About.PERSON,
    Deed.ROLE_CHANGED: About.PERSON,
    Deed.MEMBER_REMOVED: About.PERSON,
    Deed.SHARE_MADE: About.PICTURE,
    Deed.SHARE_REVOKED: About.PICTURE,
    Deed.JOB_SUBMITTED: About.JOB,
    Deed.JOB_CANCELLED: About.JOB,
    Deed.JOB_SENT_AGAIN: About.JOB,
    Deed.JOB_ATTACHED: About.JOB,
    Deed.JOB_GIVEN_UP: About.JOB,
    Deed.BUDGET_SET: About.PERSON,
    Deed.JOB_APPROVED: About.JOB,
    Deed.JOB_REFUSED: About.JOB,
    Deed.HANDED_OVER: About.PERSON,
}
"""What the subject of each deed is; what is deleted has none, since nothing is left to look at."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log. `person_id` is None for the operator; `subject` is the id of what it is about.

    `detail` is what was chosen, in words, and never a secret.
    """

    id: int
    at: datetime
    person_id: str | None
    deed: Deed
    subject: str
    detail: str

    @property
    def about(self) -> About:
        return ABOUT.get(self.deed, About.NOTHING)


@dataclass(frozen=True, slots=True)
class LogFilter:
    """Which entries are asked for: of a person, of a deed, from a time on, before another time."""

    person_id: str | None = None
    deed: Deed | None = None
    since: datetime | None = None
    until: datetime | None = None


class Approval(StrEnum):
    """Where a job beyond a budget stands. While it is needed, the job waits and nothing sends it."""

    NEEDED = "needed"
    GRANTED = "granted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Budget:
    """How many jobs a day and a month of UTC may have; None for no limit."""

    per_day: int | None = None
    per_month: int | None = None


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left of the budget that is nearest its end: of `most` jobs a day, or else a month."""

    left: int
    most: int
    is_daily: bool
    is_of_team: bool


@dataclass(frozen=True, slots=True)
class Usage:
    """How many jobs of one person, or of all, counted on each day and in each month, the present one last."""

    days: tuple[int, ...]
    months: tuple[int, ...]

    @property
    def today(self) -> int:
        return self.days[-1]

    @property
    def this_month(self) -> int:
        return self.months[-1]


class Scope(StrEnum):
    """What a personal token allows; the role of its person bounds it further."""

    READ = "read"
    WRITE = "write"


@dataclass(frozen=True, slots=True)
class Token:
    """A personal token for scripts; only its hash is kept. `expires_at` is None for no end."""

    id: str
    person_id: str
    name: str
    scope: Scope
    created_at: datetime
    used_at: datetime | None
    expires_at: datetime | None


class Kind(StrEnum):
    """How a picture came about, as one looks for it."""

    REGION = "region"
    WORDS = "words"
    UPSCALE = "upscale"
    VARIATION = "variation"
    ZOOM = "zoom"
    PAN = "pan"
    AGAIN = "again"
    ADDED = "added"


class Stage(StrEnum):
    """Where something stands, as one looks for it: a picture is done, everything else is a job."""

    DONE = "done"
    UNDER_WAY = "under-way"
    NEEDS_SOMEBODY = "needs-somebody"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class GalleryFilter:
    """What is looked for: words of title or prompt, whose, made how, standing where, made when."""

    words: str = ""
    person_id: str | None = None
    kind: Kind | None = None
    stage: Stage | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class HandOver:
    """A request to a teammate: paint on this picture. It is there until it is painted or put aside."""

    id: str
    picture_id: str
    from_id: str
    to_id: str
    note: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message of the webhook. `due_at` is None once it was taken or given up; `answer` is the last one.

    `body` is JSON, the same with every try; `answer` is an HTTP status or a sentence.
    """

    id: str
    event: str
    body: str
    created_at: datetime
    due_at: datetime | None
    attempts: int
    delivered_at: datetime | None
    answer: str
