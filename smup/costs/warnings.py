"""What makes a cost hard to compare: bits of ``service_cost.warnings``."""

from enum import IntFlag

NEW_CLASSIFICATION = 2022
"""First year of the budget classification that parts the chapters of entities from those of
services (Dz.U. 2021 poz. 1382): costs before it and after it are not comparable."""


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
        return bool(self.why_no_unit_cost)

    @property
    def why_no_unit_cost(self) -> str:
        """Return the first reason of ``EXCLUDING`` in small letters; empty without one."""
        return next((str(bit.name).lower() for bit in EXCLUDING if bit in self), "")


EXCLUDING = (Warnings.NOT_RUN, Warnings.NO_COST, Warnings.NO_OUTPUT)
"""Reasons for which a unit has no unit cost; of several the first one is told everywhere."""
