"""Unsent paintings, one per person and picture."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, insert, select, tuple_, update

from webapp.db.tables import drafts


def get(connection: Connection, picture_id: str, person_id: str) -> tuple[bytes, str] | None:
    """The draft's bytes and its ETag, or None."""
    found = select(drafts.c.body, drafts.c.etag).where(*_whose(picture_id, person_id))
    row = connection.execute(found).first()
    return (row.body, row.etag) if row else None


def put(
    connection: Connection, picture_id: str, person_id: str, body: bytes, etag: str, at: datetime
) -> None:
    values = {"body": body, "etag": etag, "saved_at": at}
    changed = connection.execute(update(drafts).where(*_whose(picture_id, person_id)).values(**values))
    if not changed.rowcount:
        connection.execute(insert(drafts).values(picture_id=picture_id, person_id=person_id, **values))


def remove(connection: Connection, picture_id: str, person_id: str) -> None:
    connection.execute(delete(drafts).where(*_whose(picture_id, person_id)))


def forget_before(connection: Connection, at: datetime, most: int) -> int:
    """Forget the drafts that were last saved before then, `most` at most; how many."""
    key = (drafts.c.picture_id, drafts.c.person_id)
    old = select(*key).where(drafts.c.saved_at < at).limit(most)
    return connection.execute(delete(drafts).where(tuple_(*key).in_(old))).rowcount


def _whose(picture_id: str, person_id: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return (drafts.c.picture_id == picture_id, drafts.c.person_id == person_id)
