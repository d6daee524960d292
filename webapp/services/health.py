"""Whether the app can do its work, and what to look at where it cannot."""

from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError

from webapp.db import migrate
from webapp.services import processes, room
from webapp.services.collaborators import Collaborators

NO_SUCH_TABLE = ("42P01", "42703")
"""PostgreSQL's codes for a table and for a column that is not there."""


def problems(co: Collaborators) -> list[str]:
    """What is down, one sentence each that names the setting; empty where all is well."""
    found = [database_problem(co) or processes.no_worker(co), room.out_of_reach(co)]
    return [f"{text.removesuffix('.')}." for text in found if text]


def database_problem(co: Collaborators) -> str | None:
    """Why the database cannot be used, in one sentence; None where it can.

    One that a newer release has migrated is in order: old and new processes run side by side in a deploy.
    """
    try:
        return _older_schema(co) if migrate.is_older(co.database) else None
    except SQLAlchemyError as error:
        return outage(co, error) or _no_answer(co)


def outage(co: Collaborators, error: Exception) -> str | None:
    """What an error of the database tells the operator, in one sentence; None where it is one of ours."""
    if isinstance(error, migrate.NewerSchema):
        name = co.settings.database_setting
        return f"A newer release of Redraw has migrated the database of {name}: start that release again."
    if isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) in NO_SUCH_TABLE:
        return _older_schema(co)
    if not isinstance(error, OperationalError):
        return None
    text, name = str(error.orig), co.settings.database_setting
    if "no such table" in text or "no such column" in text:
        return _older_schema(co)
    if "authentication failed" in text or "no pg_hba.conf entry" in text or "no password supplied" in text:
        return f"The database refuses the user or the password of {name}."
    if 'database "' in text and "does not exist" in text:
        return f"The database server knows no such database as {name} names."
    return _no_answer(co)


def _older_schema(co: Collaborators) -> str:
    name = co.settings.database_setting
    return f"The database of {name} is not at this release: run `flask --app wsgi migrate`."


def _no_answer(co: Collaborators) -> str:
    return f"The database does not answer at {co.settings.database_setting}."
