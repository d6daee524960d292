"""Masks made before that a painting may start from, and where they belong in the picture."""

from dataclasses import dataclass
from datetime import datetime

from webapp.db import drafts as draft_rows
from webapp.db import jobs as job_rows
from webapp.db import pictures as rows
from webapp.lineage import WHOLE, Frame, frame_after
from webapp.models import MOST_GENERATIONS, Person, Picture
from webapp.services.collaborators import Collaborators

MOST_SENT = 10


@dataclass(frozen=True, slots=True)
class EarlierPainting:
    """`picture` was painted on: by this person as a draft, by anybody as the mask of `job_id`, or both.

    `sent_at` is when the mask was sent, for one of the picture itself; None for a picture it was made from.
    """

    picture: Picture
    title: str
    frame: Frame
    has_draft: bool
    job_id: str | None
    sent_at: datetime | None = None


def find(co: Collaborators, person: Person, picture: Picture) -> EarlierPainting | None:
    """The painting on the nearest picture that this one was made from.

    None where there is none, or where its place in this one is not known.
    """
    child, frame = picture, WHOLE
    with co.database.read() as connection:
        for _ in range(MOST_GENERATIONS):
            job = job_rows.get(connection, child.job_id) if child.job_id else None
            parent = rows.get(connection, job.picture_id) if job and job.picture_id else None
            if job is None or parent is None:
                return None
            old, new = (parent.width, parent.height), (child.width, child.height)
            step = frame_after(job.button, job.prompt, old, new)
            if step is None:
                return None
            child, frame = parent, frame.holding(step)
            has_draft = draft_rows.get(connection, parent.id, person.id) is not None
            masks = (found.id for found in job_rows.of_picture(connection, parent.id) if found.has_mask)
            job_id = next(masks, None)
            if has_draft or job_id:
                return EarlierPainting(parent, parent.title or parent.prompt, frame, has_draft, job_id)
    return None


def sent(co: Collaborators, picture: Picture) -> list[EarlierPainting]:
    """The masks that were sent with this very picture, each once, newest first."""
    with co.database.read() as connection:
        jobs = job_rows.of_picture(connection, picture.id)
    by_painting = {job.painting: job for job in reversed(jobs) if job.has_mask}
    newest = sorted(by_painting.values(), key=lambda job: job.created_at, reverse=True)[:MOST_SENT]
    return [EarlierPainting(picture, job.prompt, WHOLE, False, job.id, job.created_at) for job in newest]
