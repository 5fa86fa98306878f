"""A stand-in of the API of the SMUP portal, with its shapes and invented values.

By hand: ``python -m tests.stand_ins.smup_portal --port 8193 --indicators 20``, then
``SMUP_API_URL=http://127.0.0.1:8193 python -m smup sync smup``.
"""

import argparse
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from typing import Any

import numpy as np
import orjson

from smup.catalogue.files import load_catalogue
from smup.settings import DATA
from smup.sync.timing import ANONYMOUS, WITH_KEY, Window
from tests.stand_ins.faults import FaultPlan
from tests.stand_ins.server import Reply, Request, StandIn, running
from tests.stand_ins.smup_data import FLAGS, Place, PortalData, Values

LARGEST_PAGE = 5_000
DIMENSIONS = ("ilość", "jakość", "dostępność", "efektywność", "kontekst")
SERVICES_IN_SECTOR = 6
Change = Callable[[Values], Values | None]


@dataclass(slots=True, kw_only=True)
class Portal:
    """A portal that answers; tests change what it says between runs.

    Attributes:
        data: what there is.
        largest_page: rows of a page at most, whatever is asked for.
        version: of the API.
        changes: what is done to the values of an indicator and year; None: 404.
        cards: text in the card of an indicator, in place of the usual one.
        names: name of an indicator, in place of the usual one.
        rewrites: what is done to the rows of ``indicator-date-data`` as JSON objects.
        etags: whether answers carry validators.
        asked: questions about values, in order.
    """

    data: PortalData = field(default_factory=PortalData)
    largest_page: int = LARGEST_PAGE
    version: str = "1.0.0"
    changes: dict[tuple[int, int], Change] = field(default_factory=dict)
    cards: dict[int, str] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    rewrites: dict[tuple[int, int], Callable[[list[Any]], list[Any]]] = field(default_factory=dict)
    etags: bool = False
    asked: list[tuple[int, int]] = field(default_factory=list)

    def __call__(self, request: Request) -> Reply:
        """Answer a request."""
        answer = ANSWERS.get(request.path.strip("/"))
        if answer is None:
            return Reply(status=404, body=b"{}")
        found = answer(self, request)
        if found is None:
            return Reply(status=404, body=b"{}")
        body = found if isinstance(found, bytes) else orjson.dumps(found)
        return self._validated(request, body)

    def values(self, indicator: int, year: int) -> Values | None:
        """Return the rows of an indicator in a year as they are answered now."""
        found = self.data.values(indicator, year)
        change = self.changes.get((indicator, year))
        return found if found is None or change is None else change(found)

    def name_of(self, indicator: int) -> str:
        """Return the official name of an indicator."""
        return self.names.get(indicator, f"Wskaźnik urzędowy {indicator}")

    def _validated(self, request: Request, body: bytes) -> Reply:
        if not self.etags:
            return Reply(body=body)
        etag = f'"{sha256(body).hexdigest()[:16]}"'
        if request.headers.get("if-none-match") == etag:
            return Reply(status=304, headers={"ETag": etag})
        return Reply(body=body, headers={"ETag": etag})


def _sectors(_portal: Portal, request: Request) -> list[Any]:
    english = request.query.get("lang") == "en"
    return [
        {"id-ou": number, "nazwa-obszaru": one.name.en if english else one.name.pl}
        for number, one in enumerate(_official_sectors(), start=1)
    ]


@cache
def _official_sectors() -> tuple[Any, ...]:
    return tuple(load_catalogue(DATA / "catalogue").sectors)


def _services(portal: Portal, request: Request) -> list[Any] | None:
    sector = int(request.query["id"])
    first = (sector - 1) * SERVICES_IN_SECTOR + 1
    return [
        {"id-up": number, "nazwa-uslugi": _service_name(number)}
        for number in range(first, first + SERVICES_IN_SECTOR)
    ]


def _service_name(number: int) -> str:
    return f"Usługa urzędowa {number}"


def service_of(indicator: int) -> int:
    """Return the service of an indicator: both halves of a pair have the same one."""
    return indicator % 10 + 1 if indicator >= 20_000 else 57


def _indicators(portal: Portal, request: Request) -> dict[str, Any]:
    rows = [
        {
            "id": one,
            "nazwa-wskaznika": portal.name_of(one),
            "id-up": service_of(one),
            "nazwa-uslugi": _service_name(service_of(one)),
            "wymiar-opisu-uslugi": DIMENSIONS[one % len(DIMENSIONS)],
        }
        for one in portal.data.ids
    ]
    return {"data": _page(portal, request, rows)}


def _units(portal: Portal, request: Request) -> list[Any]:
    return _page(portal, request, [_unit(place) for place in portal.data.places()])


