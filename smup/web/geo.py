"""What a map needs, at addresses that change with the content, so browsers keep it for a year."""

from flask import Blueprint, Response, abort
from werkzeug.http import quote_etag

from smup.models import LEVELS
from smup.repository import Repository
from smup.territory.directory import UnitDirectory
from smup.territory.naming import kind_code, kind_label
from smup.web.api_boundaries import boundary_answer
from smup.web.caching import (
    A_YEAR,
    ASK_AGAIN,
    BodyCache,
    chosen_encoding,
    encoded,
    encoded_answer,
    json_answer,
    not_modified,
    to_json,
)

KEPT_BYTES = 8 * 1024 * 1024
COLUMNS = (
    "code",
    "name",
    "kind",
    "powiat",
    "voivodeship",
    "lon",
    "lat",
    "population",
    "fictional",
)
NATURAL_EARTH_LAYERS = ("coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits")
NOTHING = {"type": "GeometryCollection", "geometries": ()}
EMPTY_TOPOLOGY = {
    "type": "Topology",
    "arcs": (),
    "objects": dict.fromkeys(NATURAL_EARTH_LAYERS, NOTHING),
}


def geo_routes(repository: Repository) -> Blueprint:
    """Return ``/geo/<level>-<detail>.<hash>.geojson``, ``/geo/units-…`` and ``/topo/…``."""
    routes = Blueprint("smup-geo", __name__)
    bodies = BodyCache(most_bytes=KEPT_BYTES)

    @routes.get("/geo/<level>-<int:detail>.<content_hash>.geojson")
    def boundaries(level: str, detail: int, content_hash: str) -> Response:
        held = not_modified(content_hash, cache_control=A_YEAR)
        if held is not None:
            return held
        body = repository.boundary_by_hash(content_hash)
        if body is None or (body.info.level, body.info.detail) != (level, detail):
            abort(404)
        return _kept(boundary_answer(body), content_hash, A_YEAR)

    @routes.get("/geo/units-<level>.<version>.json")
    def units(level: str, version: str) -> Response:
        if level not in LEVELS:
            abort(404)
        tag = repository.dataset().units_tag
        held = not_modified(f"{tag}-{level}")
        if held is not None:
            return held
        encoding = chosen_encoding()
        body = bodies.get(
            (tag, level, encoding),
            lambda: encoded(units_body(repository.directory(), level, tag), encoding),
        )
        answer = encoded_answer(body, encoding, mimetype="application/json")
        # A page opened before a load asks for a version that is gone; it gets what there is now.
        return _kept(answer, f"{tag}-{level}", A_YEAR if version == tag else ASK_AGAIN)

    @routes.get("/topo/<name>.json")
    def topojson(name: str) -> Response:
        """Answer the request plotly.js makes for base maps; without it a map stays blank."""
        del name
        return _kept(json_answer(EMPTY_TOPOLOGY), "empty-topology", A_YEAR)

    return routes


def units_body(directory: UnitDirectory, level: str, version: str) -> bytes:
    """Return the compact list of units of a level for the browser.

    ``units`` are lists in the order of ``columns``, in the order of the matrix of the level;
    ``powiat`` is the name of the powiat (null where the unit is one), ``kinds`` explains the
    codes of kinds in both languages.
    """
    units = directory.units_of(level, fictional=True)
    kinds = {
        kind_code(unit): {lang: kind_label(unit, lang=lang) for lang in ("pl", "en")}
        for unit in units
    }
    rows = []
    for unit in units:
        powiat, voivodeship = directory.powiat_of(unit), directory.voivodeship_of(unit)
        rows.append(
            [
                unit.code_at(level),
                unit.name,
                kind_code(unit),
                None if powiat is None or powiat is unit else powiat.name,
                None if voivodeship is None else voivodeship.teryt,
                None if unit.lon is None else round(unit.lon, 4),
                None if unit.lat is None else round(unit.lat, 4),
                unit.population,
                int(unit.fictional),
            ]
        )
    return to_json(
        {"level": level, "version": version, "columns": COLUMNS, "kinds": kinds, "units": rows}
    )


def _kept(answer: Response, etag: str, cache_control: str) -> Response:
    answer.headers["ETag"] = quote_etag(etag, weak=True)
    answer.headers["Cache-Control"] = cache_control
    answer.vary.add("Accept-Encoding")
    return answer
