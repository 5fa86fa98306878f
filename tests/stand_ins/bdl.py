"""A stand-in of the API of the Local Data Bank, with real shapes and invented values.

By hand, with the units and variables of this program: ``python -m tests.stand_ins.bdl``, then
``BDL_API_URL=http://127.0.0.1:8194 python -m smup sync bdl``.
"""

import argparse
import csv
import sys
import threading
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from smup.catalogue.files import load_catalogue
from smup.settings import DATA
from smup.sync.timing import ANONYMOUS, WITH_KEY
from tests.stand_ins.server import Reply, Request, running

LARGEST_PAGE = 100
FIRST_YEAR, LAST_YEAR = 2010, 2024
PART_DIGITS = "45"
CHANGED_KIND_EVERY = 10
"""Of so many urban-rural gminas one has also its former code, as a rural one."""
CHANGE_YEAR = 2018
CITY = "Powiat m. "

ATTRIBUTES: tuple[tuple[int, str, str, str], ...] = (
    (0, "0", " ", ""),
    (1, "wartość", " ", ""),
    (3, "wartość", "k", "Agregat może być niekompletny"),
    (4, ". lub 0", "x", "Brak informacji"),
    (7, "0", "a", "Wartość mniejsza niż przyjęty format prezentacji"),
    (11, "wartość", "M", "Zmiany metodologiczne"),
    (15, "-", " ", "Znak '-' oznacza brak informacji"),
    (50, "- lub 0", "n", "Dana jeszcze niedostępna, będzie dostępna"),
    (91, "0", "#", "Tajemnica statystyczna"),
    (94, "0", "z", "Wartość znacząca"),
    (97, "wartość", "p", "Łącznie dla powiatu i miasta na prawach powiatu"),
)
"""As in recorded answers; the secret one as in an older dictionary."""
ORDINARY = 1

Value = tuple[int, float | None, int]
"""Year, number, id of the attribute."""


@dataclass(frozen=True, slots=True)
class BankUnit:
    """A unit: id of 12 digits, name, level of the bank, persons, years that it has values for."""

    id: str
    name: str
    level: int
    persons: int = 1_000
    years: range = range(FIRST_YEAR, LAST_YEAR + 1)


@dataclass(slots=True, kw_only=True)
class BankVariable:
    """A variable; ``level`` is the lowest one it has values for."""

    id: int
    subject: str = "P2137"
    names: tuple[str, ...] = ("ogółem",)
    measure: str = "osoba"
    level: int = 6
    last_update: str | None = "2026-05-04T08:15:00"


@dataclass(slots=True)
class Bank:
    """What the stand-in answers; tests change it while it runs.

    Attributes:
        units: in the order in which they are answered.
        variables: by id.
        values: values of a variable in a unit; none: no row of it.
        attributes: dictionary, as tuples of its fields.
        before: called before each answer, e.g. to take a row away between two pages.
        page: makes a page; replaced, it breaks the contract.
        empty_is_404: a level without rows answers 404, otherwise an empty list.
    """

    units: Sequence[BankUnit]
    variables: Mapping[int, BankVariable]
    values: Callable[[int, BankUnit], Iterable[Value]]
    attributes: Sequence[tuple[int, str, str, str]] = ATTRIBUTES
    before: Callable[[Request], None] = lambda _request: None
    empty_is_404: bool = True
    page: Callable[..., dict[str, Any]] = lambda *parts: _page(*parts)  # noqa: PLW0108  stands below
    _rows: dict[tuple[int, int], list[dict[str, Any]]] = field(default_factory=dict)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, request: Request) -> Reply:
        """Answer a request."""
        self.before(request)
        parts = request.path.strip("/").split("/")
        if parts == ["attributes"]:
            return Reply.json(self.page(request, self._dictionary(), {}))
        known = parts[-1].isdigit() and int(parts[-1]) in self.variables
        if not known:
            return Reply(status=404)
        variable = self.variables[int(parts[-1])]
        if parts[0] == "variables":
            return Reply.json(_described(variable))
        if parts[:2] == ["data", "by-variable"]:
            return self._data(request, variable)
        return Reply(status=404)

    def forget(self) -> None:
        """Make rows anew: units or values have been changed."""
        with self._guard:
            self._rows.clear()

    def _dictionary(self) -> list[dict[str, Any]]:
        fields = ("id", "name", "symbol", "description")
        return [dict(zip(fields, row, strict=True)) for row in self.attributes]

    def _data(self, request: Request, variable: BankVariable) -> Reply:
        level = int(request.query["unit-level"])
        rows = self._rows_of(variable.id, level)
        if not rows and self.empty_is_404:
            return Reply(status=404)
        about = {
            "variableId": variable.id,
            "measureUnitId": 1,
            "aggregateId": 1,
            "lastUpdate": variable.last_update,
        }
        return Reply.json(self.page(request, rows, about))

    def _rows_of(self, variable: int, level: int) -> list[dict[str, Any]]:
        with self._guard:
            if (variable, level) not in self._rows:
                made = [_row(unit, self.values(variable, unit)) for unit in self._at(level)]
                self._rows[variable, level] = [row for row in made if row["values"]]
            return self._rows[variable, level]

    def _at(self, level: int) -> list[BankUnit]:
        return [unit for unit in self.units if unit.level == level]


