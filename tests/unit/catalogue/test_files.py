"""Catalogue files: every mistake is named with its file, entry and field."""

from pathlib import Path

import pytest

from smup.catalogue.files import load_catalogue
from smup.errors import CatalogueError

SHARED = """
[[variable]]
code = "ludnosc"
name = { pl = "Ludność", en = "Population" }
unit = { pl = "os.", en = "persons" }
level = "oba"
source = { pl = "GUS", en = "Statistics Poland" }
reference_date = { pl = "31 grudnia", en = "31 December" }
bdl = { subject = "P2137", headings = ["ogółem"] }
"""

SECTOR = """
[sector]
code = "finanse"
position = 10
name = { pl = "Finanse", en = "Finance" }
lead = { pl = "O finansach.", en = "On finance." }
icon = "bank"

[[service]]
code = "dlug"
name = { pl = "Dług", en = "Debt" }
task_level = "gmina"

[[variable]]
code = "dlug"
name = { pl = "Dług", en = "Debt" }
unit = { pl = "zł", en = "PLN" }
level = "gmina"
source = { pl = "MF", en = "MF" }
reference_date = { pl = "31 grudnia", en = "31 December" }

[[indicator]]
code = "FIN-ZD-01"
service = "dlug"
name = { pl = "Dług na mieszkańca", en = "Debt per inhabitant" }
short_name = { pl = "Dług", en = "Debt" }
definition = { pl = "Ile długu.", en = "How much debt." }
reading = { pl = "Mniej to lepiej.", en = "Less is better." }
caveats = { pl = "Bez spółek.", en = "No companies." }
unit = { pl = "zł", en = "PLN" }
decimals = 0
dimension = "efektywnosc"
polarity = "down"
task_level = "gmina"
source = { pl = "MF", en = "MF" }
reference_date = { pl = "31 grudnia", en = "31 December" }
status = "smup"

[indicator.formula]
numerator = "dlug"
denominator = "ludnosc"
numerator_label = { pl = "zł długu", en = "PLN of debt" }
denominator_label = { pl = "mieszkańców", en = "inhabitants" }
"""


def write(folder: Path, sector: str = SECTOR, shared: str = SHARED) -> Path:
    (folder / "00-wspolne.toml").write_text(shared, encoding="utf-8")
    (folder / "10-finanse.toml").write_text(sector, encoding="utf-8")
    return folder


def test_good_files_are_joined_in_order(tmp_path: Path) -> None:
    first = SECTOR.replace("position = 10", "position = 1").replace("FIN-", "EDU-")
    first = first.replace('"finanse"', '"edukacja"').replace('"dlug"', '"szkoly"')
    write(tmp_path)
    (tmp_path / "99-edukacja.toml").write_text(first, encoding="utf-8")
    catalogue = load_catalogue(tmp_path)
    assert [sector.code for sector in catalogue.sectors] == ["edukacja", "finanse"]
    assert [placed.sector for placed in catalogue.services] == ["edukacja", "finanse"]
    assert [card.code for card in catalogue.variables] == ["ludnosc", "szkoly", "dlug"]
    assert [card.code for card in catalogue.indicators] == ["EDU-ZD-01", "FIN-ZD-01"]
    assert catalogue.sector_of("dlug") == "finanse"


def test_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "00-wspolne.toml").write_text(SHARED, encoding="utf-8-sig")
    assert len(load_catalogue(tmp_path).variables) == 2


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "decimals = 0",
            'decimals = "dużo"',
            "10-finanse.toml, wskaźnik nr 1 FIN-ZD-01, pole decimals: wpisz liczbę całkowitą.",
        ),
        ("decimals = 0", "decimals = 9", "pole decimals: wartość 9 jest za duża, najwyżej 4."),
        ("decimals = 0", "decimal = 0", "pole decimal: nie ma takiego pola."),
        ("decimals = 0", "", "pole decimals: brakuje tego pola."),
        (
            'polarity = "down"',
            'polarity = "dół"',
            "pole polarity: wartość „dół” jest nieznana; dozwolone: 'up', 'down' albo 'none'.",
        ),
        ('code = "FIN-ZD-01"', 'code = "FIN 1"', "wskaźnik nr 1 FIN 1, pole code:"),
        ('en = "Debt per inhabitant"', 'en = " "', "pole name.en: pole jest puste."),
        (', en = "Debt per inhabitant"', "", "pole name.en: brakuje tego pola."),
        (
            'denominator_label = { pl = "mieszkańców", en = "inhabitants" }',
            "",
            "pole formula: mianownik (denominator) i jego opis (denominator_label) podaj razem.",
        ),
        ('service = "dlug"', 'service = "szkoly"', "pole service: nie ma usługi szkoly."),
        (
            'numerator = "dlug"',
            'numerator = "dlugi"',
            "10-finanse.toml, wskaźnik FIN-ZD-01, pole formula.numerator: nie ma zmiennej dlugi.",
        ),
        (
            'denominator = "ludnosc"',
            'denominator = "osoby"',
            "pole formula.denominator: nie ma zmiennej osoby.",
        ),
        (
            'numerator = "dlug"',
            "numerator = \"__import__('os')\"",
            "wskaźnik FIN-ZD-01, pole formula: Wyrażenie „__import__('os')” jest niedozwolone",
        ),
        ('level = "gmina"\nsource', 'level = "wieś"\nsource', "zmienna nr 1 dlug, pole level:"),
        ("position = 10", "position = 11", "obszar finanse, pole position:"),
        ("[[service]]", "[[services]]", "plik, pole services: nie ma takiego pola."),
    ],
)
def test_mistake_is_named_with_file_entry_and_field(
    tmp_path: Path, old: str, new: str, expected: str
) -> None:
    assert old in SECTOR
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(write(tmp_path, SECTOR.replace(old, new, 1)))
    assert expected in str(caught.value)
    assert "10-finanse.toml" in str(caught.value)


