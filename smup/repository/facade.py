"""One object that answers every question of the web process about the database."""

import threading
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TypeVar

import pandas as pd
from sqlalchemy import Engine

from smup.database import check_schema
from smup.repository import dataset, releases, series, statistics
from smup.repository.account_reads import AccountReads
from smup.repository.boundary_reads import BoundaryReads
from smup.repository.cache import VersionedCache
from smup.repository.catalogue import Catalogue, read_catalogue
from smup.repository.cost_reads import CostReads
from smup.repository.cost_row_reads import CostRowReads
from smup.repository.coverage_reads import CoverageReads
from smup.repository.desk_reads import DeskReads
from smup.repository.effect_reads import EffectReads
from smup.repository.matrix import read_matrix
from smup.repository.note_reads import NoteReads
from smup.repository.observation_reads import ObservationReads
from smup.repository.peer_reads import PeerReads
from smup.repository.practice_page_reads import PracticePageReads
from smup.repository.practice_reach import PracticeReachReads
from smup.repository.practice_reads import PracticeReads
from smup.repository.profile_reads import ProfileReads
from smup.repository.records import (
    DatasetInfo,
    IndicatorInfo,
    Matrix,
    ReleaseInfo,
    SectorInfo,
    ServiceInfo,
    UnitCodeInfo,
)
from smup.repository.release_page_reads import ReleasePageReads
from smup.repository.release_reads import ReleaseReads
from smup.repository.revision_reads import RevisionReads
from smup.repository.stability_reads import StabilityReads
from smup.repository.units import read_directory, read_unit_codes
from smup.territory.directory import UnitDirectory

COUNTRY = "kraj"
T = TypeVar("T")


