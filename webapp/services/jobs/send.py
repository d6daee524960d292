"""The paid call: from `waiting` through `sending` to an answer, or to the knowledge that there is none.

Everything that can fail without the provider is done before `sending` is committed, so that a job which
stands there was sent, or its process died.
"""

import hashlib
import logging
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from webapp import mask
from webapp.db import jobs as rows
from webapp.errors import AppError
from webapp.models import IMAGINE, Job, JobStatus
from webapp.provider.errors import Ending, ProviderError, error_for
from webapp.services import account, blobs, budgets, restored, room
from webapp.services.collaborators import Collaborators
from webapp.services.jobs.answer import FREE, insist, write_answer, write_unusable
from webapp.services.masks import to_wire

ROOM_WAIT = timedelta(seconds=30)

log = logging.getLogger(__name__)


def send(co: Collaborators, job: Job) -> None:
    """Make the wire mask, take the account's slot, commit `sending`, call, and write down the answer."""
    if not _has_room(co, job):
        return
    ready = _with_wire_mask(co, job)
    if ready is None:
        return
    job, mask_base64 = ready
    try:
        sending = _take_turn(co, job)
    except SQLAlchemyError:
        _take_back(co, job)  # the commit may have come through all the same
        raise
    if sending is not None:
        write_answer(co, sending, _call(co, sending, mask_base64))


def _with_wire_mask(co: Collaborators, job: Job) -> tuple[Job, str | None] | None:
    """The job with its wire mask kept, yet to be written down, and the mask; None where the painting is
    unusable (`failed`).
    """
    if job.painting is None:
        return job, None
    wire = _stored_mask(co, job)
    if wire is not None:
        return job, mask.to_base64(wire)
    try:
        with co.storage.open(job.painting) as file:
            wire, _ = to_wire(co, file)
    except (AppError, FileNotFoundError) as error:
        text = error.text if isinstance(error, AppError) else "The stored painting is missing."
        with co.database.write() as connection:
            write_unusable(co, connection, job, text)
        return None
    key = blobs.keep(co, BytesIO(wire))
    return replace(job, wire_mask=key), mask.to_base64(wire)


def _stored_mask(co: Collaborators, job: Job) -> bytes | None:
    """The mask that was made before; None where it has to be made, or made again."""
    if job.wire_mask is None:
        return None
    try:
        with co.storage.open(job.wire_mask) as file:
            wire = file.read()
    except FileNotFoundError:
        return None
    if hashlib.sha256(wire).hexdigest() == job.wire_mask:
        return wire
    log.error("The stored mask of job %s is not what was stored: it is made again", job.id)
    co.storage.delete(job.wire_mask)
    return None


def _has_room(co: Collaborators, job: Job) -> bool:
    """False where the picture could not be kept: the job is let go, unsent, for half a minute."""
    problem = room.problem(co)
    if problem is None:
        return True
    said: dict[str, Any] = {"error_code": "storage_full", "error_text": f"{problem}: the job waits, unsent."}
    with co.database.write() as connection:
        rows.touch(connection, job, due_at=co.now() + ROOM_WAIT, **said, **FREE)
    return False


def _take_turn(co: Collaborators, job: Job) -> Job | None:
    """Commit `sending` if the account's slot is free and nobody cancelled; else let go until it is.

    The name of the mask is written down in any case.
    """
    now = co.now()
    made: dict[str, Any] = {"wire_mask": job.wire_mask}
    with co.database.write() as connection:
        fresh = rows.locked(connection, job.id)
        if fresh is None or fresh.lease != job.lease:
            return None
        if fresh.cancel_requested:
            text = "Cancelled before it was sent"
            ended: dict[str, Any] = {"finished_at": now, "queue_position": None}
            if rows.move(connection, fresh, JobStatus.CANCELLED, now, text, **ended, **made, **FREE):
                budgets.give_back(connection, fresh)
            return None
        opens_at = account.take_call_slot(co, connection, now, job.turn)
        if fresh.hook_message_id is not None or opens_at is not None:
            # Named by a webhook just now, it has perhaps been made already: that is looked at first.
            rows.touch(connection, fresh, quiet=True, due_at=opens_at or now, **made, **FREE)
            return None
        count = restored.count_sent(connection)
        sending = rows.move(
            connection,
            fresh,
            JobStatus.SENDING,
            now,
            "Sending to the provider",
            data={"request": request_of(co, job, mask_base64=None)},
            sent_at=now,
            attempts=fresh.attempts + 1,
            queue_position=None,
            error_code=None,
            error_text=None,
            **made,
        )
    restored.remember_sent(co, count)
    return sending


def _take_back(co: Collaborators, job: Job) -> None:
    """Nothing was sent, though the database may have come to hold that it was."""

    def write(connection: Connection) -> None:
        fresh = rows.locked(connection, job.id)
        if fresh is not None and fresh.status is JobStatus.SENDING and fresh.lease == job.lease:
            now, text = co.now(), "Not sent: the database went away"
            again: dict[str, Any] = {"due_at": now, "queue_position": 0}
            rows.move(connection, fresh, JobStatus.WAITING, now, text, **again, **FREE)

    insist(co, job, write)


def request_of(co: Collaborators, job: Job, mask_base64: str | None) -> dict[str, Any]:
    """What is sent, field by field, without the secret part of the webhook address and without the token.

    The mask is told by its storage key, which is its SHA-256, unless its base64 is given.
    """
    fields: dict[str, Any] = {"ref": job.id, "prompt": job.prompt or None}
    if job.button != IMAGINE:
        fields |= {"messageId": job.source_message_id, "button": job.button}
    if mask_base64 is not None or job.wire_mask is not None:
        fields["mask"] = mask_base64 or f"sha256:{job.wire_mask}"
    if co.settings.public_url:
        fields["webhookOverride"] = f"{co.settings.public_url}/hooks/{job.id}/[redacted]"
    return {name: value for name, value in fields.items() if value is not None}


def _call(co: Collaborators, job: Job, mask_base64: str | None) -> str | ProviderError:
    """The message id the provider gave the job, or how the call ended instead."""
    hook = f"{co.settings.public_url}/hooks/{job.id}/{job.hook_secret}" if co.settings.public_url else None
    try:
        if job.button == IMAGINE:
            return co.provider.imagine(job.prompt, ref=job.id, webhook_url=hook)
        return co.provider.press(
            str(job.source_message_id),
            job.button,
            mask_base64=mask_base64,
            prompt=job.prompt or None,
            ref=job.id,
            webhook_url=hook,
        )
    except ProviderError as error:
        return error
    except Exception:  # whatever it was: nobody knows how far the call came
        log.exception("The call of job %s broke in an unforeseen way", job.id)
        return error_for(Ending.BROKEN_OFF)
