"""Every SELECT of the web process, behind one ``Repository``."""

from smup.repository.current import CurrentRepository
from smup.repository.facade import Repository
from smup.repository.observations import ObservationPage, ObservationQuery, ObservationRow, Span
from smup.repository.records import (
    BoundaryBody,
    BoundarySet,
    DatasetInfo,
    IndicatorInfo,
    Matrix,
    ReleaseInfo,
    SectorInfo,
    ServiceInfo,
    UnitCodeInfo,
)

__all__ = [
    "BoundaryBody",
    "BoundarySet",
    "CurrentRepository",
    "DatasetInfo",
    "IndicatorInfo",
    "Matrix",
    "ObservationPage",
    "ObservationQuery",
    "ObservationRow",
    "ReleaseInfo",
    "Repository",
    "SectorInfo",
    "ServiceInfo",
    "Span",
    "UnitCodeInfo",
]
