"""The table of each page, made of the same rows as the page shows, in its order."""

from collections.abc import Mapping

from smup.compare_state import parse_compare_state
from smup.i18n import texts
from smup.repository import IndicatorInfo, Repository
from smup.tabular import Cell
from smup.view_state import parse_state
from smup.views.compare import read_comparison, select_comparison
from smup.views.compare.export import COLUMNS as COMPARE_COLUMNS
from smup.views.compare.export import export_rows
from smup.views.compare.selection import Comparison
from smup.views.compare.words import heading
from smup.views.linked import read_linked_data
from smup.views.profile import read_profile
from smup.views.profile.table import COLUMNS as PROFILE_COLUMNS
from smup.views.profile.table import profile_cells
from smup.views.selection import Selection, select_in_sector, select_indicator
from smup.views.synthetic import parse_index_state, read_index, select_index
from smup.views.synthetic.table import COLUMNS as INDEX_COLUMNS
from smup.views.synthetic.table import csv_rows as index_cells
from smup.views.synthetic.table import index_rows, ordered_rows
from smup.views.synthetic.words import method_line
from smup.views.table import COLUMNS as VIEW_COLUMNS
from smup.views.table import csv_rows as view_cells
from smup.views.table import table_rows
from smup.views.take_out.columns import Heading, Measure, measure_of
from smup.views.take_out.describing import Shown, described, unit_places
from smup.views.take_out.records import Extract
from smup.views.unit import choose_unit

Query = Mapping[str, str]
API_NAMES = "api.column"
OF_ONE_UNIT_A_ROW = ("scatter", "spread")
POINTS = Measure(decimals=1)


def sector_extract(repository: Repository, code: str, query: Query, *, lang: str) -> Extract:
    """Return the table of the dashboard of a sector: the units of the group."""
    state, problems = parse_state(query)
    selection = select_in_sector(repository, code, state=state, problems=problems)
    page = f"/obszar/{selection.sector.code}"
    return _linked(repository, selection, page, lang, whole=False)


def indicator_extract(repository: Repository, code: str, query: Query, *, lang: str) -> Extract:
    """Return the table of an indicator: all units of the level."""
    state, problems = parse_state(query)
    selection = select_indicator(repository, code, state=state, problems=problems)
    page = f"/wskaznik/{selection.indicator.code}"
    return _linked(repository, selection, page, lang, whole=True)


def _linked(
    repository: Repository, selection: Selection, page: str, lang: str, *, whole: bool
) -> Extract:
    data, t = read_linked_data(repository, selection, lang=lang), texts(lang)
    year, indicator, level = selection.year, selection.indicator, selection.level
    columns = range(len(data.codes)) if whole else None
    rows: list[list[Cell]] = []
    if year is not None:
        rows = list(view_cells(data, table_rows(data, year, columns), year))
    measure = measure_of(indicator, lang)
    change = Measure(decimals=measure.decimals if indicator.unit_pl == "%" else 1)
    heads = Heading(
        t=t, view="view", names=API_NAMES, measures={"value": measure, "change": change}
    )
    years = [] if year is None else [year]
    words = [indicator.code, level, *map(str, years)]
    whom = t(f"take_out.all.{level}") if whole else data.group_name
    shown = Shown(
        lang=lang,
        title=[indicator.name(lang), whom, *map(str, years)],
        words=words,
        page=page,
        query=selection.state.to_query(),
        indicators=[indicator],
        years=years,
        notes=_range_note(selection, lang),
    )
    return Extract(
        description=described(repository, shown),
        table=heads.table(VIEW_COLUMNS, rows),
        places=unit_places(repository, level),
    )


def _range_note(selection: Selection, lang: str) -> list[str]:
    state = selection.state
    brushed = state.low is not None or state.high is not None
    return [texts(lang)("take_out.note.range")] if brushed else []


