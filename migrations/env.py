"""Alembic's entry: runs migrations on the connection it is handed; imports nothing of the product."""

from __future__ import annotations

from alembic import context

connection = context.config.attributes["connection"]
target = context.config.attributes.get("target")
context.configure(
    connection=connection,
    target_metadata=target,
    render_as_batch=True,
    transaction_per_migration=True,
    include_object=context.config.attributes.get("include"),
)
with context.begin_transaction():
    context.run_migrations()
