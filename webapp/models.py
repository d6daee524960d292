"""The records of the app as plain values: pictures, jobs and what happened to them.

Nothing here touches a database, a file or the network. Rows become these values in `webapp.db`;
views and services read them and never change them in place.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from webapp.team_models import Approval


class JobStatus(StrEnum):
    """Where a job stands; the words are promised to scripts (`/jobs/<id>/status`)."""

    WAITING = "waiting"
    SENDING = "sending"
    UNCERTAIN = "uncertain"
    QUEUED = "queued"
    RUNNING = "running"
    SAVING = "saving"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"

    @property
    def is_terminal(self) -> bool:
        """True where nothing more will happen, neither by itself nor by a person."""
        return self in TERMINAL

    @property
    def is_due_work(self) -> bool:
        """True where the background work has a next step for the job."""
        return self in ADVANCING


TERMINAL = frozenset({JobStatus.DONE, JobStatus.FAILED, JobStatus.CANCELLED, JobStatus.EXPIRED})
ADVANCING = frozenset(
    {JobStatus.WAITING, JobStatus.SENDING, JobStatus.QUEUED, JobStatus.RUNNING, JobStatus.SAVING}
)

IMAGINE = "imagine"
VARY_REGION = "Vary (Region)"
UPSCALES = ("U1", "U2", "U3", "U4")


class ProviderName(StrEnum):
    """Whose picture or job it is: practice work can never be sent to the paid provider."""

    STANDIN = "standin"
    MIDJOURNEY = "midjourney"


@dataclass(frozen=True, slots=True)
class Picture:
    """An image we hold. `width` and `height` are px; `blob` is the storage key of the bytes."""

    id: str
    blob: str
    content_type: str
    width: int
    height: int
    size_bytes: int
    title: str
    prompt: str
    provider: ProviderName
    message_id: str | None
    buttons: tuple[str, ...]
    is_grid: bool
    job_id: str | None
    created_at: datetime
    created_by: str

    @property
    def offers_region(self) -> bool:
        """True where the provider itself offers Vary (Region); never guessed from a version."""
        return VARY_REGION in self.buttons

    @property
    def size_words(self) -> str:
        """The size as people write it, with a real multiplication sign."""
        return f"{self.width} \N{MULTIPLICATION SIGN} {self.height}"


@dataclass(frozen=True, slots=True)
class Job:
    """One call to the provider and all that is known about it. Times are UTC.

    `fingerprint` is what the painter calls painting and prompt, to find them before they are sent twice.
    `button` is the provider's label, or `imagine`. `painting` is the storage key of the PNG the person
    painted, `wire_mask` the key of the exact bytes sent. `due_at` is when the next step may be taken;
    `leased_until` until when somebody is taking it, and `lease` is that somebody's token. `turn` is its round
    in the line of jobs to be sent. `watched_s` is the time since acceptance in which the provider could be
    asked. `hook_message_id` is the message that a webhook named, at `hooked_at`, and that the job does not
    follow. `version` grows with every change that a watcher can see. `approval` is None within the budgets.
    """

    id: str
    key: str
    content_hash: str
    fingerprint: str | None
    button: str
    prompt: str
    picture_id: str | None
    source_message_id: str | None
    painting: str | None
    wire_mask: str | None
    provider: ProviderName
    status: JobStatus
    progress: int | None
    message_id: str | None
    result_url: str | None
    result_buttons: tuple[str, ...]
    result_picture_id: str | None
    error_code: str | None
    error_text: str | None
    hook_secret: str
    cancel_requested: bool
    cancel_sent_at: datetime | None
    turn: int
    queue_position: int | None
    expected_s: float | None
    attempts: int
    watched_s: float
    created_by: str
    created_at: datetime
    sent_at: datetime | None
    accepted_at: datetime | None
    started_at: datetime | None
    polled_at: datetime | None
    finished_at: datetime | None
    due_at: datetime
    leased_until: datetime | None
    lease: str | None
    hook_message_id: str | None
    hooked_at: datetime | None
    version: int
    approval: Approval | None = None
    counted_on: str | None = None

    @property
    def has_mask(self) -> bool:
        return self.painting is not None

    @property
    def is_held(self) -> bool:
        """True while an admin has to approve it before it may be sent."""
        return self.approval is Approval.NEEDED and self.status is JobStatus.WAITING


@dataclass(frozen=True, slots=True)
class JobEvent:
    """One line of a job's history, in words fit to be shown; `data` is what was sent or answered."""

    job_id: str
    at: datetime
    status: JobStatus
    text: str
    data: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Account:
    """What all processes share about the provider's account.

    `free_at` and `poll_free_at` are when the next paid call and the next poll may go out, as they were set at
    `set_at`. `turn` is the round of the job sent last. While `paused_at` is set no paid call goes out, and
    `probe_at` is when the account is looked at again. `paused_code` without `paused_at` means that sending is
    on trial after a pause.
    """

    name: str
    free_at: datetime
    poll_free_at: datetime
    set_at: datetime
    turn: int
    paused_at: datetime | None
    paused_code: str | None
    paused_text: str | None
    probe_at: datetime | None
    balance: str | None
    balance_at: datetime | None


class Role(StrEnum):
    """What a person may do. A viewer sees and never spends; an admin also looks after the team."""

    ADMIN = "admin"
    MEMBER = "member"
    VIEWER = "viewer"


@dataclass(frozen=True, slots=True)
class Person:
    """Who is asking. `id` owns drafts, idempotency keys, pictures and jobs."""

    id: str
    name: str
    role: Role

    @property
    def may_spend(self) -> bool:
        """True where this person may change things and pay for calls."""
        return self.role != Role.VIEWER

    @property
    def is_admin(self) -> bool:
        return self.role == Role.ADMIN


@dataclass(frozen=True, slots=True)
class Member:
    """A person of the team as the team's page lists them. `seen_at` is None while nobody is signed in."""

    person: Person
    created_at: datetime
    seen_at: datetime | None
    has_password: bool


@dataclass(frozen=True, slots=True)
class Session:
    """One browser in which a person is signed in. `agent` is what the browser calls itself."""

    id: str
    person_id: str
    agent: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime


class LinkKind(StrEnum):
    """What a secret link lets its holder do."""

    SET_UP = "set-up"
    INVITE = "invite"
    RESET = "reset"
    DEVICE = "device"


@dataclass(frozen=True, slots=True)
class Link:
    """A secret link of the team; only a hash of its token is kept.

    An invite has a `role` for whoever takes it, a reset or device link the person it is for.
    """

    id: str
    kind: LinkKind
    role: Role | None
    person_id: str | None
    uses_left: int
    made_by: str | None
    created_at: datetime
    expires_at: datetime


MOST_GENERATIONS = 50
"""So many of a picture's ancestors are known as its line."""


class Shared(StrEnum):
    """How much a share link shows."""

    PICTURE = "picture"
    JOB = "job"
    LINEAGE = "lineage"


@dataclass(frozen=True, slots=True)
class Share:
    """A link by which somebody outside the team sees one picture, the job that made it, or its whole line.

    `picture_id` is the picture the page is about. `passphrase` is a hash, `expires_at` None for no end.
    """

    id: str
    what: Shared
    picture_id: str
    with_prompt: bool
    passphrase: str | None
    views: int
    made_by: str
    created_at: datetime
    expires_at: datetime | None
