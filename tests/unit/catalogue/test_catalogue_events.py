"""Indicators that a load of the catalogue adds, renames or takes away are told with its release."""

from collections.abc import Callable

from sqlalchemy import Engine, delete, select, update

from smup.catalogue.events import known_indicators, note_indicators
from smup.ingest.load import Load, load
from smup.models import Indicator, ReleaseChange
from tests import builders


def noted(engine: Engine, write: Callable[[Load], object]) -> list[tuple[object, ...]]:
    with load(engine, kind="catalogue", source="test") as current:
        before = known_indicators(current.connection)
        write(current)
        note_indicators(current, before)
        current.counts.changed = 1
    columns = [getattr(ReleaseChange, name) for name in ("kind", "code", "name", "old", "new")]
    with engine.connect() as connection:
        rows = connection.execute(select(*columns).order_by(ReleaseChange.id))
        return [tuple(row) for row in rows]


def test_first_catalogue_is_no_change(engine: Engine) -> None:
    assert noted(engine, lambda one: builders.indicator(one.connection, "EDU-PRZ-01")) == []


def test_new_renamed_and_withdrawn_indicators(engine: Engine) -> None:
    with engine.begin() as connection:
        for code in ("EDU-PRZ-01", "EDU-PRZ-02", "EDU-PRZ-03"):
            builders.indicator(connection, code)

    def write(one: Load) -> None:
        builders.indicator(one.connection, "EDU-PRZ-04")
        renamed = update(Indicator).where(Indicator.code == "EDU-PRZ-02").values(name_pl="Inna")
        one.connection.execute(renamed)
        one.connection.execute(delete(Indicator).where(Indicator.code == "EDU-PRZ-03"))

    assert noted(engine, write) == [
        ("indicator-renamed", "EDU-PRZ-02", "Inna", "Wskaźnik EDU-PRZ-02", "Inna"),
        ("indicator-new", "EDU-PRZ-04", "Wskaźnik EDU-PRZ-04", None, None),
        ("indicator-withdrawn", "EDU-PRZ-03", "Wskaźnik EDU-PRZ-03", None, None),
    ]


def test_a_redefined_indicator_is_told_with_its_fields(engine: Engine) -> None:
    with engine.begin() as connection:
        builders.indicator(connection, "EDU-PRZ-01", polarity="up", decimals=1)

    def write(one: Load) -> None:
        changed = {
            "polarity": "down",
            "decimals": 2,
            "card": {"formula": {"numerator": "a + b", "denominator": "c", "multiplier": 10.0}},
        }
        one.connection.execute(update(Indicator).values(**changed))

    assert noted(engine, write) == [
        (
            "indicator-redefined",
            "EDU-PRZ-01",
            "Wskaźnik EDU-PRZ-01",
            "decimals=1; polarity=up; formula=",
            "decimals=2; polarity=down; formula=10.0 | a + b | c",
        )
    ]
