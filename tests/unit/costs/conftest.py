"""Two gminas in an empty database."""

from tests.cost_files import gminas, small

__all__ = ["gminas", "small"]
