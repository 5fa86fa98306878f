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
        with urlopen(Request(address, headers={"If-None-Match": etag} if etag else {})) as answer:
            return json.load(answer), answer.headers["ETag"]
    except HTTPError as error:
        if error.code == 304:
            return None
        if error.code not in (429, 503):
            raise
        time.sleep(int(error.headers.get("Retry-After", "5")))
        return get(address, etag)


def mirror(host: str, sector: str, file: str, level: str = "gmina") -> int | None:
    """Write all observations of the sector; return how many, or None when it was up to date."""
    first = f"{host}/api/v1/data?sector={sector}&level={level}&fields={','.join(FIELDS)}&limit=5000"
    with sqlite3.connect(file) as base:
        base.execute("CREATE TABLE IF NOT EXISTS page (address TEXT PRIMARY KEY, etag TEXT)")
        base.execute(f"CREATE TABLE IF NOT EXISTS observation ({', '.join(FIELDS)})")
        kept = base.execute("SELECT etag FROM page WHERE address = ?", (first,)).fetchone()
        answer = get(first, kept[0] if kept else "")
        if answer is None:
            return None
        page, etag = answer
        base.execute("DELETE FROM observation")
        base.execute("INSERT OR REPLACE INTO page VALUES (?, ?)", (first, etag))
        while True:
            rows = [tuple(row[name] for name in FIELDS) for row in page["data"]]
            base.executemany(
                f"INSERT INTO observation VALUES ({', '.join('?' * len(FIELDS))})", rows
            )
            if page["next"] is None:
                if get(first, etag) is not None:  # loaded anew meanwhile: pages of two states
                    return mirror(host, sector, file, level)
                return base.execute("SELECT count(*) FROM observation").fetchone()[0]
            page, _ = get(f"{first}&cursor={page['next']}")


if __name__ == "__main__":
    print(mirror(*sys.argv[1:]))
