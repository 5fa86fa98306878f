"""Commands that load files leave revisions, and the state before them can be read again."""

from typing import Any

import pytest
from sqlalchemy import Engine, select

from smup.flags import Flag
from smup.ingest.bdl_csv import import_bdl_csv
from smup.ingest.observations import import_observations
from smup.models import Observation, Revision
from smup.repository.as_of import as_of_engine
from smup.statistics.refresh import refresh
from tests import builders
from tests.unit.ingest.conftest import Write

HEADER = "indicator;unit;year;value;flag;decimals\n"
WIDE = '"Kod";"Nazwa";"ogółem;2023;[osoba]";"ogółem;2024;[osoba]";\r\n'
FORMULA = {
    "formula": {
        "numerator": "bezrobotni",
        "multiplier": 10.0,
        "numerator_label": {"pl": "bezrobotni", "en": "unemployed"},
    }
}


def revised(engine: Engine) -> list[tuple[Any, ...]]:
    """Return (year, old, old flag, new, new flag) by year and release."""
    query = select(
        Revision.year,
        Revision.old_value,
        Revision.old_flag,
        Revision.new_value,
        Revision.new_flag,
    ).order_by(Revision.year, Revision.release_id)
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(query)]


def held(engine: Engine, release: int | None = None) -> dict[int, float | None]:
    """Return the values of all observations by year; as of a release, if one is given."""
    read = engine if release is None else as_of_engine(engine, release)
    with read.connect() as connection:
        rows = connection.execute(select(Observation.year, Observation.value))
        found = {row.year: row.value for row in rows}
    if read is not engine:
        read.dispose()
    return found


def test_observations_of_a_second_file_are_revisions_of_the_first(
    country: Engine, write: Write
) -> None:
    first = HEADER + (
        "EDU-PRZ-01;0201011;2020;1,5;;\n"
        "EDU-PRZ-01;0201011;2021;0;;\n"
        "EDU-PRZ-01;0201011;2022;;missing;\n"
        "EDU-PRZ-01;0201011;2023;7;;1\n"
        "EDU-PRZ-01;0201011;2024;3;;\n"
    )
    second = HEADER + (
        "EDU-PRZ-01;0201011;2020;2,5;;\n"
        "EDU-PRZ-01;0201011;2021;;missing;\n"
        "EDU-PRZ-01;0201011;2022;;secret;\n"
        "EDU-PRZ-01;0201011;2023;7;;1\n"
        "EDU-PRZ-01;0201011;2025;9;;\n"
    )
    before = import_observations(country, [write(first, "1.csv")], after=refresh)
    import_observations(country, [write(second, "2.csv")], after=refresh)
    assert revised(country) == [
        (2020, 1.5, Flag.OCCURRED, 2.5, Flag.OCCURRED),
        (2021, 0.0, Flag.DID_NOT_OCCUR, None, Flag.MISSING),
        (2022, None, Flag.MISSING, None, Flag.SECRET),
    ]
    # A file says nothing of the rows that it lacks: 2024 stays.
    assert held(country) == {2020: 2.5, 2021: None, 2022: None, 2023: 7.0, 2024: 3.0, 2025: 9.0}
    assert before.release_id is not None
    assert held(country, before.release_id) == {
        2020: 1.5, 2021: 0.0, 2022: None, 2023: 7.0, 2024: 3.0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("newer", "flag", "value"),
    [("15", Flag.OCCURRED, 150.0), ("0", Flag.DID_NOT_OCCUR, 0.0)],
)
def test_values_computed_from_an_export_of_bdl_are_revised_with_it(
    country: Engine, write: Write, newer: str, flag: Flag, value: float
) -> None:
    with country.begin() as connection:
        builders.indicator(connection, "RYN-BEZ-01", card=FORMULA)
    one = f"{WIDE}0201011;X;12;13;\r\n"
    before = import_bdl_csv(country, [write(one)], after=refresh)
    assert held(country) == {2023: 120.0, 2024: 130.0}
    import_bdl_csv(country, [write(f"{WIDE}0201011;X;12;{newer};\r\n")], after=refresh)
    assert revised(country) == [(2024, 130.0, Flag.OCCURRED, value, flag)]
    assert before.release_id is not None
    assert held(country, before.release_id) == {2023: 120.0, 2024: 130.0}
