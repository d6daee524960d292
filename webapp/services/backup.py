"""One file with everything: rows and bytes of one moment, checked by count and hash when they are put back.

A tar of `head.json` (what it is), `blobs/<sha256>`, `tables/<n>-<name>` (a JSON line for each row) and, last,
`end.json` with counts and checksums, so that a file that was cut off is known by its missing end.
"""

import hashlib
import json
import os
import tarfile
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, suppress
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from webapp.db import migrate, portable
from webapp.errors import AppError, Conflict, StorageError
from webapp.services import restored
from webapp.services.collaborators import Collaborators

FORM = 1
HEAD, END = "head.json", "end.json"

Tell = Callable[[str, int, int | None], None]
"""Called with what is being done, how many of it are done, and how many there are, where that is known."""


class BadBackup(AppError):
    """The file is no backup, or not a whole one, or of a newer release."""

    code = "bad_backup"


def write(co: Collaborators, path: Path, tell: Tell) -> dict[str, Any]:
    """Write a backup of this moment, while the app runs; returns what is in it.

    The file has its name only when it is whole. Bytes that somebody deletes meanwhile are counted as missing.
    """
    if path.exists():
        raise Conflict(f"{path} is there already: choose another name.")
    part = path.with_name(f".{path.name}.part")
    with ExitStack() as stack:
        stack.callback(part.unlink, missing_ok=True)
        spooled = stack.enter_context(tempfile.TemporaryDirectory(dir=path.parent, prefix=".backup-"))
        head, tables, blobs = _spool(co, Path(spooled), tell)
        part.touch(mode=0o600)
        with part.open("wb") as file, tarfile.open(fileobj=file, mode="w|") as tar:
            _add_json(tar, HEAD, head)
            missing = sum(not _add_blob(co, tar, key, tell, n, len(blobs)) for n, key in enumerate(blobs, 1))
            for number, name in enumerate(tables):
                tar.add(Path(spooled) / name, arcname=f"tables/{number:03}-{name}")
            end = {"tables": tables, "blobs": len(blobs) - missing, "missing": missing}
            _add_json(tar, END, end)
        with part.open("rb") as whole:
            os.fsync(whole.fileno())
        part.replace(path)
    return end


def put_back(co: Collaborators, path: Path, tell: Tell, *, force: bool = False) -> dict[str, Any]:
    """Bring everything back, of this release's schema then; jobs that may have been sent since are uncertain.

    Nothing of the database changes unless all of it is right. Raises `BadBackup`, or `Conflict` where there
    is something already and `force` does not say that it may go.
    """
    try:
        with path.open("rb") as file, tarfile.open(fileobj=file, mode="r|") as tar:
            members = _members(tar)
            head = _head(next(members, None))
            with co.database.read() as connection:
                _refuse_to_replace(connection, force=force)
            blobs, first = _read_blobs(co, members, tell)
            with co.database.write() as connection:
                _refuse_to_replace(connection, force=force)
                portable.clear(connection)
                migrate.upgrade_on(connection, str(head["revision"]))
                found = _read_rows(connection, chain([first], members), blobs, tell)
                migrate.upgrade_on(connection)
                restored.doubt_all(co, connection)
            return found
    except StorageError:
        raise
    except (tarfile.TarError, EOFError, OSError, ValueError, KeyError, TypeError, IntegrityError) as error:
        why = "its rows do not fit together" if isinstance(error, IntegrityError) else error
        raise BadBackup(f"{path} is no whole backup of Redraw ({why}): nothing was changed.") from error


