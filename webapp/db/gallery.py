"""What the gallery looks for: pictures and jobs, newest first, filtered, one page after the other by key."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Row,
    Select,
    Table,
    and_,
    bindparam,
    func,
    or_,
    select,
    union_all,
)

from webapp.db import search
from webapp.db.records import to_job, to_picture
from webapp.db.search import COMPARED, Cursor
from webapp.db.tables import jobs, pictures
from webapp.models import IMAGINE, UPSCALES, VARY_REGION, Job, JobStatus, Picture
from webapp.team_models import Approval, GalleryFilter, Kind, Stage

_ARROWS = ("\N{LEFTWARDS BLACK ARROW}", "\N{BLACK RIGHTWARDS ARROW}", "\N{UPWARDS BLACK ARROW}")
BUTTONS: dict[Kind, tuple[str, ...]] = {
    Kind.REGION: (VARY_REGION,),
    Kind.WORDS: (IMAGINE,),
    Kind.UPSCALE: (*UPSCALES, "Upscale (Subtle)", "Upscale (Creative)", "Upscale (2x)", "Upscale (4x)"),
    Kind.VARIATION: ("V1", "V2", "V3", "V4", "Vary (Subtle)", "Vary (Strong)"),
    Kind.ZOOM: ("Zoom Out 2x", "Zoom Out 1.5x", "Custom Zoom", "Make Square"),
    Kind.PAN: tuple(f"{arrow}\ufe0f" for arrow in (*_ARROWS, "\N{DOWNWARDS BLACK ARROW}")),
    Kind.AGAIN: ("\N{ANTICLOCKWISE DOWNWARDS AND UPWARDS OPEN CIRCLE ARROWS}",),
    Kind.ADDED: ("",),
}
"""The provider's labels of each kind; pictures that were added by hand have an empty one."""

STATEMENTS = 128
"""So many are kept, each for all that is looked for alike: to build one costs as much as to ask it."""

_MOST = bindparam("most", type_=Integer)
_WAITING = jobs.c.status == str(JobStatus.WAITING)
_NEEDED = str(Approval.NEEDED)
_UNDER_WAY = (JobStatus.SENDING, JobStatus.QUEUED, JobStatus.RUNNING, JobStatus.SAVING)
_ENDED = {
    Stage.FAILED: (JobStatus.FAILED, JobStatus.EXPIRED),
    Stage.CANCELLED: (JobStatus.CANCELLED,),
}
"""The stages that grow without end, so that SQLite has an index of their words."""


def _are(statuses: Iterable[JobStatus]) -> list[ColumnElement[bool]]:
    return [jobs.c.status == str(status) for status in statuses]


_STAGES: dict[Stage, list[ColumnElement[bool]]] = {
    Stage.UNDER_WAY: [*_are(_UNDER_WAY), and_(_WAITING, jobs.c.approval.is_distinct_from(_NEEDED))],
    Stage.NEEDS_SOMEBODY: [*_are([JobStatus.UNCERTAIN]), and_(_WAITING, jobs.c.approval == _NEEDED)],
    **{stage: _are(statuses) for stage, statuses in _ENDED.items()},
}


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """One page of what fits.

    `in_all` is how many fit, on the first page, and no more than were to be counted. `looked_to` is the last
    row that short words were compared with, where older ones are left.
    """

    page: list[T]
    in_all: int
    looked_to: Cursor | None = None


@dataclass(frozen=True, slots=True)
class _Look:
    """What is looked for, without the values: whatever looks alike is asked by one statement, built once.

    `given` are the bounds: person, since, until, before. `states` are conditions of which one has to hold.
    `long` is the number of words that an index knows; `by_index` is True where that is SQLite's, which gives
    the newest first.
    """

    rows: Table
    given: frozenset[str] = frozenset()
    kind: Kind | None = None
    states: Stage | tuple[JobStatus, ...] = ()
    long: int = 0
    by_index: bool = False


