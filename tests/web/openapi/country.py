"""A country in which every address of the API has something to answer."""

import gzip
import json

import brotli
from sqlalchemy import Engine, insert

from smup.flags import Flag
from smup.models import Boundary, IndicatorYearStat, Peer
from tests import builders, cost_database
from tests.cost_database import JONIEC, PLONSK
from tests.coverage_counted import count_all
from tests.note_data import add_note
from tests.practice_data import add_practice, full_card

VALUES = (
    (PLONSK, 2020, 81.25, None),
    (PLONSK, 2021, 85.0, None),
    (JONIEC, 2020, None, Flag.SECRET),
    (JONIEC, 2021, 0.0, None),
    ("1420", 2021, 79.0, None),
)
SOURCE = {"pl": "GUS, Bank Danych Lokalnych", "en": "Statistics Poland, Local Data Bank"}
SLUG = "przyklad-oswietlenie-led-z-pomiarem"
SQUARE = [[[20.0, 52.0], [21.0, 52.0], [21.0, 53.0], [20.0, 52.0]]]


def fill(engine: Engine) -> None:
    """Write costs of six gminas, an indicator, notes, neighbours, borders and a practice."""
    cost_database.fill(engine, kind="sample")
    with engine.begin() as connection:
        sector = builders.sector(connection, "zdrowie", position=2)
        service = builders.service(connection, "przedszkola", sector_id=sector)
        key = builders.indicator(
            connection,
            "EDU-WP-01",
            service_id=service,
            name_pl="Odsetek dzieci w przedszkolach",
            name_en="Share of children in kindergartens",
            unit_pl="%",
            unit_en="%",
            card={"source": SOURCE},
        )
        for unit, year, value, flag in VALUES:
            builders.observation(
                connection, indicator="EDU-WP-01", unit=unit, year=year, value=value, flag=flag
            )
        quantiles = dict.fromkeys(("min", "p5", "q1", "median", "q3", "p95", "max", "mean"), 42.5)
        stat = {"level": "gmina", "group_code": "kraj", "year": 2021, "n": 2, "sd": None}
        connection.execute(insert(IndicatorYearStat).values(indicator_id=key, **stat, **quantiles))
        add_practice(connection, full_card(slug=SLUG, indicators=({"code": "EDU-WP-01"},)))
        add_note(
            connection,
            PLONSK,
            indicator="EDU-WP-01",
            year=2021,
            text="Szkoła w budowie.",
            text_en="A school.",
        )
        _add_borders(connection)
        count_all(connection)


def _add_borders(connection: builders.Connection) -> None:
    ids = {code: builders.unit_id(connection, code) for code in (PLONSK, JONIEC)}
    border = {"kind": "sasiedzi", "level": "gmina", "position": 1, "distance": None}
    for one, other in ((PLONSK, JONIEC), (JONIEC, PLONSK)):
        row = border | {"unit_id": ids[one], "peer_id": ids[other], "border_km": 4.25}
        connection.execute(insert(Peer).values(row))
    shape = {"type": "Polygon", "coordinates": SQUARE}
    feature = {"type": "Feature", "id": "14", "properties": {}, "geometry": shape}
    body = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
    connection.execute(
        insert(Boundary).values(
            level="wojewodztwo", detail=0, release_id=1, approximate=False, units=1,
            content_hash="abcdef0123456789", gzip_body=gzip.compress(body, mtime=0),
            brotli_body=brotli.compress(body),
        )
    )  # fmt: skip
