"""What the whole register of borders demands: no gmina gets lost, and new ones become units."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from pyproj import Geod
from sqlalchemy import Connection

from smup.errors import IngestError, UnknownCodeError
from smup.ingest.load import Load, utc_now
from smup.territory.boundary_files import BoundaryFeature
from smup.territory.boundary_versions import newest_boundaries, stored_boundaries
from smup.territory.codes import TerytCode, parse_teryt
from smup.territory.directory import UnitDirectory
from smup.territory.geometry import repaired
from smup.territory.neighbours import read_features
from smup.territory.store import read_directory
from smup.territory.terc import ListedUnit
from smup.territory.writing import add_unit

ELLIPSOID = Geod(ellps="GRS80")
FIRST_LOST_SHARE = 0.01
NAMED = 12


class IncompleteRegisterError(IngestError):
    """The register lacks gminas that the database has; what is loaded stays."""


def add_new_gminas(
    current: Load,
    features: Sequence[BoundaryFeature],
    directory: UnitDirectory,
    *,
    day: date | None,
) -> UnitDirectory:
    """Make units of features with a code not seen before, in a powiat that exists.

    Name, kind (seventh digit) and powiat come from the feature, area and location from its shape.
    The division of the country changes on 1 January, so a unit without a day of its own begins
    with the year of the borders. Codes in an unknown powiat, new cities with powiat rights and
    features without a name are left to be rejected with the reason.

    Args:
        current: the open load.
        features: all gminas of the register.
        directory: the units as they are in the database.
        day: day of the borders, if known.

    Returns:
        The directory, read again when it changed.
    """
    added: list[tuple[str, str]] = []
    beginning = date((day or utc_now().date()).year, 1, 1)
    for code, parts in _by_new_code(features, directory).items():
        shapes = [shape for part in parts if (shape := repaired(part.shape)) is not None]
        if not shapes:
            continue
        unit = ListedUnit(code=code, level="gmina", kind=_kind(code), name=parts[0].name)
        since = parts[0].since or beginning
        add_unit(current.connection, unit, directory, since=since, measured=_measured(shapes))
        current.note_change("unit-new", code, unit.name)
        added.append((unit.name, code))
    if not added:
        return directory
    current.units_changed = True
    shown = ", ".join(f"{name} ({code})" for name, code in added[:NAMED])
    current.notes.append(f"Nowe gminy znalezione w rejestrze granic: {shown}{_more(added)}.")
    return read_directory(current.connection)


def refuse_torso(
    connection: Connection, shapes: Mapping[int, Any], directory: UnitDirectory
) -> None:
    """Refuse a register without gminas that are drawn now; the last good borders stay.

    Gminas that exist and have borders now must have them again; before the first borders are
    loaded one gmina in a hundred may be missing.

    Raises:
        IncompleteRegisterError: naming the missing gminas.
    """
    drawn = _drawn(connection)
    gminas = directory.units_of("gmina")
    missing = [unit for unit in gminas if unit.position not in shapes]
    lost = [unit for unit in missing if unit.teryt in drawn]
    if not drawn and len(missing) > FIRST_LOST_SHARE * len(gminas):
        lost = missing
    if lost:
        names = [(unit.name, unit.teryt) for unit in lost]
        shown = ", ".join(f"{name} ({code})" for name, code in names[:NAMED])
        message = (
            f"W rejestrze granic brakuje {len(lost)} gmin z tych, które są w bazie: {shown}"
            f"{_more(names)}. Wczytane granice zostają. Spróbuj później, a jeżeli te gminy "
            "zniesiono, wczytaj nowy wykaz: python -m smup import terc PLIK"
        )
        raise IncompleteRegisterError(message)


def _by_new_code(
    features: Iterable[BoundaryFeature], directory: UnitDirectory
) -> dict[str, list[BoundaryFeature]]:
    """Return the features of gminas that can become units, by code."""
    found: dict[str, list[BoundaryFeature]] = {}
    for feature in features:
        try:
            parsed = parse_teryt(feature.code)
        except UnknownCodeError:
            continue
        if parsed.kind is not None and feature.name and _may_be_new(parsed, directory):
            found.setdefault(parsed.text, []).append(feature)
    return found


def _may_be_new(parsed: TerytCode, directory: UnitDirectory) -> bool:
    if parsed.city_county:
        return False
    try:
        directory.lookup(parsed.text)
    except UnknownCodeError:
        pass
    else:
        return False
    try:
        match = directory.lookup(parsed.powiat)
    except UnknownCodeError:
        return False
    return match.note is None and match.unit.level == "powiat"


def _kind(code: str) -> str:
    return str(parse_teryt(code).kind)


def _measured(shapes: Sequence[Any]) -> dict[str, float]:
    """Return area, km², and a point inside the largest part, degrees."""
    areas = [abs(ELLIPSOID.geometry_area_perimeter(shape)[0]) / 1e6 for shape in shapes]
    place = max(shapes, key=lambda shape: shape.area).representative_point()
    return {
        "area_km2": round(sum(areas), 2),
        "lon": round(place.x, 5),
        "lat": round(place.y, 5),
    }


def _drawn(connection: Connection) -> frozenset[str]:
    """Return the codes of gminas that have real borders now."""
    row = newest_boundaries(stored_boundaries(connection)).get(("gmina", 0))
    if row is None or row.approximate:
        return frozenset()
    return frozenset(read_features(connection, row.id))


def _more(names: Sequence[object]) -> str:
    return f" i jeszcze {len(names) - NAMED}" if len(names) > NAMED else ""
