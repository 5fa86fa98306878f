from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from smup.errors import IngestError, UnknownCodeError
from smup.models import RejectedRow, Release, Unit, UnitCode
from smup.territory.directory import UnitDirectory
from smup.territory.store import read_directory
from smup.territory.terc_import import import_terc
from tests.unit.territory.lists import base, write_csv

Loader = Callable[..., UnitDirectory]


@pytest.fixture
def loaded(engine: Engine, tmp_path: Path) -> Loader:
    """A function that loads a small list and returns the units afterwards."""

    def load(units: dict[str, str], day: str = "2024-01-01") -> UnitDirectory:
        import_terc(engine, write_csv(tmp_path, units, day))
        with engine.connect() as connection:
            return read_directory(connection)

    return load


def codes_of(engine: Engine, unit_id: int) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        rows = connection.execute(
            select(UnitCode.code, UnitCode.name, UnitCode.valid_from, UnitCode.valid_to)
            .where(UnitCode.unit_id == unit_id)
            .order_by(UnitCode.valid_from, UnitCode.code)
        )
        return [tuple(row) for row in rows]


FIRST, SECOND = date(2024, 1, 1), date(2025, 1, 1)
TOWN = {"0201022": "Wieś"}


def test_the_first_list_creates_all_units_with_facts_of_the_shipped_list(
    engine: Engine, loaded: Loader
) -> None:
    directory = loaded(base() | {"0265": "Wałbrzych", "0265011": "Wałbrzych"})

    assert [
        len(directory.positions(level)) for level in ("kraj", "wojewodztwo", "powiat", "gmina")
    ] == [
        1,
        16,
        17,
        17,
    ]
    city = directory.by_code("0265")
    assert (city.city_county, city.population, city.population_year) == (True, 109_971, 2020)
    assert city.area_km2 == pytest.approx(84.69)
    assert directory.parent(city).teryt == "02"
    assert city.valid_from is None


def test_the_same_list_again_changes_nothing_and_leaves_no_release(
    engine: Engine, loaded: Loader, tmp_path: Path
) -> None:
    loaded(base())

    summary = import_terc(engine, write_csv(tmp_path, base()))

    assert (summary.counts.read, summary.counts.same, summary.release_id) == (48, 48, None)
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(Release)) == 1


def test_a_village_that_gains_town_rights_stays_one_unit_with_two_codes(
    engine: Engine, loaded: Loader
) -> None:
    before = loaded(base() | {"0201022": "Wieś"}).by_code("0201022")

    directory = loaded(
        base() | {"0201023": "Wieś", "0201024": "Wieś", "0201025": "Wieś"}, "2025-01-01"
    )

    after = directory.by_code("0201023")
    assert (after.id, after.kind) == (before.id, "miejsko-wiejska")
    assert directory.lookup("0201022").note == "old-code"
    assert codes_of(engine, after.id) == [
        ("0201022", "Wieś", FIRST, SECOND),
        ("0201023", "Wieś", SECOND, None),
    ]
    assert [unit.level for unit in directory.units if unit.parent_id == after.id] == ["czesc"] * 2


def test_a_new_name_keeps_the_former_one_in_history(engine: Engine, loaded: Loader) -> None:
    unit = loaded(base() | {"0201022": "Słupsk"}).by_code("0201022")

    renamed = loaded(base() | {"0201022": "Redzikowo"}, "2025-01-01").by_code("0201022")

    assert (renamed.id, renamed.name) == (unit.id, "Redzikowo")
    assert codes_of(engine, unit.id) == [
        ("0201022", "Słupsk", FIRST, SECOND),
        ("0201022", "Redzikowo", SECOND, None),
    ]


def test_a_new_gmina_begins_with_its_list(loaded: Loader) -> None:
    loaded(base())

    new = loaded(base() | {"0201032": "Szczawa"}, "2025-01-01").by_code("0201032")

    assert (new.name, new.valid_from, new.population) == ("Szczawa", SECOND, None)


def test_a_gmina_that_moves_to_another_powiat_stays_one_unit(
    engine: Engine, loaded: Loader
) -> None:
    powiat = {"0202": "drugi", "0202011": "Stolica"}
    before = loaded(base() | powiat | TOWN).by_code("0201022")

    directory = loaded(base() | powiat | {"0202022": "Wieś"}, "2025-01-01")

    after = directory.by_code("0202022")
    assert after.id == before.id
    assert directory.parent(after).teryt == "0202"
    assert directory.by_code("0201022").id == before.id


