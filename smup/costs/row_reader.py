"""Turns the cells of a row into the values of its table, or says why not."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from smup.costs import cells, reasons
from smup.costs.cells import SHOWN, RowError
from smup.costs.dictionary import OTHER
from smup.costs.known import Known, circumstance_kind, income_kind
from smup.costs.templates import Template

MOST_SIGNS = 300
Cells = Mapping[str, str]
Values = dict[str, Any]


class RowReader:
    """Reads the rows of one table."""

    def __init__(self, template: Template, header: Sequence[str], known: Known) -> None:
        """Find the columns of the template in a header in lower case."""
        self._places = [(name, header.index(name)) for name in template.columns if name in header]
        self._read: Callable[[Cells, Known], Values] = READERS[template.name]
        self._known = known

    def cells(self, row: Sequence[str]) -> dict[str, str]:
        """Return the cells of the template's columns, stripped."""
        return {name: row[place].strip() for name, place in self._places if place < len(row)}

    def read(self, row: Mapping[str, str], refused: str | None = None) -> Values:
        """Return the values by the columns of the database, without the release.

        Args:
            row: cells by column.
            refused: why the row could not even be split into cells.

        Raises:
            RowError: when the row cannot be taken; its text is the reason.
        """
        if refused is not None:
            raise RowError(refused)
        return self._read(row, self._known)


def _spending(row: Cells, known: Known) -> Values:
    values = _unit_year(row, known)
    chapter = known.chapter[row["chapter"]]
    division = cells.digits(row.get("division", ""), 3)
    if division.strip("0") and division != chapter[:3]:
        raise RowError(
            reasons.DIVISION.format(text=division[:SHOWN], chapter=chapter, expected=chapter[:3])
        )
    return values | {
        "chapter": chapter,
        "paragraph": known.paragraph[row["paragraph"]],
        "amount_gr": cells.grosze(row["amount"], "amount"),
    }


def _driver(row: Cells, known: Known) -> Values:
    values = _unit_year(row, known)
    service = row["service"]
    if service != OTHER:
        known.service_of(values["unit_id"], service)
    values |= {"pool": known.pool_of(service, row["pool"]), "service": service}
    for name in ("posts", "hours", "area_m2", "cases"):
        values[name] = cells.number_or_nothing(row.get(name, ""), name)
    values["own_share"] = _share(row.get("own_share_percent", ""))
    if all(math.isnan(value) for value in list(values.values())[4:]):
        raise RowError(reasons.NO_DRIVER)
    return values


def _share(text: str) -> float:
    percent = cells.number_or_nothing(text.removesuffix("%"), "own_share_percent")
    if percent > 100:
        raise RowError(reasons.SHARE.format(text=text[:SHOWN]))
    return percent / 100


def _asset(row: Cells, known: Known) -> Values:
    unit_id = known.unit[row["unit"]]
    first = cells.any_year(row["first_year"])
    last = cells.any_year(row["last_year"]) if row.get("last_year") else None
    if last is not None and last < first:
        raise RowError(reasons.LAST_YEAR.format(last=last, first=first))
    rate = cells.number(row["rate"].removesuffix("%"), "rate")
    if not 0 < rate <= 100:
        raise RowError(reasons.RATE.format(text=row["rate"][:SHOWN]))
    if not row["name"]:
        raise RowError(reasons.EMPTY.format(column="name"))
    return {
        "unit_id": unit_id,
        "service": known.service_of(unit_id, row["service"]).code,
        "name": _text(row["name"], "name"),
        "first_year": first,
        "last_year": math.nan if last is None else last,
        "value_gr": _not_negative(row["value"], "value"),
        "rate": rate,
    }


def _income(row: Cells, known: Known) -> Values:
    return _of_service(row, known) | {
        "kind": income_kind(row["kind"]),
        "amount_gr": _not_negative(row["amount"], "amount"),
    }


def _output(row: Cells, known: Known) -> Values:
    values = _of_service(row, known)
    service = known.service(values["service"])
    measures = [one.code for one in (service.output, service.resource, service.facilities) if one]
    if row["measure"] not in measures:
        raise RowError(
            reasons.MEASURE.format(text=row["measure"][:SHOWN], allowed=", ".join(measures))
        )
    return values | {
        "measure": row["measure"],
        "quantity": cells.number(row["quantity"], "quantity"),
    }


def _circumstance(row: Cells, known: Known) -> Values:
    note = _text(row.get("note", ""), "note")
    return _of_service(row, known) | {"kind": circumstance_kind(row["kind"]), "note": note or None}


def _unit_year(row: Cells, known: Known) -> Values:
    return {"unit_id": known.unit[row["unit"]], "year": known.year[row["year"]]}


def _of_service(row: Cells, known: Known) -> Values:
    values = _unit_year(row, known)
    service = known.service_of(values["unit_id"], row["service"])
    return values | {"service": service.code}


def _not_negative(text: str, column: str) -> int:
    amount = cells.grosze(text, column)
    if amount < 0:
        raise RowError(reasons.NEGATIVE.format(text=text[:SHOWN], column=column))
    return amount


def _text(text: str, column: str) -> str:
    if len(text) > MOST_SIGNS:
        raise RowError(reasons.NAME.format(column=column, n=len(text), most=MOST_SIGNS))
    # PostgreSQL does not keep this sign.
    return text.replace("\0", "")


READERS: Mapping[str, Callable[[Cells, Known], Values]] = {
    "wydatki": _spending,
    "klucze": _driver,
    "majatek": _asset,
    "dochody": _income,
    "produkty": _output,
    "okolicznosci": _circumstance,
}
