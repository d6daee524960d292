"""Unsent paintings, one per person and picture."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, select, tuple_
from sqlalchemy.dialects import postgresql, sqlite

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
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    row = dialect.insert(drafts).values(picture_id=picture_id, person_id=person_id, **values)
    key = [drafts.c.picture_id, drafts.c.person_id]
    connection.execute(row.on_conflict_do_update(index_elements=key, set_=values))


def remove(connection: Connection, picture_id: str, person_id: str) -> None:
    connection.execute(delete(drafts).where(*_whose(picture_id, person_id)))


def forget_before(connection: Connection, at: datetime, most: int) -> int:
    """Forget the drafts that were last saved before then, `most` at most; how many."""
    key = (drafts.c.picture_id, drafts.c.person_id)
    old = select(*key).where(drafts.c.saved_at < at).limit(most)
    return connection.execute(delete(drafts).where(tuple_(*key).in_(old))).rowcount


def _whose(picture_id: str, person_id: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return (drafts.c.picture_id == picture_id, drafts.c.person_id == person_id)