def unit_extract(repository: Repository, teryt: str, query: Query, *, lang: str) -> Extract:
    """Return the profile of a unit: a row for each indicator."""
    state, problems = parse_state(query)
    choice = choose_unit(repository, teryt, state=state, problems=problems, lang=lang)
    group, year = choice.group, choice.state.year
    profile = read_profile(
        repository, choice.unit, level=choice.level, group=group, year=year, lang=lang
    )
    t = texts(lang)
    shown = Shown(
        lang=lang,
        title=[
            t("take_out.title.profile", name=profile.name),
            profile.group.label,
            str(profile.year),
        ],
        words=["profil", choice.unit.code_at(choice.level), group.kind, str(profile.year)],
        page=f"/jednostka/{teryt}",
        query=choice.state.to_query(),
        indicators=[row.indicator for row in profile.rows],
        years={row.year for row in profile.rows if row.year is not None},
    )
    heads = Heading(t=t, view="profile", names=API_NAMES)
    return Extract(
        description=described(repository, shown),
        table=heads.table(PROFILE_COLUMNS, profile_cells(profile)),
    )


def compare_extract(repository: Repository, query: Query, *, lang: str) -> Extract:
    """Return the view of the comparison that the address names."""
    state, problems = parse_compare_state(query)
    chosen = select_comparison(repository, state, problems=problems, lang=lang)
    data = read_comparison(repository, chosen, lang=lang)
    view, x, y, year = chosen.state.view, chosen.x, chosen.y, chosen.year
    nothing = not data.units or x is None or year is None
    rows = [] if nothing else export_rows(data)
    several = view == "table" and len(chosen.indicators) > 1
    measures = {}
    if x is not None and not several:
        measures = {key: measure_of(x, lang) for key in ("value", "median")}
    if y is not None and view == "scatter":
        measures["value_2"] = measure_of(y, lang)
    used = chosen.indicators if several else _axes(chosen)
    one_row = view in OF_ONE_UNIT_A_ROW or (view == "table" and not several)
    years = [] if year is None else [year]
    shown = Shown(
        lang=lang,
        title=[data.t("take_out.title.compare")] if nothing else [heading(data)],
        words=[data.t(f"compare.file.{view}"), chosen.level, *map(str, years)],
        page="/porownaj",
        table="/porownanie",
        query=chosen.state.to_query(),
        indicators=used,
        years=years if one_row or view == "table" else None,
    )
    heads = Heading(t=data.t, view="compare", names="compare.column", measures=measures)
    return Extract(
        description=described(repository, shown),
        table=heads.table(COMPARE_COLUMNS[view], rows),
        places=unit_places(repository, chosen.level) if one_row else None,
    )


def _axes(chosen: Comparison) -> list[IndicatorInfo]:
    """Return the indicator of the view; of the scatter both, each once."""
    x, y = chosen.x, chosen.y
    second = chosen.state.view == "scatter" and y is not None and y is not x
    return [item for item in (x, y if second else None) if item is not None]


def index_extract(repository: Repository, query: Query, *, lang: str) -> Extract:
    """Return the synthetic index of all units of the group."""
    state, problems = parse_index_state(query)
    selection = select_index(repository, state, problems=problems, lang=lang)
    data = read_index(repository, selection, lang=lang)
    t, unit, year = texts(lang), selection.unit, str(selection.year or "")
    rows = [] if data is None else index_cells(data, index_rows(data, ordered_rows(data)))
    group = selection.group
    shown = Shown(
        lang=lang,
        title=[t("synthetic.title"), "" if group is None else group.label, year],
        words=[t("synthetic.file"), unit.code_at(selection.level) if unit else "", year],
        page="/indeks",
        query=selection.state.to_query(),
        indicators=selection.indicators,
        years=[] if selection.year is None else [selection.year],
        notes=[] if data is None else [method_line(data)],
    )
    measures = {"level": POINTS, "change": POINTS}
    heads = Heading(t=t, view="index", names="synthetic.column", measures=measures)
    return Extract(
        description=described(repository, shown),
        table=heads.table(INDEX_COLUMNS, rows),
        places=unit_places(repository, selection.level),
    )
