"""Pictures and drafts handed to teammates"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "hand_overs",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("picture_id", sa.String(length=36), nullable=False),
        sa.Column("from_id", sa.String(length=64), nullable=False),
        sa.Column("to_id", sa.String(length=64), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("draft", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["picture_id"],
            ["pictures.id"],
            name=op.f("fk_hand_overs_picture_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["from_id"], ["people.id"], name=op.f("fk_hand_overs_from_id")),
        sa.ForeignKeyConstraint(["to_id"], ["people.id"], name=op.f("fk_hand_overs_to_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_overs")),
    )
    op.create_index(op.f("ix_hand_overs_picture_id"), "hand_overs", ["picture_id"])
    op.create_index(op.f("ix_hand_overs_to_id"), "hand_overs", ["to_id"])
