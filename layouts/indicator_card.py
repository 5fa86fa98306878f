"""The card of an indicator: formula with numbers, what it means, who in the group did better."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.components import band_strip, section_heading
from smup.links import href
from smup.repository import Repository
from smup.views.card import CardEntry, card_entries, coverage_text
from smup.views.chart_text import chart_sentence
from smup.views.formula_text import FilledFormula, fill_formula, formula_in_words, formula_names
from smup.views.improved import Improved, improved_units
from smup.views.linked import LinkedData, series_breaks

NEAR = 3
_DEGREE_RATIO = 0.62  # width of a degree of longitude against latitude at 52° N


def card_payload(repository: Repository, data: LinkedData) -> dict[str, Any]:
    """Return the card for all years of a selection, so that a change of the year asks nothing."""
    t, years = data.t, data.selection.years
    formulas = _formulas(repository, data)
    frames = {
        str(year): {
            "formula": formulas[year],
            "coverage": coverage_text(data, year),
            "chart": chart_sentence(data, year),
            "improved": improved_section(data, year),
        }
        for year in years
    }
    words = {"add": t("indicator.chart.add"), "drop": t("indicator.chart.drop")}
    return {"frames": frames, "breaks": break_notes(data), "near": near(data), "words": words}


def _formulas(repository: Repository, data: LinkedData) -> dict[int, list[Component | str]]:
    """Return the formula of each year; the variables of my unit are read in one SELECT."""
    unit, indicator, years = data.unit, data.indicator, data.selection.years
    if unit is None or not years:
        return {year: _without_unit(data) for year in years}
    frame = repository.variable_values(
        formula_names(indicator), unit_id=unit.id, first_year=years[0], last_year=years[-1]
    )
    return {
        year: _formula(
            data,
            fill_formula(
                indicator, frame, data.value_of(indicator, year), year=year, lang=data.lang
            ),
            year,
        )
        for year in years
    }


def _without_unit(data: LinkedData) -> list[Component | str]:
    words = formula_in_words(data.indicator, data.lang)
    pick = html.Span(data.t("indicator.formula.pick_unit"), className="xs")
    return [html.Span(words), html.Br(), pick] if words else [pick]


def formula_line(name: str, filled: FilledFormula, year: int) -> list[Component | str]:
    """Return the fraction with numbers and its result, or why there is none.

    Args:
        name: of the unit.
        filled: the formula.
        year: year of the numbers.
    """
    strong = html.B(filled.result, className="ja-t" if filled.known else "puste-t")
    head: list[Component | str] = [f"{name}, {year}: "]
    if filled.denominator:
        parts = [html.Span(filled.numerator), html.B(filled.denominator)]
        head += [html.Span(parts, className="fr"), f"{filled.multiplier} =\u00a0"]
    elif filled.numerator and (filled.multiplier or len(filled.terms) > 1):
        head += [html.Span(filled.numerator), f" {filled.multiplier} =\u00a0"]
    body: list[Component | str] = [html.Div([*head, strong], className="ulamek")]
    if filled.reason:
        body.append(html.P(filled.reason, className="m"))
    return body


def _formula(data: LinkedData, filled: FilledFormula, year: int) -> list[Component | str]:
    """Return the fraction with numbers, its result, and a line for each term."""
    body = formula_line(data.unit_name or "", filled, year)
    rows = [
        html.Li(
            [
                html.Span(f"{term.name}, {year}"),
                html.B(term.text),
                html.Small(term.source) if term.source else None,
            ]
        )
        for term in filled.terms
    ]
    if rows:
        body.append(html.Ul(rows, className="cz skladniki"))
    return body


def break_notes(data: LinkedData) -> list[Component]:
    """Return a note for each break of the series, as the card tells it."""
    return [
        html.Div(
            [
                html.H3(data.t("view.trend.break", year=item.year)),
                html.P([item.reason(data.lang), " ", data.t("indicator.chart.break_note")]),
            ],
            className="uw",
        )
        for item in series_breaks(data.indicator)
        if data.selection.years and data.selection.years[0] < item.year <= data.selection.years[-1]
    ]


def near(data: LinkedData) -> list[dict[str, str]]:
    """Return what may be added to the trend: nearest units of the group, then my voivodeship.

    Nearness is the distance of the points inside the units; a degree of longitude is shortened.
    """
    unit = data.unit
    if unit is None or unit.lon is None or unit.lat is None:
        return []
    found = []
    for column in data.member_columns:
        other = data.directory.by_id(int(data.matrix.unit_ids[column]))
        if other.id != unit.id and other.lon is not None and other.lat is not None:
            east = _DEGREE_RATIO * (other.lon - unit.lon)
            found.append((east**2 + (other.lat - unit.lat) ** 2, data.codes[column], other))
    found.sort(key=lambda item: item[:2])
    rows = [
        {"code": code, "name": data.directory.display_name(other, lang=data.lang)}
        for _, code, other in found[:NEAR]
    ]
    voivodeship = data.directory.voivodeship_of(unit)
    if voivodeship is not None and data.selection.level != "wojewodztwo":
        name = data.t("view.trend.of_voivodeship", name=voivodeship.name)
        rows.append({"code": voivodeship.teryt, "name": name})
    return rows


def improved_section(data: LinkedData, year: int) -> list[Component]:
    """Return who in the group is better than mine and has improved; nothing when nobody is."""
    found = improved_units(data, year)
    if not found:
        return []
    t = data.t
    heading = section_heading(
        t("indicator.improved.title"),
        note=t("indicator.improved.note", group=data.group_name, since=found[0].since, year=year),
    )
    cards = html.Div([_improved(item, year) for item in found], className="siatka")
    return [html.Section([heading, cards], className="sek")]


def _improved(item: Improved, year: int) -> html.Div:
    change = f"{item.since} → {year}: {item.before} → {item.now}"
    name = html.Button(item.name, type="button", className="wiersz", **{"data-pick": item.code})
    strip = band_strip(item.stats, item.value, marker="better")
    body = [html.H3(name), strip, html.P(change, className="m")]
    return html.Div(html.Div(body, className="pc"), className="pan k4")


def card_section(data: LinkedData, payload: dict[str, Any]) -> html.Section:
    """Return the card with the formula of the year shown."""
    t, year = data.t, data.selection.year
    frame = payload["frames"].get(str(year), {})
    rows: list[Component] = []
    for entry in card_entries(data):
        rows += _entry(data, entry)
        if entry.key == "period" and frame:
            rows += [
                html.Dt(t("indicator.card.coverage")),
                html.Dd(frame["coverage"], id=ids.CARD_COVERAGE),
            ]
    if not any(getattr(row, "id", None) == ids.CARD_COVERAGE for row in rows):
        rows.append(html.Dd(frame.get("coverage"), id=ids.CARD_COVERAGE, className="samo-dd"))
    rows += [html.Dt(t("indicator.card.classes")), html.Dd(class_rule(data))]
    formula = frame.get("formula") or _without_unit(data)
    return html.Section(
        [
            section_heading(t("indicator.card.title")),
            html.Div(formula, id=ids.CARD_FORMULA, className="wzor", **{"aria-live": "polite"}),
            html.Dl(rows, className="kart"),
        ],
        id=ids.CARD_HEADING,
        className="sek k7",
    )


def _entry(data: LinkedData, entry: CardEntry) -> list[Component]:
    lines = [html.Div(line) for line in entry.lines] if len(entry.lines) > 1 else entry.lines[0]
    return [html.Dt(data.t(f"indicator.card.{entry.key}")), html.Dd(lines)]


def class_rule(data: LinkedData) -> list[Component | str]:
    """Return the rule of the class breaks in words, with a link to the method."""
    t = data.t
    link = html.A(t("indicator.card.method"), href=f"{href(data.lang, '/o-systemie')}#metoda")
    return [t("indicator.card.class_rule"), " ", link, "."]
