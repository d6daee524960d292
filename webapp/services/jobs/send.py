"""The paid call: from `waiting` through `sending` to an answer, or to the knowledge that there is none."""

import hashlib
import logging
from datetime import datetime, timedelta
from io import BytesIO
from statistics import median
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from webapp import mask
from webapp.db import jobs as rows
from webapp.errors import AppError
from webapp.models import IMAGINE, Job, JobStatus
from webapp.provider.errors import (
    Charge,
    NotSent,
    OutOfCredit,
    ProviderError,
    QueueFull,
    RateLimited,
    Unauthorized,
)
from webapp.services import account, restored
from webapp.services.collaborators import Collaborators
from webapp.services.masks import to_wire

FREE: dict[str, Any] = {"lease": None, "leased_until": None}
FIRST_POLL = timedelta(seconds=3)
QUEUE_FULL_WAIT = timedelta(seconds=20)
RATE_LIMIT_WAIT_S = 30.0
LONGEST_RETRY_S = 60.0
GIVE_UP_SENDING_AFTER = timedelta(minutes=30)
COMMIT_RETRY_S = 1.0
PAST_JOBS = 25

log = logging.getLogger(__name__)


def send(co: Collaborators, job: Job) -> None:
    """Make the wire mask, take the account's slot, commit `sending`, call, and write down the answer."""
    ready = _with_wire_mask(co, job)
    sending = _take_turn(co, ready) if ready else None
    if sending is None:
        return
    _write_answer(co, sending, _call(co, sending))


def answer_was_lost(co: Collaborators, job: Job) -> None:
    """A `sending` job whose lease ended: whoever sent it is gone, and so is the answer."""
    with co.database.write() as connection:
        _write_uncertain(
            co, connection, job, "The server stopped while the provider\u2019s answer was awaited"
        )


def _with_wire_mask(co: Collaborators, job: Job) -> Job | None:
    """The job with its wire mask stored; None where the painting is unusable (then it is `failed`)."""
    if job.painting is None or job.wire_mask is not None:
        return job
    try:
        with co.storage.open(job.painting) as file:
            wire, _ = to_wire(co, file.read())
    except (AppError, FileNotFoundError) as error:
        text = error.text if isinstance(error, AppError) else "The stored painting is missing."
        with co.database.write() as connection:
            _write_failed(co, connection, job, "mask_unusable", text)
        return None
    key = co.storage.put(BytesIO(wire))
    with co.database.write() as connection:
        return rows.touch(connection, job, quiet=True, wire_mask=key)


def _take_turn(co: Collaborators, job: Job) -> Job | None:
    """Commit `sending` if the account's slot is free and nobody cancelled; else let go until it is."""
    now = co.now()
    with co.database.write() as connection:
        fresh = rows.get(connection, job.id)
        if fresh is None or fresh.lease != job.lease:
            return None
        if fresh.cancel_requested:
            text = "Cancelled before it was sent"
            rows.move(connection, fresh, JobStatus.CANCELLED, now, text, finished_at=now, **FREE)
            rows.move_up(connection, fresh)
            return None
        opens_at = account.take_call_slot(co, connection, now)
        if opens_at is not None:
            rows.touch(connection, fresh, quiet=True, due_at=opens_at, **FREE)
            return None
        count = restored.count_sent(connection)
        sending = rows.move(
            connection,
            fresh,
            JobStatus.SENDING,
            now,
            "Sending to the provider",
            data={"request": request_of(co, fresh, mask_base64=None)},
            sent_at=now,
            attempts=fresh.attempts + 1,
            queue_position=None,
            error_code=None,
            error_text=None,
        )
        rows.move_up(connection, fresh)
    restored.remember_sent(co, count)
    return sending


def request_of(co: Collaborators, job: Job, mask_base64: str | None) -> dict[str, Any]:
    """What is sent, field by field, without the secret part of the webhook address and without the token.

    The mask is told by its storage key, which is its SHA-256, unless its base64 is given.
    """
    fields: dict[str, Any] = {"ref": job.id, "prompt": job.prompt or None}
    if job.button != IMAGINE:
        fields |= {"messageId": job.source_message_id, "button": job.button}
    if job.wire_mask is not None:
        fields["mask"] = mask_base64 or f"sha256:{job.wire_mask}"
    if co.settings.public_url:
        fields["webhookOverride"] = f"{co.settings.public_url}/hooks/{job.id}/[redacted]"
    return {name: value for name, value in fields.items() if value is not None}


def _call(co: Collaborators, job: Job) -> str | ProviderError:
    """The message id the provider gave the job, or how the call ended instead."""
    hook = f"{co.settings.public_url}/hooks/{job.id}/{job.hook_secret}" if co.settings.public_url else None
    try:
        if job.button == IMAGINE:
            return co.provider.imagine(job.prompt, ref=job.id, webhook_url=hook)
        return co.provider.press(
            str(job.source_message_id),
            job.button,
            mask_base64=mask_base64_of(co, job),
            prompt=job.prompt or None,
            ref=job.id,
            webhook_url=hook,
        )
    except ProviderError as error:
        return error


