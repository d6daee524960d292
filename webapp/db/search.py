"""Words in titles and prompts: each has to occur, anywhere in them, in small or capital letters.

PostgreSQL compares rows, and has an index for that (`pg_trgm`). SQLite has an index of its own, which gives
the newest first. Both know words of three characters and more; shorter ones are compared row by row, with the
newest rows that fit otherwise. The databases keep the indexes by themselves: docs/decisions/0017-search.md.

Nothing here holds a value: conditions name their parameters, `values` and `index_values` give them.
"""

import re
from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    Table,
    bindparam,
    column,
    func,
    literal_column,
    select,
    table,
    text,
)

from webapp.db.tables import jobs, pictures
from webapp.team_models import GalleryFilter

Cursor = tuple[datetime, str]
"""When the last one shown was made, and its id."""

MOST = 12
INDEXED_FROM = 3
COMPARED = 500
"""With how many rows short words are compared for a page: the newest of those that fit otherwise."""

SECOND_US = 1_000_000
_START = datetime(1970, 1, 1, tzinfo=UTC)
_INDEXES = {
    rows: table(
        f"search_{rows.name}", column("rowid", Integer), column("words", String), column("id", String)
    )
    for rows in (pictures, jobs)
}
WORDS: dict[Table, ColumnElement[str]] = {
    pictures: pictures.c.title + literal_column("' '") + pictures.c.prompt,
    jobs: jobs.c.prompt,
}


def words_of(typed: str) -> tuple[list[str], list[str]]:
    """The words to be looked for: those that an index finds, and those that are too short; `MOST` in all.

    What stands between quotation marks is one.
    """
    found = re.findall(r'"\s*([^"]*[^"\s])\s*"|(\S+)', typed.replace("\0", " "))
    words = list(dict.fromkeys(phrase or word for phrase, word in found))[:MOST]
    return (
        [word for word in words if len(word) >= INDEXED_FROM],
        [word for word in words if len(word) < INDEXED_FROM],
    )


def values(wanted: GalleryFilter) -> dict[str, str]:
    """The parameters of `occur`."""
    return {f"word_{number}": _anywhere(word) for number, word in enumerate(words_of(wanted.words)[0])}


def occur(rows: Table, count: int) -> list[ColumnElement[bool]]:
    """That so many words are in a row, as its index on PostgreSQL has it."""
    whole: ColumnElement[str] = func.folded(WORDS[rows])
    return [whole.like(bindparam(f"word_{number}", type_=String), escape="/") for number in range(count)]


def holds(words: str, short: Iterable[str]) -> bool:
    """True where all the short words are in there."""
    lower = words.lower()
    return all(word.lower() in lower for word in short)


def index_values(wanted: GalleryFilter, marks: Iterable[list[str]], before: Cursor | None) -> dict[str, Any]:
    """The parameters of `by_index`: one of each list of marks has to be there."""
    long, _short = words_of(wanted.words)
    asked = [f"words : {_one_of([word])}" for word in long] + [f"marks : {_one_of(some)}" for some in marks]
    times = {"since": wanted.since, "until": wanted.until, "at": before[0] if before else None}
    found = {f"{name}_us": _microseconds(at) for name, at in times.items() if at is not None}
    return {"asked": " AND ".join(asked), **found, **({"last_id": before[1]} if before else {})}


def by_index(rows: Table, given: Collection[str], *, with_words: bool = False) -> Select[Any]:
    """Ids, and words, of what SQLite's index finds within what is given of since, until and before.

    The newest come first, since the index is numbered by time, in microseconds.
    """
    index = _INDEXES[rows]
    number: ColumnElement[int] = index.c.rowid
    match = text(f"{index.name} MATCH :asked").bindparams(bindparam("asked", type_=String))
    columns = [index.c.id, index.c.words] if with_words else [index.c.id]
    found = select(*columns).where(match).order_by(number.desc())
    if "since" in given:
        found = found.where(number >= _number("since_us"))
    if "until" in given:
        found = found.where(number < _number("until_us"))
    if "before" in given:
        at = _number("at_us")
        own = select(index.c.rowid).where(
            index.c.rowid.between(at, at + SECOND_US), index.c.id == bindparam("last_id", type_=String)
        )
        # Where the last one shown is gone, what is older than it goes on.
        found = found.where(number < func.coalesce(own.scalar_subquery(), at))
    return found


def _anywhere(word: str) -> str:
    return "%" + re.sub("[/%_]", r"/\g<0>", word.lower()) + "%"


def _number(name: str) -> ColumnElement[int]:
    return bindparam(name, type_=Integer)


def _one_of(some: Iterable[str]) -> str:
    quoted = ['"' + one.replace('"', '""') + '"' for one in some]
    return f"({' OR '.join(quoted)})"


def _microseconds(at: datetime) -> int:
    return (at - _START) // timedelta(microseconds=1)
