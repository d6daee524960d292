"""Pictures in the database. Every function takes a connection inside a transaction."""

from collections.abc import Collection

from sqlalchemy import Connection, delete, func, insert, or_, select

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


def add(connection: Connection, picture: Picture) -> None:
    connection.execute(insert(pictures).values(**picture_values(picture)))


def remove(connection: Connection, picture_id: str) -> None:
    connection.execute(delete(pictures).where(pictures.c.id == picture_id))


def blob_is_named(connection: Connection, blob: str) -> bool:
    """True where any record still needs the bytes under this storage key."""
    in_pictures = select(pictures.c.id).where(pictures.c.blob == blob).limit(1)
    in_jobs = select(jobs.c.id).where(or_(jobs.c.painting == blob, jobs.c.wire_mask == blob)).limit(1)
    return (
        connection.execute(in_pictures).first() is not None or connection.execute(in_jobs).first() is not None
    )


def made_from(connection: Connection, picture_id: str) -> list[Picture]:
    """The pictures that jobs made from this one, oldest first."""
    found = (
        select(pictures)
        .join(jobs, jobs.c.id == pictures.c.job_id)
        .where(jobs.c.picture_id == picture_id)
        .order_by(pictures.c.created_at)
    )
    return [to_picture(row) for row in connection.execute(found)]


def count(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(pictures)).scalar_one()