def mask_base64_of(co: Collaborators, job: Job) -> str | None:
    """The job's wire mask as the API wants it, or None where the job has none."""
    if job.wire_mask is None:
        return None
    with co.storage.open(job.wire_mask) as file:
        wire = file.read()
    if hashlib.sha256(wire).hexdigest() != job.wire_mask:
        log.error("The stored mask of job %s is not what was stored", job.id)
    return mask.to_base64(wire)


def _write_answer(co: Collaborators, job: Job, answer: str | ProviderError) -> None:
    """Commit what the provider answered, again and again while the database is away and the lease lasts."""
    while True:
        try:
            with co.database.write() as connection:
                if isinstance(answer, ProviderError):
                    _write_error(co, connection, job, answer)
                else:
                    _write_accepted(co, connection, job, answer)
        except SQLAlchemyError:
            if job.leased_until is None or co.now() >= job.leased_until:
                log.exception("The answer to job %s could not be written down: %s", job.id, answer)
                return
            co.pause(COMMIT_RETRY_S)
        else:
            return


def _write_accepted(co: Collaborators, connection: Connection, job: Job, message_id: str) -> None:
    past = rows.durations_s(connection, job.button, PAST_JOBS)
    accepted(
        co,
        connection,
        job,
        message_id,
        f"The provider took it as message {message_id}",
        median(past) if past else None,
    )


def accepted(
    co: Collaborators, connection: Connection, job: Job, message_id: str, text: str, expected_s: float | None
) -> Job | None:
    """The provider has the job: follow it under this message id."""
    now = co.now()
    first_poll = FIRST_POLL if co.settings.call_interval_s > 0 else timedelta(0)
    return rows.move(
        connection,
        job,
        JobStatus.QUEUED,
        now,
        text,
        data={"answer": {"messageId": message_id}},
        message_id=message_id,
        accepted_at=now,
        expected_s=expected_s,
        attempts=0,
        due_at=now + first_poll,
        error_code=None,
        error_text=None,
        **FREE,
    )


def _write_error(co: Collaborators, connection: Connection, job: Job, error: ProviderError) -> None:
    """What follows a call that did not end in a message id: the error's own charge decides."""
    now = co.now()
    if error.charge is Charge.UNKNOWN:
        _write_uncertain(co, connection, job, error.text)
    elif isinstance(error, RateLimited):
        until = account.hold_off(co, connection, now, error.retry_after_s or RATE_LIMIT_WAIT_S)
        _write_wait(co, connection, job, error, until)
    elif isinstance(error, QueueFull):
        _write_wait(co, connection, job, error, now + QUEUE_FULL_WAIT)
    elif isinstance(error, NotSent) and now - job.created_at < GIVE_UP_SENDING_AFTER:
        delay_s = min(LONGEST_RETRY_S, 2.0 ** min(job.attempts, 10))
        _write_wait(co, connection, job, error, now + timedelta(seconds=delay_s))
    else:
        if isinstance(error, Unauthorized | OutOfCredit):
            account.pause(co, connection, now, error.code, error.text)
        _write_failed(co, connection, job, error.code, error.text)


def _write_wait(
    co: Collaborators, connection: Connection, job: Job, error: ProviderError, until: datetime
) -> None:
    rows.move(
        connection,
        job,
        JobStatus.WAITING,
        co.now(),
        f"Not sent: {error.text}",
        data=_answer(error),
        due_at=until,
        queue_position=0,
        error_code=error.code,
        error_text=error.text,
        **FREE,
    )


def _write_failed(co: Collaborators, connection: Connection, job: Job, code: str, text: str) -> None:
    now = co.now()
    ended: dict[str, Any] = {
        "error_code": code,
        "error_text": text,
        "finished_at": now,
        "queue_position": None,
    }
    rows.move(connection, job, JobStatus.FAILED, now, text, **ended, **FREE)


def _write_uncertain(co: Collaborators, connection: Connection, job: Job, text: str) -> None:
    """The answer is lost; unless a webhook has told meanwhile which message the call made."""
    fresh = rows.locked(connection, job.id)
    if fresh is not None and fresh.hook_message_id is not None:
        text = f"{text}; the provider called back for message {fresh.hook_message_id}"
        accepted(co, connection, job, fresh.hook_message_id, text, None)
        return
    unknown: dict[str, Any] = {"error_code": "answer_lost", "error_text": text}
    rows.move(connection, job, JobStatus.UNCERTAIN, co.now(), text, **unknown, **FREE)


def _answer(error: ProviderError) -> dict[str, Any]:
    return {"answer": {"status": error.status, "error": error.text}}
