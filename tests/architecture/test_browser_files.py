"""The third-party files that set-up builds are those the pages need."""

import re

import pytest

from smup.catalogue.files import load_catalogue
from smup.settings import ASSETS, DATA, ROOT
from tests.architecture.sources import name_of, python_files

VENDOR = ASSETS / "vendor"
ICON_LIST = ROOT / ".ci" / "frontend" / "icons.txt"


def listed_icons() -> set[str]:
    """Return the icons that the build takes."""
    lines = ICON_LIST.read_text(encoding="utf-8").splitlines()
    return {line for line in lines if line and not line.startswith("#")}


@pytest.mark.parametrize("pattern", ["*.js", "*.css"])
def test_every_text_file_has_compressed_ones_beside_it(pattern: str) -> None:
    files = [*VENDOR.rglob(pattern), *(ASSETS / "css").glob("00-*.css")]
    missing = [
        name_of(file)
        for file in files
        for ending in (".br", ".gz")
        if not file.with_name(file.name + ending).exists()
    ]
    assert files != []
    assert missing == []


def test_every_listed_icon_is_built() -> None:
    style = (VENDOR / "icons.css").read_text(encoding="utf-8")
    built = set(re.findall(r"^\.icon-([a-z0-9-]+)\{", style, flags=re.MULTILINE))
    assert built == listed_icons()


def test_style_sheets_and_scripts_ask_no_other_host() -> None:
    files = [file for ending in ("css", "js") for file in ASSETS.rglob(f"*.{ending}")]
    ours = [file for file in files if not file.name.startswith(("plotly-", "ag-grid-"))]
    asking = [
        name_of(file)
        for file in ours
        if re.search(r"url\([\"']?https?:|@import|fetch\([\"'`]https?:", file.read_text("utf-8"))
    ]
    assert asking == []


def test_every_icon_that_pages_name_is_listed() -> None:
    calls = re.compile(r"""\bicon(?:_name=|\()["']([a-z0-9-]+)["']|\bicon-([a-z0-9-]+)""")
    templates = (ROOT / "smup" / "web").rglob("*.html")
    files = [*python_files("layouts", "callbacks"), *(ASSETS / "js").rglob("*.js"), *templates]
    named = {
        found[0] or found[1]
        for path in files
        for found in calls.findall(path.read_text(encoding="utf-8"))
    }
    assert sorted(named - listed_icons()) == []


def test_every_sector_has_an_icon_that_is_listed() -> None:
    sectors = load_catalogue(DATA / "catalogue").sectors
    assert [sector.code for sector in sectors if sector.icon not in listed_icons()] == []
