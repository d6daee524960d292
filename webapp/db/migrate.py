"""Bring a database to the schema of this release, and say whether it is there.

Alembic is imported where it is used: it is a seventh of all that a process loads, and few processes migrate.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from webapp.db import wakeups
from webapp.db.engine import Database

if TYPE_CHECKING:
    from alembic.script import ScriptDirectory

_FOLDER = str(Path(__file__).parent / "migrations")


class NewerSchema(Exception):
    """A newer release has migrated this database."""


def upgrade(database: Database) -> bool:
    """Run every migration that is missing. Safe to repeat. True where the database was empty before.

    Raises `NewerSchema` where another release has brought it farther.
    """
    with database.write() as connection:
        present = revision(connection)
        if present is not None and present not in revisions():
            raise NewerSchema
        is_new = present is None
        upgrade_on(connection)
        if not database.is_sqlite:
            wakeups.install(connection)
    return is_new


def upgrade_on(connection: Connection, to: str = "head") -> None:
    """Bring the database up to this revision, within the transaction of the connection."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", _FOLDER)
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def is_current(database: Database) -> bool:
    """True where the database stands at the newest migration of this release."""
    with database.read() as connection:
        present = revision(connection)
    return present == _scripts().get_current_head()


def is_older(database: Database) -> bool:
    """True where migrations of this release are missing; a release that came later has all of them."""
    with database.read() as connection:
        present = revision(connection)
    return present is None or present in revisions()[:-1]


def revision(connection: Connection) -> str | None:
    """Where the database stands; None where there are no tables of ours yet."""
    from alembic.runtime.migration import MigrationContext

    return MigrationContext.configure(connection).get_current_revision()


def revisions() -> list[str]:
    """All that this release knows, the first one first: from each it can bring a database to its own."""
    return [script.revision for script in _scripts().walk_revisions()][::-1]


def _scripts() -> "ScriptDirectory":
    from alembic.script import ScriptDirectory

    return ScriptDirectory(_FOLDER)
