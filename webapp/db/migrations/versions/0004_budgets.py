"""Budgets, what counts against them, and the approval of jobs beyond them"""

from collections import Counter
from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

NEVER_SENT = "status = 'cancelled' AND sent_at IS NULL"
REFUSED = "status = 'failed' AND message_id IS NULL"


def upgrade() -> None:
    op.create_table(
        "budgets",
        sa.Column("who", sa.String(length=64), nullable=False),
        sa.Column("per_day", sa.Integer(), nullable=True),
        sa.Column("per_month", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("who", name=op.f("pk_budgets")),
    )
    usage = op.create_table(
        "usage",
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("jobs", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "day", name=op.f("pk_usage")),
    )
    op.create_index("ix_usage_day", "usage", ["day"])
    op.add_column("jobs", sa.Column("approval", sa.String(length=16), nullable=True))
    _count_what_was(usage)


def _count_what_was(usage: sa.Table) -> None:
    """The jobs that are there count on the days they were submitted, but those that surely cost nothing."""
    who, at = sa.column("created_by", sa.String()), sa.column("created_at", sa.DateTime(timezone=True))
    cost = sa.text(f"NOT ({NEVER_SENT}) AND NOT ({REFUSED})")
    found = sa.select(who, at).select_from(sa.table("jobs")).where(cost)
    counted = Counter((row.created_by, _day(row.created_at)) for row in op.get_bind().execute(found))
    rows = [{"person_id": who, "day": day, "jobs": jobs} for (who, day), jobs in counted.items()]
    if rows:
        op.bulk_insert(usage, rows)


def _day(at: datetime) -> str:
    """The day in UTC; SQLite keeps no zone and is in UTC."""
    return f"{at - (at.utcoffset() or at - at):%Y-%m-%d}"
