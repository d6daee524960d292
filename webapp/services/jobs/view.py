"""Jobs as people see them: state in words, expected time, history, and the buttons a picture offers."""

from dataclasses import dataclass
from datetime import datetime

from webapp.db import jobs as rows
from webapp.errors import NotFound
from webapp.models import IMAGINE, UPSCALES, VARY_REGION, Job, JobEvent, JobStatus, Picture
from webapp.provider import failures
from webapp.provider.failures import Failure
from webapp.services import blobs, pictures
from webapp.services.collaborators import Collaborators
from webapp.services.masks import to_wire

POLL_AFTER_S = {
    JobStatus.WAITING: 1.0,
    JobStatus.SENDING: 1.0,
    JobStatus.SAVING: 1.0,
    JobStatus.UNCERTAIN: 10.0,
}
POLL_AFTER_DEFAULT_S = 2.0
HELD_POLL_AFTER_S = 10.0
IDLE_POLL_AFTER_S = 15.0

NAMES = {
    IMAGINE: "Imagine",
    VARY_REGION: "Redraw region",
    "\N{ANTICLOCKWISE DOWNWARDS AND UPWARDS OPEN CIRCLE ARROWS}": "Run again",
    "\N{LEFTWARDS BLACK ARROW}\ufe0f": "Pan left",
    "\N{BLACK RIGHTWARDS ARROW}\ufe0f": "Pan right",
    "\N{UPWARDS BLACK ARROW}\ufe0f": "Pan up",
    "\N{DOWNWARDS BLACK ARROW}\ufe0f": "Pan down",
}
"""Labels of the provider that are not words, in words."""

WORDS = {
    JobStatus.WAITING: "Waiting to be sent",
    JobStatus.SENDING: "Sending to the provider",
    JobStatus.QUEUED: "In the provider\u2019s queue",
    JobStatus.RUNNING: "Being drawn",
    JobStatus.SAVING: "Saving the picture",
    JobStatus.DONE: "Done",
    JobStatus.FAILED: "Failed",
    JobStatus.CANCELLED: "Cancelled",
    JobStatus.EXPIRED: "Ran out of time",
    JobStatus.UNCERTAIN: "Not sure whether it was sent",
}


@dataclass(frozen=True, slots=True)
class JobView:
    """A job for the pages. Seconds are whole; `eta_s` is None where no past job tells."""

    id: str
    status: JobStatus
    status_words: str
    name: str
    progress: int | None
    queue_position: int | None
    eta_s: int | None
    elapsed_s: int
    error: str | None
    error_code: str | None
    button: str
    prompt: str
    created_at: datetime
    created_by: str
    picture_id: str | None
    result_picture_id: str | None
    is_terminal: bool
    cancel_possible: bool
    message_id: str | None
    has_mask: bool
    is_held: bool
    version: int


@dataclass(frozen=True, slots=True)
class Action:
    """A button of the provider on a picture. `done_picture_id` is what an upscale pressed before made."""

    label: str
    name: str
    enabled: bool
    reason: str | None
    job_id: str | None
    done_picture_id: str | None


def get(co: Collaborators, job_id: str) -> Job:
    """The job as it stands now."""
    with co.database.glance() as connection:
        return _found(rows.get(connection, job_id))


def watched(co: Collaborators, job_id: str) -> Job:
    """The job for whoever only looks: read once for all of them, see `WatchedJobs`."""
    return _found(co.watched.get(job_id))


def _found(job: Job | None) -> Job:
    if job is None:
        raise NotFound("There is no such job.")
    return job


def view_of(co: Collaborators, job: Job) -> JobView:
    now = co.now()
    elapsed_s = ((job.finished_at or now) - job.created_at).total_seconds()
    working = job.status in (JobStatus.QUEUED, JobStatus.RUNNING, JobStatus.SAVING)
    eta_s = None
    if working and job.expected_s is not None and job.accepted_at is not None:
        eta_s = max(1, round(job.expected_s - (now - job.accepted_at).total_seconds()))
    return JobView(
        id=job.id,
        status=job.status,
        status_words=_words(job),
        name=name_of(job.button),
        progress=job.progress,
        queue_position=job.queue_position,
        eta_s=eta_s,
        elapsed_s=max(0, int(elapsed_s)),
        error=job.error_text,
        error_code=job.error_code,
        button=job.button,
        prompt=job.prompt,
        created_at=job.created_at,
        created_by=job.created_by,
        picture_id=job.picture_id,
        result_picture_id=job.result_picture_id,
        is_terminal=job.status.is_terminal,
        cancel_possible=not job.cancel_requested
        and job.status in (JobStatus.WAITING, JobStatus.QUEUED, JobStatus.RUNNING),
        message_id=job.message_id,
        has_mask=job.has_mask,
        is_held=job.is_held,
        version=job.version,
    )


