"""The head of a profile: path, name and kind, ways to take it away, the counted sentence."""

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.components import Choices, YearAxis, breadcrumbs, context_bar, icon, problem_note
from layouts.components.take_out import take_out_button
from smup.formats import format_number
from smup.i18n import Texts, texts
from smup.links import (
    href,
    releases_href,
    report_builder_href,
    session_href,
    unit_href,
    unit_report_href,
    with_query,
)
from smup.view_state import ViewState
from smup.views.problem_text import problem_text
from smup.views.profile import Profile
from smup.views.profile.words import headline
from smup.views.unit import UnitChoice, band_counts, chance_note, kind_words

_BAR = {"best": "best", "middle": "middle", "worst": "worst_short"}


def page_path(profile: Profile) -> html.Nav:
    """Return the path: start, voivodeship, powiat, unit; each leads to its own profile."""
    t, lang, directory = texts(profile.lang), profile.lang, profile.directory
    above = (directory.voivodeship_of(profile.unit), directory.powiat_of(profile.unit))
    steps: list[tuple[str, str | None]] = [(t("unit.start"), href(lang, "/"))]
    steps += [
        (_capital(directory.display_name(one, lang=lang)), unit_href(lang, one.teryt))
        for one in above
        if one is not None and one is not profile.unit
    ]
    return breadcrumbs(t, [*steps, (_capital(profile.name), None)])


def page_head(profile: Profile, choice: UnitChoice, place: Component | None) -> html.Div:
    """Return name, kind, buttons, the counted sentence with its bar, and notes on the address.

    Args:
        profile: the profile.
        choice: what the address chose.
        place: a small map with the unit; None without borders.
    """
    t, lang = texts(profile.lang), profile.lang
    kind = " · ".join(kind_words(profile.directory, profile.unit, lang))
    name = html.Div(
        [
            html.H1(_capital(profile.name)),
            html.P(kind, className="m rodzaj"),
            html.P(_people(profile, t), className="m ludnosc"),
        ]
    )
    words = html.Div(
        [
            html.Div(headline_part(profile), id=ids.UNIT_HEADLINE),
            _since(profile, t),
            *_notes(profile, choice),
        ]
    )
    return html.Div(
        [
            html.Div(
                [name, html.Div(_take_away(profile, choice, t), className="bb")], className="sn"
            ),
            html.Div([words, place], className="glowa"),
            _levels(profile, choice, t),
        ],
        className="w naglowek profil",
    )


def _since(profile: Profile, t: Texts) -> html.P:
    """Return the place of the link that the browser counts: what changed since my last visit."""
    code = profile.unit.teryt
    address = releases_href(t.lang, unit=code)
    return html.P(
        html.A(t("releases.since.heading"), href=address),
        className="m nodr",
        hidden=True,
        **{"data-zmiany-od": code, "data-count": "|".join(t.forms("releases.since.count"))},
    )


def headline_part(profile: Profile) -> list[Component]:
    """Return the counted sentence and the bar of the three parts of the group."""
    parts = [
        html.Span(piece.text) if piece.band is None else html.B(piece.text, className=piece.band)
        for piece in headline(profile)
    ]
    body: list[Component] = [html.P(parts, className="lead")]
    if any(band_counts(profile).values()):
        body.append(bar(profile))
    note = chance_note(profile)
    if note:
        body.append(html.P(note, className="xs"))
    return body


def bar(profile: Profile) -> html.Div:
    """Return the bar best, middle, worst; its parts are as wide as their numbers."""
    t, counts = texts(profile.lang), band_counts(profile)
    return html.Div(
        [
            html.Span(
                [f"{count} ", html.Small(t(f"unit.quarter.{_BAR[key]}"))],
                className=key,
                style={"flexGrow": count},
            )
            for key, count in counts.items()
            if count
        ],
        className="belka",
        role="img",
        **{"aria-label": t("unit.headline.bar", **counts)},
    )


def unit_bar(profile: Profile, groups: Choices) -> html.Div:
    """Return the context bar of the profile."""
    return context_bar(
        ids.UNIT_PREFIX,
        texts(profile.lang),
        unit_label=profile.directory.label(profile.unit, lang=profile.lang),
        groups=groups,
        axis=YearAxis(years=profile.years, year=profile.year),
    )


