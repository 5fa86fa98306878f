"""What pages and callbacks are given: the parts made once by ``create_app``."""

from dataclasses import dataclass

from smup.repository import Repository
from smup.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The parts a page may use.

    Attributes:
        repository: every question to the database.
        settings: values of the environment.
    """

    repository: Repository
    settings: Settings
