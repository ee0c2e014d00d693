"""Alembic's entry: runs the migrations on the connection it is handed, in the caller's transaction."""

from alembic import context

from knowledge.storage.group_tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
context.run_migrations()
