"""The rows of the worked example of docs/cost-of-service.md, and what the program makes of them."""

import tomllib
from decimal import Decimal
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from smup.costs.dictionary import read_dictionary
from smup.costs.keys import default_keys
from smup.costs.method import ServiceCosts
from smup.costs.parts import service_cost_frame
from smup.settings import DATA, ROOT
from tests.cost_rows import cost_rows
from tests.service_costs import service_costs

SCHOOLS = "szkoly-podstawowe"
YEAR = 2023
DICTIONARY = read_dictionary()
SERVICE = DICTIONARY.services[SCHOOLS]
USUAL = default_keys(SERVICE)
# Columns of the table of the group: pay, other, three entity keys, three shared keys, two ways of
# capital, grants (thousands of zloty), pupils, classes, posts.
OTHERS = {
    "Przykładowo": "11020 1310 1290 1265 1340 1480 1395 1910 210 305 0 861 47 104",
    "Ćwiczeniowo": "6480 742 812 798 845 905 830 1190 148 96 0 402 30 61",
    "Zmyślin": "4105 486 540 561 533 610 655 780 92 140 118 233 19 38",
    "Wskaźnikowo Dolne": "8350 1025 980 1010 955 1120 1060 1530 175 260 240 640 36 80",
}


def told(amount: float) -> str:
    """Write an amount as the document does."""
    return f"{amount:,.2f}".replace("-", "−")


@cache
def example() -> dict[str, Any]:
    """Return ``data/costs/example.toml``."""
    return tomllib.loads((DATA / "costs" / "example.toml").read_text(encoding="utf-8"))


def grosze(text: str) -> int:
    """Return an amount of the file in grosze."""
    exact = Decimal(text) * 100
    assert exact == int(exact)
    return int(exact)


def spending() -> list[tuple[Any, ...]]:
    """Return unit, year, chapter, paragraph and grosze of each row."""
    return [
        (1, row["year"], row["chapter"], row["paragraph"], grosze(row["amount"]))
        for row in example()["spending"]
    ]


@cache
def computed(service: str = SCHOOLS) -> "pd.Series[Any]":
    """Return the row of ``service_cost`` that the program makes of the rows."""
    held = example()
    drivers = ("posts", "hours", "area_m2", "cases")
    rows = cost_rows(
        spending=spending(),
        drivers=[
            (1, YEAR, row["pool"], row["service"], *[row.get(name) for name in drivers])
            for row in held["drivers"]
        ],
        assets=[
            (
                1,
                SCHOOLS,
                row["name"],
                row["first_year"],
                row.get("last_year"),
                grosze(row["value"]),
                row["rate"],
            )
            for row in held["assets"]
        ],
        incomes=[(1, YEAR, SCHOOLS, row["kind"], grosze(row["amount"])) for row in held["incomes"]],
        outputs=[(1, YEAR, SCHOOLS, row["measure"], row["quantity"]) for row in held["outputs"]],
    )
    frame = service_cost_frame(rows, DICTIONARY).set_index(["service", "year"])
    found = frame.loc[(service, YEAR)]
    assert isinstance(found, pd.Series)
    return found


@cache
def group() -> ServiceCosts:
    """Return Wzorcowo, computed, and its four neighbours as the table tells them."""
    mine = computed()
    rows = np.array([[float(cell) for cell in text.split()] for text in OTHERS.values()])
    rows[:, :11] *= 1000
    pay, other, *_ = columns = list(rows.T)

    def with_mine(name: str, others: Any) -> list[float]:
        return [float(mine[name]), *others]

    return service_costs(
        5,
        pay=with_mine("pay", pay),
        direct=with_mine("direct", pay + other),
        entity={
            "etaty": with_mine("entity_posts", columns[2]),
            "czas": with_mine("entity_hours", columns[3]),
            "sprawy": with_mine("entity_cases", columns[4]),
        },
        shared={
            "etaty": with_mine("shared_posts", columns[5]),
            "m2": with_mine("shared_area", columns[6]),
            "udzial": with_mine("shared_direct", columns[7]),
        },
        capital={
            "zuzycie": with_mine("capital_depreciation", columns[8]),
            "srednia": with_mine("capital_average", columns[9]),
        },
        entity_pool=[mine["entity_pool"], 0, 0, 0, 0],
        grants_out=with_mine("grants_out", columns[10]),
        fees=[mine["fees"], 0, 0, 0, 0],
        sales=[mine["sales"], 0, 0, 0, 0],
        targeted=[mine["targeted"], 0, 0, 0, 0],
        output=with_mine("output", columns[11]),
        resource=with_mine("resource", columns[12]),
        facilities=[mine["facilities"], 1, 1, 1, 1],
        posts=with_mine("posts", columns[13]),
    )


@cache
def document() -> str:
    """Return the text of the document."""
    return (ROOT / "docs" / "cost-of-service.md").read_text(encoding="utf-8")
