"""The profile of a unit: where it is strong, where weak, against whom and since when."""

from dataclasses import dataclass

from dash import dcc, html
from dash.development.base_component import Component

from layouts import ids
from layouts.components import Choices, button_link, empty_state, own_group, skeleton
from layouts.components.practice_links import practice_section
from layouts.synthetic_link import index_link
from layouts.unit_context import context_section
from layouts.unit_group import group_section
from layouts.unit_head import csv_address, headline_part, page_head, page_path, unit_bar
from layouts.unit_heat import heat_section
from layouts.unit_place import place_map
from layouts.unit_rows import rows_section
from layouts.unit_sides import changes_section, sides_column
from layouts.unit_states import country_page, ended_page, part_page
from smup.i18n import texts
from smup.links import href
from smup.services import Services
from smup.view_state import ViewState, parse_state
from smup.views.as_of import state_date
from smup.views.groups import group_choices
from smup.views.practices.gap_questions import profile_question
from smup.views.profile import Profile, read_profile
from smup.views.stability import stability_of
from smup.views.unit import UnitChoice, choose_unit

TABS = (
    ("overview", ids.UNIT_HEAT),
    ("sides", ids.UNIT_SIDES),
    ("indicators", ids.UNIT_ROWS),
    ("context", ids.UNIT_CONTEXT),
    ("group", ids.UNIT_GROUP),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What one address shows."""

    profile: Profile
    choice: UnitChoice

    @property
    def state(self) -> ViewState:
        """Return the state as the address spells it: without the newest year."""
        newest = self.profile.year == (self.profile.years or (self.profile.year,))[-1]
        return self.choice.state.with_changes(year=None if newest else self.profile.year)


def title(services: Services, lang: str, *, teryt: str) -> str:
    """Return the title of the window; an unknown code raises UnknownCodeError."""
    directory = services.repository.directory()
    name = directory.display_name(directory.by_code(teryt), lang=lang)
    return texts(lang)("unit.title", name=name)


def layout(services: Services, lang: str, *, teryt: str, **query: str) -> html.Div:
    """Return the page with the state of its address already shown."""
    match = services.repository.directory().lookup(teryt)
    if match.unit.ended:
        return ended_page(services, match, code=teryt, lang=lang)
    if match.unit.level == "kraj":
        return country_page(services, lang)
    if match.unit.level == "czesc":
        return part_page(services, match.unit, lang)
    view = read_view(services, lang, teryt=teryt, query=query)
    profile, t = view.profile, texts(lang)
    tabs = html.Nav(
        [html.A(t(f"unit.tab.{key}"), href=f"#{target}") for key, target in TABS],
        className="zak strona nodr",
        **{"aria-label": t("unit.on_page")},
    )
    content: list[Component] = [
        *_stores(view),
        page_path(profile),
        page_head(profile, view.choice, place_map(services, profile)),
    ]
    if not any(row.value.known for row in profile.rows):
        return html.Div([*content, html.Div(_empty(profile), className="w")])
    content += [
        unit_bar(profile, _choices(services, view)),
        html.Div(
            [
                tabs,
                html.Div(body(services, view), id=ids.UNIT_BODY),
                html.P(_source(profile), className="xs zrodlo"),
                html.P(className="xs tylko-druk", **{"data-address-shown": ""}),
            ],
            className="w",
        ),
        _dialog(profile),
    ]
    return html.Div(content)


def read_view(services: Services, lang: str, *, teryt: str, query: dict[str, str]) -> View:
    """Return what an address shows; bad values became defaults and are told."""
    state, problems = parse_state(query)
    repository = services.repository
    choice = choose_unit(repository, teryt, state=state, problems=problems, lang=lang)
    profile = read_profile(
        repository,
        choice.unit,
        level=choice.level,
        group=choice.group,
        year=state.year,
        lang=lang,
    )
    return View(profile=profile, choice=choice)


def body(services: Services, view: View) -> list[Component]:
    """Return everything that follows the choice of group and year."""
    profile, state = view.profile, view.state
    stability = stability_of(services.repository, profile)
    return [
        html.Div(
            [heat_section(profile, state), sides_column(profile, state)],
            className="siatka gora-profilu",
        ),
        changes_section(profile, state),
        practice_section(services, profile_question(profile), profile.lang),
        rows_section(profile, state, csv=csv_address(profile, view.choice), stability=stability),
        index_link(texts(profile.lang), profile.unit, state, level=profile.level),
        html.Div(
            [
                context_section(profile, state, class_name="sek k6"),
                group_section(services, profile, state, stability=stability),
            ],
            className="siatka",
        ),
    ]


def answer(services: Services, view: View) -> dict[str, object]:
    """Return what a change of group or year brings to the open page."""
    profile = view.profile
    said = texts(profile.lang)(
        "unit.shown", name=profile.name, group=profile.group.label, year=profile.year
    )
    return {
        "headline": headline_part(profile),
        "body": body(services, view),
        "answer": {"query": view.state.to_query(), "said": said, "year": profile.year},
    }


def _stores(view: View) -> list[Component]:
    profile = view.profile
    context = {"teryt": profile.unit.code_at(profile.level), "lang": profile.lang}
    return [
        dcc.Store(id=ids.UNIT_CONTEXT_STORE, data=context),
        dcc.Store(id=ids.UNIT_QUESTION),
        dcc.Store(
            id=ids.UNIT_ANSWER,
            data={"query": view.state.to_query(), "said": "", "year": profile.year},
        ),
        dcc.Store(id=ids.UNIT_SHOWN),
        dcc.Store(id=ids.UNIT_DETAIL_ASK),
        html.P(id=ids.UNIT_SAID, className="vh", role="status", **{"aria-live": "polite"}),
    ]


def _choices(services: Services, view: View) -> Choices:
    profile = view.profile
    offered = group_choices(
        services.repository,
        profile.unit,
        level=profile.level,
        state=view.state,
        lang=profile.lang,
    )
    options = [(one.kind, _counted(one.label, one.n)) for one in offered]
    own = own_group(profile.dataset, profile.unit, level=profile.level, codes=view.state.own_codes)
    return Choices(options=options, chosen=profile.group.kind, own=own)


def _counted(label: str, n: int) -> str:
    return f"{label[:1].upper()}{label[1:]} ({n})"


def _empty(profile: Profile) -> html.Div:
    t = texts(profile.lang)
    way = button_link(t("unit.state.empty_way"), href(profile.lang, "/wskazniki"))
    name = profile.name[:1].upper() + profile.name[1:]
    return empty_state(
        t("unit.state.empty_title", name=name), t("unit.state.empty_note"), action=way
    )


def _source(profile: Profile) -> str:
    t = texts(profile.lang)
    kind = "sample" if profile.dataset.is_sample else "real"
    changed = state_date(profile.dataset, profile.lang)
    return t("unit.source", data=t(f"unit.data_{kind}"), changed=changed)


def _dialog(profile: Profile) -> Component:
    """Return the window in which the browser opens the detail of an indicator."""
    t = texts(profile.lang)
    close = html.Button(
        t("unit.detail.close"), type="button", className="b s", **{"data-zamknij-okno": ""}
    )
    waiting = html.Div(skeleton(t("unit.detail.loading"), height=260))
    return html.Dialog(
        [
            html.Div(close, className="okno-gora nodr"),
            html.Div(waiting, id=ids.UNIT_DETAIL),
        ],
        id=ids.UNIT_DETAIL_DIALOG,
        className="okno",
        **{"aria-label": t("unit.detail.title")},
    )
