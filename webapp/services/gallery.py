"""The gallery: what the team made and is making, found by person, words, button, state and day."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from webapp.db import gallery as rows
from webapp.db import search
from webapp.db.gallery import Found
from webapp.errors import BadInput
from webapp.models import Job, JobStatus, Picture
from webapp.services import cursors, deeds
from webapp.services.collaborators import Collaborators
from webapp.services.cursors import PAGE_SIZE
from webapp.services.jobs.view import JobView, view_of
from webapp.team_models import GalleryFilter, Kind, Stage

MOST_WORDS = 200
ALL = "all"
MOST = 200
"""Beyond this many it is only said that there are more: counting all would read all."""
COMPARED = search.COMPARED


@dataclass(frozen=True, slots=True)
class Page:
    """One page of pictures, or of jobs. `next` is the key of the page after it.

    `found` counts all pages, on the first of them; on the others `older_than` says where they begin.
    `is_cut` is True where short words were compared with `COMPARED`, and the next page goes on from there.
    """

    pictures: list[Picture]
    jobs: list[JobView]
    next: str | None
    found: int
    older_than: datetime | None
    is_cut: bool

    @property
    def is_more(self) -> bool:
        """True where there are more than `found`."""
        return self.found == MOST


def read_filter(
    *, words: str, person_id: str, kind: str, stage: str, since: str, until: str
) -> GalleryFilter:
    """What was chosen on the page, each as it was typed; days are UTC, `until` is the last one shown."""
    if (kind and kind not in list(Kind)) or (stage and stage not in list(Stage)):
        raise BadInput("The gallery knows no such filter.", code="bad_filter")
    last = deeds.read_day(until)
    return GalleryFilter(
        words=words.strip()[:MOST_WORDS],
        person_id=person_id.replace("\0", "")[:64] or None,
        kind=Kind(kind) if kind else None,
        stage=Stage(stage) if stage else None,
        since=deeds.read_day(since),
        until=last + timedelta(days=1) if last else None,
    )


def jobs_page(co: Collaborators, status: str | None, before: str) -> tuple[list[JobView], str | None]:
    """One page of jobs in a state, in `all`, or (None) of those not over; and the key of the next page."""
    with co.database.read() as connection:
        found = rows.jobs_in(connection, _statuses(status), before=cursors.read(before), limit=PAGE_SIZE + 1)
    return [view_of(co, job) for job in found[:PAGE_SIZE]], cursors.following(found)


def _statuses(word: str | None) -> list[JobStatus]:
    if word in (None, ALL):
        return [status for status in JobStatus if word == ALL or not status.is_terminal]
    try:
        return [JobStatus(word)]
    except ValueError:
        raise BadInput(f"status must be a job\u2019s state or {ALL}.", code="bad_status") from None


def page(co: Collaborators, wanted: GalleryFilter, before: str) -> Page:
    """Pictures, newest first; jobs where a stage is wanted in which there is no picture yet."""
    cursor = cursors.read(before)
    size = PAGE_SIZE + 1
    made: Found[Picture] = Found([], 0)
    jobs: Found[Job] = Found([], 0)
    with co.database.read() as connection:
        if wanted.stage in (None, Stage.DONE):
            made = rows.find_pictures(connection, wanted, before=cursor, limit=size, most=MOST)
        else:
            jobs = rows.find_jobs(connection, wanted, before=cursor, limit=size, most=MOST)
    looked_to = made.looked_to or jobs.looked_to
    return Page(
        pictures=made.page[:PAGE_SIZE],
        jobs=[view_of(co, job) for job in jobs.page[:PAGE_SIZE]],
        next=cursors.following(made.page or jobs.page, looked_to),
        found=min(made.in_all or jobs.in_all, MOST),
        older_than=cursor[0] if cursor else None,
        is_cut=looked_to is not None,
    )
