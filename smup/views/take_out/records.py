"""A table of a page with everything that goes with it when it leaves the product."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from smup.repository import IndicatorInfo, ReleaseInfo
from smup.tabular import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What must be known of the rows, for file names, metadata, method and citation.

    Attributes:
        lang: ``pl`` or ``en``.
        title: what the table shows, in words: „Wydatki bieżące na ucznia, gminy podobne, 2024”.
        words: ASCII words of the file name after ``smup``.
        page: path of the page in Polish form, without language: ``/obszar/edukacja``.
        table: path of the table under ``/eksport/<lang>``, without ending: ``/obszar/edukacja``.
        query: canonical query string that both share, without question mark.
        sample: whether the data are the labelled sample.
        tag: ``DatasetInfo.tag``, the state of the data.
        changed_at: moment of the last load.
        indicators: whose values stand in the table, in order.
        releases: loads of the database the rows come from, the newest first.
        notes: what else a reader must know, in sentences: limits, how a computed column is made.
        coverage: by code of an indicator how much of it there is, in one line.
        origin: scheme and host of the service, without final slash, for the address in citations;
            empty when not known, which leaves the path alone.
        as_of: the release that the rows are read as of; None: the data of today.
    """

    lang: str
    title: str
    words: tuple[str, ...]
    page: str
    table: str
    query: str
    sample: bool
    tag: str
    changed_at: datetime
    indicators: tuple[IndicatorInfo, ...] = ()
    releases: tuple[ReleaseInfo, ...] = ()
    notes: tuple[str, ...] = ()
    coverage: Mapping[str, str] = field(default_factory=dict)
    origin: str = ""
    as_of: ReleaseInfo | None = None

    @property
    def state_at(self) -> datetime:
        """Return the moment of the state of the data: of the release read, or the last load."""
        return self.changed_at if self.as_of is None else self.as_of.fetched_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """How rows find their borders on a map; one row a unit.

    Attributes:
        column: key of the column with TERYT codes.
        level: of the units.
        geojson: reads the borders of the level: GeoJSON in WGS84 whose features have the TERYT
            code as ``id``; None when no borders are loaded.
        approximate: the borders are drawn from location and area, not surveyed.
    """

    column: str
    level: str
    geojson: Callable[[], bytes | None]
    approximate: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """A table ready to be taken out.

    Attributes:
        description: what is known of it.
        table: its rows, exactly those that the page shows, in its order.
        places: borders of the rows; None when a row is not a unit.
    """

    description: Description
    table: Table
    places: Places | None = None

    def served_from(self, origin: str) -> "Extract":
        """Return the extract with the address of the service, for whole addresses in citations."""
        return replace(self, description=replace(self.description, origin=origin))
