"""Runs the schema's revisions on the connection kidesk hands over, in the transaction it has begun."""

from alembic import context

import kidesk.records
import kidesk.store.history
import kidesk.store.properties
import kidesk.store.search
from kidesk.records.record import Row

# Every module that brings a table is imported above, so that the metadata is whole.
assert kidesk.store.search.SEARCH_ENTRY.metadata is Row.metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Row.metadata,
    render_as_batch=True,
    transactional_ddl=False,  # the transaction is the caller's
)
context.run_migrations()
