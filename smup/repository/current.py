"""The repository of the application: of the data of today, or as of the release asked for."""

from typing import Any

from sqlalchemy import Engine

from smup.as_of import asked_release
from smup.repository.as_of import PastOf
from smup.repository.facade import Repository


class CurrentRepository(Repository):
    """Answers as of the release of ``smup.as_of.asked_release``, without one as of now.

    Each release has a repository and caches of its own, so answers never mix.
    """

    def __init__(self, engine: Engine) -> None:
        """Take an engine whose schema has been checked; nothing is read yet."""
        super().__init__(engine)
        self._past = PastOf(engine, lambda past, release: Repository(past, release=release))

    def __getattribute__(self, name: str) -> Any:
        """Return an attribute of the repository that answers the current question."""
        release = asked_release()
        if release is None or name.startswith("__"):
            return super().__getattribute__(name)
        return getattr(object.__getattribute__(self, "_past").get(release), name)