def test_a_gmina_that_becomes_a_city_with_powiat_rights_stays_one_unit(loaded: Loader) -> None:
    before = loaded(base() | {"0201091": "Wałbrzych"}).by_code("0201091")

    directory = loaded(base() | {"0265": "Wałbrzych", "0265011": "Wałbrzych"}, "2025-01-01")

    city = directory.by_code("0265")
    assert (city.id, city.city_county) == (before.id, True)
    assert directory.parent(city).teryt == "02"
    assert directory.by_code("0201091").id == before.id


def test_a_city_that_loses_powiat_rights_is_no_longer_a_powiat(loaded: Loader) -> None:
    before = loaded(base() | {"0265": "Wałbrzych", "0265011": "Wałbrzych"}).by_code("0265")

    directory = loaded(base() | {"0201091": "Wałbrzych"}, "2025-01-01")

    town = directory.by_code("0201091")
    assert (town.id, town.city_county) == (before.id, False)
    assert len(directory.positions("powiat")) == 16
    assert directory.lookup("0265").note == "old-code"


def test_a_gmina_joined_with_the_town_of_its_name_ends_with_it_as_successor(loaded: Loader) -> None:
    town = {"0201031": "Zielona"}
    loaded(base() | town | {"0201042": "Zielona"})

    match = loaded(base() | town, "2025-01-01").lookup("0201042")

    assert (match.note, match.unit.valid_to) == ("ended", SECOND)
    assert match.successor.teryt == "0201031"


def test_a_gmina_divided_among_neighbours_ends_without_a_successor(loaded: Loader) -> None:
    loaded(base() | {"0201042": "Ostrowice"})

    match = loaded(base(), "2025-01-01").lookup("0201042")

    assert (match.note, match.successor) == ("ended", None)


def test_an_older_list_after_a_newer_one_is_refused_and_nothing_changes(
    engine: Engine, loaded: Loader, tmp_path: Path
) -> None:
    loaded(base() | TOWN, "2025-01-01")

    with pytest.raises(IngestError, match=r"1\.01\.2024.*1\.01\.2025"):
        import_terc(engine, write_csv(tmp_path, base(), "2024-01-01"))

    with engine.connect() as connection:
        assert not read_directory(connection).by_code("0201022").ended


def test_a_list_without_many_known_gminas_is_refused(
    engine: Engine, loaded: Loader, tmp_path: Path
) -> None:
    many = {f"0201{number:02d}2": f"Wieś {number}" for number in range(10, 50)}
    loaded(base() | many)

    with pytest.raises(IngestError, match="brakuje 40 gmin"):
        import_terc(engine, write_csv(tmp_path, base(), "2025-01-01"))

    with engine.connect() as connection:
        assert len(read_directory(connection).positions("gmina")) == 56


def test_a_corrected_list_of_the_same_day_replaces_the_name(engine: Engine, loaded: Loader) -> None:
    unit = loaded(base() | {"0201022": "Wies"}).by_code("0201022")

    loaded(base() | {"0201022": "Wieś"})

    assert codes_of(engine, unit.id) == [("0201022", "Wieś", FIRST, None)]


def test_codes_of_old_series_lead_to_the_unit_that_carries_them_on(loaded: Loader) -> None:
    directory = loaded(
        base()
        | {"0265": "Wałbrzych", "0265011": "Wałbrzych", "0262": "Legnica", "0262011": "Legnica"}
        | {"3203": "drawski", "3203011": "Drawsko"}
    )

    assert directory.lookup("0221091").unit is directory.by_code("0265")
    ostrowice = directory.lookup("3203042")
    assert (ostrowice.note, ostrowice.unit.valid_to) == ("ended", date(2019, 1, 1))
    assert ostrowice.unit.position not in directory.positions("gmina")


def test_a_known_change_whose_powiat_is_not_listed_is_left_out(loaded: Loader) -> None:
    with pytest.raises(UnknownCodeError, match="3203042"):
        loaded(base()).by_code("3203042")


def test_the_release_names_the_day_and_what_is_new(
    engine: Engine, loaded: Loader, tmp_path: Path
) -> None:
    loaded(base())

    summary = import_terc(engine, write_csv(tmp_path, base() | TOWN, "2025-01-01"))

    assert summary.note.startswith("Lista TERC, stan na 1.01.2025.")
    assert "Wieś (0201022)" in summary.note
    with engine.connect() as connection:
        release = connection.execute(select(Release).order_by(Release.id.desc())).first()
        assert release is not None
        assert connection.scalar(select(func.count()).select_from(RejectedRow)) == 0
        assert connection.scalar(select(func.count()).where(Unit.level == "gmina")) == 17
