"""Where in the country a unit lies, as a small picture."""

from urllib.parse import quote

from smup.figures.small_map import EAST, NORTH, SOUTH, WEST, on_map
from smup.repository import Repository
from smup.territory.unit import TerritorialUnit
from smup.views.outline import read_outline

_RADIUS = 46
_UNQUOTED = " !$&'()*+,-./:;=?@_~"


def place_picture(repository: Repository, unit: TerritorialUnit) -> str | None:
    """Return the outline of the country with a diamond at the unit, as an address of an image.

    None for a unit without a place and when no borders are loaded. One SELECT.
    """
    outline = read_outline(repository, "kraj")
    if outline is None or unit.lon is None or unit.lat is None:
        return None
    x, y = on_map(unit.lon, unit.lat)
    left, top = on_map(WEST, NORTH)
    right, bottom = on_map(EAST, SOUTH)
    box = f"{left:.0f} {top:.0f} {right - left:.0f} {bottom - top:.0f}"
    diamond = f"M{x:.0f} {y - _RADIUS:.0f}l{_RADIUS} {_RADIUS} {-_RADIUS} {_RADIUS} {-_RADIUS} "
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">'
        f'<path d="{outline}" fill="#E8EEF2" stroke="#7A8893" stroke-width="6"/>'
        f'<path d="{diamond}{-_RADIUS}z" fill="#B3124A" stroke="#fff" stroke-width="10"/></svg>'
    )
    return f"data:image/svg+xml,{quote(svg, safe=_UNQUOTED)}"
