"""The records of working together, as plain values: who did what when.

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
