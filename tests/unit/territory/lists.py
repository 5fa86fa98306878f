"""Small TERC lists for tests: sixteen voivodeships, each with one powiat and one gmina."""

import zipfile
from collections.abc import Iterable
from pathlib import Path

HEADER = "WOJ;POW;GMI;RODZ;NAZWA;NAZWA_DOD;STAN_NA"
VOIVODESHIPS = [f"{number:02d}" for number in range(2, 33, 2)]


def base() -> dict[str, str]:
    """Code to name of the smallest whole list."""
    units = {}
    for code in VOIVODESHIPS:
        units[code] = f"WOJEWÓDZTWO {code}"
        units[f"{code}01"] = f"powiacki {code}"
        units[f"{code}01011"] = f"Miasto {code}"
    return units


def csv_text(units: dict[str, str], day: str = "2024-01-01") -> str:
    """The list as the official CSV."""
    return "\n".join([HEADER, *_rows(units, day)]) + "\n"


def _rows(units: dict[str, str], day: str) -> Iterable[str]:
    for code, name in units.items():
        parts = (code[:2], code[2:4], code[4:6], code[6:7])
        yield ";".join((*parts, name, "opis", day))


def write_csv(folder: Path, units: dict[str, str], day: str = "2024-01-01") -> Path:
    """Write the list with the mark of UTF-8 that the official file has."""
    file = folder / f"TERC_{day}.csv"
    file.write_text(csv_text(units, day), encoding="utf-8-sig")
    return file


def write_xml(folder: Path, units: dict[str, str], day: str = "2024-01-01") -> Path:
    """Write the list as the official XML."""
    names = HEADER.split(";")
    rows = "".join(
        "<row>"
        + "".join(
            f"<{name}>{value}</{name}>" if value else f"<{name} />"
            for name, value in zip(names, row.split(";"), strict=True)
        )
        + "</row>"
        for row in _rows(units, day)
    )
    file = folder / f"TERC_{day}.xml"
    file.write_text(
        f"<?xml version='1.0' encoding='utf-8'?><teryt><catalog>{rows}</catalog></teryt>",
        encoding="utf-8",
    )
    return file


def write_zip(file: Path) -> Path:
    """Pack a list as the register's site sends it."""
    packed = file.with_suffix(".zip")
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(file, file.name)
    return packed
