"""Profiles made by hand, for tests of what pages and reports say of a unit.

``profile()`` is Płońsk against four gminas in 2023: ten indicators of two sectors that stand for
every case a profile must tell apart. Quartiles are 40, 50 and 60 unless a test says otherwise.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from smup.flags import Flag
from smup.repository.records import DatasetInfo, IndicatorInfo, SectorInfo
from smup.views.groups import Group
from smup.views.linked import GroupStats, Value
from smup.views.profile.records import (
    Band,
    Change,
    HeatCell,
    HeatRow,
    Noise,
    Profile,
    ProfileRow,
    TrendMark,
)
from tests import memory_country
from tests.memory_country import PLONSK

YEAR = 2023
DIMENSIONS = ("ilosc", "jakosc", "dostepnosc", "efektywnosc")
SECTORS = {"edukacja": ("Edukacja", "Education"), "srodowisko": ("Środowisko", "Environment")}
STATS = GroupStats(n=5, min=10.0, p5=12.0, q1=40.0, median=50.0, q3=60.0, p95=88.0, max=90.0)
GRADES = (0.2, 0.4, 0.6, 0.8)


def indicator(number: int = 1, *, sector: str = "edukacja", **fields: Any) -> IndicatorInfo:
    """An indicator with a number in its code and its name: ``EDU-AB-01``, ``Wskaźnik 1``."""
    values: dict[str, Any] = {
        "id": number,
        "code": f"{sector[:3].upper()}-AB-{number:02d}",
        "sector_code": sector,
        "sector_id": 1 + list(SECTORS).index(sector),
        "name_pl": f"Wskaźnik {number}",
        "name_en": f"Indicator {number}",
        "card": {},
    }
    return memory_country.indicator(**values | fields)


def row(number: int = 1, *, value: float | Flag = 70.0, **fields: Any) -> ProfileRow:
    """A row of an indicator; what is not given follows from value and polarity.

    Args:
        number: of the indicator.
        value: the number, or the kind of empty.
        fields: of the row, or of the indicator (``polarity``, ``dimension``, ``sector`` …).
    """
    own = {key: fields.pop(key) for key in ProfileRow.__dataclass_fields__ if key in fields}
    about = own.pop("indicator", None) or indicator(number, **fields)
    cell = _cell_value(value)
    known = cell.known
    values: dict[str, Any] = {
        "indicator": about,
        "year": YEAR if known else None,
        "value": cell,
        "stats": STATS,
        "country": STATS._replace(n=2477, median=47.0),
        "rank": 2 if known else None,
        "n": STATS.n,
        "band": _band(about.polarity, cell),
        "better": _better(about.polarity, cell),
        "trend": TrendMark.STEADY,
        "change": None,
        "noise": None,
        "break_year": None,
    }
    return ProfileRow(**values | own)


def rows() -> tuple[ProfileRow, ...]:
    """Ten rows: best, worst, middle, less is better, not judged, three kinds of empty, context."""
    grown = Change(since=2018, year=YEAR, before=50.0, difference=20.0, good=True)
    fallen = Change(since=2018, year=YEAR, before=50.0, difference=-20.0, good=False)
    chance = Noise(low=20.0, high=80.0, within=True, base=1546.0)
    return (
        row(1, value=70.0, dimension="ilosc", trend=TrendMark.RISING_GOOD, change=grown),
        row(2, value=30.0, dimension="jakosc", rank=5, trend=TrendMark.FALLING_BAD, change=fallen),
        row(3, value=52.0, dimension="jakosc", rank=3, break_year=2021),
        row(4, value=30.0, dimension="dostepnosc", polarity="down", rank=1),
        row(5, value=70.0, dimension="efektywnosc", polarity="none", trend=TrendMark.RISING),
        row(6, value=Flag.SECRET, dimension="ilosc", sector="srodowisko"),
        row(7, value=Flag.NOT_APPLICABLE, dimension="jakosc", sector="srodowisko"),
        row(8, value=70.0, dimension="jakosc", sector="srodowisko", noise=chance),
        row(9, value=30.0, dimension="jakosc", sector="srodowisko", year=2021, rank=4),
        row(10, value=48.5, dimension="kontekst", polarity="none", sector="srodowisko"),
    )


def profile(chosen: Sequence[ProfileRow] | None = None, **fields: Any) -> Profile:
    """A profile of these rows; ``unit`` may be given as a TERYT code."""
    listed = rows() if chosen is None else tuple(chosen)
    directory = memory_country.directory()
    unit = fields.pop("unit", PLONSK)
    unit = directory.by_code(unit) if isinstance(unit, str) else unit
    positions = tuple(directory.by_code(code).position for code in (PLONSK, *_PEERS))
    values: dict[str, Any] = {
        "unit": unit,
        "level": unit.level,
        "group": group(positions, level=unit.level),
        "year": YEAR,
        "years": tuple(range(2015, YEAR + 1)),
        "lang": "pl",
        "dataset": dataset(),
        "directory": directory,
        "rows": listed,
        "heat": heat(listed),
        "series": {
            (item.indicator.id, item.year): item.value for item in listed if item.year is not None
        },
    }
    return Profile(**values | fields)


def group(positions: tuple[int, ...], **fields: Any) -> Group:
    """The group of similar units."""
    values: dict[str, Any] = {
        "kind": "podobne",
        "code": "podobne:miejska-4",
        "label": "gminy miejskie, 20–50 tys. mieszkańców",
        "level": "gmina",
        "positions": positions,
        "ready": True,
    }
    return Group(**values | fields)


def dataset(kind: str = "sample") -> DatasetInfo:
    """What the database holds."""
    return DatasetInfo(kind=kind, version=3, changed_at=datetime.fromisoformat("2026-01-01"))


def sector(code: str) -> SectorInfo:
    """One of the two sectors."""
    position = 1 + list(SECTORS).index(code)
    return SectorInfo(
        id=position,
        code=code,
        position=position,
        name_pl=SECTORS[code][0],
        name_en=SECTORS[code][1],
        official=True,
        icon="tree",
        service_count=1,
        indicator_count=5,
    )


def heat(listed: Sequence[ProfileRow]) -> tuple[HeatRow, ...]:
    """The sectors of these rows against the four dimensions."""
    return tuple(
        HeatRow(
            sector=sector(code),
            cells=tuple(_cell(listed, code, dimension) for dimension in DIMENSIONS),
            task_of=None,
        )
        for code in SECTORS
        if any(item.indicator.sector_code == code for item in listed)
    )


_PEERS = ("1420022", "1420032", "1420042", "1420052")


def _cell(listed: Sequence[ProfileRow], code: str, dimension: str) -> HeatCell:
    inside = tuple(
        item
        for item in listed
        if item.indicator.sector_code == code and item.indicator.dimension == dimension
    )
    counted = [item for item in inside if item.judged]
    better = sum(item.better is True for item in counted)
    share = better / len(counted) if counted else None
    grade = None if share is None else sum(share >= limit for limit in GRADES)
    return HeatCell(
        dimension=dimension, better=better, counted=len(counted), grade=grade, rows=inside
    )


def _cell_value(value: float | Flag) -> Value:
    if isinstance(value, Flag):
        return Value(float("nan"), value)
    return Value(value, Flag.OCCURRED)


def _band(polarity: str, cell: Value) -> Band:
    if not cell.known:
        return Band.UNKNOWN
    if polarity == "none":
        return Band.UNJUDGED
    low, high = cell.value < STATS.q1, cell.value > STATS.q3
    if not (low or high):
        return Band.MIDDLE
    return Band.BEST if high == (polarity == "up") else Band.WORST


def _better(polarity: str, cell: Value) -> bool | None:
    if not cell.known or polarity == "none" or cell.value == STATS.median:
        return None
    return (cell.value > STATS.median) == (polarity == "up")
