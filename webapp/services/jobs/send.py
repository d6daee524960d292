"""The paid call: from `waiting` through `sending` to an answer, or to the knowledge that there is none."""

from datetime import datetime, timedelta
from io import BytesIO
from statistics import median

from webapp import mask
from webapp.db import jobs as rows
from webapp.db import pacing
from webapp.errors import AppError
from webapp.models import IMAGINE, Job, JobStatus
from webapp.provider.errors import Charge, NotSent, ProviderError, QueueFull, RateLimited
from webapp.services.collaborators import Collaborators
from webapp.services.masks import to_wire

FREE = {"lease": None, "leased_until": None}
FIRST_POLL = timedelta(seconds=3)
QUEUE_FULL_WAIT = timedelta(seconds=20)
RATE_LIMIT_WAIT_S = 30.0
LONGEST_RETRY_S = 60.0
GIVE_UP_SENDING_AFTER = timedelta(minutes=30)
PAST_JOBS = 25


def send(co: Collaborators, job: Job) -> None:
    """Make the wire mask, wait for the account's slot, commit `sending`, call, and write down the answer."""
    ready = _with_wire_mask(co, job)
    sending = _take_turn(co, ready) if ready else None
    if sending is None:
        return
    try:
        message_id = _call(co, sending)
    except ProviderError as error:
        _write_error(co, sending, error)
    else:
        _write_accepted(co, sending, message_id)


def answer_was_lost(co: Collaborators, job: Job) -> None:
    """A `sending` job whose lease ended: whoever sent it is gone, and so is the answer."""
    _write_uncertain(co, job, "The server stopped while the provider's answer was awaited")


def _with_wire_mask(co: Collaborators, job: Job) -> Job | None:
    """The job with its wire mask stored; None where the painting is unusable (then it is `failed`)."""
    if job.painting is None or job.wire_mask is not None:
        return job
    try:
        with co.storage.open(job.painting) as file:
            wire, _ = to_wire(co, file.read())
    except (AppError, FileNotFoundError) as error:
        text = error.text if isinstance(error, AppError) else "The stored painting is missing."
        _write_failed(co, job, "mask_unusable", text)
        return None
    key = co.storage.put(BytesIO(wire))
    with co.database.write() as connection:
        return rows.touch(connection, job, wire_mask=key)


def _take_turn(co: Collaborators, job: Job) -> Job | None:
    """Commit `sending` if the account's slot is free and nobody cancelled; else let go until it is."""
    now = co.now()
    with co.database.write() as connection:
        fresh = rows.get(connection, job.id)
        if fresh is None or fresh.lease != job.lease:
            return None
        if fresh.cancel_requested:
            rows.move(
                connection,
                fresh,
                JobStatus.CANCELLED,
                now,
                "Cancelled before it was sent",
                finished_at=now,
                **FREE,
            )
            return None
        free_at = pacing.take_slot(connection, co.account, now, co.settings.call_interval_s)
        if free_at is not None:
            ahead = rows.ahead_of(connection, fresh, (JobStatus.WAITING, JobStatus.SENDING))
            quiet = fresh.queue_position == ahead
            rows.touch(connection, fresh, quiet=quiet, due_at=free_at, queue_position=ahead, **FREE)
            return None
        return rows.move(
            connection,
            fresh,
            JobStatus.SENDING,
            now,
            "Sending to the provider",
            sent_at=now,
            attempts=fresh.attempts + 1,
            queue_position=None,
            error_code=None,
            error_text=None,
        )


def _call(co: Collaborators, job: Job) -> str:
    hook = f"{co.settings.public_url}/hooks/{job.id}/{job.hook_secret}" if co.settings.public_url else None
    if job.button == IMAGINE:
        return co.provider.imagine(job.prompt, ref=job.id, webhook_url=hook)
    mask_base64 = None
    if job.wire_mask is not None:
        with co.storage.open(job.wire_mask) as file:
            mask_base64 = mask.to_base64(file.read())
    return co.provider.press(
        str(job.source_message_id),
        job.button,
        mask_base64=mask_base64,
        prompt=job.prompt or None,
        ref=job.id,
        webhook_url=hook,
    )


def _write_accepted(co: Collaborators, job: Job, message_id: str) -> None:
    now = co.now()
    with co.database.write() as connection:
        past = rows.durations_s(connection, job.button, PAST_JOBS)
        rows.move(
            connection,
            job,
            JobStatus.QUEUED,
            now,
            f"The provider took it as message {message_id}",
            message_id=message_id,
            accepted_at=now,
            expected_s=median(past) if past else None,
            attempts=0,
            due_at=now + (FIRST_POLL if co.settings.call_interval_s > 0 else timedelta(0)),
            **FREE,
        )


def _write_error(co: Collaborators, job: Job, error: ProviderError) -> None:
    """What follows a call that did not end in a message id: the errors' own charge decides."""
    now = co.now()
    if error.charge is Charge.UNKNOWN:
        _write_uncertain(co, job, error.text)
    elif isinstance(error, RateLimited):
        until = now + timedelta(seconds=min(error.retry_after_s or RATE_LIMIT_WAIT_S, 600))
        with co.database.write() as connection:
            pacing.hold_off(connection, co.account, until)
        _write_wait(co, job, error, until)
    elif isinstance(error, QueueFull):
        _write_wait(co, job, error, now + QUEUE_FULL_WAIT)
    elif isinstance(error, NotSent) and now - job.created_at < GIVE_UP_SENDING_AFTER:
        delay_s = min(LONGEST_RETRY_S, 2.0**job.attempts)
        _write_wait(co, job, error, now + timedelta(seconds=delay_s))
    else:
        _write_failed(co, job, error.code, error.text)


def _write_wait(co: Collaborators, job: Job, error: ProviderError, until: datetime) -> None:
    with co.database.write() as connection:
        rows.move(
            connection,
            job,
            JobStatus.WAITING,
            co.now(),
            f"Not sent: {error.text}",
            due_at=until,
            error_code=error.code,
            error_text=error.text,
            **FREE,
        )


def _write_failed(co: Collaborators, job: Job, code: str, text: str) -> None:
    now = co.now()
    with co.database.write() as connection:
        rows.move(
            connection,
            job,
            JobStatus.FAILED,
            now,
            text,
            error_code=code,
            error_text=text,
            finished_at=now,
            **FREE,
        )


def _write_uncertain(co: Collaborators, job: Job, text: str) -> None:
    with co.database.write() as connection:
        rows.move(
            connection,
            job,
            JobStatus.UNCERTAIN,
            co.now(),
            text,
            error_code="answer_lost",
            error_text=text,
            **FREE,
        )