def status(co: Collaborators, job_id: str) -> JobView:
    """How a job stands, for a page: one indexed read at most."""
    return view_of(co, watched(co, job_id))


def poll_after_s(job: JobView) -> float | None:
    """When it is worth asking again, or None where nothing more will change."""
    if job.is_held:
        return HELD_POLL_AFTER_S
    return None if job.is_terminal else POLL_AFTER_S.get(job.status, POLL_AFTER_DEFAULT_S)


def poll_all_after_s(jobs: list[JobView]) -> float:
    """When it is worth asking again what is under way: seldom where nothing is."""
    return min([IDLE_POLL_AFTER_S, *(poll_after_s(job) or IDLE_POLL_AFTER_S for job in jobs)])


def history(co: Collaborators, job_id: str) -> list[JobEvent]:
    with co.database.read() as connection:
        return rows.events(connection, job_id)


def unfinished(co: Collaborators) -> list[JobView]:
    """Everything that is running or needs somebody's decision, newest first."""
    with co.database.read() as connection:
        jobs = rows.unfinished(connection)
    return [view_of(co, job) for job in jobs]


def of_picture(co: Collaborators, picture_id: str) -> list[JobView]:
    """The jobs made from this picture, newest first."""
    with co.database.read() as connection:
        jobs = rows.of_picture(connection, picture_id)
    return [view_of(co, job) for job in jobs]


def actions_of(co: Collaborators, picture: Picture) -> list[Action]:
    """The buttons the provider offers for this picture, all but Vary (Region), which is painted."""
    reason = pictures.why_not_sendable(co, picture)
    jobs = {job.button: job for job in reversed(of_picture(co, picture.id)) if job.button in UPSCALES}
    return [_action(label, reason, jobs.get(label)) for label in picture.buttons if label != VARY_REGION]


def _action(label: str, reason: str | None, job: JobView | None) -> Action:
    over_without = (JobStatus.FAILED, JobStatus.CANCELLED, JobStatus.EXPIRED)
    pressed = job if job and job.status not in over_without else None
    return Action(
        label=label,
        name=name_of(label),
        enabled=reason is None,
        reason=reason,
        job_id=pressed.id if pressed else None,
        done_picture_id=pressed.result_picture_id if pressed else None,
    )


def name_of(label: str) -> str:
    """A provider's label in words people read."""
    if label in UPSCALES:
        return f"Upscale {label[1]}"
    if len(label) == 2 and label[0] == "V" and label[1] in "1234":
        return f"Vary {label[1]}"
    return NAMES.get(label, label)


def mask_file(co: Collaborators, job_id: str) -> tuple[bytes, str]:
    """The exact mask of a job and its format (`webp` or `png`); made now where it was not sent yet."""
    job = get(co, job_id)
    if job.painting is None:
        raise NotFound("This job has no mask.")
    if job.wire_mask is not None:
        with blobs.open_named(co, job.wire_mask, "mask") as file:
            data = file.read()
        return data, "png" if data.startswith(b"\x89PNG") else "webp"
    with blobs.open_named(co, job.painting, "mask") as file:
        return to_wire(co, file)


def explain(job: JobView) -> Failure | None:
    """What a failure means, whether it was charged and what to do; None where nothing went wrong."""
    if job.error is None or job.status is JobStatus.DONE:
        return None
    return failures.explain(job.error, code=job.error_code)


def painted_before(co: Collaborators, job_id: str, picture: Picture) -> Job | None:
    """The job whose painting is to be used again on this picture; None where it does not fit."""
    with co.database.read() as connection:
        job = rows.get(connection, job_id) if job_id else None
    return job if job and job.has_mask and job.picture_id == picture.id else None


def _words(job: Job) -> str:
    if job.cancel_requested and not job.status.is_terminal:
        return "Cancelling"
    if job.is_held:
        return "Waiting for an admin\u2019s approval"
    if job.status is JobStatus.WAITING and job.error_text:
        return "Waiting to try again"
    return WORDS[job.status]
