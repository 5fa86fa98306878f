"""Fill the configured database with the sample when it has no schema yet."""

import sys

from alembic.runtime.migration import MigrationContext
from sqlalchemy.exc import DBAPIError

from smup.database import make_engine, sqlite_file
from smup.errors import SmupError
from smup.settings import Settings


def is_new(settings: Settings) -> bool:
    """Tell whether the database has never been set up; one that cannot be opened is not new."""
    engine = make_engine(settings, read_only=True)
    file = sqlite_file(engine.url)
    if file is not None and not file.exists():
        return True
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision() is None
    except DBAPIError:
        return False
    finally:
        engine.dispose()


def main() -> int:
    """Return the exit code: that of ``python -m smup init``, 0 when there is nothing to do."""
    try:
        if not is_new(Settings.from_env()):
            return 0
    except SmupError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    from smup.cli import main as command_line  # noqa: PLC0415  slow to import, seldom needed

    return command_line(["init"])


if __name__ == "__main__":
    sys.exit(main())
