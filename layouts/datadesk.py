"""The data desk: a table put together from indicators, units and years, and taken out."""

from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from layouts import ids
from layouts.components import breadcrumbs, icon, problem_note
from layouts.datadesk_choices import choices
from layouts.datadesk_dialogs import SETS_DIALOG, dialogs
from layouts.datadesk_preview import preview
from layouts.datadesk_sets import set_links
from layouts.datadesk_steps import count_text
from smup.i18n import Texts, texts
from smup.links import href
from smup.services import Services
from smup.views.datadesk.problems import desk_problem_text
from smup.views.datadesk.selection import Chosen, select_desk
from smup.views.datadesk.state import USUAL_OPTIONS


def title(_services: Services, lang: str) -> str:
    """Return the title of the window."""
    return texts(lang)("datadesk.title")


def layout(services: Services, lang: str, **query: str) -> html.Div:
    """Return the page for its address."""
    chosen = read_page(services, lang, query)
    t, parts = texts(lang), changing(services, chosen)
    path = [(t("start.title"), href(lang, "/")), (t("datadesk.crumb"), None)]
    head = html.Div(
        [
            html.H1(t("datadesk.heading")),
            html.P(t("datadesk.lead"), className="lead"),
            _sets(services, chosen, t, _own_sets(t)),
            html.Div(parts["problems"], id=ids.DATA_PROBLEMS),
        ],
        className="w naglowek",
    )
    body = html.Div(
        [
            html.H2(t("datadesk.parts"), className="vh"),
            html.Aside(
                parts["choices"], id=ids.DATA_CHOICES, **{"aria-label": t("datadesk.parts")}
            ),
            html.Section(parts["preview"], id=ids.DATA_PREVIEW),
        ],
        className="w kro",
    )
    said = html.P(id=ids.DATA_SAID, className="vh", role="status")
    more = dialogs(services.repository, t, sets=_sets(services, chosen, t))
    return html.Div(
        [*_stores(parts, lang), breadcrumbs(t, path), head, body, said, *more],
        className="dane",
        **{"data-kolumny": USUAL_OPTIONS},
    )


def read_page(services: Services, lang: str, query: dict[str, str]) -> Chosen:
    """Return what an address asks for."""
    return select_desk(services.repository, query, lang=lang)


def changing(services: Services, chosen: Chosen) -> dict[str, Any]:
    """Return the parts of the page that follow its address, by the name of their output."""
    t = texts(chosen.lang)
    return {
        "problems": _problems(chosen, t),
        "choices": choices(services, chosen),
        "preview": preview(services, chosen),
        "said": _said(chosen, t),
        "shown": {"query": chosen.state.to_query(), "level": chosen.level},
    }


def _sets(services: Services, chosen: Chosen, t: Texts, *more: Component) -> html.Div | None:
    """Return the ready sets as links, over what else stands in their row."""
    links = set_links(services, chosen, t)
    label = html.Span(t("datadesk.ready"), className="m") if links else None
    parts = [label, *links, *more]
    return html.Div(parts, className="bb dane-zestawy-gotowe") if any(parts) else None


def _own_sets(t: Texts) -> html.Button:
    return html.Button(
        [icon("journal-text"), t("datadesk.sets.open")],
        type="button",
        id=f"{SETS_DIALOG}-open",
        className="b l s",
        **{"data-dane-okno": SETS_DIALOG, "aria-haspopup": "dialog"},
    )


def _problems(chosen: Chosen, t: Texts) -> list[Component]:
    lines = [desk_problem_text(t, problem) for problem in chosen.problems]
    return [problem_note(t("datadesk.problem.title"), lines)] if lines else []


def _said(chosen: Chosen, t: Texts) -> str:
    """Return what the table is made of, for those who do not see the steps change."""
    n = len(chosen.unit_ids)
    parts = [
        t.plural("common.indicators", len(chosen.indicators)),
        t.plural(f"datadesk.units.count.{chosen.level}", n, count=count_text(n, t.lang)),
    ]
    if chosen.years:
        first, last = chosen.years[0], chosen.years[-1]
        same = first == last
        parts.append(str(first) if same else t("datadesk.years.range", first=first, last=last))
    return t("datadesk.said", parts=", ".join(parts))


def _stores(parts: dict[str, Any], lang: str) -> list[Component]:
    return [
        dcc.Store(id=ids.DATA_CONTEXT, data={"lang": lang}),
        dcc.Store(id=ids.DATA_SHOWN, data=parts["shown"]),
        *(
            dcc.Store(id=name)
            for name in (
                ids.DATA_ASKED,
                ids.DATA_WRITTEN,
                ids.DATA_LIST_ASKED,
                ids.DATA_LIST_FOUND,
                ids.DATA_WRITTEN_LIST,
                ids.DATA_MINE_ASKED,
                ids.DATA_MINE_FOUND,
                ids.DATA_WRITTEN_MINE,
            )
        ),
    ]
