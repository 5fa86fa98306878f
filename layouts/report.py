"""The page that makes a report: choices at the left, addresses and preview at the right."""

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from layouts import ids
from layouts.components import breadcrumbs, problem_note, unit_search
from layouts.report_result import result
from smup.i18n import Texts, texts
from smup.links import href
from smup.reports.builder import KINDS, Builder, read_builder
from smup.reports.frame import problem_lines
from smup.reports.spec import SECTIONS_OF, SERVICE, UNIT
from smup.services import Services

NEWEST = "newest"


def title(_services: Services, lang: str) -> str:
    """Return the title of the window."""
    return texts(lang)("reports.builder.title")


def layout(services: Services, lang: str, **query: str) -> html.Div:
    """Return the page with the choices of its address."""
    found = read_builder(services.repository, query, lang=lang)
    t = texts(lang)
    return html.Div(
        [
            dcc.Store(id=ids.REPORT_CONTEXT, data=_context(found)),
            dcc.Store(id=ids.REPORT_ADDRESS),
            dcc.Store(id=ids.REPORT_WRITTEN),
            breadcrumbs(
                t, [(t("view.start"), href(lang, "/")), (t("reports.builder.title"), None)]
            ),
            html.Div(
                [
                    html.H1(t("reports.builder.title")),
                    html.P(t("reports.builder.lead"), className="lead"),
                    *_notes(t, found),
                ],
                className="w naglowek",
            ),
            html.Div(
                html.Div(
                    [
                        html.Div(_form(found, t), className="k5 raport-wybor"),
                        html.Section(
                            result(found, t),
                            id=ids.REPORT_RESULT,
                            className="k7 raport-wynik",
                            **{"aria-label": t("reports.builder.result")},
                        ),
                    ],
                    className="siatka",
                ),
                className="w",
            ),
        ]
    )


def _context(found: Builder) -> dict[str, str]:
    """Return the choices that the page was opened with."""
    state = found.asked.state
    return {
        "lang": found.asked.lang,
        "unit": found.unit_code,
        "group": state.group,
        "year": str(state.year or ""),
        "service": found.service.code if found.service else "",
        "own": state.own or "",
        "w": state.w or "",
    }


def _notes(t: Texts, found: Builder) -> list[Component]:
    lines = problem_lines(t, found.problems)
    return [problem_note(t("reports.problem.title"), lines)] if lines else []


def _form(found: Builder, t: Texts) -> list[Component]:
    return [
        _kinds(found, t),
        html.Div(
            _service_field(found, t), id=ids.REPORT_SERVICE_CELL, hidden=found.kind != SERVICE
        ),
        html.Div(
            unit_search(
                ids.REPORT_UNIT,
                t,
                label=t("reports.builder.unit"),
                shown=found.unit_label,
                compact=True,
            ),
            className="raport-pole",
        ),
        html.Div(
            [
                html.Div(_group_field(found, t)),
                html.Div(_year_field(found, t)),
            ],
            className="raport-pola",
        ),
        html.Fieldset(
            [
                html.Legend(t("reports.builder.sections")),
                dbc.Checklist(
                    id=ids.REPORT_SECTIONS,
                    options=section_options(found.kind, t),
                    value=list(found.asked.sections or found.sections),
                ),
            ],
            id=ids.REPORT_SECTIONS_CELL,
            hidden=not found.sections,
        ),
        _details(found, t),
    ]


def _kinds(found: Builder, t: Texts) -> html.Fieldset:
    options = [
        {
            "label": html.Span(
                [
                    html.B(t(f"reports.label.{kind}")),
                    html.Small(t(f"reports.builder.kind_note_{kind}")),
                ]
            ),
            "value": kind,
        }
        for kind in KINDS
    ]
    radios = dbc.RadioItems(id=ids.REPORT_KIND, options=options, value=found.kind)
    return html.Fieldset([html.Legend(t("reports.builder.kind")), radios])


def _details(found: Builder, t: Texts) -> html.Details:
    """Return the choice of sectors and indicators, which few need."""
    sectors = [{"label": one.name(t.lang), "value": one.code} for one in found.sectors]
    return html.Details(
        [
            html.Summary(t("reports.builder.more")),
            html.Fieldset(
                [
                    html.Legend(t("reports.builder.sectors")),
                    html.P(t("reports.builder.all_sectors"), className="xs"),
                    dbc.Checklist(
                        id=ids.REPORT_SECTORS, options=sectors, value=list(found.asked.sectors)
                    ),
                ]
            ),
            html.Label(t("reports.builder.indicators"), htmlFor=ids.REPORT_INDICATORS),
            html.P(t("reports.builder.indicators_note"), className="xs"),
            dcc.Input(
                id=ids.REPORT_INDICATORS,
                value=", ".join(found.asked.ind),
                type="text",
                debounce=True,
                className="raport-tekst",
                maxLength=1200,
            ),
        ],
        id=ids.REPORT_MORE,
        hidden=found.kind != UNIT,
        open=bool(found.asked.sectors or found.asked.ind),
    )


def section_options(kind: str, t: Texts) -> list[dict[str, str]]:
    """Return the parts of a kind of report as options of a choice."""
    return [{"label": t(f"reports.section.{key}"), "value": key} for key in SECTIONS_OF[kind]]


def group_options(found: Builder, t: Texts) -> list[dict[str, str]]:
    """Return the comparison groups as options, each with the number of its units."""
    return [
        {
            "label": t(
                "territory.group.counted", label=one.label[:1].upper() + one.label[1:], n=one.n
            ),
            "value": one.kind,
        }
        for one in found.groups
    ]


def _field(
    component_id: str, label: str, options: list[dict[str, str]], chosen: str
) -> list[Component]:
    return [
        html.Label(label, htmlFor=component_id),
        dbc.Select(id=component_id, options=options, value=chosen, class_name="wyb"),
    ]


def _group_field(found: Builder, t: Texts) -> list[Component]:
    options = group_options(found, t)
    kinds = {option["value"] for option in options}
    group = found.asked.state.group
    chosen = group if group in kinds else options[0]["value"]
    return _field(ids.REPORT_GROUP, t("reports.builder.group"), options, chosen)


def _year_field(found: Builder, t: Texts) -> list[Component]:
    years = [(NEWEST, t("reports.builder.newest")), *((str(y), str(y)) for y in found.years)]
    options = [{"value": value, "label": label} for value, label in years]
    chosen = str(found.asked.state.year or NEWEST)
    return _field(ids.REPORT_YEAR, t("reports.builder.year"), options, chosen)


def _service_field(found: Builder, t: Texts) -> list[Component]:
    """Return the choice of a service, in the order of the sectors."""
    options = [{"value": "", "label": "–"}]
    options += [{"value": one.code, "label": one.name(t.lang)} for one in found.services]
    chosen = found.service.code if found.service else ""
    return _field(ids.REPORT_SERVICE, t("reports.builder.service"), options, chosen)
