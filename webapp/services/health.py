"""Whether the app can do its work."""

from sqlalchemy.exc import SQLAlchemyError

from webapp.db.migrate import is_current
from webapp.errors import StorageError
from webapp.services import processes
from webapp.services.collaborators import Collaborators


def problems(co: Collaborators) -> list[str]:
    """What is down, one sentence each; empty where all is well."""
    found = []
    try:
        if not is_current(co.database):
            found.append("The database is not at this release: run `flask --app wsgi migrate`.")
        elif no_worker := processes.no_worker(co):
            found.append(no_worker)
    except SQLAlchemyError:
        found.append("The database does not answer.")
    try:
        co.storage.free_bytes()
    except OSError as error:
        text = error.text if isinstance(error, StorageError) else "The picture storage does not answer"
        found.append(f"{text}.")
    return found
