"""Bytes and the records that name them: kept before a record names them, deleted when none does any more.

Deleting and keeping the same bytes may happen at the same time. So whoever removes a record only writes
down that its bytes have to be looked at; housekeeping deletes them `GRACE` later, under a claim, if still
no record names them. Whoever keeps bytes puts that off first, or waits for the claim to end and then keeps
them anew; the record that names them has to be written within `GRACE`.
"""

import hashlib
from datetime import timedelta
from typing import BinaryIO

from sqlalchemy import Connection

from webapp.db import blobs as rows
from webapp.errors import NotFound, StorageError
from webapp.models import Picture
from webapp.services.collaborators import Collaborators

GRACE = timedelta(minutes=10)
"""Far longer than any request or step takes from keeping bytes to naming them."""

CLAIM = timedelta(minutes=1)
"""Longer than a storage may take to delete something."""

WAIT_S = 0.2
MISSING = "The bytes of this {what} are missing on the server: an admin can bring them back from a backup."


class BytesMissing(NotFound):
    """A record names bytes that are not in the storage."""

    code = "bytes_missing"


def key_of(source: BinaryIO) -> str:
    """The key under which everything from the seekable source's present position on is kept, or would be."""
    start, digest = source.tell(), hashlib.sha256()
    while chunk := source.read(1 << 20):
        digest.update(chunk)
    source.seek(start)
    return digest.hexdigest()


def keep(co: Collaborators, source: BinaryIO) -> str:
    """Keep everything from the seekable source's present position on; return the key to name it by."""
    key = key_of(source)
    while not _is_safe(co, key):
        co.pause(WAIT_S)
    return co.storage.put(source)


def open_named(co: Collaborators, key: str, what: str = "picture") -> BinaryIO:
    """The bytes that a record names; raises `BytesMissing`, and remembers that for the operator."""
    try:
        return co.storage.open(key)
    except FileNotFoundError:
        with co.database.write() as connection:
            rows.miss(connection, key, co.now())
        raise BytesMissing(MISSING.format(what=what)) from None


def address(co: Collaborators, picture: Picture, download: str | None = None) -> str | None:
    """Where whoever is let in may fetch the whole picture within a minute; None where only we hand it out."""
    try:
        return co.storage.address(picture.blob, picture.content_type, download)
    except StorageError:
        return None


def origin(co: Collaborators) -> str | None:
    """What is before the path in all of these addresses; None where there are none."""
    try:
        return co.storage.origin()
    except StorageError:
        return None


def why_missing(co: Collaborators, key: str, what: str = "picture") -> str | None:
    """The sentence to show where these bytes were found missing and still are; else None, by one read."""
    with co.database.glance() as connection:
        if not rows.is_missing(connection, key):
            return None
    try:
        co.storage.size(key)
    except OSError:
        return MISSING.format(what=what)
    with co.database.write() as connection:
        rows.find_again(connection, key)
    return None


def let_go(co: Collaborators, connection: Connection, *keys: str | None) -> None:
    """A record that named these was removed in this transaction: delete them soon if no other does."""
    wanted = {key for key in keys if key}
    rows.look_later(connection, wanted - rows.named(connection, wanted), co.now() + GRACE)


def delete_unnamed(co: Collaborators, most: int) -> tuple[int, int]:
    """Look at bytes that are due: (how many were looked at, how many of them no record named: deleted)."""
    with co.database.read() as connection:
        due = rows.due(connection, co.now(), most)
    return len(due), sum(_delete_if_unnamed(co, key) for key in due)


def _delete_if_unnamed(co: Collaborators, key: str) -> bool:
    now = co.now()
    with co.database.write() as connection:
        if not rows.claim(connection, key, now, now + CLAIM):
            return False
        if rows.named(connection, {key}):
            rows.forget(connection, key)
            return False
    co.storage.delete(key)
    with co.database.write() as connection:
        rows.forget(connection, key)
        rows.find_again(connection, key)
    return True


def _is_safe(co: Collaborators, key: str) -> bool:
    """True where nobody will delete these bytes within `GRACE`; nearly always by one indexed read."""
    with co.database.glance() as connection:
        if not rows.is_looked_at(connection, key):
            return True
    now = co.now()
    with co.database.write() as connection:
        return rows.put_off(connection, key, now, now + GRACE)
