"""What makes a cost hard to compare: bits of ``service_cost.warnings``."""

from enum import IntFlag


class Warnings(IntFlag):
    """Reasons why a unit's cost of a service should be compared with care.

    The first six are reported by the unit (``cost_circumstance``, same order as
    ``smup.models.costs.CIRCUMSTANCES``), the others are seen in the rows.
    """

    OUTSOURCED = 1
    COMPANY = 2
    UNION = 4
    EU_PROJECT = 8
    CHAPTER_CHANGE = 16
    NOT_RUN = 32
    NO_OUTPUT = 64
    NO_COST = 128
    CORRECTION = 256
    GRANTS_ONLY = 512

    @property
    def excludes(self) -> bool:
        """Tell whether the unit has no unit cost that could stand in a ranking."""
        return bool(self & (Warnings.NOT_RUN | Warnings.NO_OUTPUT | Warnings.NO_COST))
