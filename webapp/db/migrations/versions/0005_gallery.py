"""What the gallery is filtered by"""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("pictures", "jobs"):
        columns = ["created_by", "created_at", "id"]
        op.create_index(f"ix_{table}_created_by_created_at_id", table, columns)
