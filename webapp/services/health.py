"""Whether the app can do its work."""

from sqlalchemy.exc import SQLAlchemyError

from webapp.db.migrate import is_current
from webapp.services.collaborators import Collaborators


def problems(co: Collaborators) -> list[str]:
    """What is down, one sentence each; empty where all is well."""
    found = []
    try:
        if not is_current(co.database):
            found.append("The database is not at this release: run `flask --app wsgi migrate`.")
    except SQLAlchemyError:
        found.append("The database does not answer.")
    try:
        co.storage.free_bytes()
    except OSError:
        found.append("The picture storage does not answer.")
    return found