def bdl_id(teryt: str) -> str:
    """Return the id of a unit: its TERYT code with invented macroregion, region and subregion."""
    if teryt == "00":
        return "0" * 12
    macroregion = f"{int(teryt[:2]) % 7 + 1:02d}"
    if len(teryt) == 2:
        return f"{macroregion}{teryt}00000000"
    region = f"1{int(teryt[2:4]) % 5 + 1:02d}"
    return f"{macroregion}{teryt[:2]}{region}{teryt[2:].ljust(5, '0')}"


def units_of_country() -> list[BankUnit]:
    """Return the units of ``data/units.csv``, with parts of gminas and some former codes."""
    units: list[BankUnit] = []
    with (DATA / "units.csv").open(encoding="utf-8") as stream:
        for place, row in enumerate(csv.DictReader(stream)):
            units.extend(_units_of(row, place))
    return units


def generated(variables: Mapping[int, BankVariable]) -> Bank:
    """Return a bank of the whole country whose values grow with the population."""
    return Bank(units_of_country(), variables, _generated_values)


def variables_of_catalogue() -> dict[int, BankVariable]:
    """Return all variables that cards of the catalogue name by their id."""
    catalogue = load_catalogue(DATA / "catalogue")
    found = {
        card.bdl_id: BankVariable(id=card.bdl_id) for card in catalogue.indicators if card.bdl_id
    }
    for card in catalogue.variables:
        if card.bdl and card.bdl.id:
            found[card.bdl.id] = BankVariable(
                id=card.bdl.id,
                subject=card.bdl.subject or "P2137",
                names=(card.name.pl,),
                level=5 if card.level == "powiat" else 6,
            )
    return found


def _units_of(row: Mapping[str, str], place: int) -> Iterable[BankUnit]:
    code, name, persons = row["teryt"], row["name"], int(row["population"] or 0)
    level = {2: 2, 4: 5, 7: 6}[len(code)] if code != "00" else 0
    changed = level == 6 and code.endswith("3") and place % CHANGED_KIND_EVERY == 0
    first = CHANGE_YEAR if changed else FIRST_YEAR
    yield BankUnit(bdl_id(code), name, level, persons, range(first, LAST_YEAR + 1))
    if changed:
        former, years = bdl_id(code[:6] + "2"), range(FIRST_YEAR, CHANGE_YEAR)
        yield BankUnit(former, f"{name} do {CHANGE_YEAR - 1}", level, persons, years)
    if row["teryt_powiat"] and level == 6:
        yield BankUnit(bdl_id(row["teryt_powiat"]), CITY + name, 5, persons)
    if level == 6 and code.endswith("3"):
        for digit in PART_DIGITS:
            yield BankUnit(bdl_id(code[:6] + digit), f"{name} - część", level, persons // 2)


def _generated_values(variable: int, unit: BankUnit) -> list[Value]:
    return [(year, _generated(variable, unit, year), ORDINARY) for year in unit.years]


def _generated(variable: int, unit: BankUnit, year: int) -> float:
    share = 0.02 + zlib.crc32(str(variable).encode()) % 80 / 1_000
    # A city answers as a gmina and as a powiat, with the same values.
    place = f"{variable}/{unit.name.removeprefix(CITY)}/{unit.persons}"
    wobble = 0.9 + zlib.crc32(place.encode()) % 200 / 1_000
    return round(unit.persons * share * wobble * (1 + 0.01 * (year - FIRST_YEAR)))


def _described(variable: BankVariable) -> dict[str, Any]:
    names = {f"n{number}": name for number, name in enumerate(variable.names, start=1)}
    return {
        "id": variable.id,
        "subjectId": variable.subject,
        **names,
        "level": variable.level,
        "measureUnitId": 26,
        "measureUnitName": variable.measure,
        "years": list(range(FIRST_YEAR, LAST_YEAR + 1)),
    }


def _row(unit: BankUnit, values: Iterable[Value]) -> dict[str, Any]:
    told = [{"year": str(year), "val": val, "attrId": attribute} for year, val, attribute in values]
    return {"id": unit.id, "name": unit.name, "values": told}


def _page(
    request: Request, rows: Sequence[dict[str, Any]], about: Mapping[str, Any]
) -> dict[str, Any]:
    size = min(int(request.query.get("page-size", "10")), LARGEST_PAGE)
    number = int(request.query.get("page", "0"))
    last = max(0, (len(rows) - 1) // size)
    here = f"{request.path}?page-size={size}&page="
    links = {"first": f"{here}0", "self": f"{here}{number}", "last": f"{here}{last}"}
    if number < last:
        links["next"] = f"{here}{number + 1}"
    return {
        "totalRecords": len(rows),
        **about,
        "page": number,
        "pageSize": size,
        "links": links,
        "results": rows[number * size : (number + 1) * size],
    }


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8194)
    parser.add_argument("--limits", choices=("none", "anonymous", "key"), default="none")
    chosen = parser.parse_args()
    windows = {"none": (), "anonymous": ANONYMOUS, "key": WITH_KEY}[chosen.limits]
    bank = generated(variables_of_catalogue())
    with running(bank.answer, windows=windows, port=chosen.port) as server:
        sys.stdout.write(f"{server.url}\n")
        sys.stdout.flush()
        threading.Event().wait()


if __name__ == "__main__":
    main()