def _unit(place: Place) -> dict[str, Any]:
    code = "" if place.teryt == "00" else place.teryt
    return {
        "id-teryt": place.id,
        "woj": code[:2] or None,
        "pow": code[2:4] or None,
        "gmn": code[4:6] or None,
        "rodz": code[6:] or None,
        "nazwa": place.name,
        "nazwa-dod": _kind_name(code, city=place.city),
    }


def _kind_name(code: str, *, city: bool) -> str:
    if len(code) == 7:
        return {"1": "gmina miejska", "2": "gmina wiejska", "3": "gmina miejsko-wiejska"}.get(
            code[6], "część gminy"
        )
    if len(code) == 4:
        return "miasto na prawach powiatu" if city else "powiat"
    return "województwo" if code else "kraj"


def _dates(portal: Portal, request: Request) -> list[Any]:
    rows = [{"id-daty": year * 10_000 + 1231, "rok": year} for year in portal.data.years]
    return _page(portal, request, rows)


def _flags(portal: Portal, request: Request) -> list[Any]:
    rows = [{"id-flaga": number, "nazwa": name} for number, name in FLAGS.items()]
    return _page(portal, request, rows)


def _card(portal: Portal, request: Request) -> dict[str, Any]:
    number = int(request.query["id"])
    return {"id": number, "definicja": portal.cards.get(number, f"Karta {number}")}


def _version(portal: Portal, _request: Request) -> dict[str, str]:
    return {"wersja": portal.version}


def _values(portal: Portal, request: Request) -> list[Any] | dict[str, Any] | None:
    indicator, year = int(request.query["id"]), int(request.query["id-daty"][:4])
    portal.asked.append((indicator, year))
    found = portal.values(indicator, year)
    if found is None:
        return None
    rows = rows_of(found, indicator, year)
    rewrite = portal.rewrites.get((indicator, year))
    page = _page(portal, request, rows if rewrite is None else rewrite(rows))
    # Both shapes are seen at the portal.
    return page if indicator % 2 else {"data": page}


def rows_of(found: Values, indicator: int, year: int) -> list[dict[str, Any]]:
    """Return values as rows of ``indicator-date-data``; orjson writes NaN as null."""
    date = year * 10_000 + 1231
    return [
        {
            "id": indicator,
            "id-daty": date,
            "id-teryt": unit,
            "id-flaga": flag,
            "wartosc": number,
            "precyzja": found.decimals,
        }
        for unit, flag, number in zip(
            found.unit.tolist(), found.flag.tolist(), found.value.tolist(), strict=True
        )
    ]


def _page(portal: Portal, request: Request, rows: Sequence[Any]) -> list[Any]:
    size = min(int(request.query.get("page-size", 20)), portal.largest_page)
    first = (int(request.query.get("page", 1)) - 1) * size
    return list(rows[first : first + size])


ANSWERS: dict[str, Callable[[Portal, Request], Any]] = {
    "areas-list": _sectors,
    "public-services": _services,
    "indicator-list": _indicators,
    "teryt-dictionary": _units,
    "data-dictionary": _dates,
    "flag-dictionary": _flags,
    "version": _version,
    "area-flashcard": _card,
    "public-services-flashcard": _card,
    "indicator-flashcard": _card,
    "indicator-date-data": _values,
}


@contextmanager
def portal_running(
    portal: Portal,
    *,
    faults: FaultPlan | None = None,
    windows: Sequence[Window] = (),
    port: int = 0,
) -> Iterator[StandIn]:
    """Run the portal on 127.0.0.1 for the time of the block."""
    with running(portal, faults=faults, windows=windows, port=port) as server:
        yield server


def add_to_first(rows: int, number: float) -> Change:
    """Return a change that adds a number to the first values that there are."""

    def change(found: Values) -> Values:
        value = found.value.copy()
        chosen = np.flatnonzero(found.flag == 1)[:rows]
        value[chosen] += number
        return Values(found.unit, found.flag, value, found.decimals)

    return change


def main() -> None:
    """Run a stand-in until it is interrupted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8193)
    parser.add_argument("--indicators", type=int, default=3)
    parser.add_argument("--first-year", type=int, default=2010)
    parser.add_argument("--last-year", type=int, default=2024)
    parser.add_argument("--page", type=int, default=LARGEST_PAGE, help="largest page")
    parser.add_argument("--share", type=float, default=0.0, help="part of the calls that fail")
    parser.add_argument("--limits", choices=("none", "anonymous", "key"), default="none")
    asked = parser.parse_args()
    years = range(asked.first_year, asked.last_year + 1)
    portal = Portal(
        data=PortalData(indicators=asked.indicators, years=years), largest_page=asked.page
    )
    windows = {"none": (), "anonymous": ANONYMOUS, "key": WITH_KEY}[asked.limits]
    faults = FaultPlan(share=asked.share)
    with portal_running(portal, faults=faults, windows=windows, port=asked.port) as server:
        sys.stdout.write(f"{server.url}\n")
        sys.stdout.flush()
        threading.Event().wait()


if __name__ == "__main__":
    main()
