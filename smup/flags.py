"""Flags of a value: what kind of number, or what kind of empty, an observation is."""

from enum import IntEnum


class Flag(IntEnum):
    """Kind of a value, as stored in ``observation.flag`` and ``variable_value.flag``.

    The numbers are storage codes and never change; ``label`` is the word used in the API and in
    exports. Source of the distinction: the flag dictionary of the SMUP API and GUS conventions.
    """

    OCCURRED = 0
    DID_NOT_OCCUR = 1
    BELOW_FORMAT = 2
    MISSING = 3
    SECRET = 4
    NOT_APPLICABLE = 5
    NOT_YET_PUBLISHED = 6

    @property
    def label(self) -> str:
        """Return the word of the API and exports, for example ``did-not-occur``."""
        return self.name.lower().replace("_", "-")

    @property
    def has_value(self) -> bool:
        """Tell whether an observation with this flag carries a number."""
        return self <= Flag.BELOW_FORMAT


EMPTY_FLAGS = tuple(flag for flag in Flag if not flag.has_value)
