from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from smup.errors import IngestError
from smup.territory.terc import read_terc
from tests.unit.territory.lists import base, csv_text, write_csv, write_xml, write_zip


def with_city() -> dict[str, str]:
    return base() | {"0265": "Wałbrzych", "0265011": "Wałbrzych"}


def with_parts() -> dict[str, str]:
    return with_city() | {
        "0201043": "Nowogrodziec",
        "0201044": "Nowogrodziec",
        "0201045": "Nowogrodziec",
        "0265029": "Podgórze",
    }


@pytest.mark.parametrize("write", [write_csv, write_xml])
def test_csv_and_xml_give_the_same_list(tmp_path: Path, write: Callable[..., Path]) -> None:
    listed = read_terc(write(tmp_path, with_parts()))

    assert listed.valid_on == date(2024, 1, 1)
    assert listed.rows == 16 * 3 + 2 + 4
    assert [unit.code for unit in listed.units if unit.level == "kraj"] == ["00"]
    assert sum(unit.level == "gmina" for unit in listed.units) == 18


def test_a_zipped_list_is_read_as_it_is_downloaded(tmp_path: Path) -> None:
    assert read_terc(write_zip(write_csv(tmp_path, base()))).rows == 48


def test_a_city_with_powiat_rights_is_one_unit_with_two_codes(tmp_path: Path) -> None:
    units = [
        unit for unit in read_terc(write_csv(tmp_path, with_city())).units if "65" in unit.code
    ]

    assert [(unit.level, unit.codes) for unit in units] == [("gmina", ("0265", "0265011"))]


def test_parts_lie_in_their_gmina_and_districts_in_their_city(tmp_path: Path) -> None:
    units = {unit.code: unit for unit in read_terc(write_csv(tmp_path, with_parts())).units}

    assert (units["0201044"].level, units["0201044"].parent_key) == ("czesc", "020104")
    assert units["0265029"].parent_key == "0265"


def test_names_of_voivodeships_are_written_in_lower_case(tmp_path: Path) -> None:
    units = {unit.code: unit for unit in read_terc(write_csv(tmp_path, base())).units}

    assert units["02"].name == "województwo 02"


def _lines(change: Callable[[list[str]], object]) -> str:
    lines = csv_text(base()).splitlines()
    change(lines)
    return "\n".join(lines)


BAD_FILES = {
    "jest pusty": "",
    "stroną internetową": "<!DOCTYPE html><html><body>Zaloguj się</body></html>",
    "brakuje w nim kolumn": "Kod;Nazwa;2024\n0201011;Bolesławiec;5\n",
    "urwany": csv_text(base())[:-12],
    "nie jest poprawnym XML": '<?xml version="1.0"?><teryt><catalog><row><WOJ>02</WOJ>',
    "ale nie listą TERC": '<?xml version="1.0"?><gml><a/></gml>',
    "brakuje województw 32": csv_text({k: v for k, v in base().items() if k[:2] != "32"}),
    "dwa razy": _lines(lambda lines: lines.append(lines[-1])),
    "zły kod": _lines(lambda lines: lines.insert(3, "77;01;;;coś;powiat;2024-01-01")),
    "bez nazwy": _lines(lambda lines: lines.insert(3, "02;02;;;;powiat;2024-01-01")),
    "różne daty": _lines(lambda lines: lines.append("32;02;;;x;powiat;2025-01-01")),
    "RRRR-MM-DD": csv_text(base(), day="wczoraj"),
    "przy kodzie 0202": _lines(lambda lines: lines.append("02;02;;;x;powiat;2024-01-01")),
    "przy kodzie 0265": _lines(lambda lines: lines.append("02;65;01;1;x;gmina;2024-01-01")),
}


@pytest.mark.parametrize("reason", BAD_FILES)
def test_a_file_that_is_no_whole_list_is_refused_with_reason_and_remedy(
    tmp_path: Path, reason: str
) -> None:
    file = tmp_path / "lista.csv"
    file.write_text(BAD_FILES[reason], encoding="utf-8")

    with pytest.raises(IngestError, match=reason) as caught:
        read_terc(file)

    assert "lista.csv" in str(caught.value)
    assert "eteryt.stat.gov.pl" in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(IngestError, match=r"brak\.csv"):
        read_terc(tmp_path / "brak.csv")


@pytest.mark.parametrize("content", [b"PK\x03\x04 broken", bytes(range(256)) * 40, b"\xff\xfe\x00"])
def test_a_file_of_bytes_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "obraz.csv"
    file.write_bytes(content)

    with pytest.raises(IngestError):
        read_terc(file)
