"""The real lists and borders kept beside the project; skipped where they are absent."""

import gzip
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import shapely
from sqlalchemy import Engine, func, select

from smup.database import init_schema, make_engine
from smup.errors import IngestError
from smup.models import Boundary, Unit, UnitCode
from smup.territory.boundaries import import_boundaries
from smup.territory.directory import UnitDirectory
from smup.territory.store import read_directory
from smup.territory.terc_import import import_terc

pytestmark = pytest.mark.shared

TERC_2024 = "teryt/TERC_Urzedowy_2025-03-20.csv"
TERC_2025 = "teryt/TERC_Urzedowy_2025-11-18.xml"
BORDERS = {
    "gmina": ("geo/poland.municipalities.json", 2477),
    "powiat": ("geo/poland.counties.json", 380),
    "wojewodztwo": ("geo/poland.voivodeships.json", 16),
}


@pytest.fixture(scope="module")
def database_2024(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the list of 2024, to be copied."""
    file = tmp_path_factory.mktemp("territory") / "2024.sqlite"
    engine = make_engine(f"sqlite:///{file}")
    init_schema(engine)
    import_terc(engine, shared_data / TERC_2024)
    engine.dispose()
    return file


@pytest.fixture
def poland(database_2024: Path, tmp_path: Path) -> Engine:
    """A database of its own with the list of 2024."""
    file = tmp_path / "poland.sqlite"
    shutil.copy(database_2024, file)
    return make_engine(f"sqlite:///{file}")


@pytest.fixture
def quick_packing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pack borders quickly where their size is not what is tested."""
    monkeypatch.setattr("smup.territory.boundary_bodies.BEST_BROTLI_UP_TO", 0)


def directory_of(engine: Engine) -> UnitDirectory:
    with engine.connect() as connection:
        return read_directory(connection)


def counts(directory: UnitDirectory) -> dict[str, int]:
    return {
        level: len(directory.positions(level))
        for level in ("kraj", "wojewodztwo", "powiat", "gmina")
    }


def features(engine: Engine, level: str, detail: int = 0) -> dict[str, Any]:
    """The newest GeoJSON of a level: code to polygon."""
    with engine.connect() as connection:
        body = connection.scalars(
            select(Boundary.gzip_body)
            .where(Boundary.level == level, Boundary.detail == detail)
            .order_by(Boundary.release_id.desc())
        ).first()
    assert body is not None
    collection = json.loads(gzip.decompress(body))
    return {f["id"]: shapely.geometry.shape(f["geometry"]) for f in collection["features"]}


def test_the_list_of_2024_has_the_official_numbers(poland: Engine) -> None:
    directory = directory_of(poland)

    assert counts(directory) == {"kraj": 1, "wojewodztwo": 16, "powiat": 380, "gmina": 2477}
    gminas = directory.units_of("gmina")
    kinds = [unit.kind for unit in gminas]
    numbers = {kind: kinds.count(kind) for kind in set(kinds)}
    assert numbers == {"miejska": 302, "wiejska": 1464, "miejsko-wiejska": 711}
    assert sum(unit.city_county for unit in gminas) == 66
    assert sum(unit.level == "czesc" for unit in directory.units) == 711 + 711 + 18 + 19


def test_every_gmina_of_2024_has_area_population_and_place(poland: Engine) -> None:
    directory = directory_of(poland)
    gminas = directory.positions("gmina")

    assert directory.population[gminas].sum() == 38_265_013
    assert directory.area_km2[gminas].sum() == pytest.approx(313_932.93, abs=0.01)
    assert (directory.lat[gminas] > 49).all()


def test_the_list_of_2025_over_2024_loses_nothing(engine: Engine, shared_data: Path) -> None:
    import_terc(engine, shared_data / TERC_2024)
    before = directory_of(engine)

    summary = import_terc(engine, shared_data / TERC_2025)

    after = directory_of(engine)
    assert counts(after) == {"kraj": 1, "wojewodztwo": 16, "powiat": 380, "gmina": 2479}
    assert (summary.counts.read, summary.counts.rejected) == (4348, 0)
    for code in before.ids_by_code:
        assert after.by_code(code).id == before.by_code(code).id
    new = set(after.codes_of("gmina")) - {after.by_code(c).teryt for c in before.codes_of("gmina")}
    assert new == {"1207132", "2002162"}
    assert [after.by_code(code).name for code in sorted(new)] == ["Szczawa", "Grabówka"]


def test_the_older_list_after_the_newer_is_refused(poland: Engine, shared_data: Path) -> None:
    import_terc(poland, shared_data / TERC_2025)

    with pytest.raises(IngestError, match="nowsza"):
        import_terc(poland, shared_data / TERC_2024)


@pytest.mark.parametrize(
    ("code", "note", "present"),
    [
        ("022109", "old-code", "0265011"),
        ("060608", "old-code", "0603153"),
        ("080910", "ended", "0862011"),
        ("320304", "ended", None),
        ("0606042", "old-code", "0606043"),
    ],
)
def test_codes_of_old_series_find_their_unit(
    poland: Engine, code: str, note: str, present: str | None
) -> None:
    match = directory_of(poland).lookup(code)

    assert match.note == note
    carried_on = match.successor if note == "ended" else match.unit
    assert (carried_on.teryt if carried_on else None) == present


@pytest.mark.parametrize(
    ("query", "best"), [("lodz", "1061011"), ("Wroclw", "0264011"), ("Bolesławiec", "0201011")]
)
def test_search_over_the_whole_register(poland: Engine, query: str, best: str) -> None:
    assert directory_of(poland).search(query)[0].code == best


def test_three_boleslawiec_are_told_apart(poland: Engine) -> None:
    hits = directory_of(poland).search("Bolesławiec", level="gmina", limit=3)

    assert len({hit.label for hit in hits}) == 3
    assert {hit.name for hit in hits} == {"Bolesławiec"}


@pytest.mark.slow
def test_gminas_bring_all_levels_and_stay_small_enough(poland: Engine, shared_data: Path) -> None:
    summary = import_boundaries(poland, shared_data / BORDERS["gmina"][0], level="gmina")

    assert (summary.counts.new, summary.counts.rejected, summary.note) == (2477, 0, None)
    for level, (_, number) in BORDERS.items():
        shapes = features(poland, level)
        assert list(shapes) == list(directory_of(poland).codes_of(level))
        assert len(shapes) == number
        assert all(
            not polygon.exterior.is_ccw
            for shape in shapes.values()
            for polygon in shapely.get_parts(shape)
        )
        assert shapely.coverage_is_valid(list(shapes.values()))
    with poland.connect() as connection:
        size = connection.scalar(
            select(func.length(Boundary.brotli_body)).where(
                Boundary.level == "gmina", Boundary.detail == 0
            )
        )
    assert size is not None
    assert size <= 350_000


@pytest.mark.slow
@pytest.mark.usefixtures("quick_packing")
@pytest.mark.parametrize("level", ["powiat", "wojewodztwo"])
def test_the_other_files_join_completely(poland: Engine, shared_data: Path, level: str) -> None:
    file, number = BORDERS[level]

    summary = import_boundaries(poland, shared_data / file, level=level)

    assert (summary.counts.new, summary.counts.rejected, summary.note) == (number, 0, None)
    assert list(features(poland, level)) == list(directory_of(poland).codes_of(level))


@pytest.mark.slow
@pytest.mark.usefixtures("quick_packing")
def test_the_list_of_2025_keeps_the_map_of_2024(poland: Engine, shared_data: Path) -> None:
    import_boundaries(poland, shared_data / BORDERS["gmina"][0], level="gmina")

    import_terc(poland, shared_data / TERC_2025)

    directory = directory_of(poland)
    drawn = set(features(poland, "gmina"))
    assert set(directory.codes_of("gmina")) - drawn == {"1207132", "2002162"}
    assert drawn <= set(directory.codes_of("gmina"))
    again = import_boundaries(poland, shared_data / BORDERS["gmina"][0], level="gmina")
    assert "Szczawa (1207132), Grabówka (2002162)" in str(again.note)


def test_every_code_is_dated_and_open_codes_are_unique(poland: Engine, shared_data: Path) -> None:
    import_terc(poland, shared_data / TERC_2025)

    with poland.connect() as connection:
        open_codes = connection.scalars(
            select(UnitCode.code).where(UnitCode.valid_to.is_(None))
        ).all()
        backwards = connection.scalar(
            select(func.count())
            .select_from(UnitCode)
            .where(UnitCode.valid_to <= UnitCode.valid_from)
        )
        orphans = connection.scalar(
            select(func.count())
            .select_from(Unit)
            .where(Unit.parent_id.is_(None), Unit.level != "kraj")
        )
    assert len(open_codes) == len(set(open_codes))
    assert (backwards, orphans) == (0, 0)
