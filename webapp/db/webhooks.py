"""The outgoing webhook: its address, and the messages that are on their way or were delivered."""

import json
import uuid
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, exists, insert, select, update

from webapp.db.teamwork_tables import deliveries, webhooks
from webapp.models import Job, JobStatus
from webapp.team_models import Delivery

TOLD = frozenset(
    {JobStatus.DONE, JobStatus.FAILED, JobStatus.UNCERTAIN, JobStatus.CANCELLED, JobStatus.EXPIRED}
)
"""The states whose beginning is told."""

TEST = "test"
_FIELDS = [deliveries.c[field.name] for field in fields(Delivery)]
_GET = select(webhooks.c.url, webhooks.c.secret)
_ANY = select(exists(select(webhooks.c.id)))
_IS_DUE = select(exists(select(deliveries.c.id).where(deliveries.c.due_at <= bindparam("now"))))


def get(connection: Connection) -> tuple[str, str] | None:
    """(address, secret), or None where none is set."""
    row = connection.execute(_GET).first()
    return (row.url, row.secret) if row else None


def put(connection: Connection, url: str, secret: str, at: datetime) -> None:
    """Set the address and its secret in place of those before."""
    connection.execute(delete(webhooks))
    connection.execute(insert(webhooks).values(id=1, url=url, secret=secret, created_at=at))


def remove(connection: Connection) -> bool:
    """Forget the address and all that was still to be told; False where there was none."""
    connection.execute(update(deliveries).where(deliveries.c.due_at.is_not(None)).values(due_at=None))
    return connection.execute(delete(webhooks)).rowcount == 1


def tell(connection: Connection, job: Job, at: datetime) -> None:
    """Write down that a job came into its present state, in the transaction in which it does."""
    if job.status in TOLD and connection.execute(_ANY).scalar_one():
        data = {
            "id": job.id,
            "status": str(job.status),
            "button": job.button,
            "picture_id": job.picture_id,
            "result_picture_id": job.result_picture_id,
            "error": job.error_text,
        }
        _add(connection, f"job.{job.status}", data, at)


def tell_test(connection: Connection, at: datetime) -> None:
    _add(connection, TEST, {}, at)


def is_due(connection: Connection, now: datetime) -> bool:
    return bool(connection.execute(_IS_DUE, {"now": now}).scalar_one())


def claim(connection: Connection, now: datetime, until: datetime) -> Delivery | None:
    """Take the message that is due longest: nobody else takes it before `until`."""
    first = select(deliveries.c.id).where(deliveries.c.due_at <= now).order_by(deliveries.c.due_at).limit(1)
    chosen = deliveries.c.id == first.with_for_update(skip_locked=True).scalar_subquery()
    taken = update(deliveries).where(chosen).values(due_at=until, attempts=deliveries.c.attempts + 1)
    row = connection.execute(taken.returning(*_FIELDS)).first()
    return _delivery(row) if row else None


def write(connection: Connection, delivery: Delivery, **values: Any) -> None:
    """Write down how a try went, unless somebody else has taken the message since."""
    mine = (deliveries.c.id == delivery.id, deliveries.c.attempts == delivery.attempts)
    connection.execute(update(deliveries).where(*mine).values(**values))


def latest(connection: Connection, limit: int) -> list[Delivery]:
    found = select(*_FIELDS).order_by(deliveries.c.created_at.desc(), deliveries.c.id).limit(limit)
    return [_delivery(row) for row in connection.execute(found)]


def forget_before(connection: Connection, at: datetime) -> int:
    """Forget the messages that were written before then; how many."""
    return connection.execute(delete(deliveries).where(deliveries.c.created_at < at)).rowcount


def _add(connection: Connection, event: str, data: dict[str, Any], at: datetime) -> None:
    body = json.dumps({"type": event, "timestamp": at.isoformat(), "data": data}, ensure_ascii=False)
    values = {"event": event, "body": body, "created_at": at, "due_at": at, "attempts": 0, "answer": ""}
    connection.execute(insert(deliveries).values(id=f"msg_{uuid.uuid4().hex}", **values))


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(**row._asdict())
