"""Bringing the finished picture into our storage. A job is done only when its picture is safe."""

import tempfile
from datetime import timedelta

from webapp.db import jobs as rows
from webapp.db import pictures as picture_rows
from webapp.errors import AppError, StorageError
from webapp.models import Job, JobStatus
from webapp.provider.errors import ProviderError
from webapp.provider.fetch import FetchError
from webapp.services import images, pictures
from webapp.services.collaborators import Collaborators

LONGEST_RETRY_S = 300.0


def save(co: Collaborators, job: Job) -> None:
    """Fetch, verify and keep the picture, then commit picture and `done` together; else try again later."""
    try:
        url = job.result_url or co.provider.message(str(job.message_id)).uri or ""
        with tempfile.TemporaryFile() as file:
            co.fetcher.fetch_into(url, file)
            facts = images.inspect(file, co.decoding)
            picture = pictures.save_result(co, job, file, facts)
    except (ProviderError, FetchError, AppError, OSError) as error:
        _try_again(co, job, _said(error))
        return
    now = co.now()
    with co.database.write() as connection:
        kept = picture_rows.add(connection, picture)
        rows.move(
            connection,
            job,
            JobStatus.DONE,
            now,
            "The picture is saved",
            result_picture_id=kept.id,
            finished_at=now,
            error_code=None,
            error_text=None,
            lease=None,
            leased_until=None,
        )


def _try_again(co: Collaborators, job: Job, said: str) -> None:
    """Keep the job in `saving`; the next try asks the provider for a fresh address."""
    delay_s = min(LONGEST_RETRY_S, 2.0 ** min(job.attempts, 10))
    with co.database.write() as connection:
        rows.note(connection, job.id, co.now(), job.status, f"The picture could not be saved yet: {said}")
        rows.touch(
            connection,
            job,
            result_url=None,
            attempts=job.attempts + 1,
            error_code="picture_unavailable",
            error_text=f"The picture is finished but could not be fetched yet: {said}",
            due_at=co.now() + timedelta(seconds=delay_s),
            lease=None,
            leased_until=None,
        )


def _said(error: Exception) -> str:
    if isinstance(error, ProviderError | FetchError | AppError | StorageError):
        return error.text
    return "the storage refused it" if isinstance(error, OSError) else type(error).__name__
