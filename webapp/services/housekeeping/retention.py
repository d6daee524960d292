"""RETENTION_DAYS: what is older goes, unless somebody still needs it."""

from datetime import timedelta

from webapp.db import retention as rows
from webapp.services import blobs, deeds
from webapp.services.collaborators import Collaborators
from webapp.services.housekeeping.step import State, Step
from webapp.team_models import Deed

AT_ONCE = 50


def is_wanted(co: Collaborators) -> bool:
    return co.settings.retention_days is not None


def delete_old(co: Collaborators, _state: State) -> Step:
    """Delete the oldest pictures and records of jobs that nobody needs any more, with their bytes."""
    now = co.now()
    before = now - timedelta(days=co.settings.retention_days or 0)
    with co.database.write() as connection:
        pictures = rows.old_pictures(connection, before, now, AT_ONCE)
        rows.remove_pictures(connection, list(pictures))
        jobs = rows.old_jobs(connection, before, AT_ONCE)
        rows.remove_jobs(connection, list(jobs))
        blobs.let_go(co, connection, *pictures.values(), *(blob for two in jobs.values() for blob in two))
        if pictures or jobs:
            detail = f"pictures: {len(pictures)}, jobs: {len(jobs)}"
            deeds.record(co, connection, None, Deed.RETENTION, detail=detail)
    more = len(pictures) == AT_ONCE or len(jobs) == AT_ONCE
    return Step({"picture{s} deleted": len(pictures), "job{s} deleted": len(jobs)}, {} if more else None)
