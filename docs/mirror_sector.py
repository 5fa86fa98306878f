"""Mirror a sector of SMUP into SQLite: python mirror_sector.py HOST SECTOR FILE [LEVEL]."""

import json
import sqlite3
import sys
import time
from urllib.error import HTTPError
from urllib.request import Request, urlopen

FIELDS = ("indicator", "unit", "name", "year", "value", "flag", "decimals")


def get(address: str, etag: str = "") -> tuple[dict, str] | None:
    """Return an answer and its ETag, waiting when told to; None when nothing has changed."""
    try:
        with urlopen(Request(address, headers={"If-None-Match": etag})) as answer:
            return json.load(answer), answer.headers["ETag"]
    except HTTPError as error:
        if error.code in (429, 503):
            time.sleep(int(error.headers.get("Retry-After", "5")))
            return get(address, etag)
        if error.code == 304:
            return None
        raise


def mirror(host: str, sector: str, file: str, level: str = "gmina") -> int | None:
    """Write all observations of the sector; return how many, or None when it was up to date."""
    first = f"{host}/api/v1/data?sector={sector}&level={level}&fields={','.join(FIELDS)}&limit=5000"
    with sqlite3.connect(file) as base:
        base.execute("CREATE TABLE IF NOT EXISTS mirrored (address, etag)")
        base.execute(f"CREATE TABLE IF NOT EXISTS observation ({', '.join(FIELDS)})")
        kept = base.execute("SELECT etag FROM mirrored WHERE address = ?", (first,)).fetchone()
        answer = get(first, *(kept or ()))
        while answer is not None:  # and again when loaded anew meanwhile: pages of two states
            base.execute("DELETE FROM observation")
            page, etag = answer
            while page is not None:
                rows = [[row[name] for name in FIELDS] for row in page["data"]]
                base.executemany("INSERT INTO observation VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
                page = page["next"] and get(f"{first}&cursor={page['next']}")[0]
            base.execute("DELETE FROM mirrored")
            base.execute("INSERT INTO mirrored VALUES (?, ?)", (first, etag))
            kept, answer = None, get(first, etag)
        return None if kept else base.execute("SELECT count(*) FROM observation").fetchone()[0]


if __name__ == "__main__":
    print(mirror(*sys.argv[1:]))