def test_toml_error_names_the_line(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"00-wspolne.toml, wiersz 3, kolumna 9: to nie"):
        load_catalogue(write(tmp_path, shared='[[variable]]\ncode = "a"\nname = {\n'))


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    broken = SECTOR.replace("decimals = 0", "decimals = 9").replace('"down"', '"w dół"')
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(write(tmp_path, broken, shared="x = "))
    lines = str(caught.value).splitlines()
    assert lines[0] == "Popraw katalog wskaźników:"
    assert [line.split(",")[0] for line in lines[1:]] == [
        "00-wspolne.toml",
        "10-finanse.toml",
        "10-finanse.toml",
    ]


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("[[service]]", "usługa dlug: to samo jest już w pliku 10-finanse.toml"),
        ("[[variable]]", "zmienna dlug: to samo jest już w pliku 10-finanse.toml"),
        ("[[indicator]]", "wskaźnik FIN-ZD-01: to samo jest już w pliku 10-finanse.toml"),
    ],
)
def test_code_that_stands_twice_is_refused(tmp_path: Path, block: str, expected: str) -> None:
    start = SECTOR.index(block)
    ends = [SECTOR.find(other, start + 1) for other in ("[[", "[indicator.formula")]
    end = min((place for place in ends if place > 0), default=len(SECTOR))
    if block == "[[indicator]]":
        end = len(SECTOR)
    with pytest.raises(CatalogueError, match=expected.replace("-", r"\-")):
        load_catalogue(write(tmp_path, SECTOR + "\n" + SECTOR[start:end]))


def test_code_of_another_file_is_refused(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "11-kopia.toml").write_text(SHARED, encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(tmp_path)
    assert "11-kopia.toml, zmienna ludnosc: to samo jest już w pliku 00-wspolne.toml" in str(
        caught.value
    )


def test_two_sectors_on_one_position_are_refused(tmp_path: Path) -> None:
    sector = SECTOR[: SECTOR.index("[[service]]")].replace('"finanse"', '"inny"')
    write(tmp_path)
    (tmp_path / "11-inny.toml").write_text(sector, encoding="utf-8")
    with pytest.raises(CatalogueError, match="obszar na pozycji 10"):
        load_catalogue(tmp_path)


def test_service_without_a_sector_is_refused(tmp_path: Path) -> None:
    without = SECTOR[SECTOR.index("[[service]]") :]
    with pytest.raises(CatalogueError, match=r"usługa dlug: plik nie ma części \[sector\]"):
        load_catalogue(write(tmp_path, without))


def test_heading_that_would_mean_two_variables_is_refused(tmp_path: Path) -> None:
    added = 'bdl = { subject = "P2137", headings = ["Ogółem "] }\n\n[[indicator]]'
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(write(tmp_path, SECTOR.replace("[[indicator]]", added)))
    assert "zmienna dlug, pole bdl.headings: nagłówek „Ogółem” (P2137) ma już zmienna ludnosc" in (
        str(caught.value)
    )


def test_same_heading_of_another_subject_is_fine(tmp_path: Path) -> None:
    added = 'bdl = { subject = "P1944", headings = ["ogółem"] }\n\n[[indicator]]'
    assert load_catalogue(write(tmp_path, SECTOR.replace("[[indicator]]", added)))


def test_folder_without_files_is_named(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="nie ma plików katalogu"):
        load_catalogue(tmp_path / "nie-ma")


def test_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "10-finanse.toml").write_bytes(SECTOR.encode("cp1250"))
    with pytest.raises(CatalogueError, match=r"10-finanse.toml: plik nie jest zapisany w UTF-8"):
        load_catalogue(tmp_path)


def test_folder_in_the_place_of_a_file_is_named(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "20-folder.toml").mkdir()
    with pytest.raises(CatalogueError, match=r"20-folder.toml: nie udało się odczytać pliku"):
        load_catalogue(tmp_path)
