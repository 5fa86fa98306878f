"""The tables of the cost of a service and of the numbers of a practice."""

from collections.abc import Mapping

from smup.errors import UnknownCodeError
from smup.i18n import Texts, texts
from smup.moments import today
from smup.repository import Repository
from smup.tabular import Cell
from smup.views.costs.read import read_cost
from smup.views.costs.selection import cost_service, select_service
from smup.views.costs.spoken import spoken
from smup.views.costs.state import parse_cost_state
from smup.views.costs.table import COLUMNS as COST_COLUMNS
from smup.views.costs.table import MONEY_DECIMALS, PARTS, SHARE_DECIMALS, csv_rows, group_rows
from smup.views.practices.card_page import read_card_page
from smup.views.practices.effect_table import COLUMNS as EFFECT_COLUMNS
from smup.views.practices.effect_table import effect_rows
from smup.views.take_out.columns import Heading, Measure, measure_of
from smup.views.take_out.describing import Shown, described, unit_places
from smup.views.take_out.records import Extract

Query = Mapping[str, str]
AMOUNTS = (
    "gross", "net", "unit_cost", "net_unit_cost", "low", "high", "expected", *PARTS,
)  # fmt: skip


def cost_extract(repository: Repository, code: str, query: Query, *, lang: str) -> Extract:
    """Return the costs of a service in all units of the group."""
    service = cost_service(code, lang=lang)
    state, problems = parse_cost_state(query, service)
    selection = select_service(repository, service, state=state, problems=problems, lang=lang)
    data = read_cost(repository, selection, lang=lang)
    t, unit, year = texts(lang), selection.unit, str(selection.year or "")
    found = [] if data is None else group_rows(data)
    rows = [] if data is None else list(csv_rows(data, found))
    group = selection.group
    shown = Shown(
        lang=lang,
        title=[
            t("take_out.title.cost", service=spoken(service.title, lang)),
            group.label,
            year,
        ],
        words=[
            t("costs.file.name"),
            service.code,
            unit.code_at(service.level) if unit else "",
            year,
        ],
        page=f"/koszty/{service.code}",
        query=selection.state.to_query(),
        releases={row.release for row in found if row.release is not None},
        notes=[t("costs.file.method")],
    )
    money = Measure(unit=t("take_out.zloty"), decimals=MONEY_DECIMALS)
    measures = dict.fromkeys(AMOUNTS, money) | {
        "output": Measure(unit=spoken(service.output.many, lang), decimals=SHARE_DECIMALS),
        "deviation": Measure(unit="%", decimals=MONEY_DECIMALS),
    }
    heads = Heading(t=t, view="cost", names="costs.column", measures=measures)
    return Extract(
        description=described(repository, shown),
        table=heads.table(COST_COLUMNS, rows),
        places=unit_places(repository, service.level),
    )


def practice_extract(
    repository: Repository, slug: str, code: str, _query: Query, *, lang: str
) -> Extract:
    """Return the numbers of a chart of a practice: a row a year.

    Raises:
        UnknownCodeError: when there is no such practice, or it does not link the indicator.
    """
    page = read_card_page(repository, slug, lang=lang, today=today())
    rows = effect_rows(repository, page, code)
    indicator = next((item for item in page.indicators if item.code == code), None)
    t: Texts = page.t
    if rows is None or indicator is None:
        raise UnknownCodeError("table", code, t("api.unknown.table", code=code))
    measure = measure_of(indicator, lang)
    cells: list[tuple[Cell, ...]] = rows
    at = EFFECT_COLUMNS.index("year")
    shown = Shown(
        lang=lang,
        title=[indicator.name(lang), page.place, page.card.title],
        words=[page.card.slug, code],
        page=f"/praktyki/{page.card.slug}",
        table=f"/praktyki/{page.card.slug}/{code}",
        query="",
        indicators=[indicator],
        years={int(row[at] or 0) for row in cells},
    )
    measures = dict.fromkeys(("value", "q1", "median", "q3"), measure)
    heads = Heading(t=t, view="effect", names="api.column", measures=measures)
    return Extract(
        description=described(repository, shown),
        table=heads.table(EFFECT_COLUMNS, cells),
    )
