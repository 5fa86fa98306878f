"""Runs of ``sync smup`` against the stand-in, and what the database should hold after them."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Engine, func, select

from smup.catalogue.files import load_catalogue
from smup.catalogue.store import store_catalogue
from smup.flags import Flag
from smup.ingest.load import load
from smup.models import Observation, OfficialEntry, Release, SourceAnswer, UnitCode
from smup.settings import DATA, Settings
from smup.sync.outcome import SyncOutcome
from smup.sync.portal.run import SmupRequest, sync_smup
from tests.stand_ins.smup_data import Place, Values
from tests.stand_ins.smup_portal import Portal

OURS = {
    1: Flag.OCCURRED,
    2: Flag.DID_NOT_OCCUR,
    3: Flag.BELOW_FORMAT,
    4: Flag.SECRET,
    5: Flag.MISSING,
    6: Flag.NOT_APPLICABLE,
}
PAIR, SINGLE = (4074, 4424), 16


class Held(NamedTuple):
    """What the database holds, or should hold, of a unit in a year."""

    value: float | None
    flag: int
    decimals: int | None


def settings_for(url: str, database_url: str, folder: Path, **more: Any) -> Settings:
    """Return settings with a key for a portal at an address."""
    return Settings(
        database_url=database_url,
        smup_api_url=url,
        smup_api_key="klucz-urzedu",
        sync_dir=str(folder / "sync"),
        **more,
    )


def with_catalogue(engine: Engine) -> None:
    """Write the catalogue of the program, as ``init --empty`` does."""
    catalogue = load_catalogue(DATA / "catalogue")
    with load(engine, kind="catalogue", source="test") as current:
        counts = store_catalogue(current.connection, catalogue)
        current.counts.new += counts.new


def run(engine: Engine, settings: Settings, **request: Any) -> SyncOutcome:
    """Run a sync without statistics, which these tests do not ask about."""
    return sync_smup(engine, settings, SmupRequest(patience=5.0, **request))


def expected(portal: Portal, ids: Iterable[int], years: Iterable[int]) -> dict[Any, Held]:
    """Return what the portal answers, as the database should hold it, by (id, TERYT, year).

    Worked out apart from the program: parts are left out, a city's row as a powiat says the same
    as the one as a gmina, and of a pair only gminas and cities are taken.
    """
    places = {place.id: place for place in portal.data.places()}
    found: dict[Any, Held] = {}
    for indicator in ids:
        for year in years:
            values = portal.values(indicator, year)
            if values is not None:
                found |= _of_answer(values, places, (indicator, year))
    return found


def held(engine: Engine) -> dict[Any, Held]:
    """Return all observations by (official id, TERYT, year); of a pair the gminas' id."""
    with engine.connect() as connection:
        entries = connection.execute(
            select(OfficialEntry.own_id, func.min(OfficialEntry.official_id))
            .where(OfficialEntry.kind == "indicator", OfficialEntry.own_id.is_not(None))
            .group_by(OfficialEntry.own_id)
        )
        official = dict(tuple(row) for row in entries)
        codes = connection.execute(
            select(UnitCode.unit_id, UnitCode.code)
            .where(UnitCode.system == "teryt")
            .order_by(UnitCode.valid_to.is_(None), func.length(UnitCode.code))
        )
        # The present code of a unit, of a city's two the longer one.
        teryt = dict(tuple(row) for row in codes)
        rows = connection.execute(select(*Observation.__table__.c)).all()
    return {
        (official[row.indicator_id], teryt[row.unit_id], row.year): Held(
            row.value, row.flag, row.decimals
        )
        for row in rows
    }


def releases(engine: Engine) -> list[int]:
    """Return ids of the releases of the portal, in order."""
    with engine.connect() as connection:
        query = select(Release.id).where(Release.kind == "smup").order_by(Release.id)
        return list(connection.scalars(query))


def answered(engine: Engine) -> dict[tuple[int, int], str]:
    """Return the status of each part that is loaded."""
    with engine.connect() as connection:
        query = select(SourceAnswer.part, SourceAnswer.year, SourceAnswer.status)
        query = query.where(SourceAnswer.source == "smup")
        return {(int(part), year): status for part, year, status in connection.execute(query)}


def whole(portal: Portal) -> dict[Any, Held]:
    """Return what the database should hold of the three first indicators once all is loaded."""
    years = portal.data.years
    complete = partial(expected, portal)
    return complete([SINGLE], years) | complete(PAIR, years)


def _of_answer(values: Values, places: dict[int, Place], key: tuple[int, int]) -> dict[Any, Held]:
    indicator, year = key
    found = {}
    rows = zip(values.unit.tolist(), values.flag.tolist(), values.value.tolist(), strict=True)
    for unit, flag, value in rows:
        place = places[unit]
        half_sum = indicator in PAIR and len(place.teryt) < 7
        if place.part or half_sum or (place.city and len(place.teryt) == 4):
            continue
        number = None if OURS[flag] > Flag.BELOW_FORMAT else value
        decimals = None if number is None else values.decimals
        own = PAIR[0] if indicator in PAIR else indicator
        found[own, place.teryt, year] = Held(number, int(OURS[flag]), decimals)
    return found
