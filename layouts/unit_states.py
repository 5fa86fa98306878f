"""What stands in the place of a profile: a unit that ended, a part of a gmina, the country."""

from dash import html
from dash.development.base_component import Component

from layouts.components import breadcrumbs, button_link, unit_search
from layouts.components.search import MARK
from smup.formats import format_date
from smup.i18n import Texts, texts
from smup.links import href, unit_href
from smup.services import Services
from smup.territory.unit import CodeMatch, TerritorialUnit

FIND = "unit-find"


def ended_page(services: Services, match: CodeMatch, *, code: str, lang: str) -> html.Div:
    """Return the note that a unit no longer exists, leading to the one that took over."""
    t, directory = texts(lang), services.repository.directory()
    name = directory.display_name(match.unit, lang=lang)
    key = "ended_lead" if match.successor else "ended_lead_alone"
    until = format_date(match.unit.valid_to, lang) if match.unit.valid_to else ""
    lead = html.P(t(f"unit.state.{key}", code=code, date=until), className="lead")
    title = t("unit.state.ended_title", name=_capital(name))
    return _page(t, title, [lead, _way(services, match.successor, lang)])


def part_page(services: Services, unit: TerritorialUnit, lang: str) -> html.Div:
    """Return the note that parts of a gmina have no indicators, leading to the gmina."""
    t, directory = texts(lang), services.repository.directory()
    title = t("unit.state.part_title", name=_capital(directory.display_name(unit, lang=lang)))
    lead = html.P(t("unit.state.part_lead"), className="lead")
    return _page(t, title, [lead, _way(services, directory.parent(unit), lang)])


def country_page(services: Services, lang: str) -> html.Div:
    """Return the list of voivodeships: the country has no group to be compared with."""
    t, directory = texts(lang), services.repository.directory()
    links = [
        html.Li(html.A(unit.name, href=unit_href(lang, unit.teryt)))
        for unit in directory.units_of("wojewodztwo")
    ]
    content: list[Component | None] = [
        html.P(t("unit.state.country_lead"), className="lead"),
        html.Section(
            [html.H2(t("unit.state.country_list")), html.Ul(links, className="cz spis")],
            className="sek",
        ),
        html.P(button_link(t("unit.state.country_map"), href(lang, "/wskazniki")), className="pod"),
    ]
    return _page(t, t("unit.state.country_title"), content)


def _page(t: Texts, title: str, content: list[Component | None]) -> html.Div:
    path = breadcrumbs(t, [(t("unit.start"), href(t.lang, "/")), (title, None)])
    find = unit_search(FIND, t, label=t("unit.state.find"), address=unit_href(t.lang, MARK))
    body = html.Div(
        [html.H1(title), *content, html.Div(find, className="inna")], className="w stan-profilu"
    )
    return html.Div([path, body])


def _way(services: Services, unit: TerritorialUnit | None, lang: str) -> html.P | None:
    """Return the button that leads to a unit; nothing without one."""
    if unit is None:
        return None
    name = services.repository.directory().display_name(unit, lang=lang)
    words = texts(lang)("unit.state.ended_way", name=name)
    return html.P(button_link(words, unit_href(lang, unit.teryt), variant="g"), className="pod")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
