"""Processes, housekeeping, and bytes that no record names or that are missing"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "processes",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("host", sa.String(length=100), nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("started_at", AT, nullable=False),
        sa.Column("beat_at", AT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_processes")),
    )
    op.create_table(
        "housekeeping",
        sa.Column("task", sa.String(length=140), nullable=False),
        sa.Column("due_at", AT, nullable=False),
        sa.Column("lease", sa.String(length=40), nullable=True),
        sa.Column("leased_until", AT, nullable=True),
        sa.Column("began_at", AT, nullable=True),
        sa.Column("ended_at", AT, nullable=True),
        sa.Column("took_s", sa.Float(), nullable=True),
        sa.Column("done", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("error_at", AT, nullable=True),
        sa.Column("state", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("task", name=op.f("pk_housekeeping")),
    )
    op.create_table(
        "unnamed_bytes",
        sa.Column("blob", sa.String(length=64), nullable=False),
        sa.Column("due_at", AT, nullable=False),
        sa.Column("claimed_until", AT, nullable=True),
        sa.PrimaryKeyConstraint("blob", name=op.f("pk_unnamed_bytes")),
    )
    op.create_index(op.f("ix_unnamed_bytes_due_at"), "unnamed_bytes", ["due_at"])
    op.create_table(
        "missing_bytes",
        sa.Column("blob", sa.String(length=64), nullable=False),
        sa.Column("found_at", AT, nullable=False),
        sa.PrimaryKeyConstraint("blob", name=op.f("pk_missing_bytes")),
    )
    for column in ("painting", "wire_mask"):
        is_there = sa.text(f"{column} IS NOT NULL")
        op.create_index(
            op.f(f"ix_jobs_{column}"),
            "jobs",
            [column],
            sqlite_where=is_there,
            postgresql_where=is_there,
        )
