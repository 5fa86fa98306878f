"""Source Sans 3 as plain font files, which PDF and pictures need.

The browser gets one variable font in two subsets. WeasyPrint merges subsets of one family wrongly
and matplotlib reads neither WOFF2 nor variable fonts, so two weights are cut from the installed
font once and kept beside the finished reports.
"""

import os
import subprocess
import sys
from dataclasses import dataclass
from hashlib import blake2b
from io import BytesIO
from pathlib import Path

from smup.settings import ASSETS, ROOT

FAMILY = "Source Sans 3"
WEIGHTS = {"Regular": 400, "Bold": 650}
SUBSETS = ("latin", "latin-ext")
LOWER_PRIORITY = 10
SOURCES = ASSETS / "vendor" / "fonts"
_FAMILY_NAME, _STYLE_NAME, _FULL_NAME, _POSTSCRIPT_NAME = 1, 2, 4, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Fonts:
    """Paths of the two weights."""

    regular: Path
    bold: Path


def report_fonts(folder: Path) -> Fonts:
    """Return the two weights, cutting them into ``folder`` when they are not there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    sources = _sources()
    regular, bold = (
        _cut(sources, path, style)
        for path, style in zip(_paths(folder, sources), WEIGHTS, strict=True)
    )
    return Fonts(regular=regular, bold=bold)


def cut_beforehand(folder: Path) -> None:
    """Cut the fonts in a process beside, so that no reader waits the seconds it takes.

    It happens once in the life of an installation; later starts find the files.
    """
    if not all(path.exists() for path in _paths(folder, _sources())):
        command = [sys.executable, "-m", "smup.reports.fonts", str(folder)]
        subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL)  # noqa: S603  our own module


def _sources() -> list[Path]:
    return [SOURCES / f"source-sans-3-{subset}-wght-normal.woff2" for subset in SUBSETS]


def _paths(folder: Path, sources: list[Path]) -> list[Path]:
    mark = blake2b(b"".join(path.read_bytes() for path in sources), digest_size=6).hexdigest()
    return [folder / f"source-sans-3-{mark}-{style}.ttf" for style in WEIGHTS]


def _cut(sources: list[Path], path: Path, style: str) -> Path:
    """Write one weight of all subsets as one font; other processes see it whole or not at all."""
    if path.exists():
        return path
    from fontTools.merge import Merger  # noqa: PLC0415  needed once in the life of an installation

    font = Merger().merge([_instance(source, WEIGHTS[style]) for source in sources])
    names = {
        _FAMILY_NAME: FAMILY,
        _STYLE_NAME: style,
        _FULL_NAME: f"{FAMILY} {style}",
        _POSTSCRIPT_NAME: f"SourceSans3-{style}",
    }
    for record in font["name"].names:
        if record.nameID in names:
            record.string = names[record.nameID]
    font["OS/2"].usWeightClass = 700 if style == "Bold" else 400
    temporary = path.with_suffix(f".{os.getpid()}")
    font.save(temporary)
    temporary.replace(path)
    return path


def _instance(source: Path, weight: int) -> BytesIO:
    from fontTools.ttLib import TTFont  # noqa: PLC0415  as above
    from fontTools.varLib.instancer import instantiateVariableFont  # noqa: PLC0415  as above

    font = instantiateVariableFont(TTFont(source), {"wght": weight})
    font.flavor = None
    plain = BytesIO()
    font.save(plain)
    plain.seek(0)
    return plain


if __name__ == "__main__":
    os.nice(LOWER_PRIORITY)
    report_fonts(Path(sys.argv[1]))
