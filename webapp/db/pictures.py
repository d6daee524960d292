"""Pictures in the database. Every function takes a connection inside a transaction."""

from collections.abc import Collection

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from webapp.db.records import picture_values, to_picture
from webapp.db.tables import jobs, pictures
from webapp.models import Picture, ProviderName


def get(connection: Connection, picture_id: str) -> Picture | None:
    row = connection.execute(select(pictures).where(pictures.c.id == picture_id)).first()
    return to_picture(row) if row else None


def some(connection: Connection, picture_ids: Collection[str]) -> dict[str, Picture]:
    """Those of these pictures that are there, by id."""
    found = select(pictures).where(pictures.c.id.in_(picture_ids))
    return {row.id: to_picture(row) for row in connection.execute(found)}


def by_message(connection: Connection, provider: ProviderName, message_id: str) -> Picture | None:
    """The picture we already hold of a provider's message, or None."""
    found = select(pictures).where(pictures.c.provider == provider, pictures.c.message_id == message_id)
    row = connection.execute(found).first()
    return to_picture(row) if row else None


def add(connection: Connection, picture: Picture) -> Picture:
    """Insert the picture and return it, or the one that is kept already of the same message."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    new = insert(pictures).values(**picture_values(picture))
    once = new.on_conflict_do_nothing(index_elements=["provider", "message_id"]).returning(pictures.c.id)
    is_new = connection.execute(once).first() is not None
    held = None if is_new else by_message(connection, picture.provider, picture.message_id or "")
    return held or picture


def remove(connection: Connection, picture_id: str) -> None:
    connection.execute(delete(pictures).where(pictures.c.id == picture_id))


def of_blobs(connection: Connection, blobs: Collection[str]) -> set[str]:
    """Those of these storage keys under which a picture lies."""
    found = select(pictures.c.blob).where(pictures.c.blob.in_(blobs)).distinct()
    return set(connection.execute(found).scalars())


def made_from(connection: Connection, picture_id: str) -> list[Picture]:
    """The pictures that jobs made from this one, oldest first."""
    found = (
        select(pictures)
        .join(jobs, jobs.c.id == pictures.c.job_id)
        .where(jobs.c.picture_id == picture_id)
        .order_by(pictures.c.created_at)
    )
    return [to_picture(row) for row in connection.execute(found)]
