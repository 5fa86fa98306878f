"""The detail of one indicator in one unit: formula, place, trend, years, better units, loads."""

from dash import dcc, html
from dash.development.base_component import Component

from layouts.components import band_strip, empty_state, icon
from layouts.components.notes import reply_link, value_note
from layouts.indicator_card import formula_line
from smup.figures.theme import graph_config
from smup.i18n import Texts, texts
from smup.links import compare_href, href, indicator_href, unit_href
from smup.view_state import ViewState
from smup.views.formula_text import Term
from smup.views.improved import Improved
from smup.views.profile.detail_picture import detail_figure
from smup.views.profile.detail_records import Detail, YearRow
from smup.views.profile.detail_words import (
    chance_words,
    heading,
    load_words,
    meaning,
    movement_sentences,
    place_sentence,
    side_since,
    sides_sentence,
    spans,
    year_cells,
)

KEPT = ("level", "group", "own", "w")
_COLUMNS = 5


def detail_panel(detail: Detail, state: ViewState) -> html.Div:
    """Return everything about one indicator in one unit; headings begin at h2.

    Args:
        detail: what was read.
        state: of the address; links keep its group.
    """
    t = texts(detail.lang)
    parts = [
        html.H2(heading(detail)),
        html.P(meaning(detail), className="m"),
        _notes(detail, t),
        _section(t("detail.place"), _place(detail)),
        _section(t("detail.moved"), _moved(detail, t)),
        _table(detail, t),
        _improved(detail, state, t),
        _sides(detail, state, t),
        _section(t("detail.formula"), _formula(detail, t)),
        _section(t("detail.loads"), _loads(detail, t)),
        _ways(detail, state, t),
    ]
    return html.Div(
        [part for part in parts if part is not None],
        className="szczegoly",
        **{"data-detail-of": detail.indicator.code},
    )


def unknown_detail(code: str, lang: str) -> html.Div:
    """Return what stands in the window when there is no such indicator."""
    t = texts(lang)
    return empty_state(t("detail.unknown_title"), t("detail.unknown_note", code=code[:60]))


def _section(title: str, children: list[Component]) -> html.Section:
    return html.Section([html.H3(title), *children])


def _formula(detail: Detail, t: Texts) -> list[Component]:
    line = formula_line(detail.name, detail.formula, detail.year)
    parts: list[Component] = [html.Div(line, className="wzor")]
    if detail.formula.terms:
        names = (("name", None), ("value", "num"), ("year", None), ("source", None))
        head = html.Tr(
            [html.Th(t(f"detail.term.{key}"), scope="col", className=kind) for key, kind in names]
        )
        rows = [_term(term, detail.year, t) for term in detail.formula.terms]
        table = html.Table([html.Thead(head), html.Tbody(rows)], className="t")
        parts.append(_scrolled(table, t("detail.formula")))
    return parts


def _term(term: Term, year: int, t: Texts) -> html.Tr:
    flag = term.flag
    kind = (
        None if flag is None or flag.label == "occurred" else t(f"common.empty.{flag.label}.name")
    )
    value: list[Component | str] = [term.text]
    if kind:
        value.append(html.Small(kind))
    return html.Tr(
        [
            html.Th(term.name, scope="row"),
            html.Td(value, className="num"),
            html.Td(str(year)),
            html.Td(term.source, className="m"),
        ]
    )


def _place(detail: Detail) -> list[Component]:
    since = side_since(detail)
    words_of_place = [place_sentence(detail), *([since] if since else [])]
    parts: list[Component] = [html.P(" ".join(words_of_place))]
    if detail.stats is not None and detail.value.known:
        polarity = detail.indicator.polarity if detail.judged else "none"
        strip = band_strip(detail.stats, detail.value.value, polarity=polarity, large=True)
        parts.append(strip)
    words = chance_words(detail)
    if words is not None:
        parts.append(html.P([html.B(words[0]), " ", words[1]], className="przypadek"))
    return parts


def _moved(detail: Detail, t: Texts) -> list[Component]:
    lines = movement_sentences(detail, detail.movement)
    parts: list[Component] = [html.P([html.B(lines[0]), " ", " ".join(lines[1:])])]
    if len(detail.years) > 1:
        name = t("detail.picture", name=detail.indicator.short_name(detail.lang), unit=detail.name)
        graph = dcc.Graph(
            figure=detail_figure(detail), config=graph_config(detail.lang), className="wykres"
        )
        parts.append(html.Figure([graph, _key(detail, t)], **{"aria-label": name}))
    for item in detail.breaks:
        title = html.B(t("detail.break.title", year=item.year))
        words = [title, ": ", item.reason(detail.lang), " ", t("detail.break.note")]
        parts.append(html.P(words, className="uw"))
    if detail.across is not None:
        inside = [
            html.P(t("detail.trend.across_note"), className="m"),
            html.P(" ".join(movement_sentences(detail, detail.across))),
        ]
        summary = html.Summary(t("detail.trend.across"))
        parts.append(html.Details([summary, *inside], className="mimo"))
    return parts


def _key(detail: Detail, t: Texts) -> html.P:
    """Return which line is which; at the ends of the lines stand numbers alone."""
    names = (
        ("ja", detail.name),
        ("md", t("indicator.key.median")),
        ("sr", t("indicator.key.half")),
    )
    items = [html.Span([html.I(className=f"lk {kind}"), text]) for kind, text in names]
    return html.P(items, className="klucz")


