"""Fill the configured database with the sample when there is none yet."""

import os
import subprocess
import sys
from pathlib import Path

from smup.database import make_engine, schema_revision, sqlite_file
from smup.errors import SmupError
from smup.settings import ROOT, Settings


def init(database_url: str) -> int:
    """Make the database and return the exit code of the command."""
    return subprocess.run(
        [sys.executable, "-m", "smup", "init"],
        cwd=ROOT,
        env=os.environ | {"SMUP_DATABASE_URL": database_url},
        check=False,
    ).returncode


def init_file(file: Path) -> int:
    """Make an SQLite database under another name first: it is there whole or not at all."""
    unfinished = file.with_name(f"{file.name}.new")
    for ending in ("", "-wal", "-shm"):
        unfinished.with_name(unfinished.name + ending).unlink(missing_ok=True)
    code = init(f"sqlite:///{unfinished}")
    if code == 0:
        unfinished.rename(file)
    return code


def main() -> int:
    """Return the exit code: 0 when there is a database, whatever its state."""
    try:
        settings = Settings.from_env()
        engine = make_engine(settings, read_only=True)
        file = sqlite_file(engine.url)
        if file is not None and not file.exists():
            return init_file(file)
        if schema_revision(engine) is None:
            return init(settings.database_url)
    except SmupError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
