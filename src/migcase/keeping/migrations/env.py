"""What Alembic runs: the revisions, on the connection that it is given.

It opens no connection, reads no configuration file and begins no transaction:
`migcase.keeping.sql_migrate` does, so that all revisions are one transaction.
"""

from __future__ import annotations

from alembic import context

from migcase.keeping import sql_people_schema  # noqa: F401 - its tables are in it
from migcase.keeping.sql_seal_schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)
context.run_migrations()