def find_pictures(
    connection: Connection, wanted: GalleryFilter, *, before: Cursor | None, limit: int, most: int = 0
) -> Found[Picture]:
    """The newest pictures that fit. `most` are counted, on the first page where that does not hold all."""
    found = _find(connection, pictures, wanted, before, limit, most)
    return Found([to_picture(row) for row in found.page], found.in_all, found.looked_to)


def find_jobs(
    connection: Connection, wanted: GalleryFilter, *, before: Cursor | None, limit: int, most: int = 0
) -> Found[Job]:
    """The newest jobs that fit, as `find_pictures` finds pictures."""
    found = _find(connection, jobs, wanted, before, limit, most)
    return Found([to_job(row) for row in found.page], found.in_all, found.looked_to)


def jobs_in(
    connection: Connection, statuses: Collection[JobStatus], *, before: Cursor | None, limit: int
) -> list[Job]:
    """Jobs in these states, newest first."""
    states = tuple(statuses) if len(statuses) < len(JobStatus) else ()
    look = _Look(jobs, frozenset({"before"} if before else ()), states=states)
    found = connection.execute(_newest(look), _values(look, GalleryFilter(), before, limit))
    return [to_job(row) for row in found]


def _find(
    connection: Connection, rows: Table, wanted: GalleryFilter, before: Cursor | None, limit: int, most: int
) -> Found[Row[Any]]:
    look = _look(connection, rows, wanted, before)
    if look.long and connection.dialect.name == "postgresql":
        # A plan made for any words, as for a statement that comes often, asks the index for common ones.
        connection.exec_driver_sql("SET LOCAL plan_cache_mode = force_custom_plan")
    short = search.words_of(wanted.words)[1]
    if short:
        return _compare(connection, look, _values(look, wanted, before, COMPARED), short, limit, most)
    page = connection.execute(_newest(look), _values(look, wanted, before, limit)).all()
    if before or len(page) < limit:
        return Found(list(page), 0 if before else len(page))
    count = connection.execute(_counted(look), _values(look, wanted, None, most)).scalar_one()
    return Found(list(page), min(most, count))


def _compare(
    connection: Connection, look: _Look, values: dict[str, Any], short: list[str], limit: int, most: int
) -> Found[Row[Any]]:
    """Those that hold the short words, among the newest that fit otherwise."""
    compared, fit = [], []
    for id_, words in connection.execute(_words(look), values):
        compared.append(id_)
        if search.holds(words, short):
            fit.append(id_)
        if len(fit) >= max(limit, most):
            break
    rows, shown, last = look.rows, fit[:limit], compared[COMPARED - 1 :]
    wanted = _in_order(select(rows).where(rows.c.id.in_([*shown, *last])), rows.c)
    found = connection.execute(wanted).all() if shown or last else []
    looked_to = next(((row.created_at, row.id) for row in found if row.id in last), None)
    page = [row for row in found if row.id in shown]
    return Found(page, 0 if "before" in look.given else len(fit), looked_to)


def _look(connection: Connection, rows: Table, wanted: GalleryFilter, before: Cursor | None) -> _Look:
    bounds = {"person": wanted.person_id, "since": wanted.since, "until": wanted.until, "before": before}
    long = search.words_of(wanted.words)[0]
    has_index = connection.dialect.name == "sqlite" and (rows is pictures or wanted.stage in _ENDED)
    return _Look(
        rows,
        frozenset(name for name, value in bounds.items() if value is not None),
        wanted.kind,
        wanted.stage or () if rows is jobs else (),
        len(long),
        has_index and bool(long),
    )


def _values(look: _Look, wanted: GalleryFilter, before: Cursor | None, most: int) -> dict[str, Any]:
    """The parameters of a statement for this look."""
    at, last_id = before or (None, None)
    bounds = {"person": wanted.person_id, "since": wanted.since, "until": wanted.until}
    found = {**bounds, "most": most, "at": at, "last_id": last_id, **search.values(wanted)}
    return found | search.index_values(wanted, _marks(look, wanted), before) if look.by_index else found


