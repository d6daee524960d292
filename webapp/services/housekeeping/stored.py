"""Bytes and records: what no record names is deleted, what is not there is told."""

from itertools import islice

from webapp.db import blobs as rows
from webapp.services import blobs
from webapp.services.collaborators import Collaborators
from webapp.services.housekeeping.step import State, Step

AT_ONCE = 50
COMPARED = 1000
FOUND_GRACE = blobs.GRACE * 144
"""A day: bytes that nobody was seen to let go may be those of a backup that is just put back."""


def delete_unnamed(co: Collaborators, _state: State) -> Step:
    """Delete bytes that were let go of some minutes ago and that no record names."""
    looked_at, deleted = blobs.delete_unnamed(co, AT_ONCE)
    return Step({"file{s} deleted": deleted}, {} if looked_at == AT_ONCE else None)


def compare(co: Collaborators, state: State) -> Step:
    """Compare the next keys of the storage with what records name; state: the last key compared."""
    after = str(state.get("after", ""))
    kept = list(islice(co.storage.keys(after), COMPARED))
    until = kept[-1] if len(kept) == COMPARED else None
    with co.database.read() as connection:
        wanted = rows.named_between(connection, after, until, 2 * COMPARED)
    if len(wanted) == 2 * COMPARED:
        until = wanted[-1]
        kept = [key for key in kept if key <= until]
    there, named = set(kept), set(wanted)
    missing = [key for key in wanted if key not in there and not _is_there(co, key)]
    _write_missing(co, after, until, missing)
    with co.database.write() as connection:
        unnamed = there - named
        rows.look_later(connection, unnamed - rows.named(connection, unnamed), co.now() + FOUND_GRACE)
    did = {
        "file{s} looked at": len(kept),
        "of no record": len(unnamed),
        "missing": len(missing),
    }
    return Step(did, {"after": until} if until is not None else None)


def _is_there(co: Collaborators, key: str) -> bool:
    try:
        co.storage.size(key)
    except FileNotFoundError:
        return False
    return True


def _write_missing(co: Collaborators, after: str, until: str | None, found: list[str]) -> None:
    """Let exactly these count as missing within the keys that were compared."""
    with co.database.write() as connection:
        known = rows.missing(connection, after, until)
        still = set(found) & rows.named(connection, found)
        for key in known - still:
            rows.find_again(connection, key)
        for key in still - known:
            rows.miss(connection, key, co.now())
