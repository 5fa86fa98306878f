"""What a list of units changed is told with its release."""

from pathlib import Path

from sqlalchemy import Engine, select

from smup.models import ReleaseChange
from smup.territory.terc_import import import_terc
from tests.unit.territory.lists import base, write_csv


def noted(engine: Engine, tmp_path: Path, *lists: dict[str, str]) -> list[tuple[object, ...]]:
    """Load lists, a year between each two; return (release, kind, code, name, old, new)."""
    for number, units in enumerate(lists):
        import_terc(engine, write_csv(tmp_path, units, f"{2024 + number}-01-01"))
    columns = [column for column in ReleaseChange.__table__.columns if column.name != "id"]
    with engine.connect() as connection:
        rows = connection.execute(select(*columns).order_by(ReleaseChange.id))
        return [tuple(row) for row in rows]


def test_first_list_is_no_change(engine: Engine, tmp_path: Path) -> None:
    assert noted(engine, tmp_path, base()) == []


def test_units_that_come_change_and_go_are_told(engine: Engine, tmp_path: Path) -> None:
    first = base() | {"0201022": "Wieś", "0201032": "Słupsk", "0201042": "Ostrowice"}
    second = base() | {
        "0201023": "Wieś",
        "0201024": "Wieś",
        "0201025": "Wieś",
        "0201032": "Redzikowo",
        "0201052": "Szczawa",
    }
    assert noted(engine, tmp_path, first, second) == [
        (2, "unit-new", "0201052", "Szczawa", None, None),
        (2, "unit-recoded", "0201023", "Wieś", "0201022", "0201023"),
        (2, "unit-renamed", "0201032", "Redzikowo", "Słupsk", "Redzikowo"),
        (2, "unit-ended", "0201042", "Ostrowice", None, None),
    ]
