"""Read borders from a file of any usual format: GeoJSON, GeoPackage, Shapefile, or one zipped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
from pyogrio.errors import DataSourceError
from shapely.errors import ShapelyError

from smup.errors import IngestError

CODE_COLUMNS = ("terc", "jpt_kod_je", "teryt", "kod_teryt")
WGS84 = 4326
# Poland with a margin, degrees: west, south, east, north.
POLAND = (13.0, 48.0, 26.0, 56.0)
FORMATS = "GeoJSON, GPKG albo SHP (także w archiwum ZIP)"


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundaryFeature:
    """A feature of a file.

    Attributes:
        number: place in the file, from 1.
        code: code as text with its leading zero; empty when the feature has none.
        shape: geometry in WGS84; None when the feature has none.
        name: official name; empty when not known.
        since: first day of the unit, if known.
    """

    number: int
    code: str
    shape: Any
    name: str = ""
    since: date | None = None


def read_boundaries(file: Path) -> list[BoundaryFeature]:
    """Read all features of a file, in WGS84.

    Raises:
        IngestError: when the file is no map, has no column with codes, or lies outside Poland.
    """
    frame = _frame(file)
    column = next(
        (name for known in CODE_COLUMNS for name in frame.columns if str(name).lower() == known),
        None,
    )
    if column is None:
        message = (
            f"Plik {file.name} nie ma pola z kodem jednostki. Potrzebne jest jedno z pól: terc, "
            f"JPT_KOD_JE, teryt (są: {', '.join(map(str, frame.columns[:8]))})."
        )
        raise IngestError(message)
    codes = _codes(list(frame[column]))
    shapes = list(_in_degrees(frame, file).geometry)
    return [
        BoundaryFeature(number=number, code=code, shape=shape)
        for number, (code, shape) in enumerate(zip(codes, shapes, strict=True), start=1)
    ]


def _frame(file: Path) -> Any:
    if not file.is_file():
        message = f"Nie ma pliku {file}. Sprawdź nazwę i ścieżkę."
        raise IngestError(message)
    try:
        frame = gpd.read_file(file, engine="pyogrio")
    except (DataSourceError, ShapelyError, ValueError, OSError) as error:
        message = f"Pliku {file.name} nie da się odczytać jako mapy. Podaj plik {FORMATS}."
        raise IngestError(message) from error
    if not isinstance(frame, gpd.GeoDataFrame) or frame.empty:
        message = f"Plik {file.name} nie zawiera żadnych granic. Podaj plik {FORMATS}."
        raise IngestError(message)
    return frame


def _in_degrees(frame: Any, file: Path) -> Any:
    if frame.crs is not None and frame.crs.to_epsg() != WGS84:
        frame = frame.to_crs(WGS84)
    west, south, east, north = frame.total_bounds
    if np.isnan(west):
        return frame  # every feature is empty; each is refused with its reason
    inside = POLAND[0] <= west and POLAND[1] <= south and east <= POLAND[2] and north <= POLAND[3]
    if not inside:
        message = (
            f"Granice w pliku {file.name} leżą poza Polską (zakres {west:.1f}–{east:.1f} i "
            f"{south:.1f}–{north:.1f}). Zapisz plik z układem współrzędnych, na przykład WGS84 "
            "(długość, szerokość) albo EPSG:2180 z plikiem .prj."
        )
        raise IngestError(message)
    return frame


def _codes(values: Sequence[object]) -> list[str]:
    """Return codes as text, with the leading zero that numbers lose.

    The longest code of the file tells how many digits they have; one digit less without a zero in
    front is a code that lost it.
    """
    texts = [_text(value) for value in values]
    digits = max((len(text) for text in texts if text.isdigit()), default=0)
    return [
        f"0{text}" if len(text) == digits - 1 and not text.startswith("0") else text
        for text in texts
    ]


def _text(value: object) -> str:
    if value is None or value != value:  # noqa: PLR0124 - the missing value of pandas is not itself
        return ""
    text = str(value).strip().replace(" ", "")
    return text.removesuffix(".0")
