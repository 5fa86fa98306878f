"""The Frictionless data package, checked by frictionless itself."""

import json
import zipfile
from pathlib import Path

import frictionless
import pytest

from smup.exports import forms
from tests.extracts import ROWS, extract

NAME = "smup-wydatki-2024"


def unpacked(folder: Path, *, sample: bool = False, lang: str = "pl") -> Path:
    forms.write("zip", extract(sample=sample, lang=lang), folder / "package.zip")
    with zipfile.ZipFile(folder / "package.zip") as package:
        assert package.testzip() is None
        package.extractall(folder / "package")
    return folder / "package"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return unpacked(tmp_path)


def test_frictionless_finds_nothing_wrong(package: Path) -> None:
    report = frictionless.validate(str(package / "datapackage.json"))
    assert report.valid, report.flatten(["type", "note"])
    assert report.tasks[0].stats["rows"] == len(ROWS)


def test_frictionless_reads_the_cells(package: Path) -> None:
    found = frictionless.Package(str(package / "datapackage.json")).resources[0].read_rows()
    assert [row["teryt"] for row in found] == [row[0] for row in ROWS]
    values = [None if row["wartosc"] is None else float(row["wartosc"]) for row in found]
    assert values == [row[3] for row in ROWS]
    assert [row["rok"] for row in found] == [row[2] for row in ROWS]
    assert found[1]["uwaga"] == "'=cmd|' /C calc'!A0"


def test_the_package_holds_its_four_files(package: Path) -> None:
    names = sorted(path.relative_to(package).as_posix() for path in package.rglob("*.*"))
    assert names == ["README.md", f"data/{NAME}.csv", "datapackage.json"]
    assert (package / "LICENSE").is_file()


def test_the_descriptor_says_types_units_and_sources(package: Path) -> None:
    known = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    assert known["version"] == "2026-03-02.7"
    assert known["created"] == "2026-03-02T08:30:00Z"
    assert known["sources"] == [{"title": "GUS"}]
    assert "opendefinition" not in json.dumps(known["licenses"])
    assert "ustawy z dnia 11 sierpnia 2021" in known["description"]
    schema = known["resources"][0]["schema"]
    assert schema["missingValues"] == [""]
    assert schema["fields"][0]["type"] == "string"
    assert schema["fields"][3] == {
        "name": "wartosc",
        "type": "number",
        "title": "Wartość wskaźnika",
        "key": "value",
        "unit": "zł/os.",
        "decimals": 1,
        "indicator": "EDU-PRZ-01",
    }


def test_the_readme_says_what_and_whose(package: Path) -> None:
    words = (package / "README.md").read_text(encoding="utf-8")
    for text in ("# Wydatki na ucznia", "7 wierszy", "`wartosc`", "[zł/os.]", "GUS", "TERYT"):
        assert text in words
    assert "11 sierpnia 2021" in (package / "LICENSE").read_text(encoding="utf-8")


@pytest.mark.parametrize(("lang", "words"), [("pl", "DANE PRZYKŁADOWE"), ("en", "SAMPLE DATA")])
def test_a_sample_is_free_and_says_so(lang: str, words: str, tmp_path: Path) -> None:
    package = unpacked(tmp_path, sample=True, lang=lang)
    assert f"## {words}" in (package / "README.md").read_text(encoding="utf-8")
    known = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    assert known["licenses"][0]["name"] == "CC0-1.0"
    assert known["sample"] is True
    assert "CC0" in (package / "LICENSE").read_text(encoding="utf-8")
