"""Source Sans 3 as plain font files, which PDF and pictures need.

The browser gets one variable font in two subsets. WeasyPrint merges subsets of one family wrongly
and matplotlib reads neither WOFF2 nor variable fonts, so two weights are cut from the installed
font once and kept beside the finished reports.
"""

import os
from dataclasses import dataclass
from hashlib import blake2b
from io import BytesIO
from pathlib import Path

from smup.settings import ASSETS

FAMILY = "Source Sans 3"
WEIGHTS = {"Regular": 400, "Bold": 650}
SUBSETS = ("latin", "latin-ext")
SOURCES = ASSETS / "vendor" / "fonts"
_FAMILY_NAME, _STYLE_NAME, _FULL_NAME, _POSTSCRIPT_NAME = 1, 2, 4, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Fonts:
    """Paths of the two weights."""

    regular: Path
    bold: Path


def report_fonts(folder: Path) -> Fonts:
    """Return the two weights, cutting them into ``folder`` when they are not there yet."""
    sources = [SOURCES / f"source-sans-3-{subset}-wght-normal.woff2" for subset in SUBSETS]
    mark = blake2b(b"".join(path.read_bytes() for path in sources), digest_size=6).hexdigest()
    folder.mkdir(parents=True, exist_ok=True)
    paths = [
        _cut(sources, folder / f"source-sans-3-{mark}-{style}.ttf", style) for style in WEIGHTS
    ]
    return Fonts(regular=paths[0], bold=paths[1])


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
