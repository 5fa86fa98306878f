"""Pasted lists of units, and the ready sets that are shipped."""

import time
import tomllib
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from smup.errors import CatalogueError
from smup.repository import Repository
from smup.settings import DATA
from smup.territory.directory import UnitDirectory
from smup.territory.unit import CodeRow, UnitRow
from smup.views.datadesk.pasted import Pasted, read_pasted
from smup.views.datadesk.selection import select_desk
from smup.views.datadesk.sets import read_sets, ready_sets
from tests.builders import NO_DATE

ROWS = (  # code, name, kind, level, parent
    ("02", "dolnośląskie", "wojewodztwo", "wojewodztwo", None),
    ("0201", "bolesławiecki", "powiat", "powiat", "02"),
    ("0201011", "Bolesławiec", "miejska", "gmina", "0201"),
    ("0201022", "Bolesławiec", "wiejska", "gmina", "0201"),
    ("14", "mazowieckie", "wojewodztwo", "wojewodztwo", None),
    ("1420", "płoński", "powiat", "powiat", "14"),
    ("1420083", "Nowe Miasto", "miejsko-wiejska", "gmina", "1420"),
    ("1420062", "Joniec", "wiejska", "gmina", "1420"),
    ("1420993", "Dawne", "wiejska", "gmina", "1420"),
    ("1465", "Warszawa", "miejska", "gmina", "14"),
    ("20", "podlaskie", "wojewodztwo", "wojewodztwo", None),
    ("2002", "białostocki", "powiat", "powiat", "20"),
    ("2002052", "Joniec", "wiejska", "gmina", "2002"),
    ("0200205", "Zbieg", "wiejska", "gmina", "0201"),
)


@pytest.fixture(scope="module")
def directory() -> UnitDirectory:
    """Units with equal names, a lost zero that means two things, and one that has ended."""
    keys = {row[0]: number for number, row in enumerate(ROWS, start=1)}
    units, codes = [], []
    for code, name, kind, level, parent in ROWS:
        ended = code == "1420993"
        city = code == "1465"
        units.append(
            UnitRow(
                id=keys[code], level=level, kind=kind, city_county=city, name=name,
                parent_id=keys.get(parent or ""), area_km2=None, population=None,
                population_year=None, lon=None, lat=None, fictional=False, valid_from=None,
                valid_to=NO_DATE if ended else None,
                successor_id=keys["1420062"] if ended else None,
            )
        )  # fmt: skip
        own = (code, "1465011") if city else (code,)
        codes += [CodeRow(keys[code], "teryt", one, name, kind, NO_DATE, None) for one in own]
    return UnitDirectory(units, codes)


def read(directory: UnitDirectory, text: str, level: str = "gmina") -> Pasted:
    """Read a list in Polish."""
    return read_pasted(directory, text, level=level, lang="pl")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("0201011\n1420062", ["0201011", "1420062"]),
        ("0201011;1420062,\t1420083", ["0201011", "1420062", "1420083"]),
        ("020101", ["0201011"]),
        ("gmina wiejska Bolesławiec", ["0201022"]),
        ("Bolesławiec, gm. miejska, pow. bolesławiecki", ["0201011"]),
        ("miasto BOLESLAWIEC", ["0201011"]),
        ("Joniec, powiat płoński", ["1420062"]),
        ("Joniec (podlaskie)", ["2002052"]),
        ("Nowe Miasto, Joniec pow. płoński", ["1420083", "1420062"]),
        ("m.st. Warszawa", ["1465011"]),
        ("Warszawa\r\n\r\nWarszawa", ["1465011"]),
        ("0201011\tBolesławiec\n\"1420062\"\n='1420083'", ["0201011", "1420062", "1420083"]),
        ("1420062 Joniec", ["1420062"]),
    ],
)
def test_units_are_found(directory: UnitDirectory, text: str, codes: list[str]) -> None:
    found = read(directory, text)
    assert list(found.codes) == codes
    assert found.problems == ()


def test_powiats_and_voivodeships_are_found_at_their_level(directory: UnitDirectory) -> None:
    assert read(directory, "powiat płoński\n0201\nWarszawa", "powiat").codes == (
        "1420", "0201", "1465",
    )  # fmt: skip
    assert read(directory, "podlaskie\nwoj. mazowieckie\n02", "wojewodztwo").codes == (
        "20", "14", "02",
    )  # fmt: skip


