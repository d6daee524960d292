"""Bring a database to the schema of this release, and say whether it is there."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from webapp.db.engine import Database


def upgrade(database: Database) -> bool:
    """Run every migration that is missing. Safe to repeat. True where the database was empty before."""
    config = _config()
    with database.write() as connection:
        is_new = MigrationContext.configure(connection).get_current_revision() is None
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return is_new


def is_current(database: Database) -> bool:
    """True where the database stands at the newest migration of this release."""
    with database.read() as connection:
        present = MigrationContext.configure(connection).get_current_revision()
    return present == ScriptDirectory.from_config(_config()).get_current_head()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config
