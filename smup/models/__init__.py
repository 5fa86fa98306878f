"""Tables of the database. Data are written by commands, practices and notes also from the web."""

from smup.models.accounts import ROLES, Account, AuditEntry, SignInAttempt
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
from smup.models.practices import (
    COST_CLASSES,
    NOTE_STATES,
    OPEN_STATES,
    PRACTICE_STAGES,
    REVISION_STATES,
    VERDICTS,
    Practice,
    PracticeAttachment,
    PracticeEffect,
    PracticeIndicator,
    PracticeRevision,
    ValueNote,
)
from smup.models.releases import Dataset, RejectedRow, Release
from smup.models.territory import Boundary, Peer, Unit, UnitCode, UnitInType, UnitType
from smup.models.values import IndicatorYearStat, Latest, Observation, VariableValue

__all__ = [
    "COST_CLASSES",
    "KINDS",
    "LEVELS",
    "NOTE_STATES",
    "OPEN_STATES",
    "PART_LEVEL",
    "PRACTICE_STAGES",
    "REVISION_STATES",
    "ROLES",
    "VERDICTS",
    "Account",
    "AuditEntry",
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
    "Practice",
    "PracticeAttachment",
    "PracticeEffect",
    "PracticeIndicator",
    "PracticeRevision",
    "RejectedRow",
    "Release",
    "Sector",
    "Service",
    "ServiceCost",
    "SignInAttempt",
    "Unit",
    "UnitCode",
    "UnitInType",
    "UnitType",
    "ValueNote",
    "Variable",
    "VariableValue",
]
