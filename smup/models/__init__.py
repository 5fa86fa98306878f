"""Tables of the database. Writes go through commands; the web process only reads."""

from smup.models.base import KINDS, LEVELS, PART_LEVEL, Base
from smup.models.catalogue import Indicator, Sector, Service, Variable
from smup.models.costs import (
    CostAsset,
    CostCircumstance,
    CostDriver,
    CostIncome,
    CostOutput,
    CostSpending,
    ServiceCost,
)
from smup.models.releases import Dataset, RejectedRow, Release
from smup.models.territory import Boundary, Peer, Unit, UnitCode, UnitInType, UnitType
from smup.models.values import IndicatorYearStat, Latest, Observation, VariableValue

__all__ = [
    "KINDS",
    "LEVELS",
    "PART_LEVEL",
    "Base",
    "Boundary",
    "CostAsset",
    "CostCircumstance",
    "CostDriver",
    "CostIncome",
    "CostOutput",
    "CostSpending",
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
    "ServiceCost",
    "Unit",
    "UnitCode",
    "UnitInType",
    "UnitType",
    "Variable",
    "VariableValue",
]
