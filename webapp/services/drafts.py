"""Unsent paintings: one per person and picture, kept as the browser sent them."""

from webapp.db import drafts as rows
from webapp.models import Person
from webapp.services import pictures
from webapp.services.collaborators import Collaborators


def get(co: Collaborators, picture_id: str, person: Person) -> tuple[bytes, str] | None:
    """This person's draft and its ETag, or None."""
    with co.database.read() as connection:
        return rows.get(connection, picture_id, person.id)


def put(co: Collaborators, picture_id: str, person: Person, body: bytes, etag: str) -> None:
    """Keep a draft in place of the one before; raises `NotFound` where there is no such picture."""
    pictures.get(co, picture_id)
    with co.database.write() as connection:
        rows.put(connection, picture_id, person.id, body, etag, co.now())


def remove(co: Collaborators, picture_id: str, person: Person) -> None:
    """Forget a draft; no error where there is none."""
    with co.database.write() as connection:
        rows.remove(connection, picture_id, person.id)
