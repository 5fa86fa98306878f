"""The page of coverage and data gaps. Its address is its whole state; every choice is a link."""

from datetime import UTC, datetime

from dash import html
from dash.development.base_component import Component

from layouts.components import breadcrumbs, icon, problem_note
from layouts.components.take_out import take_out_button
from layouts.coverage_heat import heat_section
from layouts.coverage_links import Change, choice, state_link
from layouts.coverage_lists import dimension_section, fresh_section, gap_section
from layouts.coverage_units import reporting_section, units_section
from smup.formats import format_date
from smup.i18n import Texts, texts
from smup.links import href, releases_href
from smup.services import Services
from smup.views.coverage.selection import Chosen, select_coverage
from smup.views.coverage.state import LEVELS, VIEWS, YES
from smup.views.coverage.words import lead
from smup.views.releases.sources import warnings

FEW_YEARS = 5
OF_YEARS = ("obraz", "luki")
WITH_WHOLE_ROWS = ("obraz", "wymiary", "aktualnosc")


def title(_services: Services, lang: str) -> str:
    """Return the title of the window."""
    return texts(lang)("coverage.page")


def description(_services: Services, lang: str) -> str:
    """Return what the page is about, for search engines."""
    return texts(lang)("coverage.description")


def layout(services: Services, lang: str, **query: str) -> html.Div:
    """Return the page for its address."""
    t, chosen = texts(lang), select_coverage(services.repository, query)
    path = [(t("start.title"), href(lang, "/")), (t("coverage.crumb"), None)]
    head = html.Div(
        [
            html.H1(t("coverage.heading")),
            html.P(" ".join(lead(chosen, t)), className="lead"),
            *_problems(chosen, t),
            *_sources(services, t),
        ],
        className="w naglowek",
    )
    body = [
        _bar(chosen, t),
        _part(chosen, t),
        _steps(chosen, t),
        *_sections(services, chosen, t),
        _method(chosen, t),
        html.P(className="xs tylko-druk", **{"data-address-shown": ""}),
    ]
    return html.Div([breadcrumbs(t, path), head, html.Div(body, className="w")], className="luki")


def _problems(chosen: Chosen, t: Texts) -> list[Component]:
    lines = [
        t("coverage.problem", parameter=one.parameter, value=one.value) for one in chosen.problems
    ]
    return [problem_note(t("coverage.problem_title"), lines)] if lines else []


def _sources(services: Services, t: Texts) -> list[Component]:
    """Return what is wrong with the official sources, with the way to their state."""
    said = warnings(services.repository, t.lang, now=datetime.now(UTC))
    if not said:
        return []
    lines = [html.P([icon("exclamation-triangle"), " ", line], className="m") for line in said]
    return [*lines, html.P(html.A(t("releases.sources.see"), href=releases_href(t.lang)))]


def _bar(chosen: Chosen, t: Texts) -> html.Div:
    """Return the views as links, and the button that takes the table out."""
    links = [
        html.A(
            t(f"coverage.view.{name}"),
            href=state_link(chosen, t, widok=name, stan=None, rodzaj=None, woj=None),
            className="on" if name == chosen.state.widok else None,
            **({"aria-current": "true"} if name == chosen.state.widok else {}),
        )
        for name in VIEWS
    ]
    views = html.Nav(links, className="zak", **{"aria-label": t("coverage.views")})
    return html.Div([views, html.Div(take_out_button(t, "/luki"), className="bb")], className="zr")


def _part(chosen: Chosen, t: Texts) -> html.Div:
    """Return what narrows every view: level, years, gaps only."""
    state, every = chosen.state, chosen.level.years
    levels = [
        Change(
            t(f"coverage.levels.{name}"), name == chosen.level.level, {"level": name, "woj": None}
        )
        for name in LEVELS
    ]
    years = [Change(t("coverage.all_years"), state.years is None, {"years": None})]
    if len(every) > FEW_YEARS:
        span = f"{every[-FEW_YEARS]}-{every[-1]}"
        label = t("coverage.last_years", n=FEW_YEARS)
        years.append(Change(label, state.years == span, {"years": span}))
        if state.years not in (None, span):
            years.append(Change(state.years or "", chosen=True, changes={}))
    gaps = [
        Change(t("coverage.all_rows"), not state.only_gaps, {"braki": None}),
        Change(t("coverage.only_gaps"), state.only_gaps, {"braki": YES}),
    ]
    narrowed = [choice(chosen, t, t("coverage.level"), levels)]
    if state.widok in OF_YEARS:
        narrowed.append(choice(chosen, t, t("coverage.years"), years))
    if state.widok in WITH_WHOLE_ROWS and chosen.indicator is None:
        narrowed.append(choice(chosen, t, t("coverage.rows"), gaps))
    return html.Div(narrowed, className="luki-wybor nodr")


def _steps(chosen: Chosen, t: Texts) -> Component | None:
    """Return the way down to the chosen part, each step of which can be taken back."""
    steps: list[tuple[str, dict[str, str | None]]] = []
    if chosen.sector is not None:
        down = {"sektor": chosen.sector.code, "usluga": None, "ind": None}
        steps.append((chosen.sector.name(t.lang), down))
    if chosen.service is not None:
        down = {"sektor": None, "usluga": chosen.service.code, "ind": None}
        steps.append((chosen.service.name(t.lang), down))
    if chosen.indicator is not None:
        steps.append((chosen.indicator.name(t.lang), {}))
    if not steps:
        return None
    above: dict[str, str | None] = {"sektor": None, "usluga": None, "ind": None, "year": None}
    rest: dict[str, str | None] = {"rodzaj": None, "woj": None}
    parts: list[Component | str] = [
        html.A(t("coverage.all_sectors"), href=state_link(chosen, t, **above, **rest))
    ]
    for at, (name, changes) in enumerate(steps, start=1):
        parts.append(html.Span("/", **{"aria-hidden": "true"}))
        if at == len(steps):
            parts.append(html.B(name, **{"aria-current": "true"}))
        else:
            parts.append(html.A(name, href=state_link(chosen, t, **changes, **rest)))
    return html.Nav(parts, className="luki-droga", **{"aria-label": t("coverage.path")})


def _sections(services: Services, chosen: Chosen, t: Texts) -> list[Component]:
    repository, view = services.repository, chosen.state.widok
    if view == "luki":
        return [gap_section(chosen, t)]
    if view == "jednostki":
        return [reporting_section(repository, chosen, t)]
    if view == "wymiary":
        return [dimension_section(repository, chosen, t)]
    if view == "aktualnosc":
        return [fresh_section(chosen, t)]
    units = units_section(repository, chosen, t)
    return [heat_section(repository, chosen, t), *([units] if units else [])]


def _method(chosen: Chosen, t: Texts) -> html.Details:
    day = chosen.level.today
    lines = [t(f"coverage.method.{key}") for key in ("units", "value", "empty", "late")]
    lines.append(t("coverage.dates"))
    if chosen.level.years and day.year == chosen.level.years[-1] + 1 and day.month == 12:
        judged = format_date(day, t.lang)
        lines.append(t("coverage.judged", date=judged, year=chosen.level.years[-1]))
    api = html.A(t("coverage.api"), href="/api/v1/coverage?limit=50", target="_self")
    items = [*(html.Li(line) for line in lines), html.Li(api)]
    return html.Details(
        [html.Summary(t("coverage.details")), html.Ul(items)], className="rozwin luki-metoda"
    )
