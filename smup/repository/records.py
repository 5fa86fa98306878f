"""Values that the repository returns: small frozen records, never rows of the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from smup.as_of import API_KEY
from smup.territory.boundary_versions import StoredBoundary


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetInfo:
    """What the database holds.

    Attributes:
        kind: ``empty``, ``sample`` or ``real``.
        version: grows with every write.
        changed_at: moment of the last write.
        practices_version: grows when a practice or a note becomes or stops being public.
        history_from: first release that can be read as of.
        release: the release that is read as of; None: the data of today.
        release_at: moment of that release.
        newest: the newest release; 0 when nothing was loaded.
    """

    kind: str
    version: int
    changed_at: datetime
    practices_version: int = 0
    history_from: int = 0
    release: int | None = None
    release_at: datetime | None = None
    newest: int = 0

    @property
    def state_at(self) -> datetime:
        """Return the moment of the state that is shown: of the release, or of the last write."""
        return self.release_at or self.changed_at

    @property
    def release_number(self) -> int:
        """Return the release that is shown: the one read as of, or the newest."""
        return self.release or self.newest

    @property
    def tag(self) -> str:
        """Return the mark of this state of the data, fit for an address or an ETag.

        The moment stands beside the version because a database made anew counts from 1 again,
        and a browser would go on showing what it keeps from the previous one. What is read as of
        a release has its own mark, so that nothing kept is taken for the data of today.
        """
        return self.units_tag if self.release is None else f"{self.units_tag}-w{self.release}"

    @property
    def units_tag(self) -> str:
        """Return the mark without the release: of units and borders, shown as of now always."""
        return f"{self.version}-{int(self.changed_at.timestamp()):x}"

    @property
    def public_tag(self) -> str:
        """Return the mark of the data together with what is published of practices and notes."""
        return f"{self.tag}-{self.practices_version}"

    def units_path(self, level: str) -> str:
        """Return the address of the compact list of units, kept by browsers for a year."""
        return f"/geo/units-{level}.{self.units_tag}.json"

    def matrix_path(self, indicator_code: str, level: str) -> str:
        """Return the address of a matrix that browsers keep until the data change."""
        release = "" if self.release is None else f"&{API_KEY}={self.release}"
        return f"/api/v1/indicators/{indicator_code}/matrix?level={level}{release}&v={self.tag}"

    @property
    def is_sample(self) -> bool:
        """Tell whether every view must be marked as sample data."""
        return self.kind == "sample"


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorInfo:
    """A sector (obszar), in the official order by ``position``."""

    id: int
    code: str
    position: int
    name_pl: str
    name_en: str
    official: bool
    icon: str
    service_count: int
    indicator_count: int

    def name(self, lang: str) -> str:
        """Return the name in ``pl`` or ``en``."""
        return self.name_en if lang == "en" else self.name_pl


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceInfo:
    """A service (usługa) of a sector."""

    id: int
    code: str
    sector_id: int
    sector_code: str
    position: int
    name_pl: str
    name_en: str
    task_level: str
    indicator_count: int

    def name(self, lang: str) -> str:
        """Return the name in ``pl`` or ``en``."""
        return self.name_en if lang == "en" else self.name_pl


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorInfo:
    """An indicator with its whole card.

    Attributes:
        card: the card as in the catalogue file (``IndicatorCard.model_dump()``); a card made by
            an import may lack fields.
    """

    id: int
    code: str
    service_id: int
    service_code: str
    sector_id: int
    sector_code: str
    position: int
    name_pl: str
    name_en: str
    unit_pl: str
    unit_en: str
    decimals: int
    dimension: str
    polarity: str
    task_level: str
    card: Mapping[str, Any]

    def name(self, lang: str) -> str:
        """Return the full name in ``pl`` or ``en``."""
        return self.name_en if lang == "en" else self.name_pl

    def unit(self, lang: str) -> str:
        """Return the unit of measure in ``pl`` or ``en``."""
        return self.unit_en if lang == "en" else self.unit_pl

    def short_name(self, lang: str) -> str:
        """Return the name that fits a KPI card; the full one when the card has no short one."""
        return self.card_text("short_name", lang) or self.name(lang)

    def card_text(self, field: str, lang: str) -> str:
        """Return a two-language text of the card, or an empty text when the card lacks it."""
        part = self.card.get(field)
        return str(part.get(lang) or "") if isinstance(part, Mapping) else ""

    def is_task_of(self, level: str) -> bool:
        """Tell whether units of ``level`` run this service (kraj, wojewodztwo: always)."""
        return level not in ("gmina", "powiat") or self.task_level in (level, "oba")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitCodeInfo:
    """A dated code of a unit, with the name and kind it had under it."""

    system: str
    code: str
    name: str
    kind: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseInfo:
    """One load: where its rows came from and what they changed. Columns as in ``release``."""

    id: int
    kind: str
    source: str
    file_name: str | None
    checksum: str | None
    fetched_at: datetime
    rows_read: int
    rows_new: int
    rows_changed: int
    rows_same: int
    rows_skipped: int
    rows_rejected: int
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundarySet(StoredBoundary):
    """Borders of one level at one detail in one version.

    Attributes:
        path: address of the file, kept by browsers for a year: its hash stands in it.
    """

    @property
    def path(self) -> str:
        """Return the immutable address under ``/geo/``."""
        return f"/geo/{self.level}-{self.detail}.{self.content_hash}.geojson"


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundaryBody:
    """Borders ready to be sent: the same GeoJSON compressed in two ways."""

    info: BoundarySet
    gzip_body: bytes
    brotli_body: bytes


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Matrix:
    """All values of one indicator at one level. The arrays are read-only.

    Attributes:
        years: years that have at least one value, ascending; equal to ``Repository.years``.
        unit_ids: int64 [units], in the order of ``directory.positions(level, fictional=True)``.
        values: float64 [years, units] in the indicator's unit of measure; NaN where no value.
        flags: int8 [years, units], storage codes of ``smup.flags.Flag``. A unit without a row
            is MISSING, or NOT_APPLICABLE when the service is not its task.
    """

    years: tuple[int, ...]
    unit_ids: NDArray[np.int64]
    values: NDArray[np.float64]
    flags: NDArray[np.int8]

    def year_index(self, year: int) -> int | None:
        """Return the row of a year, or None when the matrix does not have it."""
        return self.years.index(year) if year in self.years else None


class PeerInfo(NamedTuple):
    """A unit that another one is compared with.

    Attributes:
        kind: ``sasiedzi`` or ``najblizsze``.
        position: 1 for the nearest, or for the neighbour with the longest common border.
        peer_id: key of the other unit.
        distance: from 0, equal, to 1, of nearest units; None for neighbours.
        border_km: length of the common border; None for nearest units.
    """

    kind: str
    position: int
    peer_id: int
    distance: float | None
    border_km: float | None
