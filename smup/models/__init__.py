"""Tables of the database. Writes go through commands; the web process only reads."""

from smup.models.base import KINDS, LEVELS, PART_LEVEL, Base
from smup.models.catalogue import Indicator, Sector, Service, Variable
from smup.models.releases import Dataset, RejectedRow, Release
from smup.models.territory import Boundary, Peer, Unit, UnitCode, UnitInType, UnitType
from smup.models.values import IndicatorYearStat, Latest, Observation, VariableValue

__all__ = [
    "KINDS",
    "LEVELS",
    "PART_LEVEL",
    "Base",
    "Boundary",
    "Dataset",
    "Indicator",
    "IndicatorYearStat",
    "Latest",
    "Observation",
    "Peer",
    "RejectedRow",
    "Release",
    "Sector",
    "Service",
    "Unit",
    "UnitCode",
    "UnitInType",
    "UnitType",
    "Variable",
    "VariableValue",
]