def _take_away(profile: Profile, choice: UnitChoice, t: Texts) -> list[Component]:
    """Return the packet for a session and the menu of files of this very view."""
    code = choice.unit.teryt
    packet = html.A(
        [icon("journal-text"), html.Span([t("unit.packet"), html.Small(t("unit.packet_size"))])],
        href=session_href(t.lang, code, **_kept(choice.state)),
        target="_self",
        className="b",
        **{"data-plik": ""},
    )
    entries = [
        html.Li(_file(t, key, unit_report_href(t.lang, code, key, **_kept(choice.state))))
        for key in ("pdf", "docx", "html")
    ]
    rows = t.plural("common.rows", len(profile.rows))
    entries.append(html.Li(_file(t, "csv", csv_address(profile, choice), note=rows)))
    entries.append(html.Li(_own_report(t, profile, choice)))
    menu = html.Details(
        [
            html.Summary([icon("download"), t("unit.download")], className="b"),
            html.Div(html.Ul(entries, className="cz"), className="pop"),
        ],
        className="menu-plikow",
    )
    return [packet, menu, take_out_button(t, f"/jednostka/{choice.unit.teryt}", look="b")]


def csv_address(profile: Profile, choice: UnitChoice) -> str:
    """Return the address of the rows of the profile as a file."""
    path = f"/eksport/{profile.lang}/jednostka/{choice.unit.teryt}.csv"
    return href("pl", path, **_kept(choice.state))


def _file(t: Texts, key: str, address: str, *, note: str = "") -> html.A:
    words = html.Span(
        [html.B(t(f"unit.get_{key}")), html.Br(), html.Small(note or t(f"unit.get_{key}_note"))]
    )
    return html.A(words, href=address, target="_self", **{"data-plik": ""})


def _own_report(t: Texts, profile: Profile, choice: UnitChoice) -> html.A:
    """Return the way to the page that puts a report together, with this unit and view."""
    kept = {key: value for key, value in _kept(choice.state).items() if key != "level"}
    code = profile.unit.code_at(profile.level)
    words = html.Span(
        [html.B(t("unit.own_report")), html.Br(), html.Small(t("unit.own_report_note"))]
    )
    address = report_builder_href(t.lang, kind="jednostka", unit=code, **kept)
    return html.A(words, href=address, **{"data-plik": "kind unit"})


def _kept(state: ViewState) -> dict[str, str | int | None]:
    """Return the keys of the state that a file of the profile needs."""
    usual = ViewState()
    keys = ("level", "group", "year", "own", "w")
    return {
        key: value if (value := getattr(state, key)) != getattr(usual, key) else None
        for key in keys
    }


def _people(profile: Profile, t: Texts) -> str:
    unit = profile.unit
    if unit.population is None:
        return ""
    count = format_number(unit.population, decimals=0, lang=t.lang)
    return t("unit.inhabitants", count=count, year=unit.population_year or "")


def _notes(profile: Profile, choice: UnitChoice) -> list[Component]:
    t = texts(profile.lang)
    lines = [problem_text(t, one) for one in choice.problems]
    if choice.state.year is not None and choice.state.year != profile.year:
        lines.append(t("view.problem.year", value=choice.state.year))
    return [problem_note(t("unit.state.problem"), lines)] if lines else []


def _levels(profile: Profile, choice: UnitChoice, t: Texts) -> html.Nav | None:
    """Return the switch between gmina and powiat, for a city with powiat rights."""
    if len(choice.levels) < 2:
        return None
    links = []
    for level in choice.levels:
        state = choice.state.with_changes(level=None if level == choice.levels[0] else level)
        mark = {"aria-current": "true"} if level == profile.level else {}
        address = with_query(unit_href(t.lang, choice.unit.teryt), state.to_query())
        on = "on" if mark else None
        links.append(html.A(t(f"unit.level.{level}"), href=address, className=on, **mark))
    name = {"aria-label": t("unit.level_switch")}
    return html.Nav(
        [html.Span(t("unit.level_switch"), className="m"), html.Div(links, className="seg")],
        className="poziomy nodr",
        **name,
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
