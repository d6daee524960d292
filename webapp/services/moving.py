"""Moving house: everything from one database and storage to another, on whichever engines they are."""

import contextlib
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from webapp.db import migrate, portable
from webapp.db.engine import Database
from webapp.errors import Conflict, Unavailable
from webapp.services import closing
from webapp.services.backup import Tell
from webapp.services.collaborators import Collaborators
from webapp.storage.face import Storage
from webapp.storage.opening import open_storage


def move(co: Collaborators, database_url: str, storage_url: str, tell: Tell) -> dict[str, Any]:
    """Copy everything there, compare it by count and checksum, and leave this place closed to changes.

    Bytes are copied while the app runs; only then is it closed, for what came meanwhile and for the rows,
    which arrive in one transaction. Called again after it was interrupted, it goes on where it was: bytes
    that are there are not copied again. Where it does not succeed, this place is open again.
    """
    there = open_storage(storage_url, co.settings)
    with contextlib.closing(Database(database_url)) as target:
        _check(co, target, there, database_url, storage_url)
        _copy_blobs(co, there, tell)
        closing.hold(co)
        try:
            closing.wait_for_steps(co)
            _copy_blobs(co, there, tell)
            told = _copy_rows(co, target, tell)
        except BaseException:
            closing.reopen(co)
            raise
    closing.close_for_good(co)
    return told


def _check(co: Collaborators, target: Database, there: Storage, database_url: str, storage_url: str) -> None:
    if database_url == co.settings.database_url or storage_url == co.settings.storage_url:
        raise Conflict("Both --to and --storage must be other places than the present ones.")
    if not migrate.is_current(co.database):
        raise Conflict("The database is not at this release: run `flask --app wsgi migrate` first.")
    there.free_bytes()
    try:
        with target.read() as connection:
            if migrate.revision(connection) is not None and not portable.is_empty(connection):
                raise Conflict("There are pictures, jobs or people in the database of --to already.")
    except SQLAlchemyError as error:
        raise Unavailable(f"The database of --to does not answer ({type(error).__name__}).") from error


def _copy_blobs(co: Collaborators, there: Storage, tell: Tell) -> None:
    with portable.snapshot(co.database) as connection:
        keys = sorted(set(portable.blobs(connection)))
    keep_closed = _now_and_then(co)
    for done, key in enumerate(keys, 1):
        keep_closed()
        try:
            if not _is_there(there, key, co.storage.size(key)):
                with co.storage.open(key) as file:
                    arrived = there.put(file)
                if arrived != key:
                    raise Conflict(f"The bytes {key} are damaged where they are kept now: nothing was moved.")
        except FileNotFoundError:
            continue  # deleted since, with their record
        tell("pictures and masks", done, len(keys))


def _is_there(there: Storage, key: str, size: int) -> bool:
    try:
        return there.size(key) == size
    except FileNotFoundError:
        return False


def _copy_rows(co: Collaborators, target: Database, tell: Tell) -> dict[str, Any]:
    """All rows in one transaction, which is only committed where both sides agree."""
    keep_closed = _now_and_then(co)
    with portable.snapshot(co.database) as source, target.write() as connection:
        if migrate.revision(connection) is not None:
            portable.clear(connection)
        migrate.upgrade_on(connection)
        there = {table.name: table for table in portable.tables(connection)}
        given: dict[str, Any] = {}
        for table in portable.tables(source):
            total = portable.Sum()
            portable.write(connection, there[table.name], total.over(portable.lines(source, table)))
            given[table.name] = total.told
            keep_closed()
            tell(f"rows of {table.name}", total.rows, total.rows)
        _compare(connection, given)
    return given


def _compare(connection: Connection, given: dict[str, Any]) -> None:
    arrived = portable.sums(connection)
    wrong = sorted(name for name in given if given[name] != arrived.get(name))
    if wrong:
        raise Conflict(f"What arrived of {', '.join(wrong)} is not what was sent: nothing was moved.")


def _now_and_then(co: Collaborators) -> Callable[[], None]:
    """Call it often: while this place is closed it is kept closed."""
    held_at = co.now()

    def keep_closed() -> None:
        nonlocal held_at
        if co.now() - held_at > closing.HELD_FOR / 4 and closing.reason(co) is not None:
            closing.hold(co)
            held_at = co.now()

    return keep_closed
