"""Bring a database to the schema of this release, and say whether it is there.

Alembic is imported where it is used: it is a seventh of all that a process loads, and few processes migrate.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from webapp.db.engine import Database

if TYPE_CHECKING:
    from alembic.config import Config


def upgrade(database: Database) -> bool:
    """Run every migration that is missing. Safe to repeat. True where the database was empty before."""
    from alembic import command
    from alembic.runtime.migration import MigrationContext

    config = _config()
    with database.write() as connection:
        is_new = MigrationContext.configure(connection).get_current_revision() is None
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return is_new


def is_current(database: Database) -> bool:
    """True where the database stands at the newest migration of this release."""
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    with database.read() as connection:
        present = MigrationContext.configure(connection).get_current_revision()
    return present == ScriptDirectory.from_config(_config()).get_current_head()


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config
