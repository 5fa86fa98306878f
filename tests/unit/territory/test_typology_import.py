"""A functional typology from a file: what is taken, what is refused, what is left in place."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from smup.errors import IngestError
from smup.ingest.load import LoadSummary
from smup.models import RejectedRow, UnitInType, UnitType
from smup.statistics.refresh import refresh
from smup.territory.directory import UnitDirectory
from smup.territory.groups import compared_with, group_label, members
from smup.territory.store import read_directory
from smup.territory.typology_import import import_typology
from tests import peer_country
from tests.peer_country import CITY, CODES, ENDED, FIRST, LAST, SECOND
from tests.poured import Pour

HEADER = "code;type;name_pl;name_en"


@pytest.fixture
def filled(engine: Engine, pour: Pour) -> Engine:
    """An engine over the country of seven alike."""
    pour(engine, peer_country.fill)
    return engine


def load(engine: Engine, tmp_path: Path, *rows: str, header: str = HEADER) -> LoadSummary:
    file = tmp_path / "typologia.csv"
    file.write_text("\n".join((header, *rows)), encoding="utf-8")
    return import_typology(engine, file, after=refresh)


def directory_of(engine: Engine) -> UnitDirectory:
    with engine.connect() as connection:
        return read_directory(connection)


def type_code(engine: Engine, code: str, level: str = "gmina") -> str | None:
    directory = directory_of(engine)
    found = directory.typology.type_of(directory.by_code(code).id, level)
    return None if found is None else found.code


def test_a_type_is_a_group_with_a_name_and_members(filled: Engine, tmp_path: Path) -> None:
    load(filled, tmp_path, f"{FIRST};W;Wsie;Villages", f"{SECOND[:6]};W;;", f"{CITY};M;Miasta;")
    directory = directory_of(filled)
    code = compared_with(directory, directory.by_code(FIRST), level="gmina", kind="typ")
    assert code == "typ:W"
    assert [directory.units[place].teryt for place in members(directory, "gmina", code)] == [
        FIRST,
        SECOND,
    ]
    assert group_label(directory, code, level="gmina") == "typ: Wsie"
    assert group_label(directory, code, level="gmina", lang="en") == "type: Villages"
    assert group_label(directory, "typ:M", level="gmina", lang="en") == "type: Miasta"


def test_a_city_with_powiat_rights_has_the_type_of_the_level_of_its_code(
    filled: Engine, tmp_path: Path
) -> None:
    load(filled, tmp_path, "0264;P;Powiaty;Powiats", f"{FIRST};G;Gminy;Gminas")
    assert type_code(filled, "0264", "powiat") == "P"
    assert type_code(filled, "0264", "gmina") is None


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("1499992;W;Wsie;", "Nieznany kod jednostki: 1499992"),
        ("xyz;W;Wsie;", "To nie jest kod TERYT: xyz"),
        ("14;W;Wsie;", "Typ mają tylko gminy i powiaty: 14"),
        (f"{ENDED};W;Wsie;", f"Tej jednostki już nie ma: {ENDED}"),
        (f"{FIRST};W;;", f"Jednostka stoi w pliku drugi raz: {FIRST}"),
        (f"{LAST};;Bez kodu;", "Kod typu ma od 1 do 20 liter, cyfr lub łączników: "),
        (f"{LAST};X;;", "Typ nie ma nazwy: X"),
        (f"{LAST};W;Inna nazwa;", "Typ ma wcześniej w pliku inną nazwę: W"),
        (LAST, "Za mało kolumn w wierszu; plik może być ucięty"),
    ],
)
def test_a_row_that_cannot_be_taken_is_kept_with_its_line_and_reason(
    filled: Engine, tmp_path: Path, row: str, reason: str
) -> None:
    summary = load(filled, tmp_path, f"{FIRST};W;Wsie;Wsie", "", row)
    assert (summary.counts.read, summary.counts.new, summary.counts.rejected) == (2, 1, 1)
    with filled.connect() as connection:
        kept = connection.execute(select(RejectedRow.line, RejectedRow.reason)).one()
    assert tuple(kept) == (4, reason)


def test_the_same_file_again_changes_nothing(filled: Engine, tmp_path: Path) -> None:
    load(filled, tmp_path, f"{FIRST};W;Wsie;Villages")
    again = load(filled, tmp_path, f"{FIRST};W;Wsie;Villages")
    assert (again.release_id, again.counts.same) == (None, 1)


def test_another_typology_takes_the_place_of_the_first(filled: Engine, tmp_path: Path) -> None:
    load(filled, tmp_path, *(f"{code};W;Wsie;Villages" for code in CODES))
    second = load(filled, tmp_path, f"{FIRST};N;Nowy;New")
    assert second.note == "Bez typu są teraz jednostki, które go miały: 6."
    assert type_code(filled, SECOND) is None
    with filled.connect() as connection:
        assert connection.scalars(select(UnitType.code)).all() == ["N"]


def test_a_file_without_a_usable_row_leaves_the_typology(filled: Engine, tmp_path: Path) -> None:
    load(filled, tmp_path, f"{FIRST};W;Wsie;Villages")
    with pytest.raises(IngestError, match="Nieznany kod jednostki: 1499992"):
        load(filled, tmp_path, "1499992;W;Wsie;Villages")
    with pytest.raises(IngestError, match="name_en"):
        load(filled, tmp_path, FIRST, header="code;type;name_pl")
    with filled.connect() as connection:
        assert len(connection.scalars(select(UnitInType.unit_id)).all()) == 1