def test_every_line_that_is_not_understood_is_told(directory: UnitDirectory) -> None:
    text = "\n".join(
        ["Bolesławiec", "Nigdzie", "1499999", "123", "1420993", "powiat płoński", "x" * 201]
    )
    found = read(directory, text)
    assert found.units == ()
    assert [(one.line, one.key) for one in found.problems] == [
        (1, "ambiguous"),
        (2, "unknown_name"),
        (3, "unknown_code"),
        (4, "not_code"),
        (5, "ended_successor"),
        (6, "level"),
        (7, "too_long"),
    ]
    first = found.problems[0]
    assert [code for code, _ in first.candidates] == ["0201011", "0201022"]
    assert "Bolesławiec, gm. wiejska, pow. bolesławiecki (0201022)" in first.reason
    assert found.problems[4].candidates[0][0] == "1420062"
    assert len(found.problems[6].text) == 60


def test_a_zero_lost_in_a_spreadsheet_is_put_back_and_told(directory: UnitDirectory) -> None:
    found = read(directory, "201011")
    assert found.codes == ("0201011",)
    assert [(one.line, one.key) for one in found.told] == [(1, "zero")]
    assert "0201011" in found.told[0].reason
    assert read(directory, "201", "powiat").codes == ("0201",)
    assert read(directory, "2", "wojewodztwo").codes == ("02",)


def test_repeated_units_are_taken_once_and_counted(directory: UnitDirectory) -> None:
    found = read(directory, "1420062\n1420062\nJoniec, powiat płoński")
    assert (found.codes, found.repeated) == (("1420062",), 2)


def test_a_long_list_is_cut_and_a_huge_one_refused_at_once(directory: UnitDirectory) -> None:
    found = read(directory, "1420062\n" * 3_001)
    assert [one.key for one in found.problems] == ["too_many"]
    assert found.repeated == 2_999
    huge = "1420062\n" * 1_000_000
    start = time.process_time()
    found = read(directory, huge)
    assert time.process_time() - start < 0.5
    assert [one.key for one in found.problems] == ["refused"]
    assert found.units == ()


def test_every_code_of_a_ready_set_is_in_the_catalogue() -> None:
    known: dict[str, set[str]] = {"indicator": set(), "service": set(), "sector": set()}
    for path in (DATA / "catalogue").glob("*.toml"):
        for kind, codes in known.items():
            found = tomllib.loads(path.read_text(encoding="utf-8")).get(kind, [])
            entries = found if isinstance(found, list) else [found]
            codes.update(entry["code"] for entry in entries)
    sets = read_sets()
    assert [one.code for one in sets] == ["rada", "raport", "oswiata", "budzet", "wszystko"]
    for one in sets:
        assert set(one.ind) <= known["indicator"]
        assert set(one.usluga) <= known["service"]
        assert set(one.obszar) <= known["sector"]
        assert len(set(one.ind)) == len(one.ind)
    assert len(sets[0].ind) == 40
    assert len({code.split("-")[0] for code in sets[0].ind}) == 10
    assert len(sets[3].ind) == 12
    assert set(sets[4].obszar) == known["sector"]


def test_a_ready_set_is_about_my_unit_and_has_what_the_database_has(desk: Repository) -> None:
    unit = desk.directory().by_code("1420011")
    offered = {one.code: one for one in ready_sets(desk, "pl", unit)}
    assert list(offered) == ["raport", "budzet", "wszystko"]
    everything = offered["wszystko"]
    assert everything.query == "obszar=edukacja&units=1420011&years=all&uklad=dlugi"
    assert not everything.needs_unit
    chosen = select_desk(desk, dict(parse_qsl(offered["budzet"].query)), lang="pl")
    assert [item.code for item in chosen.indicators] == ["FIN-DO-01"]
    assert (chosen.problems, chosen.state.unit, chosen.state.group) == ((), "1420011", "podobne")
    without = {one.code: one for one in ready_sets(desk, "en", None)}
    assert without["wszystko"].needs_unit
    assert without["budzet"].query == "ind=FIN-DO-01"
    assert without["budzet"].name == "The budget in 12 indicators"


def test_a_broken_set_is_named(tmp_path: Path) -> None:
    (tmp_path / "zly.toml").write_text('code = "x"', encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"zly\.toml"):
        read_sets(tmp_path)
