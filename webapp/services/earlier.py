"""A painting made before on a picture that this one was made from, and where it belongs in this one."""

from dataclasses import dataclass

from webapp.db import drafts as draft_rows
from webapp.db import jobs as job_rows
from webapp.db import pictures as rows
from webapp.lineage import MOST_GENERATIONS, WHOLE, Frame, frame_after
from webapp.models import Person, Picture
from webapp.services.collaborators import Collaborators


@dataclass(frozen=True, slots=True)
class EarlierPainting:
    """`picture` was painted on: by this person as a draft, by anybody as the mask of `job_id`, or both."""

    picture: Picture
    frame: Frame
    has_draft: bool
    job_id: str | None


def find(co: Collaborators, person: Person, picture: Picture) -> EarlierPainting | None:
    """The painting on the nearest such picture; None where there is none, or its place is not known."""
    child, frame = picture, WHOLE
    with co.database.read() as connection:
        for _ in range(MOST_GENERATIONS):
            job = job_rows.get(connection, child.job_id) if child.job_id else None
            parent = rows.get(connection, job.picture_id) if job and job.picture_id else None
            step = frame_after(job.button) if job else None
            if parent is None or step is None:
                return None
            child, frame = parent, frame.holding(step)
            has_draft = draft_rows.get(connection, parent.id, person.id) is not None
            masks = (found.id for found in job_rows.of_picture(connection, parent.id) if found.has_mask)
            job_id = next(masks, None)
            if has_draft or job_id:
                return EarlierPainting(parent, frame, has_draft, job_id)
    return None
