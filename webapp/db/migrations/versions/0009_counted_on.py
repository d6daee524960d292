"""The day on which a job that was sent again counts"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("jobs", sa.Column("counted_on", sa.String(length=10), nullable=True))
