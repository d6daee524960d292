"""Words in titles and prompts: each has to occur, anywhere in them, in small or capital letters.

PostgreSQL compares rows, and has an index for that (`pg_trgm`). SQLite has an index of its own for words of
three characters and more, which gives the newest first; shorter ones are compared row by row. The databases
keep both by themselves: docs/decisions/0017-search.md.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    Table,
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
SECOND_US = 1_000_000
_START = datetime(1970, 1, 1, tzinfo=UTC)
_INDEXES = {
    rows: table(
        f"search_{rows.name}", column("rowid", Integer), column("words", String), column("id", String)
    )
    for rows in (pictures, jobs)
}
_WORDS = {
    pictures: func.folded(pictures.c.title + literal_column("' '") + pictures.c.prompt),
    jobs: func.folded(jobs.c.prompt),
}


def words_of(typed: str) -> list[str]:
    """The words to be looked for, `MOST` of them; what stands between quotation marks is one."""
    found = re.findall(r'"\s*([^"]*[^"\s])\s*"|(\S+)', typed.replace("\0", " "))
    return list(dict.fromkeys(phrase or word for phrase, word in found))[:MOST]


def are_indexed(words: list[str]) -> bool:
    """True where SQLite's index finds some of them."""
    return bool(_by_length(words)[0])


def occur(words: list[str], rows: Table) -> list[ColumnElement[bool]]:
    """That each of the words is in a row, as its index on PostgreSQL has it."""
    long, short = _by_length(words)
    # The index on PostgreSQL is of no use to the short ones, and its planner does not know.
    return _in(_WORDS[rows], long) + _in(_WORDS[rows].concat(literal_column("''")), short)


def _by_length(words: list[str]) -> tuple[list[str], list[str]]:
    """(those that an index finds, those that are too short)."""
    long = [word for word in words if len(word) >= INDEXED_FROM]
    return long, [word for word in words if len(word) < INDEXED_FROM]


def _in(whole: ColumnElement[str], words: list[str]) -> list[ColumnElement[bool]]:
    return [whole.contains(word.lower(), autoescape=True) for word in words]


def by_index(
    rows: Table,
    wanted: GalleryFilter,
    words: list[str],
    marks: Iterable[list[str]],
    before: Cursor | None = None,
    columns: Sequence[ColumnElement[Any]] = (),
) -> Select[Any]:
    """What SQLite's index finds with these words and, of each list of marks, one: ids or these columns.

    The newest come first, since the index is numbered by time, in microseconds.
    """
    index = _INDEXES[rows]
    number = index.c.rowid
    long, short = _by_length(words)
    asked = [f"words : {_one_of([word])}" for word in long] + [f"marks : {_one_of(some)}" for some in marks]
    match = text(f"{index.name} MATCH :asked").bindparams(asked=" AND ".join(asked))
    found = select(index.c.id).where(match).order_by(number.desc())
    if wanted.since is not None:
        found = found.where(number >= _microseconds(wanted.since))
    if wanted.until is not None:
        found = found.where(number < _microseconds(wanted.until))
    if before is not None:
        at, last_id = _microseconds(before[0]), before[1]
        own = select(number).where(number.between(at, at + SECOND_US), index.c.id == last_id)
        # Where the last one shown is gone, what is older than it goes on.
        found = found.where(number < func.coalesce(own.scalar_subquery(), at))
    found = found.where(*_in(func.folded(index.c.words), short))
    return found.join(rows, rows.c.id == index.c.id).with_only_columns(*columns) if columns else found


def _one_of(some: Iterable[str]) -> str:
    quoted = ['"' + one.replace('"', '""') + '"' for one in some]
    return f"({' OR '.join(quoted)})"


def _microseconds(at: datetime) -> int:
    return (at - _START) // timedelta(microseconds=1)
