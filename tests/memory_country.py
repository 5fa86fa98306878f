"""A country in memory that answers as the repository does, for tests of what pages say and show.

Five rural gminas of under five thousand people lie in powiat płoński (1420), each other's similar
units: quartiles are their second, third and fourth value. Wrocław (0264011) is a city with powiat
rights, Przykładowo (9901012) fictional; Dawniej (1420072) ended in 2020 and lives on in Joniec.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd

from smup.errors import UnknownCodeError
from smup.flags import Flag
from smup.repository.records import (
    BoundarySet,
    DatasetInfo,
    IndicatorInfo,
    Matrix,
    PeerInfo,
    SectorInfo,
    ServiceInfo,
)
from smup.statistics.describe import describe
from smup.territory.directory import UnitDirectory
from smup.territory.groups import members
from smup.territory.unit import CodeRow, UnitRow
from smup.view_state import ViewState
from smup.views.linked import LinkedData, read_linked_data
from smup.views.selection import select_in_sector
from tests.memory_peers import PeersInMemory, cell

LUBIN, LACK, ZABOR, ZAROW, JONIEC = "1420022", "1420032", "1420042", "1420052", "1420062"
SIMILAR = (LUBIN, LACK, ZABOR, ZAROW, JONIEC)
PLONSK, WROCLAW, FICTIONAL, ENDED = "1420011", "0264011", "9901012", "1420072"
MAIN, OF_POWIATS = "EDU-PRZ-01", "EDU-SPP-01"
SINCE = date(2000, 1, 1)
ENDED_ON = date(2020, 1, 1)

Years = Mapping[int, float | Flag]
Values = Mapping[str, Mapping[str, Years]]

# code, name, kind, parent, population
UNITS = (
    ("00", "Polska", "kraj", None, None),
    ("14", "mazowieckie", "wojewodztwo", "00", None),
    ("02", "dolnośląskie", "wojewodztwo", "00", None),
    ("1420", "płoński", "powiat", "14", 87_000),
    ("0201", "bolesławiecki", "powiat", "02", 88_000),
    (PLONSK, "Płońsk", "miejska", "1420", 21_000),
    (LUBIN, "Lubin", "wiejska", "1420", 4_000),
    (LACK, "Łąck", "wiejska", "1420", 4_100),
    (ZABOR, "Zabór", "wiejska", "1420", 4_200),
    (ZAROW, "Żarów", "wiejska", "1420", 4_300),
    (JONIEC, "Joniec", "wiejska", "1420", 2_600),
    (ENDED, "Dawniej", "wiejska", "1420", 900),
    ("0201022", "Gromadka", "wiejska", "0201", 5_100),
    (WROCLAW, "Wrocław", "miejska", "02", 640_000),
    ("9901", "przykładowy", "powiat", "00", 50_000),
    (FICTIONAL, "Przykładowo", "wiejska", "9901", 4_000),
)


def directory(rows: Sequence[tuple[Any, ...]] = UNITS) -> UnitDirectory:
    """All units of the country."""
    ids = {row[0]: number for number, row in enumerate(rows, start=1)}
    units, codes = [], []
    for code, name, kind, parent, population in rows:
        ended = ENDED_ON if code == ENDED else None
        units.append(
            UnitRow(
                id=ids[code],
                level=kind if len(code) < 7 else "gmina",
                kind=kind,
                city_county=code == WROCLAW,
                name=name,
                parent_id=ids[parent] if parent else None,
                area_km2=None,
                population=population,
                population_year=2024 if population else None,
                lon=None if code.startswith("99") else 20.5,
                lat=None if code.startswith("99") else 52.5,
                fictional=code.startswith("99"),
                valid_from=None,
                valid_to=ended,
                successor_id=ids[JONIEC] if ended else None,
            )
        )
        written = [code, code[:4]] if code == WROCLAW else [code]
        codes += [CodeRow(ids[code], "teryt", one, name, kind, SINCE, ended) for one in written]
    return UnitDirectory(units, codes)


def indicator(code: str = MAIN, **fields: Any) -> IndicatorInfo:
    """An indicator of gminas: per cent, one decimal, more is better."""
    words = {
        "short_name": {"pl": "Dzieci w przedszkolach", "en": "Children in kindergartens"},
        "source": {"pl": "GUS", "en": "Statistics Poland"},
        "featured": True,
    }
    card = words | fields.pop("card", {})
    values: dict[str, Any] = {
        "id": {MAIN: 1, OF_POWIATS: 2}.get(code, 3),
        "code": code,
        "service_id": 1,
        "service_code": "przedszkola",
        "sector_id": 1,
        "sector_code": "edukacja",
        "position": 1,
        "name_pl": "Odsetek dzieci w przedszkolach",
        "name_en": "Share of children in kindergartens",
        "unit_pl": "%",
        "unit_en": "%",
        "decimals": 1,
        "dimension": "ilosc",
        "polarity": "up",
        "task_level": "gmina",
        "card": card,
    }
    return IndicatorInfo(**values | fields)


def broken_in(year: int) -> dict[str, Any]:
    """Fields of an indicator whose series has a break before a year."""
    return {"card": {"breaks": [{"year": year, "reason": {"pl": "definicja", "en": "definition"}}]}}


class Country(PeersInMemory):
    """The part of ``Repository`` that linked views use."""

    def __init__(
        self,
        values: Values,
        *,
        indicators: Sequence[IndicatorInfo] = (),
        kind: str = "real",
        borders: Sequence[str] = (),
        units: UnitDirectory | None = None,
        peers: Sequence[tuple[str, PeerInfo]] = (),
    ) -> None:
        self.values = values
        self.all = tuple(indicators) or (indicator(),)
        self.kind, self.borders = kind, borders
        self.published = ()
        self._directory = units or directory()
        self._peers, self._kept = peers, {}

    def dataset(self) -> DatasetInfo:
        return DatasetInfo(
            kind=self.kind, version=1, changed_at=datetime.fromisoformat("2026-01-01")
        )

    def directory(self) -> UnitDirectory:
        return self._directory

    def sector(self, code: str) -> SectorInfo:
        if code != "edukacja":
            raise UnknownCodeError("sector", code, "nie ma")
        return SectorInfo(
            id=1,
            code=code,
            position=1,
            name_pl="Edukacja",
            name_en="Education",
            official=True,
            icon="book",
            service_count=1,
            indicator_count=len(self.all),
        )

    def services(self, _sector: str | None = None) -> tuple[ServiceInfo, ...]:
        found = {item.service_code: item.task_level for item in self.all}
        return tuple(
            ServiceInfo(
                id=number,
                code=code,
                sector_id=1,
                sector_code="edukacja",
                position=number,
                name_pl=code,
                name_en=code,
                task_level=level,
                indicator_count=1,
            )
            for number, (code, level) in enumerate(found.items(), start=1)
        )

    def service(self, code: str) -> ServiceInfo:
        return next(item for item in self.services() if item.code == code)

    def indicators(self, _sector: str | None = None) -> tuple[IndicatorInfo, ...]:
        return self.all

    def indicator(self, code: str) -> IndicatorInfo:
        if code not in (by_code := {item.code: item for item in self.all}):
            raise UnknownCodeError("indicator", code, "nie ma")
        return by_code[code]

    def years(self, indicator_id: int, level: str) -> list[int]:
        return list(self.matrix(indicator_id, level).years)

    def matrix(self, indicator_id: int, level: str) -> Matrix:
        units = self._directory.units_of(level, fictional=True)
        rows = self._rows(indicator_id)
        series = [rows.get(unit.code_at(level), {}) for unit in units]
        years = sorted(
            {year for one in series for year, value in one.items() if not isinstance(value, Flag)}
        )
        cells = [[cell(one.get(year, Flag.MISSING)) for one in series] for year in years]
        shape = (len(years), len(units))
        return Matrix(
            years=tuple(years),
            unit_ids=np.array([unit.id for unit in units], dtype=np.int64),
            values=np.array([[c[0] for c in row] for row in cells], dtype=float).reshape(shape),
            flags=np.array([[c[1] for c in row] for row in cells], dtype=np.int8).reshape(shape),
        )

    def unit_series(self, unit_id: int, indicator_ids: Sequence[int]) -> pd.DataFrame:
        rows = []
        for one in indicator_ids if unit_id > 0 else ():
            unit = self._directory.by_id(unit_id)
            series = {
                year: value
                for code in (unit.teryt_powiat, unit.teryt)
                for year, value in self._rows(one).get(code or "", {}).items()
            }
            rows += [(one, year, *cell(value)) for year, value in series.items()]
        return pd.DataFrame(rows, columns=["indicator_id", "year", "value", "flag"])

    def group_stats(
        self, indicator_ids: Sequence[int], *, level: str, group_code: str
    ) -> pd.DataFrame:
        try:
            positions = members(self._directory, level, group_code)
        except UnknownCodeError:
            positions = np.array([], dtype=np.int64)
        found = []
        for one in indicator_ids:
            matrix = self.matrix(one, level)
            inside = np.isin(matrix.unit_ids, self._directory.ids[positions])
            columns = describe(matrix.values[:, inside].T).columns()
            frame = pd.DataFrame(columns).assign(indicator_id=one, year=matrix.years)
            found.append(frame[frame["n"] > 0])
        return pd.concat(found, ignore_index=True)

    def boundary_sets(self) -> tuple[BoundarySet, ...]:
        facts = {"id": 1, "detail": 0, "units": 1, "approximate": False, "release_id": 1}
        days = {"valid_on": None, "since": date(2024, 1, 1)}
        return tuple(
            BoundarySet(level=level, content_hash="abcdef0123456789", **facts, **days)
            for level in self.borders
        )

    @cached_property
    def services_for_pages(self) -> Any:
        """What a layout or a callback is given."""
        return SimpleNamespace(repository=self, settings=None)

    def _rows(self, indicator_id: int) -> Mapping[str, Years]:
        code = next(item.code for item in self.all if item.id == indicator_id)
        return self.values.get(code, {})


def show(
    values: Mapping[str, Years],
    *,
    lang: str = "pl",
    kind: str = "real",
    borders: Sequence[str] = (),
    state: Mapping[str, Any] | None = None,
    **fields: Any,
) -> LinkedData:
    """The linked view of one indicator.

    Args:
        values: years by the code of a unit.
        lang: language of the texts.
        kind: of the data set.
        borders: levels that have borders.
        state: of the address.
        fields: of the indicator.
    """
    country = Country({MAIN: values}, indicators=[indicator(**fields)], kind=kind, borders=borders)
    return data_of(country, lang=lang, **(state or {}))


def data_of(country: Any, *, lang: str = "pl", **state: Any) -> LinkedData:
    """The linked view of a sector for a state."""
    selection = select_in_sector(country, "edukacja", state=ViewState(**state))
    return read_linked_data(country, selection, lang=lang)
