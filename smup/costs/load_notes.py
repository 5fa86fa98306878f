"""What a load of costs tells besides its counts: what to look at before the numbers are used."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

import pandas as pd
from sqlalchemy import Connection, select

from smup.costs import reasons
from smup.costs.cells import SHOWN
from smup.costs.dictionary import OTHER
from smup.costs.known import Known
from smup.costs.templates import Template
from smup.costs.warnings import Warnings
from smup.models.costs import ServiceCost

LISTED = 5
UNITS_LISTED = 20
UNITS_IN_QUERY = 500
DRIVERS = "klucze"
Set = tuple[int, int, str]


class LoadNotes:
    """Collects units and sets of rows while a load goes on."""

    def __init__(self, known: Known) -> None:
        """Start with nothing."""
        self._known = known
        self._failed: dict[str, str] = {}
        self._accepted: set[int] = set()
        self._years: set[tuple[int, int]] = set()
        self._sets: dict[Set, set[str]] = {}
        self._broken: set[Set] = set()

    def refuse(self, cells: Mapping[str, str], template: Template) -> None:
        """Note a row refused on its own."""
        code = cells.get("unit", "")[:SHOWN]
        unit_id = self._found("unit", code)
        self._fail(code, unit_id)
        year = self._found("year", cells.get("year", ""))
        if template.name == DRIVERS and unit_id is not None and year is not None:
            self._broken.add((unit_id, year, cells.get("pool", "")))

    def refuse_values(self, values: Mapping[str, Any], template: Template) -> None:
        """Note a row refused because of other rows; second rows of a key break no set."""
        del template
        self._fail("", values["unit_id"])

    def accept(self, frame: pd.DataFrame, template: Template) -> None:
        """Note the rows that are taken."""
        self._accepted |= set(frame["unit_id"].tolist())
        if "year" in frame:
            self._years |= set(zip(frame["unit_id"], frame["year"], strict=True))
        if template.name == DRIVERS:
            keys = zip(frame["unit_id"], frame["year"], frame["pool"], strict=True)
            for key, service in zip(keys, frame["service"], strict=True):
                self._sets.setdefault(key, set()).add(service)

    def sentences(self, connection: Connection) -> Iterator[str]:
        """Yield the sentences, those that matter most first."""
        accepted = {f"#{unit_id}" for unit_id in self._accepted}
        failed = [name for key, name in self._failed.items() if key not in accepted]
        if failed:
            more = f" i {len(failed) - UNITS_LISTED} innych" if len(failed) > UNITS_LISTED else ""
            units = ", ".join(failed[:UNITS_LISTED]) + more
            yield reasons.ALL_FAILED.format(units=units)
        yield from self._of_sets()
        yield from self._of_costs(connection)

    def _of_sets(self) -> Iterator[str]:
        pools = self._known.dictionary.pools
        broken = sorted(self._broken & self._sets.keys())
        shared = {code for code, pool in pools.items() if pool.kind == "shared"}
        alone = [key for key, held in self._sets.items() if key[2] in shared and OTHER not in held]
        for sentence, found in ((reasons.BROKEN_SET, broken), (reasons.NO_REST, sorted(alone))):
            if found:
                yield _listed(sentence, (self._named(*key) for key in found), len(found))

    def _of_costs(self, connection: Connection) -> Iterator[str]:
        rows = [
            row
            for row in _costs(connection, sorted(self._accepted))
            if (row.unit_id, row.year) in self._years
        ]
        for sentence, chosen in (
            (reasons.COST_WITHOUT_OUTPUT, [one for one in rows if _without_output(one.warnings)]),
            (reasons.OUTPUT_WITHOUT_COST, [one for one in rows if _without_cost(one)]),
        ):
            if chosen:
                found = self._by_years((row.unit_id, row.service, row.year) for row in chosen)
                yield _listed(sentence, found, len(found))
        bare = sorted({(row.unit_id, row.year) for row in rows if not row.shared_pool})
        if bare:
            names = (self._named(*one) for one in bare)
            yield _listed(reasons.NO_SHARED, names, len(bare))

    def _by_years(self, rows: Iterable[tuple[int, str, int]]) -> list[str]:
        """Return a name for each unit and service, with its years."""
        return [
            f"{self._known.units[unit_id].name}, {service} {_span([row[2] for row in found])}"
            for (unit_id, service), found in groupby(rows, key=lambda row: row[:2])
        ]

    def _named(self, unit_id: int, year: int, what: str = "") -> str:
        words = (self._known.units[unit_id].name, what, str(year))
        return " ".join(word for word in words if word)

    def _fail(self, code: str, unit_id: int | None) -> None:
        if unit_id is None and not code:
            return
        if unit_id is None:
            self._failed.setdefault(code, f"„{code}”")
        else:
            self._failed.setdefault(f"#{unit_id}", self._known.units[unit_id].name)

    def _found(self, what: str, text: str) -> int | None:
        try:
            found: int = getattr(self._known, what)[text]
        except ValueError:
            return None
        return found


def _costs(connection: Connection, unit_ids: list[int]) -> Iterator[Any]:
    columns = (
        ServiceCost.unit_id,
        ServiceCost.year,
        ServiceCost.service,
        ServiceCost.warnings,
        ServiceCost.shared_pool,
        ServiceCost.output,
    )
    for start in range(0, len(unit_ids), UNITS_IN_QUERY):
        block = unit_ids[start : start + UNITS_IN_QUERY]
        query = select(*columns).where(ServiceCost.unit_id.in_(block))
        order = (ServiceCost.unit_id, ServiceCost.service, ServiceCost.year)
        yield from connection.execute(query.order_by(*order))


def _without_output(bits: int) -> bool:
    apart = Warnings.NO_COST | Warnings.NOT_RUN
    return bool(bits & Warnings.NO_OUTPUT) and not bits & apart


def _without_cost(row: Any) -> bool:
    return bool(row.warnings & Warnings.NO_COST) and bool(row.output)


def _span(years: list[int]) -> str:
    """Return years in words: those without a gap as first and last."""
    whole = len(years) > 1 and years[-1] - years[0] == len(years) - 1
    return f"{years[0]}\N{EN DASH}{years[-1]}" if whole else " i ".join(map(str, years))


def _listed(sentence: str, names: Iterable[str], n: int) -> str:
    shown = [name for _, name in zip(range(LISTED), names, strict=False)]
    return sentence.format(n=n, list="; ".join(shown) + (" …" if n > LISTED else ""))