def _notes(detail: Detail, t: Texts) -> html.Div:
    """Return what the unit says about its values, newest first, and the way to say it."""
    said = [value_note(detail.notes[year], detail.lang) for year in sorted(detail.notes)[::-1]]
    code = detail.unit.code_at(detail.level)
    link = reply_link(t, code, indicator=detail.indicator.code, year=detail.year)
    return html.Div([*said, link], className="uwagi-jst")


def _table(detail: Detail, t: Texts) -> html.Details | None:
    if not detail.years:
        return None
    names = [t("detail.column.year"), detail.name]
    names += [t(f"detail.column.{key}") for key in ("median", "half", "place")]
    numbers = [html.Th(name, scope="col", className="num") for name in names[1:]]
    head = html.Tr([html.Th(names[0], scope="col"), *numbers])
    rows: list[Component] = []
    for row in reversed(detail.years):
        rows.append(_year(detail, row))
        if row.break_before is not None:
            words = t("detail.break.title", year=row.break_before.year)
            rows.append(html.Tr(html.Td(words, colSpan=_COLUMNS), className="przerwa"))
    table = html.Table([html.Thead(head), html.Tbody(rows)], className="t")
    return html.Details(
        [html.Summary(t("detail.table")), _scrolled(table, t("detail.table"))],
        className="rok-po-roku",
    )


def _year(detail: Detail, row: YearRow) -> html.Tr:
    value, median, half, place = year_cells(detail, row)
    cells = [html.Td(html.B(value), className="num")]
    cells += [html.Td(text, className="num") for text in (median, half, place)]
    shown = "ja" if row.year == detail.year else None
    return html.Tr([html.Th(str(row.year), scope="row"), *cells], className=shown)


def _improved(detail: Detail, state: ViewState, t: Texts) -> html.Section | None:
    change = detail.movement.change
    if not detail.judged or change is None or detail.stats is None:
        return None
    if not detail.improved:
        words = t("detail.better.none", since=change.since)
        return _section(t("detail.improved"), [html.P(words, className="m")])
    note = t("detail.better.note", group=detail.group.label, year=change.year, since=change.since)
    items = [_better(item, detail, state, t) for item in detail.improved]
    return _section(
        t("detail.improved"), [html.P(note, className="m"), html.Ul(items, className="cz lepsi")]
    )


def _better(item: Improved, detail: Detail, state: ViewState, t: Texts) -> html.Li:
    words = t(
        "detail.better.change",
        since=item.since,
        before=item.before,
        year=detail.year,
        now=item.now,
    )
    link = html.A(item.name, href=_profile(detail, item.code, state))
    return html.Li([link, band_strip(item.stats, item.value, marker="better"), html.Span(words)])


def _sides(detail: Detail, state: ViewState, t: Texts) -> html.Section | None:
    """Return who has less and who more, where the indicator does not tell better from worse."""
    words, sides, stats = sides_sentence(detail), detail.sides, detail.stats
    if words is None or sides is None or stats is None:
        return None
    parts: list[Component] = [html.P(words)]
    if sides.lowest:
        items = [
            html.Li(
                [
                    html.A(one.name, href=_profile(detail, one.code, state)),
                    band_strip(stats, one.value, marker="hollow"),
                    html.B(one.now),
                ]
            )
            for one in sides.lowest
        ]
        codes = ".".join(one.code for one in sides.lowest)
        beside = compare_href(
            detail.lang,
            units=codes,
            ind=detail.indicator.code,
            view="lines",
            unit=detail.unit.code_at(detail.level),
            **_kept(state),
        )
        parts += [
            html.H4(t("detail.sides.lowest"), className="lista-tytul"),
            html.Ul(items, className="cz lepsi"),
            html.P(html.A(t("detail.sides.compare"), href=beside), className="pod"),
        ]
    return _section(t("detail.sides.title"), parts)


def _loads(detail: Detail, t: Texts) -> list[Component]:
    if not detail.loads:
        return [html.P(t("detail.load.none"), className="m")]
    items = [
        html.Li([html.B(spans(one.years)), ": ", " · ".join(load_words(one.release, detail.lang))])
        for one in detail.loads
    ]
    return [html.Ul(items, className="cz wczytane")]


def _ways(detail: Detail, state: ViewState, t: Texts) -> html.P:
    page = indicator_href(
        detail.lang, detail.indicator.code, unit=detail.unit.code_at(detail.level), **_kept(state)
    )
    method = f"{href(detail.lang, '/o-systemie')}#metoda-trend"
    return html.P(
        [
            html.A([icon("graph-up"), t("detail.page")], href=page, className="b g"),
            html.A(t("detail.method"), href=method, className="b l"),
        ],
        className="bb nodr",
    )


def _profile(detail: Detail, code: str, state: ViewState) -> str:
    return unit_href(detail.lang, code, level=_kept(state)["level"])


def _kept(state: ViewState) -> dict[str, str | int | None]:
    """Return the keys of the state that links keep, None where they have their default."""
    usual = ViewState()
    return {
        key: None if getattr(state, key) == getattr(usual, key) else getattr(state, key)
        for key in KEPT
    }


def _scrolled(table: html.Table, name: str) -> html.Div:
    """Return a table that scrolls inside its own frame on a narrow screen, by keyboard too."""
    return html.Div(table, className="tw", tabIndex=0, role="group", **{"aria-label": name})
