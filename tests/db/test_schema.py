"""The migrations make exactly the tables that the code knows."""

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from tests.support import collaborators, make_app
from webapp.db.tables import metadata


def is_known(name: str | None, _kind: str, _parents: object) -> bool:
    """What the search finds words by is made of SQL alone, by its migration."""
    return not str(name).startswith("search_")


def test_the_migrated_database_and_the_tables_in_the_code_are_the_same(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    with collaborators(app).database.read() as connection:
        opts = {"compare_type": True, "include_name": is_known}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, metadata) == []
