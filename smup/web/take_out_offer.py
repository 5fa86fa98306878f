"""What a page offers to be taken out: its files, code, citation, links and embedded views."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl

from smup.exports.forms import HEAD, about_bytes, file_name, is_slow, refusal
from smup.i18n import Texts, texts
from smup.links import data_href, href, table_href, with_query
from smup.moments import today
from smup.repository import Repository
from smup.view_state import ViewState
from smup.views.embed.address import embed_href, iframe_code
from smup.views.embed.blocks import blocks_of
from smup.views.practices.card_page import read_card_page
from smup.views.practices.card_words import size_text
from smup.views.take_out.citation import apa, bibtex
from smup.views.take_out.extracts import NoTableError, read_extract
from smup.views.take_out.records import Description, Extract
from smup.views.take_out.snippets import Snippet, snippets

MEASURED_ROWS = 200_000
FILES = ("xlsx", "semicolon", "comma", "parquet", "json", "zip", "geojson", "gpkg")
SEPARATED = {"semicolon": "", "comma": "sep=comma"}
OF_ONE_YEAR = ("/obszar/", "/wskaznik/", "/porownaj", "/indeks", "/koszty/")
WITH_BORDERS = ("geojson", "gpkg")
MOST_OF_DESK = 100
_PRACTICE = re.compile(r"/praktyki/([a-z0-9-]{1,120})", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file of the table; ``refused`` says why it cannot be made, and is empty when it can."""

    name: str
    note: str
    address: str
    count: str
    size: str = ""
    refused: str = ""
    prepared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What can be taken out of a page; all texts and addresses are ready to be shown.

    Attributes:
        title: of the table.
        sample: whether the data are the labelled sample.
        rows: of the table.
        files: in the order shown.
        code: that reads the table.
        apa: citation.
        bibtex: citation.
        page: whole address of the view.
        desk: address of the data desk with the same selection; empty when it has none.
        others: tables of the page: name, address of the offer, whether it is this one.
        blocks: embedded views: name and HTML.
    """

    title: str
    sample: bool
    rows: int
    files: tuple[File, ...]
    code: tuple[Snippet, ...]
    apa: str
    bibtex: str
    page: str
    desk: str
    others: tuple[tuple[str, str, bool], ...] = ()
    blocks: tuple[tuple[str, str], ...] = ()


def read_offer(
    repository: Repository, page: str, query: Mapping[str, str], *, host: str, lang: str
) -> Offer:
    """Return what a page offers.

    Args:
        repository: answers the questions.
        page: path of the page without the language; of a practice also that of one of its tables.
        query: parameters of the page.
        host: scheme and host of the service, without a slash at the end.
        lang: ``pl`` or ``en``.

    Raises:
        SmupError: as the page itself; ``NoTableError`` when the page has no table.
    """
    table, others = _table_of(repository, page, lang)
    extract = read_extract(repository, table, query, lang=lang)
    extract = _pinned(extract)
    said, t = extract.description, texts(lang)
    address = host + with_query(href(lang, said.page), said.query)
    csv = f"{host}{table_href(lang, said.table, 'csv', said.query)}"
    name = file_name("csv", said)
    return Offer(
        title=said.title,
        sample=said.sample,
        rows=extract.table.rows,
        files=tuple(_file(one, extract, t) for one in FILES),
        code=snippets(csv, extract.table.columns, name=name, sample=said.sample, lang=lang),
        apa=apa(said, address),
        bibtex=bibtex(said, address),
        page=address,
        desk=_desk(extract, lang),
        others=others,
        blocks=_blocks(said.page, said.query, host, lang),
    )


def _table_of(
    repository: Repository, page: str, lang: str
) -> tuple[str, tuple[tuple[str, str, bool], ...]]:
    """Return the path of the table of a page; of a practice the first of its tables, and all."""
    found = _PRACTICE.match(page)
    if page == "/porownaj":
        return "/porownanie", ()
    if found is None:
        return page, ()
    card = read_card_page(repository, found[1], lang=lang, today=today())
    if card.unit is None or not card.indicators:
        raise NoTableError("table", page, texts(lang)("take_out.no_page", page=page))
    tables = {f"/praktyki/{found[1]}/{item.code}": item for item in card.indicators}
    chosen = page if page in tables else next(iter(tables))
    others = (
        (item.short_name(lang), href(lang, "/pobierz", strona=table), table == chosen)
        for table, item in tables.items()
    )
    return chosen, tuple(others)


def _file(name: str, extract: Extract, t: Texts) -> File:
    form = "csv" if name in SEPARATED else name
    said, rows = extract.description, extract.table.rows
    refused = refusal(form, extract)
    query = "&".join(part for part in (said.query, SEPARATED.get(name, "")) if part)
    return File(
        name=t(f"take_out.files.{name}"),
        note=t(f"take_out.files.{name}_note"),
        address=table_href(t.lang, said.table, form, query),
        count=t.plural("take_out.rows", rows),
        size="" if refused else _size(form, extract, t),
        refused=t(f"exports.refused.{refused.key}", **refused.values) if refused else "",
        prepared=is_slow(form, extract),
    )


def _size(form: str, extract: Extract, t: Texts) -> str:
    """Return about how large the file is; borders of many units take too long to be measured."""
    if form in WITH_BORDERS or extract.table.rows > MEASURED_ROWS:
        return ""
    size = size_text(about_bytes(form, extract), t)
    exact = extract.table.rows <= HEAD
    return size if exact else t("take_out.files.about", size=size)


def _pinned(extract: Extract) -> Extract:
    """Return the table with its year in the address, so that a link stays when newer years come."""
    said, year = extract.description, _years(extract)
    by_year = said.page.startswith(OF_ONE_YEAR)
    if not by_year or year is None or "-" in year or "year" in dict(parse_qsl(said.query)):
        return extract
    query = "&".join(part for part in (said.query, f"year={year}") if part)
    return replace(extract, description=replace(said, query=query))


def _desk(extract: Extract, lang: str) -> str:
    """Return the address of the data desk with the indicators, units and years of the table."""
    said = extract.description
    if not said.indicators or said.page == "/dane":
        return ""
    codes = ".".join(item.code for item in said.indicators[:MOST_OF_DESK])
    return data_href(lang, ind=codes, years=_years(extract), **_units_of_desk(said))


def _units_of_desk(said: Description) -> dict[str, str | None]:
    """Return the keys of the data desk that name the units of the table."""
    query = dict(parse_qsl(said.query))
    kind, _, code = said.page.removeprefix("/").partition("/")
    if kind in ("jednostka", "praktyki"):
        return {"units": code} if kind == "jednostka" else {}
    kept: dict[str, str | None] = {key: query[key] for key in ("level", "unit") if key in query}
    if kind == "wskaznik" or "unit" not in query:
        return {"level": query.get("level")}
    if "units" in query:
        return {**kept, "units": query["units"]}
    group: dict[str, str | None] = {
        key: query[key] for key in ("group", "own", "w") if key in query
    }
    return {**kept, "group": ViewState().group, **group}


def _years(extract: Extract) -> str | None:
    """Return the years of the table as the data desk takes them."""
    names = [column.key for column in extract.table.columns]
    if "year" not in names:
        return None
    at, found = names.index("year"), set[int]()
    for batch in extract.table.batches():
        found.update(year for year in batch.column(at).unique().to_pylist() if year is not None)
    years = sorted({min(found), max(found)}) if found else []
    return "-".join(map(str, years)) or None


def _blocks(page: str, query: str, host: str, lang: str) -> tuple[tuple[str, str], ...]:
    found = []
    for block in blocks_of(page, lang):
        kept = {**dict(parse_qsl(query)), **block.query}
        address = f"{host}{embed_href(lang, page, block.key, kept)}"
        found.append((block.title, iframe_code(address, block.title, block.height)))
    return tuple(found)
