"""What the start page says and shows: sectors, the featured map, ready questions, news."""

from dataclasses import dataclass
from datetime import datetime

from smup.errors import UnknownCodeError
from smup.figures.theme import Figure
from smup.flags import Flag
from smup.formats import format_number
from smup.i18n import texts
from smup.repository import IndicatorInfo, Repository, SectorInfo
from smup.view_state import ViewState
from smup.views.linked import LinkedData, read_linked_data
from smup.views.pictures import LegendRow, legend, map_figure, map_scheme
from smup.views.releases.words import kind_name
from smup.views.selection import select_indicator
from smup.views.sentences import opening

FEATURED = "EDU-WP-01"
FEATURED_LEVEL = "powiat"
NEWS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A sector in the table of sectors.

    Attributes:
        sector: the sector.
        note: what is in it, ``8 usług · 15 wskaźników``.
    """

    sector: SectorInfo
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeaturedMap:
    """The map that invites: one indicator by powiats.

    Attributes:
        indicator: what it shows.
        level: level of the units shown.
        year: year shown.
        figure: the map.
        legend: classes from the lowest, then kinds of empty that occur.
        empty: storage code of the flag of each unit drawn without a class, by TERYT code.
        sentence: what the map says, for those who do not see it.
    """

    indicator: IndicatorInfo
    level: str
    year: int
    figure: Figure
    legend: tuple[LegendRow, ...]
    empty: dict[str, int]
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsItem:
    """A load of data in words."""

    moment: datetime
    title: str
    note: str


def tiles(repository: Repository, lang: str) -> tuple[Tile, ...]:
    """Return all sectors in the official order, with what is in each."""
    powiat_only = _sectors_of_powiats(repository)
    return tuple(
        Tile(sector=sector, note=_tile_note(sector, lang, powiat=sector.code in powiat_only))
        for sector in repository.sectors()
    )


def indicator_count(repository: Repository) -> int:
    """Return the number of indicators of all sectors."""
    return sum(sector.indicator_count for sector in repository.sectors())


def featured_map(repository: Repository, lang: str) -> FeaturedMap | None:
    """Return the map of the start page; None without the indicator, its values or borders."""
    try:
        selection = select_indicator(repository, FEATURED, state=ViewState(level=FEATURED_LEVEL))
    except UnknownCodeError:
        return None
    if selection.year is None:
        return None
    data = read_linked_data(repository, selection, lang=lang)
    scheme = map_scheme(data)
    figure = map_figure(repository, data, scheme)
    if figure is None:
        return None
    year = selection.year
    return FeaturedMap(
        indicator=data.indicator,
        level=selection.level,
        year=year,
        figure=figure,
        legend=legend(data, scheme, year, mode="value"),
        empty=_without_class(data, year),
        sentence=opening(data, year).text,
    )


def news(repository: Repository, lang: str) -> tuple[NewsItem, ...]:
    """Return the newest loads that brought or changed something, in words."""
    t = texts(lang)
    found = []
    for release in repository.releases(limit=20):
        if not release.rows_new and not release.rows_changed:
            continue
        title = kind_name(release.kind, lang)
        numbers = {"rows_new": release.rows_new, "rows_changed": release.rows_changed}
        counts = [
            t.plural(f"start.{name}", number, count=format_number(number, decimals=0, lang=lang))
            for name, number in numbers.items()
            if number
        ]
        note = f"{release.source} · {', '.join(counts)}"
        found.append(NewsItem(moment=release.fetched_at, title=title, note=note))
    return tuple(found[:NEWS])


def _without_class(data: LinkedData, year: int) -> dict[str, int]:
    row = data.matrix.year_index(year)
    if row is None:
        return {}
    flags = data.matrix.flags[row].tolist()
    drawn = (Flag.OCCURRED, Flag.BELOW_FORMAT)
    return {code: flag for code, flag in zip(data.codes, flags, strict=True) if flag not in drawn}


def _sectors_of_powiats(repository: Repository) -> frozenset[str]:
    every = repository.services()
    return frozenset(item.sector_code for item in every) - frozenset(
        item.sector_code for item in every if item.task_level != "powiat"
    )


def _tile_note(sector: SectorInfo, lang: str, *, powiat: bool) -> str:
    t = texts(lang)
    services = t.plural("common.services", sector.service_count)
    second = t("common.task.powiat") if powiat else None
    return f"{services} · {second or t.plural('common.indicators', sector.indicator_count)}"
