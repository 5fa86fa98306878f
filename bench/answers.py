"""Answers of the server: the matrix against the bare read, and the small against the big database.

python bench/answers.py --small sqlite:///var/smup.sqlite --big sqlite:///var/big.sqlite
"""

import argparse
import gzip
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import make_url
from timing import in_turn, table

from app import Application, create_app
from layouts import PAGES
from layouts.routes import arguments, match
from smup.settings import ROOT, Settings

ROUNDS = 15
BROWSER = {"Accept-Encoding": "gzip, deflate, br, zstd"}
BARE = (
    "SELECT year, unit_id, value, flag FROM observation WHERE indicator_id = ? "
    "ORDER BY year, unit_id"
)
CALLS = {
    "one indicator": "/api/v1/indicators/{code}",
    "one unit": "/api/v1/units/{unit}",
    "profile of a unit": "/api/v1/units/{unit}/profile",
    "list of 100 units": "/api/v1/units?level=gmina&limit=100",
    "search of units": "/api/v1/units?q=boleslaw",
    "data, a year of all gminas": "/api/v1/data?indicator={code}&level=gmina&year=2022&limit=5000",
    "data, one unit, one indicator": "/api/v1/data?indicator={code}&unit={unit}",
}
PAGES_MEASURED = {
    "page of a sector": "/obszar/edukacja?unit={unit}",
    "page of an indicator": "/wskaznik/{code}?unit={unit}",
    "comparison, table": "/porownaj?unit={unit}",
    "comparison, lines": "/porownaj?unit={unit}&view=lines&ind={code}",
    "comparison, scatter of all gminas": (
        "/porownaj?unit={unit}&view=scatter&group=kraj&ind={code}.EDU-WP-01"
    ),
    "page of a unit": "/jednostka/{unit}",
    "start page": "/",
}
UNITS = ("0201011", "1465011", "3064011", "1208052", "2264011", "0602032", "2003042", "3205022")


def matrix_against_bare(small: str, *, rounds: int = ROUNDS) -> str:
    """Return the table of the matrix: server time against sqlite3 and json, and bytes."""
    app = create_app(Settings(database_url=small))
    client = app.server.test_client()
    codes = _gmina_indicators(app, rounds + 1)
    client.get(f"/api/v1/indicators/{codes.pop()}/matrix", headers=BROWSER)
    file = sqlite3.connect(str(make_url(small).database))
    ids = {code: app.services.repository.indicator(code).id for code in codes}

    def bare(number: int) -> str:
        return json.dumps(file.execute(BARE, (ids[codes[number]],)).fetchall())

    def answer(headers: dict[str, str]) -> Callable[[int], Any]:
        return lambda number: _answer(
            client, f"/api/v1/indicators/{codes[number]}/matrix", headers=headers
        )

    found = in_turn(
        {
            "bare sqlite3 + json": bare,
            "matrix, first read, not compressed": answer({"Accept-Encoding": "identity"}),
            "matrix, first read, compressed": answer(BROWSER),
            "matrix, read again": answer(BROWSER),
        },
        rounds=rounds,
    )
    base = found["bare sqlite3 + json"]
    rows = [[name, time, time / base] for name, time in found.items()]
    return "\n\n".join([table(["matrix", "ms", "times bare"], rows), _bytes(client, codes[0])])


def small_against_big(small: str, big: str, *, rounds: int = ROUNDS) -> str:
    """Return the table of equal calls and pages on both databases."""
    apps = {
        name: create_app(Settings(database_url=url)) for name, url in (("s", small), ("b", big))
    }
    codes = _gmina_indicators(apps["s"], rounds + 1)
    ways = {"matrix": "/api/v1/indicators/{code}/matrix", **CALLS}
    rows = []
    for name, path in ways.items():
        clients = {key: app.server.test_client() for key, app in apps.items()}
        rows.append(_ratio(name, path, clients, codes, _answer, rounds))
    for name, path in PAGES_MEASURED.items():
        rows.append(_ratio(name, path, apps, codes, _page, rounds))
    return table(["call or page", "small, ms", "big, ms", "ratio (limit 1.5)"], rows)


def _ratio(
    name: str,
    path: str,
    asked: dict[str, Any],
    codes: list[str],
    answer: Callable[[Any, str], object],
    rounds: int,
) -> list[object]:
    def way(one: Any) -> Callable[[int], object]:
        return lambda number: answer(
            one,
            path.format(code=codes[number % rounds], unit=UNITS[number % len(UNITS)]),
        )

    for one in asked.values():
        answer(one, path.format(code=codes[-1], unit="0202011"))
    found = in_turn({key: way(one) for key, one in asked.items()}, rounds=rounds)
    return [name, found["s"], found["b"], found["b"] / found["s"]]


def _answer(client: Any, path: str, *, headers: dict[str, str] = BROWSER) -> bytes:
    response = client.get(path, headers=headers)
    assert response.status_code == 200, f"{path}: {response.status_code}"
    return bytes(response.data)


def _page(app: Application, address: str) -> object:
    """Make the content of a page as its callback does, and write it as JSON."""
    path, _, search = address.partition("?")
    found = match(path, PAGES)
    assert found.page is not None, path
    content = found.page.layout(app.services, "pl", **arguments(found, search))
    return json.dumps(content, cls=_Components)


class _Components(json.JSONEncoder):
    def default(self, o: Any) -> Any:
        return o.to_plotly_json() if hasattr(o, "to_plotly_json") else str(o)


def _gmina_indicators(app: Application, count: int) -> list[str]:
    chosen = [one.code for one in app.services.repository.indicators() if one.task_level == "gmina"]
    return chosen[:count]


def _bytes(client: Any, code: str) -> str:
    path = f"/api/v1/indicators/{code}/matrix"
    body = _answer(client, path, headers={"Accept-Encoding": "identity"})
    content = json.loads(body)
    numbers = 4 * len(content["years"]) * len(content["units"])
    rows = [
        ["4 bytes a value", numbers, 1.0],
        ["JSON", len(body), len(body) / numbers],
        ["JSON, gzip", len(gzip.compress(body, 6)), len(gzip.compress(body, 6)) / numbers],
    ]
    for encoding in ("br", "gzip"):
        sent = len(_answer(client, path, headers={"Accept-Encoding": encoding}))
        rows.append([f"on the wire, {encoding}", sent, sent / numbers])
    heading = f"{len(content['years'])} years x {len(content['units']):,} gminas ({code})"
    return table([heading, "bytes", "times 4 bytes a value"], rows)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--small", default=f"sqlite:///{ROOT / 'var' / 'smup.sqlite'}")
    parser.add_argument("--big", default=f"sqlite:///{ROOT / 'var' / 'big.sqlite'}")
    arguments_ = parser.parse_args()
    print(matrix_against_bare(arguments_.small))
    if Path(str(make_url(arguments_.big).database)).exists():
        print()
        print(small_against_big(arguments_.small, arguments_.big))


if __name__ == "__main__":
    main()