def _spool(
    co: Collaborators, folder: Path, tell: Tell
) -> tuple[dict[str, Any], dict[str, dict[str, Any]], list[str]]:
    """(head, rows and checksum of each table, the keys of all bytes), with a file for each table."""
    tables: dict[str, dict[str, Any]] = {}
    with portable.snapshot(co.database) as connection:
        head = {"form": FORM, "revision": migrate.revision(connection), "at": co.now().isoformat()}
        if head["revision"] is None:
            raise Conflict("There is no Redraw in this database: nothing to back up.")
        for table in portable.tables(connection):
            total = portable.Sum()
            with (folder / table.name).open("wb") as file:
                file.writelines(line + b"\n" for line in total.over(portable.lines(connection, table)))
            tables[table.name] = total.told
            tell(f"rows of {table.name}", total.rows, total.rows)
        blobs = sorted(set(portable.blobs(connection)))
    return head, tables, blobs


def _add_blob(co: Collaborators, tar: tarfile.TarFile, key: str, tell: Tell, done: int, most: int) -> bool:
    """False where the bytes are gone: their record was deleted since."""
    with suppress(FileNotFoundError), co.storage.open(key) as file:
        info = tarfile.TarInfo(f"blobs/{key}")
        info.size = co.storage.size(key)
        tar.addfile(info, file)
        tell("pictures and masks", done, most)
        return True
    return False


def _add_json(tar: tarfile.TarFile, name: str, value: object) -> None:
    data = json.dumps(value, indent=1).encode()
    info = tarfile.TarInfo(name)
    info.size = len(data)
    tar.addfile(info, BytesIO(data))


def _members(tar: tarfile.TarFile) -> Iterator[tuple[str, IO[bytes]]]:
    """(name, file) of all that is in it, in its order, without keeping a list of them."""
    while (member := tar.next()) is not None:
        file = tar.extractfile(member)
        if file is not None:
            yield member.name, file
        tar.members = []  # type: ignore[attr-defined]  # or it would remember each


def _head(first: tuple[str, IO[bytes]] | None) -> dict[str, Any]:
    if first is None or first[0] != HEAD:
        raise ValueError("it does not begin like one")
    head: dict[str, Any] = json.load(first[1])
    if head["form"] != FORM or head["revision"] not in migrate.revisions():
        raise BadBackup("This backup was made by a newer release of Redraw: put it back with that release.")
    return head


def _refuse_to_replace(connection: Connection, *, force: bool) -> None:
    if not force and migrate.revision(connection) is not None and not portable.is_empty(connection):
        raise Conflict("There are pictures, jobs or people here already: --force replaces all of them.")


def _read_blobs(
    co: Collaborators, members: Iterator[tuple[str, IO[bytes]]], tell: Tell
) -> tuple[int, tuple[str, IO[bytes]]]:
    """Put the bytes into the storage; (how many, the first member that is something else)."""
    for done, (name, file) in enumerate(members):
        folder, _, key = name.partition("/")
        if folder != "blobs":
            return done, (name, file)
        _keep(co, key, file)
        tell("pictures and masks", done + 1, None)
    raise ValueError("its rows are missing")


def _read_rows(
    connection: Connection, members: Iterable[tuple[str, IO[bytes]]], blobs: int, tell: Tell
) -> dict[str, Any]:
    """Insert the rows, and return what the end says where all agrees with it."""
    there = {table.name: table for table in portable.tables(connection)}
    tables: dict[str, dict[str, Any]] = {}
    for name, file in members:
        if name == END:
            end: dict[str, Any] = json.load(file)
            if end["tables"] != tables or end["blobs"] != blobs:
                raise ValueError("its counts or checksums do not agree")
            return end
        table = there[name.partition("-")[2]]
        total = portable.Sum()
        portable.write(connection, table, total.over(line.rstrip(b"\n") for line in file))
        tables[table.name] = total.told
        tell(f"rows of {table.name}", total.rows, total.rows)
    raise ValueError("its end is missing")


def _keep(co: Collaborators, key: str, file: IO[bytes]) -> None:
    with tempfile.TemporaryFile() as whole:
        digest = hashlib.sha256()
        while chunk := file.read(1 << 20):
            digest.update(chunk)
            whole.write(chunk)
        if digest.hexdigest() != key:
            raise ValueError(f"the picture {key} is damaged")
        whole.seek(0)
        co.storage.put(cast("BinaryIO", whole))
