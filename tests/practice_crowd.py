"""Pages of practices, and Płońsk of the small country among eight gminas like it.

The values of the eight are 10, 20 … 80 percent.
"""

import datetime as dt
from typing import Any

from sqlalchemy import Connection, insert, update

from smup.models import IndicatorYearStat, Peer
from smup.repository import Repository
from smup.views.practices.card_page import CardPage, read_card_page
from tests import builders
from tests.practice_data import add_practice, full_card

TODAY = dt.date(2026, 6, 1)
SLUG = "dowozenie-uczniow"
YEAR = 2021
VALUES = tuple(range(10, 90, 10))
QUARTILES = {"min": 0.0, "p5": 10.0, "q1": 40.0, "median": 60.0, "q3": 80.0, "p95": 90.0}


def code_of(place: int) -> str:
    """Return the TERYT code of the gmina in a place from 1, nearest to Płońsk first."""
    return f"14201{place}2"


def add_crowd(connection: Connection) -> None:
    """Write the gminas, nearest first, with their values, and the quartiles of the country."""
    parent = builders.unit_id(connection, "1420")
    mine = builders.unit_id(connection, "1420011")
    for place, value in enumerate(VALUES, start=1):
        code = code_of(place)
        other = builders.unit(connection, code, name=f"Gmina {place}", parent=parent)
        builders.observation(connection, unit=code, year=YEAR, value=float(value))
        connection.execute(
            insert(Peer).values(
                unit_id=mine, level="gmina", kind="najblizsze", position=place, peer_id=other,
                distance=place / 100,
            )
        )  # fmt: skip
    table = IndicatorYearStat
    of_country = (table.level == "gmina", table.group_code == "kraj", table.year == YEAR)
    connection.execute(update(table).where(*of_country).values(n=11, max=95.0, **QUARTILES))
    for group in ("podobne:wiejska", "podobne:miejska-4"):
        indicator = builders.indicator_id(connection, "EDU-PRZ-01")
        connection.execute(
            insert(table).values(
                indicator_id=indicator, level="gmina", group_code=group, year=YEAR, n=11,
                mean=55.0, sd=1.0, max=95.0, **QUARTILES,
            )
        )  # fmt: skip


def page_of(repository: Repository, *, lang: str = "pl", **changes: Any) -> CardPage:
    """Publish a full card with changes and return its page."""
    with repository._engine.begin() as connection:
        add_practice(connection, full_card(**changes))
    return read_card_page(repository, changes.get("slug", SLUG), lang=lang, today=TODAY)
