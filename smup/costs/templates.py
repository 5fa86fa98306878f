"""The tidy tables in which a unit gives its costs; docs/formats.md describes every column."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from smup.models.costs import (
    CostAsset,
    CostCircumstance,
    CostDriver,
    CostIncome,
    CostOutput,
    CostSpending,
)

WORKBOOK = "koszty"
"""Name of the workbook that holds all templates, a sheet each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """One table.

    Attributes:
        name: name of the CSV file and of the sheet.
        model: where its rows are kept.
        columns: all columns in the order of the template.
        optional: those that a file may lack.
        key: columns that may not be equal in two rows.
        stored: column of the database by column of the template, where the names differ.
    """

    name: str
    model: Any
    columns: tuple[str, ...]
    optional: frozenset[str] = frozenset()
    key: tuple[str, ...]
    stored: Mapping[str, str]

    @property
    def required(self) -> tuple[str, ...]:
        """Return the columns that a file must have, in order."""
        return tuple(name for name in self.columns if name not in self.optional)

    def stored_name(self, column: str) -> str:
        """Return the name of a column in the database."""
        return self.stored.get(column, column)

    @property
    def stored_key(self) -> tuple[str, ...]:
        """Return the key by the names of the database."""
        return tuple(self.stored_name(column) for column in self.key)


def _template(name: str, model: Any, columns: str, **fields: Any) -> Template:
    stored = {"unit": "unit_id", **fields.pop("stored", {})}
    key = tuple(fields.pop("key").split())
    return Template(
        name=name, model=model, columns=tuple(columns.split()), key=key, stored=stored, **fields
    )


_ALL = (
    _template(
        "wydatki",
        CostSpending,
        "unit year division chapter paragraph amount",
        optional=frozenset({"division"}),
        key="unit year chapter paragraph",
        stored={"amount": "amount_gr"},
    ),
    _template(
        "klucze",
        CostDriver,
        "unit year pool service posts hours area_m2 cases own_share_percent",
        optional=frozenset({"posts", "hours", "area_m2", "cases", "own_share_percent"}),
        key="unit year pool service",
        stored={"own_share_percent": "own_share"},
    ),
    _template(
        "majatek",
        CostAsset,
        "unit service name first_year last_year value rate",
        optional=frozenset({"last_year"}),
        key="unit service name first_year",
        stored={"value": "value_gr"},
    ),
    _template(
        "dochody",
        CostIncome,
        "unit year service kind amount",
        key="unit year service kind",
        stored={"amount": "amount_gr"},
    ),
    _template(
        "produkty",
        CostOutput,
        "unit year service measure quantity",
        key="unit year service measure",
    ),
    _template(
        "okolicznosci",
        CostCircumstance,
        "unit year service kind note",
        optional=frozenset({"note"}),
        key="unit year service kind",
    ),
)
TEMPLATES: Mapping[str, Template] = {template.name: template for template in _ALL}


def recognised(header: Sequence[str]) -> Template | None:
    """Return the template whose required columns all stand in a header; None when there is none.

    The one with the most required columns wins, so an income is not taken for a circumstance.

    Args:
        header: names in lower case.
    """
    fitting = [one for one in _ALL if set(one.required) <= set(header)]
    return max(fitting, key=lambda one: len(one.required), default=None)


def nearest(header: Sequence[str], name: str) -> Template:
    """Return the template that a table should be, to name what it lacks.

    Args:
        header: names in lower case.
        name: of the file or sheet; it decides when it is that of a template.
    """
    by_name = TEMPLATES.get(name.casefold())
    return by_name or min(_ALL, key=lambda one: len(set(one.required) - set(header)))
