"""Recalculates a workbook with LibreOffice, for tests of formulas."""

import shutil
import subprocess
from pathlib import Path

import openpyxl

SOFFICE = shutil.which("soffice")
SECONDS = 110
# LibreOffice keeps the values of other programs unless it is told to compute them anew.
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"
 oor:op="fuse"><value>0</value></prop></item>
</oor:items>"""


def recalculated(file: Path, folder: Path) -> openpyxl.Workbook:
    """Return the workbook with the values that LibreOffice computes.

    Args:
        file: the workbook.
        folder: empty, for the profile and the result.
    """
    assert SOFFICE is not None
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")
    out = folder / "out"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out)]
    subprocess.run([*command, str(file)], check=True, capture_output=True, timeout=SECONDS)
    return openpyxl.load_workbook(out / file.name, data_only=True)


def cells(book: openpyxl.Workbook) -> dict[tuple[str, str], object]:
    """Return every value by sheet and cell."""
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
