"""Conditions that the database itself keeps."""

from smup.flags import Flag


def one_of(column: str, values: tuple[str, ...]) -> str:
    """Return the CHECK that a column has one of some fixed words."""
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def value_matches_flag() -> str:
    """Return the CHECK that keeps a value and its flag consistent."""
    return (
        f"(flag IN ({Flag.OCCURRED:d}, {Flag.BELOW_FORMAT:d}) AND value IS NOT NULL) OR "
        f"(flag = {Flag.DID_NOT_OCCUR:d} AND value IS NOT NULL AND value = 0) OR "
        f"(flag BETWEEN {Flag.MISSING:d} AND {Flag.NOT_YET_PUBLISHED:d} AND value IS NULL)"
    )