class Repository(
    PeerReads, ProfileReads, StabilityReads, CostReads, CostRowReads,
    PracticeReads, PracticePageReads, PracticeReachReads, EffectReads, NoteReads, DeskReads,
    AccountReads, ObservationReads, CoverageReads, BoundaryReads,
    ReleaseReads, ReleasePageReads, RevisionReads,
):  # fmt: skip
    """Every SELECT of the web process; safe to share between threads.

    What concerns the whole catalogue or all units is read once and kept until the version of
    the data changes. Between ``begin_request`` and ``end_request`` the version is read at most
    once; outside of them it is read by every call.
    """

    def __init__(self, engine: Engine, *, release: int | None = None) -> None:
        """Take an engine whose schema has been checked; nothing is read yet.

        Args:
            engine: of the present, or ``smup.repository.as_of.as_of_engine`` of a release.
            release: which release the engine shows.
        """
        self._engine = engine
        self._release = release
        self._kept = VersionedCache()
        self._request = threading.local()

    # State of the data

    def begin_request(self) -> None:
        """Forget the version, so that it is read again by the first question that needs it."""
        self._request.open = True
        self._request.dataset = None

    def end_request(self) -> None:
        """Close what ``begin_request`` opened."""
        self._request.open = False
        self._request.dataset = None

    def dataset(self) -> DatasetInfo:
        """Return the kind and version of the data (a database without the row: empty, 0)."""
        known: DatasetInfo | None = getattr(self._request, "dataset", None)
        if known is not None:
            return known
        info = dataset.read_dataset(self._engine, self._release)
        if getattr(self._request, "open", False):
            self._request.dataset = info
        return info

    def check(self) -> DatasetInfo:
        """Ask the database itself whether the web process can work with it.

        Raises:
            SchemaVersionError: when it cannot be read or its schema is not the program's own.
        """
        check_schema(self._engine)
        return dataset.read_dataset(self._engine)

    def keep(self, key: tuple[Hashable, ...], make: Callable[[], T]) -> T:
        """Return what ``make`` computes from the data, kept until their version changes.

        Args:
            key: what it is; few values a key, for nothing is dropped before.
            make: computes it.
        """
        return self._kept.get(self.dataset().tag, ("computed", *key), make)

    # Catalogue

    def sectors(self) -> tuple[SectorInfo, ...]:
        """Return all sectors by position, then code."""
        return self._catalogue().sectors

    def sector(self, code: str) -> SectorInfo:
        """Return a sector by its code, in any case.

        Raises:
            UnknownCodeError: ``what="sector"``.
        """
        return self._catalogue().sector(code)

    def services(self, sector_code: str | None = None) -> tuple[ServiceInfo, ...]:
        """Return services by position of sector, then own position, then code.

        Raises:
            UnknownCodeError: when ``sector_code`` is not known.
        """
        return self._catalogue().services_of(sector_code)

    def service(self, code: str) -> ServiceInfo:
        """Return a service by its code, in any case.

        Raises:
            UnknownCodeError: ``what="service"``.
        """
        return self._catalogue().service(code)

    def indicators(
        self, sector_code: str | None = None, query: str | None = None
    ) -> tuple[IndicatorInfo, ...]:
        """Return indicators of a sector (or all), in the order of the catalogue.

        With ``query`` the best match comes first; case and diacritics do not matter and a typo
        in a word is tolerated. Names in both languages, codes and services are searched.

        Raises:
            UnknownCodeError: when ``sector_code`` is not known.
        """
        return self._catalogue().indicators_of(sector_code, query)

    def indicator(self, code: str) -> IndicatorInfo:
        """Return an indicator by its code, in any case.

        Raises:
            UnknownCodeError: ``what="indicator"``.
        """
        return self._catalogue().indicator(code)

    # Units

    def directory(self) -> UnitDirectory:
        """Return all units with codes and search, in memory."""
        return self._kept.get(
            self.dataset().tag, ("directory",), lambda: read_directory(self._engine)
        )

    def unit_codes(self, unit_id: int) -> list[UnitCodeInfo]:
        """Return every code a unit has had, by system, then from when it was valid, then code."""
        every = self._kept.get(
            self.dataset().tag, ("codes",), lambda: read_unit_codes(self._engine)
        )
        return list(every.get(unit_id, ()))

    # Values

    def years(self, indicator_id: int, level: str) -> list[int]:
        """Return the years with at least one value at the level, ascending.

        Kept for all indicators at once, but for level kraj, which has no statistics: that is a
        small SELECT each time.
        """
        if level == COUNTRY:
            return list(self.matrix(indicator_id, level).years)
        return list(self.years_of_all().get(indicator_id, {}).get(level, ()))

    def years_of_all(self) -> Mapping[int, Mapping[str, tuple[int, ...]]]:
        """Return the years with values: by key of the indicator, then level, ascending."""
        catalogue = self._catalogue()
        return self._kept.get(
            self.dataset().tag,
            ("years",),
            lambda: statistics.read_years(self._engine, list(catalogue.indicators_by_id)),
        )

    def matrix(self, indicator_id: int, level: str) -> Matrix:
        """Return all values of an indicator at a level; one SELECT, arrays as in ``Matrix``.

        Raises:
            UnknownCodeError: when no indicator has this id.
        """
        indicator = self._catalogue().indicator_by_id(indicator_id)
        return read_matrix(self._engine, indicator, level=level, directory=self.directory())

    def unit_series(self, unit_id: int, indicator_ids: Sequence[int]) -> pd.DataFrame:
        """Return the series of a unit.

        Columns: indicator_id, year, value (NaN where none), flag, decimals (nullable Int64),
        release_id; ordered by indicator_id, year.
        """
        return series.read_unit_series(self._engine, unit_id, indicator_ids)

    def latest(self, unit_id: int, indicator_ids: Sequence[int]) -> pd.DataFrame:
        """Return the newest value of each indicator in a unit, with its places.

        Columns: indicator_id, year, value, flag, rank_country, n_country, rank_voivodeship,
        n_voivodeship, rank_peers, n_peers (nullable Int64); ordered by indicator_id. An indicator
        without any value in the unit has no row.
        """
        return series.read_latest(self._engine, unit_id, indicator_ids)

    def variable_values(
        self,
        variable_codes: Sequence[str],
        *,
        unit_id: int,
        first_year: int,
        last_year: int | None = None,
    ) -> pd.DataFrame:
        """Return base variables of a unit in a year, or in a range with both ends.

        Columns: variable_code, name_pl, name_en, unit_pl, unit_en, year, value, flag, decimals,
        release_id, source_pl, source_en; ordered by variable_code, year.
        """
        return series.read_variable_values(
            self._engine,
            variable_codes,
            unit_id=unit_id,
            years=range(first_year, (last_year or first_year) + 1),
        )

    def group_stats(
        self, indicator_ids: Sequence[int], *, level: str, group_code: str
    ) -> pd.DataFrame:
        """Return the distribution over a group of units, for each indicator and year.

        Columns: indicator_id, year, n, mean, sd, min, p5, q1, median, q3, p95, max (in the
        indicator's unit of measure; sd NaN for n = 1); ordered by indicator_id, year.
        """
        return statistics.read_group_stats(
            self._engine, indicator_ids, level=level, group_code=group_code
        )

    # Sources

    def releases(self, limit: int = 100, *, before_id: int | None = None) -> list[ReleaseInfo]:
        """Return the newest loads first; ``before_id`` continues a list after its last id."""
        return releases.read_releases(self._engine, limit, before_id=before_id)

    def _catalogue(self) -> Catalogue:
        return self._kept.get(
            self.dataset().tag, ("catalogue",), lambda: read_catalogue(self._engine)
        )
