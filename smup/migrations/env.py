"""Alembic's entry: runs the revisions on the connection given by ``smup.database``."""

from alembic import context
from sqlalchemy import Connection

from smup.models import Base


def _run(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


def _main() -> None:
    given: Connection | None = context.config.attributes.get("connection")
    if given is not None:
        _run(given)
        return
    # Only a developer's own `alembic` command comes here, e.g. to draft a new revision.
    from smup.database import make_engine  # noqa: PLC0415
    from smup.settings import Settings  # noqa: PLC0415

    with make_engine(Settings.from_env()).begin() as connection:
        _run(connection)


_main()
