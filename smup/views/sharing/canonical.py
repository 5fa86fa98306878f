"""The canonical address of a view: its page with the keys that make it another content."""

import re
from collections.abc import Mapping
from urllib.parse import urlencode

KEYS: dict[str, tuple[str, ...]] = {
    "sector": ("service",),
    "indicator": ("level",),
    "compare": ("units", "ind"),
    "synthetic": ("level", "unit"),
    "cost": ("unit",),
    "practices": ("obszar", "usluga"),
    "coverage": ("widok", "level", "sektor", "usluga", "ind"),
    "datadesk": ("ind", "usluga", "obszar", "level"),
}
"""By page. Year, order, my unit beside the values and the like show the same content otherwise,
and the profile of a unit is one page at its path."""
_CODES = re.compile(r"[\w.,-]{1,400}")


def canonical_query_of(kind: str, query: Mapping[str, str]) -> str:
    """Return the canonical query string without question mark, empty for most pages.

    Args:
        kind: key of the page in ``layouts.PAGES``.
        query: keys and values of the address; values that are no lists of codes are left out.
    """
    found = {key: query[key] for key in KEYS.get(kind, ()) if _CODES.fullmatch(query.get(key, ""))}
    return urlencode(found)
