"""Every earlier schema comes up to this release's with its data, on either engine."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import (
    JSON,
    Boolean,
    Connection,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    Numeric,
    Table,
    insert,
    select,
)

from tests.support import collaborators, make_app
from webapp.db import migrate, portable

AT = datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC)


def some_value(table: Table, name: str, on_sqlite: bool) -> Any:
    """Something that fits the column; each reference leads to the one row of its table, called `x`."""
    kind = table.c[name].type
    if isinstance(kind, DateTime):
        return AT.replace(tzinfo=None) if on_sqlite else AT
    if isinstance(kind, Boolean):
        return True
    if isinstance(kind, Integer | Float | Numeric):
        return 7
    if isinstance(kind, LargeBinary):
        return b"x"
    return ["x"] if isinstance(kind, JSON) else "x"


def fill(connection: Connection, tables: Iterable[Table], **own: Any) -> dict[str, dict[str, Any]]:
    """A row in each of these tables, and these rows by table; `own` are the values of columns by name."""
    on_sqlite = connection.dialect.name == "sqlite"
    rows = {}
    for table in tables:
        names = table.columns.keys()
        row = {name: own[name] if name in own else some_value(table, name, on_sqlite) for name in names}
        connection.execute(insert(table).values(**row))
        rows[table.name] = row
    return rows


@pytest.mark.parametrize("start", migrate.revisions())
def test_data_come_up_from_every_revision(start: str, tmp_path: Path) -> None:
    app = make_app(tmp_path, MIDJOURNEY_TOKEN="t")
    database = collaborators(app).database
    with database.write() as connection:
        portable.clear(connection)
        migrate.upgrade_on(connection, start)
        before = fill(connection, portable.tables(connection))
    assert migrate.upgrade(database) is False
    assert migrate.is_current(database)
    with database.read() as connection:
        now = {table.name: table for table in portable.tables(connection)}
        for name, row in before.items():
            kept = connection.execute(select(now[name])).mappings().one()
            assert {column: kept[column] for column in row} == row, name
