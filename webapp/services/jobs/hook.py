"""The provider calls back: a hint to read the message again, and a way out of doubt.

The body is never believed. Only the message id in it is used, only where it echoes the job's `ref`, and only
as the name of a message that is then read from the provider (`confirm`).
"""

import hmac
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from webapp.db import jobs as rows
from webapp.errors import BadInput, NotFound
from webapp.models import Job
from webapp.services import pictures
from webapp.services.collaborators import Collaborators

HOOKS_APART = timedelta(seconds=1)


def receive_hook(co: Collaborators, job_id: str, secret: str, body: Any) -> None:
    """Write down what a webhook hints at. Raises `NotFound` for an unknown job or a wrong secret alike."""
    with co.database.read() as connection:
        job = rows.get(connection, job_id)
    expected = job.hook_secret if job else ""
    if not hmac.compare_digest(expected.encode(), secret.encode()) or job is None:
        raise NotFound("There is no such address.")
    named = _named(job, body)
    with co.database.write() as connection:
        fresh = rows.locked(connection, job.id)  # a call's answer may be written down just now
        if fresh is not None:
            _write(connection, fresh, named, co.now())
    co.ring()


def _write(connection: Connection, job: Job, named: str | None, now: datetime) -> None:
    if job.message_id is None and not job.status.is_terminal:
        if named and named != job.hook_message_id:
            rows.hint(connection, job.id, hook_message_id=named, hooked_at=now, due_at=now)
    elif named and named != job.message_id:
        if job.hook_message_id is None:
            text = f"The provider called back for message {named}, which this job does not follow"
            rows.note(connection, job.id, now, job.status, text)
            rows.hint(connection, job.id, hook_message_id=named)
    elif job.status.is_due_work and _is_news(job, now):
        rows.hint(connection, job.id, hooked_at=now, due_at=now)


def _is_news(job: Job, now: datetime) -> bool:
    """A flood of hooks is one hint: the message is not read more often than a poll would."""
    return job.hooked_at is None or not timedelta(0) <= now - job.hooked_at < HOOKS_APART


def _named(job: Job, body: Any) -> str | None:
    """The message a webhook names for this very job, or None."""
    fields = body if isinstance(body, dict) else {}
    message_id = fields.get("messageId")
    if not isinstance(message_id, str) or fields.get("ref") != job.id:
        return None
    try:
        return pictures.clean_message_id(message_id)
    except BadInput:
        return None
