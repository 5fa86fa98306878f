"""From the database to what the workbook holds: the rows behind the numbers of the page."""

from smup.costs.dictionary import CostDictionary, read_dictionary
from smup.costs.parts import GROSZE
from smup.costs.spending_places import DECIDING_DIGITS
from smup.exports.workbook.records import (
    CAPITAL,
    DIRECT,
    GRANTS,
    Asset,
    Book,
    Driver,
    Income,
    Output,
    Pool,
    Spending,
    said,
)
from smup.formats import format_date
from smup.i18n import Texts
from smup.repository.cost_row_reads import DriverRow, LoadedCosts, OutputRow, SpendingRow
from smup.views.costs.records import CostData

TARGETS = {"direct": DIRECT, "capital": CAPITAL, "grants": GRANTS}
PAY = "pay"


def read_book(data: CostData, *, address: str = "") -> Book | None:
    """Return what the workbook of a page holds; None when my unit has no costs in the year.

    Seven SELECTs, those of ``Repository.cost_rows``.

    Args:
        data: what the page shows.
        address: full address of the page.
    """
    if data.mine is None or data.selection.year is None:
        return None
    unit = data.unit_at(data.mine)
    rows = data.repository.cost_rows(data.service.code, unit.id, data.selection.year)
    return book_of(data, rows, address=address)


def book_of(
    data: CostData,
    rows: LoadedCosts,
    *,
    address: str = "",
    dictionary: CostDictionary | None = None,
) -> Book:
    """Return the book of a page and of the loaded rows behind it."""
    read = dictionary or read_dictionary()
    pools = read.pools_of(data.service)
    return Book(
        data=data,
        pools=tuple(Pool(one.code, one.kind, said(one.name, data.lang)) for one in pools),
        spending=tuple(_spending(row, read, data.lang) for row in rows.spending),
        current=rows.current,
        drivers=tuple(_driver(row, data, read) for row in rows.drivers),
        assets=tuple(
            Asset(
                one.name,
                one.first_year,
                one.last_year,
                one.value_gr / GROSZE,
                one.rate,
                one.written_off,
            )
            for one in rows.assets
        ),
        incomes=tuple(Income(one.kind, one.amount_gr / GROSZE) for one in rows.incomes),
        outputs=tuple(_output(row, data) for row in rows.outputs),
        sources=_sources(rows, data.t),
        address=address,
    )


def _spending(row: SpendingRow, read: CostDictionary, lang: str) -> Spending:
    chapter = read.chapters.get(row.chapter)
    paragraph = read.paragraphs.get(row.paragraph[:DECIDING_DIGITS])
    return Spending(
        year=row.year,
        chapter=row.chapter,
        chapter_name=said(chapter.name, lang) if chapter else "",
        paragraph=row.paragraph,
        paragraph_name=said(paragraph.name, lang) if paragraph else "",
        amount=row.amount_gr / GROSZE,
        target=row.pool or TARGETS[row.target],
        pay=row.kind == PAY,
        release=row.release_id,
    )


def _driver(row: DriverRow, data: CostData, read: CostDictionary) -> Driver:
    service = read.services.get(row.service)
    name = data.t("cost_files.keys.others") if service is None else said(service.title, data.lang)
    return Driver(
        pool=row.pool,
        service=row.service,
        name=name,
        posts=row.posts,
        hours=row.hours,
        area_m2=row.area_m2,
        cases=row.cases,
        own_share=row.own_share,
        mine=row.service == data.service.code,
    )


def _output(row: OutputRow, data: CostData) -> Output:
    service = data.service
    cards = (service.output, service.resource, service.facilities)
    names = {card.code: said(card.many, data.lang) for card in cards if card is not None}
    return Output(row.measure, names.get(row.measure, ""), row.quantity)


def _sources(rows: LoadedCosts, t: Texts) -> tuple[str, ...]:
    """Return a line for each load: its number, source, file and day."""
    lines = []
    for number, load in sorted(rows.releases.items()):
        day = format_date(load.fetched_at, t.lang)
        words = (load.source, load.file_name or "", day)
        lines.append(f"{number}: {', '.join(word for word in words if word)}")
    return tuple(lines)
