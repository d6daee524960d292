"""What the gallery looks for: pictures and jobs, newest first, filtered, one page after the other by key."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select

from webapp.db.records import to_job, to_picture
from webapp.db.tables import jobs, pictures
from webapp.models import IMAGINE, UPSCALES, VARY_REGION, Job, JobStatus, Picture
from webapp.team_models import Approval, GalleryFilter, Kind, Stage

Cursor = tuple[datetime, str]
"""When the last one shown was made, and its id."""

_ARROWS = ("\N{LEFTWARDS BLACK ARROW}", "\N{BLACK RIGHTWARDS ARROW}", "\N{UPWARDS BLACK ARROW}")
BUTTONS: dict[Kind, tuple[str, ...]] = {
    Kind.REGION: (VARY_REGION,),
    Kind.WORDS: (IMAGINE,),
    Kind.UPSCALE: (*UPSCALES, "Upscale (Subtle)", "Upscale (Creative)", "Upscale (2x)", "Upscale (4x)"),
    Kind.VARIATION: ("V1", "V2", "V3", "V4", "Vary (Subtle)", "Vary (Strong)"),
    Kind.ZOOM: ("Zoom Out 2x", "Zoom Out 1.5x", "Custom Zoom", "Make Square"),
    Kind.PAN: tuple(f"{arrow}\ufe0f" for arrow in (*_ARROWS, "\N{DOWNWARDS BLACK ARROW}")),
    Kind.AGAIN: ("\N{ANTICLOCKWISE DOWNWARDS AND UPWARDS OPEN CIRCLE ARROWS}",),
}
"""The provider's labels of each kind; what was added by hand has none."""

_UNDER_WAY = (JobStatus.SENDING, JobStatus.QUEUED, JobStatus.RUNNING, JobStatus.SAVING)
_HELD = and_(jobs.c.status == str(JobStatus.WAITING), jobs.c.approval == str(Approval.NEEDED))
_STAGES: dict[Stage, ColumnElement[bool]] = {
    Stage.UNDER_WAY: or_(
        jobs.c.status.in_([str(status) for status in _UNDER_WAY]),
        and_(
            jobs.c.status == str(JobStatus.WAITING),
            jobs.c.approval.is_distinct_from(str(Approval.NEEDED)),
        ),
    ),
    Stage.NEEDS_SOMEBODY: or_(jobs.c.status == str(JobStatus.UNCERTAIN), _HELD),
    Stage.FAILED: jobs.c.status.in_([str(JobStatus.FAILED), str(JobStatus.EXPIRED)]),
    Stage.CANCELLED: jobs.c.status == str(JobStatus.CANCELLED),
}


def pictures_page(
    connection: Connection, wanted: GalleryFilter, *, before: Cursor | None, limit: int
) -> list[Picture]:
    found = _after(select(pictures).where(*_of_pictures(wanted)), pictures.c, before).limit(limit)
    return [to_picture(row) for row in connection.execute(found)]


def count_pictures(connection: Connection, wanted: GalleryFilter, most: int) -> int:
    """How many pictures fit; `most` stands for that many and more."""
    some = select(pictures.c.id).where(*_of_pictures(wanted)).limit(most).subquery()
    return int(connection.execute(select(func.count()).select_from(some)).scalar_one())


def jobs_page(
    connection: Connection, wanted: GalleryFilter, *, before: Cursor | None, limit: int
) -> list[Job]:
    found = _after(select(jobs).where(*_of_jobs(wanted)), jobs.c, before).limit(limit)
    return [to_job(row) for row in connection.execute(found)]


def count_jobs(connection: Connection, wanted: GalleryFilter, most: int) -> int:
    """How many jobs fit; `most` stands for that many and more."""
    some = select(jobs.c.id).where(*_of_jobs(wanted)).limit(most).subquery()
    return int(connection.execute(select(func.count()).select_from(some)).scalar_one())


def jobs_in(
    connection: Connection, statuses: Collection[JobStatus], *, before: Cursor | None, limit: int
) -> list[Job]:
    """Jobs in these states, newest first."""
    chosen = select(jobs).where(jobs.c.status.in_([str(status) for status in statuses]))
    return [to_job(row) for row in connection.execute(_after(chosen, jobs.c, before).limit(limit))]


def _of_pictures(wanted: GalleryFilter) -> list[ColumnElement[bool]]:
    conditions = _shared(pictures.c, wanted)
    if wanted.words:
        conditions.append(
            or_(
                pictures.c.prompt.icontains(wanted.words, autoescape=True),
                pictures.c.title.icontains(wanted.words, autoescape=True),
            )
        )
    if wanted.kind is Kind.ADDED:
        conditions.append(pictures.c.job_id.is_(None))
    elif wanted.kind is not None:
        maker = (jobs.c.id == pictures.c.job_id, jobs.c.button.in_(BUTTONS[wanted.kind]))
        conditions.append(exists(select(jobs.c.id).where(*maker)))
    return conditions


def _of_jobs(wanted: GalleryFilter) -> list[ColumnElement[bool]]:
    conditions = _shared(jobs.c, wanted)
    if wanted.words:
        conditions.append(jobs.c.prompt.icontains(wanted.words, autoescape=True))
    if wanted.kind is not None:
        conditions.append(jobs.c.button.in_(BUTTONS.get(wanted.kind, ())))
    if wanted.stage in _STAGES:
        conditions.append(_STAGES[wanted.stage])
    return conditions


def _shared(columns: Any, wanted: GalleryFilter) -> list[ColumnElement[bool]]:
    """What is asked of pictures and jobs alike."""
    asked = (
        (wanted.person_id, columns.created_by.__eq__),
        (wanted.since, columns.created_at.__ge__),
        (wanted.until, columns.created_at.__lt__),
    )
    return [condition(value) for value, condition in asked if value is not None]


def _after(found: Select[Any], columns: Any, before: Cursor | None) -> Select[Any]:
    found = found.order_by(columns.created_at.desc(), columns.id.desc())
    if before is None:
        return found
    at, last_id = before
    same = and_(columns.created_at == at, columns.id < last_id)
    return found.where(or_(columns.created_at < at, same))
