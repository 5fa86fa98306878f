"""What the pages for those who write are given."""

from dataclasses import dataclass

from sqlalchemy import Engine

from smup.accounts.notices import Notices
from smup.repository import Repository
from smup.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Parts of the pages for those who write.

    Attributes:
        engine: an engine that may write; all other parts of the web process only read.
        repository: every SELECT.
        settings: of the environment.
        notices: sends messages.
    """

    engine: Engine
    repository: Repository
    settings: Settings
    notices: Notices
