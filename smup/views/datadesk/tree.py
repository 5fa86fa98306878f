"""The version of the list of indicators that the data desk offers."""

from smup.repository import Repository
from smup.views.coverage.facts import judged_on


def tree_version(repository: Repository) -> str:
    """Return the mark of the list: of the data, and of the day that lateness is judged on."""
    return f"{repository.dataset().tag}-{judged_on(repository):%Y%m%d}"
