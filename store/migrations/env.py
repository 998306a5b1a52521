"""Run by Alembic for every command. The connection is always ours, inside a transaction of ours (store.migrate)."""

from alembic import context

from store.migrate import OPTIONS

context.configure(connection=context.config.attributes["connection"], **OPTIONS)
context.run_migrations()
