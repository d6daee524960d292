"""What Alembic runs: the migrations, on the connection that `webapp.db.migrate` hands over."""

from alembic import context

from webapp.db.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
