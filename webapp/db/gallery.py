"""What the gallery looks for: pictures and jobs, newest first, filtered, one page after the other by key."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, func, or_, select, union_all

from webapp.db import search
from webapp.db.records import to_job, to_picture
from webapp.db.search import Cursor
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


@dataclass(frozen=True, slots=True)
class _Fit:
    """Rows of a table for which all of these conditions hold, and one of those where there are any.

    Each of `one_of` has an index by time, all of them together have none. `marks` say the same to SQLite's
    index of words; None where that does not know the rows.
    """

    rows: Table
    wanted: GalleryFilter
    all_of: list[ColumnElement[bool]]
    one_of: list[ColumnElement[bool]]
    marks: list[list[str]] | None


def pictures_page(
    connection: Connection, wanted: GalleryFilter, *, before: Cursor | None, limit: int
) -> list[Picture]:
    found = _newest(connection, _pictures(wanted), before, limit)
    return [to_picture(row) for row in connection.execute(found)]


def count_pictures(connection: Connection, wanted: GalleryFilter, most: int) -> int:
    """How many pictures fit; `most` stands for that many and more."""
    return _count(connection, _pictures(wanted), most)


def jobs_page(
    connection: Connection, wanted: GalleryFilter, *, before: Cursor | None, limit: int
) -> list[Job]:
    return [to_job(row) for row in connection.execute(_newest(connection, _jobs(wanted), before, limit))]


def count_jobs(connection: Connection, wanted: GalleryFilter, most: int) -> int:
    """How many jobs fit; `most` stands for that many and more."""
    return _count(connection, _jobs(wanted), most)


def jobs_in(
    connection: Connection, statuses: Collection[JobStatus], *, before: Cursor | None, limit: int
) -> list[Job]:
    """Jobs in these states, newest first."""
    one_of = _are(statuses) if len(statuses) < len(JobStatus) else []
    found = _newest(connection, _Fit(jobs, GalleryFilter(), [], one_of, None), before, limit)
    return [to_job(row) for row in connection.execute(found)]


def _pictures(wanted: GalleryFilter) -> _Fit:
    labels = BUTTONS[wanted.kind] if wanted.kind else ()
    one_of = [pictures.c.button == label for label in labels]
    return _Fit(pictures, wanted, _shared(pictures.c, wanted), one_of, _marks(wanted, labels))


def _jobs(wanted: GalleryFilter) -> _Fit:
    conditions, labels = _shared(jobs.c, wanted), BUTTONS[wanted.kind] if wanted.kind else ()
    if labels:
        conditions.append(jobs.c.button.in_(labels))
    one_of = _STAGES.get(wanted.stage, []) if wanted.stage else []
    ended = _ENDED.get(wanted.stage, ()) if wanted.stage else ()
    marks = [[f"[{status}]" for status in ended], *_marks(wanted, labels)] if ended else None
    return _Fit(jobs, wanted, conditions, one_of, marks)


def _marks(wanted: GalleryFilter, labels: Iterable[str]) -> list[list[str]]:
    """As the triggers write them. Eight characters of a person's id, a UUID, tell enough, and sooner."""
    makers = [f"[of {wanted.person_id}]"[:12]] if wanted.person_id else []
    return [some for some in (makers, [f"[by {label}]" for label in labels]) if some]


def _shared(columns: Any, wanted: GalleryFilter) -> list[ColumnElement[bool]]:
    """What is asked of pictures and jobs alike."""
    asked = (
        (wanted.person_id, columns.created_by.__eq__),
        (wanted.since, columns.created_at.__ge__),
        (wanted.until, columns.created_at.__lt__),
    )
    return [condition(value) for value, condition in asked if value is not None]


def _newest(connection: Connection, fit: _Fit, before: Cursor | None, limit: int) -> Select[Any]:
    words, rows = search.words_of(fit.wanted.words), fit.rows
    if _has_index(connection, fit, words):
        found = search.by_index(rows, fit.wanted, words, fit.marks or [], before, [*rows.c])
        return found.where(*fit.all_of).limit(limit)
    all_of = [*fit.all_of, *search.occur(words, rows)]
    if not fit.one_of:
        return _after(select(rows).where(*all_of), rows.c, before).limit(limit)
    keys = [
        _after(select(rows.c.id, rows.c.created_at).where(*all_of, one), rows.c, before).limit(limit)
        for one in fit.one_of
    ]
    some = union_all(*(select(each.subquery()) for each in keys)).subquery()
    chosen = _after(select(some.c.id), some.c, None).limit(limit)
    return _after(select(rows).where(rows.c.id.in_(chosen)), rows.c, None)


def _count(connection: Connection, fit: _Fit, most: int) -> int:
    words, rows = search.words_of(fit.wanted.words), fit.rows
    if _has_index(connection, fit, words):
        some = [search.by_index(rows, fit.wanted, words, fit.marks or []).order_by(None)]
    else:
        found = select(rows.c.id).where(*fit.all_of, *search.occur(words, rows))
        some = [found.where(one) for one in fit.one_of] or [found]
    each = [select(func.count()).select_from(one.limit(most).subquery()).scalar_subquery() for one in some]
    return min(most, int(connection.execute(select(sum(each[1:], each[0]))).scalar_one()))


def _has_index(connection: Connection, fit: _Fit, words: list[str]) -> bool:
    """True where SQLite finds the rows by an index of their words."""
    return connection.dialect.name == "sqlite" and fit.marks is not None and search.are_indexed(words)


def _after(found: Select[Any], columns: Any, before: Cursor | None) -> Select[Any]:
    found = found.order_by(columns.created_at.desc(), columns.id.desc())
    if before is None:
        return found
    at, last_id = before
    same = and_(columns.created_at == at, columns.id < last_id)
    return found.where(columns.created_at <= at, or_(columns.created_at < at, same))
