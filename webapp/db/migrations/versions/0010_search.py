"""The words of pictures and jobs by an index, and the button that made each picture

Triggers keep both, so that what a process of the release before writes is found, too.
"""

import logging

import sqlalchemy as sa
from alembic import op
from sqlalchemy.exc import DBAPIError

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

log = logging.getLogger(__name__)

INDEXES = {
    "pictures": (["button", "created_at", "id"], ["created_by", "button", "created_at", "id"]),
    "jobs": (["status", "created_at", "id", "button", "created_by"],),
}
BUTTON = """
CASE WHEN {row}.job_id IS NULL THEN '' ELSE (SELECT button FROM jobs WHERE id = {row}.job_id) END
"""
"""Empty for pictures that were added by hand."""

FILL = f"UPDATE pictures SET title = title, button = {BUTTON.format(row='pictures')}"

NUMBER = """
(CAST(strftime('%s', {row}.created_at) AS INTEGER) * 1000000
+ CAST(substr({row}.created_at || '000000', 21, 6) AS INTEGER))
"""
"""Rows of SQLite's index are numbered by their time in microseconds, so that it gives the newest first."""

SAME_SECOND = f"rowid BETWEEN {NUMBER} AND {NUMBER} + 1000000"
ADD = f"""
INSERT INTO search_{{table}} (rowid, words, marks, id)
SELECT coalesce(last + 1, {NUMBER}), {{words}},
    '[of ' || new.created_by || '][by ' || {{marks}} || ']', new.id
FROM (
    SELECT max(rowid) AS last FROM search_{{table}}
    WHERE {SAME_SECOND} AND EXISTS (SELECT 1 FROM search_{{table}} WHERE rowid = {NUMBER})
) WHERE {{which}};
"""
"""Where its number is taken, by a row of that very time, it gets the one after the last of the second."""

REMOVE = f"DELETE FROM search_{{table}} WHERE {SAME_SECOND} AND id = old.id;"
INDEX = (
    "CREATE VIRTUAL TABLE search_{table} USING fts5(words, marks, id UNINDEXED, tokenize = 'trigram')",
    "CREATE TRIGGER {table}_added AFTER INSERT ON {table} WHEN {which} BEGIN {add} END",
    "CREATE TRIGGER {table}_removed AFTER DELETE ON {table} WHEN {which_old} BEGIN {remove} END",
    """CREATE TRIGGER {table}_changed AFTER UPDATE OF {columns} ON {table} WHEN {which} OR {which_old}
    BEGIN {remove} {add} END""",
)
OF_PICTURES = {
    "table": "pictures",
    "words": "new.title || ' ' || new.prompt",
    "marks": f"coalesce(new.button, {BUTTON.format(row='new')}, '?')",
    "which": "true",
    "columns": "title, prompt",
}
ENDED_WITHOUT = "status IN ('failed', 'expired', 'cancelled')"
OF_JOBS = {
    "table": "jobs",
    "words": "new.prompt",
    "marks": "new.button || '][' || new.status",
    "which": f"new.{ENDED_WITHOUT}",
    "columns": "status",
}
"""Those that ended without a picture: those that did not end are few, the others are found as pictures."""


def _index(**about: str) -> list[str]:
    """What makes SQLite's index of a table, and keeps it."""
    add, remove = ADD.format(row="new", **about), REMOVE.format(row="old", **about)
    which_old = about["which"].replace("new.", "old.")
    return [one.format(add=add, remove=remove, which_old=which_old, **about) for one in INDEX]


ON_SQLITE = (
    *_index(**OF_PICTURES),
    *_index(**OF_JOBS),
    f"""CREATE TRIGGER pictures_button AFTER INSERT ON pictures WHEN new.button IS NULL
    BEGIN UPDATE pictures SET button = {BUTTON.format(row="new")} WHERE id = new.id; END""",
    FILL,
    f"UPDATE jobs SET status = status WHERE {ENDED_WITHOUT}",
    "INSERT INTO search_pictures (search_pictures) VALUES ('optimize')",
    "INSERT INTO search_jobs (search_jobs) VALUES ('optimize')",
)

COLLATIONS = ("pg_c_utf8", "und-x-icu")
"""Those that know the small letters of all scripts, the quickest first; the database's own may not."""

FOLDED = """
CREATE OR REPLACE FUNCTION folded(words text) RETURNS text
LANGUAGE plpgsql IMMUTABLE COST 5000 AS $$ BEGIN RETURN lower(words{collation}); END $$
"""
"""By its cost, which SQL would not keep, and on one process: so the planner asks the index for rare words."""

ON_POSTGRES = (
    f"""CREATE OR REPLACE FUNCTION pictures_button() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN NEW.button := {BUTTON.format(row="NEW")}; RETURN NEW; END $$""",
    """CREATE TRIGGER pictures_button BEFORE INSERT ON pictures FOR EACH ROW
    WHEN (NEW.button IS NULL) EXECUTE FUNCTION pictures_button()""",
    FILL,
)
TRIGRAMS = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    """CREATE INDEX search_pictures ON pictures
    USING gin (folded(title || ' ' || prompt) gin_trgm_ops)""",
    "CREATE INDEX search_jobs ON jobs USING gin (folded(prompt) gin_trgm_ops) WHERE status <> 'done'",
)


def upgrade() -> None:
    connection = op.get_bind()
    is_sqlite = connection.dialect.name == "sqlite"
    op.add_column("pictures", sa.Column("button", sa.String(length=100), nullable=True))
    for statement in ON_SQLITE if is_sqlite else ON_POSTGRES:
        connection.exec_driver_sql(statement)
    for table, all_columns in INDEXES.items():
        for columns in all_columns:
            op.create_index(f"ix_{table}_{'_'.join(columns)}", table, columns)
    if not is_sqlite:
        _index_words(connection)


def _index_words(connection: sa.Connection) -> None:
    """Where the extension is refused, a search reads all rows: slower, with the same result."""
    there = sa.text("SELECT collname FROM pg_collation WHERE collname = ANY(:names)")
    found = connection.execute(there, {"names": list(COLLATIONS)}).scalars().all()
    best = next((f' COLLATE "{name}"' for name in COLLATIONS if name in found), "")
    connection.exec_driver_sql(FOLDED.format(collation=best))
    try:
        with connection.begin_nested():
            for statement in TRIGRAMS:
                connection.exec_driver_sql(statement)
    except DBAPIError as error:
        log.warning("Without PostgreSQL's extension pg_trgm a search reads all rows: %s", error.orig)