def _marks(look: _Look, wanted: GalleryFilter) -> list[list[str]]:
    """As the triggers write them. Eight characters of a person's id, a UUID, tell enough, and much sooner."""
    ended = _ENDED.get(wanted.stage, ()) if wanted.stage and look.rows is jobs else ()
    maker = (wanted.person_id or "")[:8]
    makers = [maker if len(maker) >= search.INDEXED_FROM else f"[of {maker}]"] if maker else []
    labels = BUTTONS[wanted.kind] if wanted.kind else ()
    lists = ([f"[{status}]" for status in ended], makers, [f"[by {label}]" for label in labels])
    return [some for some in lists if some]


def _conditions(look: _Look) -> tuple[list[ColumnElement[bool]], list[ColumnElement[bool]]]:
    """(all of these hold, and one of these where there are any), but for words and the place of a page.

    Each of the second has an index by time, all of them together have none.
    """
    columns: Any = look.rows.c
    bounds = {
        "person": columns.created_by == bindparam("person"),
        "since": columns.created_at >= bindparam("since"),
        "until": columns.created_at < bindparam("until"),
    }
    all_of = [condition for name, condition in bounds.items() if name in look.given]
    labels = BUTTONS[look.kind] if look.kind else ()
    if look.rows is pictures:
        return all_of, [columns.button == label for label in labels]
    if labels:
        all_of.append(columns.button.in_(labels))
    states = look.states
    return all_of, _are(states) if isinstance(states, tuple) else _STAGES.get(states, [])


@lru_cache(maxsize=STATEMENTS)
def _newest(look: _Look) -> Select[Any]:
    """The newest rows that fit, `most` of them."""
    return _select(look, [*look.rows.c])


@lru_cache(maxsize=STATEMENTS)
def _words(look: _Look) -> Select[Any]:
    """Ids and words of the newest rows that fit, `most` of them."""
    if look.by_index:
        return search.by_index(look.rows, look.given, with_words=True).limit(_MOST)
    return _select(look, [look.rows.c.id, search.WORDS[look.rows]])


def _select(look: _Look, columns: list[ColumnElement[Any]]) -> Select[Any]:
    rows, (all_of, one_of) = look.rows, _conditions(look)
    if look.by_index:
        ids = search.by_index(rows, look.given)
        found = ids.join(rows, rows.c.id == ids.selected_columns.id).with_only_columns(*columns)
        return found.where(*all_of).limit(_MOST)
    is_after = "before" in look.given
    conditions = [*all_of, *search.occur(rows, look.long)]
    if not one_of:
        return _in_order(select(*columns).where(*conditions), rows.c, is_after=is_after).limit(_MOST)
    keys = select(rows.c.id, rows.c.created_at).where(*conditions)
    each = [_in_order(keys.where(one), rows.c, is_after=is_after).limit(_MOST) for one in one_of]
    some = union_all(*(select(one.subquery()) for one in each)).subquery()
    chosen = _in_order(select(some.c.id), some.c).limit(_MOST)
    return _in_order(select(*columns).where(rows.c.id.in_(chosen)), rows.c)


@lru_cache(maxsize=STATEMENTS)
def _counted(look: _Look) -> Select[Any]:
    """How many fit, `most` for each of the conditions of which one has to hold."""
    rows, (all_of, one_of) = look.rows, _conditions(look)
    if look.by_index:
        some = [search.by_index(rows, look.given).order_by(None)]
    else:
        found = select(rows.c.id).where(*all_of, *search.occur(rows, look.long))
        some = [found.where(one) for one in one_of] or [found]
    each = [select(func.count()).select_from(one.limit(_MOST).subquery()).scalar_subquery() for one in some]
    return select(sum(each[1:], each[0]))


def _in_order(found: Select[Any], columns: Any, *, is_after: bool = False) -> Select[Any]:
    """The newest first; only those after the last one shown, where that is given."""
    found = found.order_by(columns.created_at.desc(), columns.id.desc())
    if not is_after:
        return found
    at, last_id = bindparam("at", type_=columns.created_at.type), bindparam("last_id", type_=columns.id.type)
    same = and_(columns.created_at == at, columns.id < last_id)
    return found.where(columns.created_at <= at, or_(columns.created_at < at, same))
