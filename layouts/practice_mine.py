"""„Twoja jednostka”: which of the linked indicators concern the reader, and where they stand."""

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.components import band_strip, problem_note, unit_search
from layouts.components.search import MARK
from smup.links import compare_href, indicator_href, practice_href, unit_href
from smup.territory.unit import TerritorialUnit
from smup.view_state import Problem
from smup.views.practices.card_page import CardPage
from smup.views.practices.helped import Helped
from smup.views.practices.mine import Mine, MineRow
from smup.views.practices.mine_words import (
    amount,
    helped_words,
    likeness_words,
    others_words,
    row_words,
    unit_name,
    value_text,
)
from smup.views.problem_text import problem_text
from smup.views.profile.records import Band

UNTOLD = ("institution", "indicators")
"""Reasons that the page has told already where it says why there is no chart."""
COMPARED = ("near", "far", "unknown")


def mine_part(
    page: CardPage, mine: Mine | None, *, problems: tuple[Problem, ...] = ()
) -> list[Component]:
    """Return the inside of the section: my unit, or the question which unit is mine.

    Args:
        page: the page.
        mine: my unit beside the practice; None while it is not known.
        problems: what of the address could not be understood.
    """
    t = page.t
    told: list[Component] = []
    if problems:
        lines = [problem_text(t, problem) for problem in problems]
        told = [problem_note(t("view.problem.title"), lines)]
    if mine is None:
        note = html.P(t("practice.mine.ask"), className="m nodr")
        return [html.H2(t("practice.mine.title"), className="h3"), *told, note, _search(page, "")]
    name = unit_name(mine, page.lang)
    title = html.H2(t("practice.mine.title_of", unit=name), className="h3")
    parts = [title, *told, *(_row(row, page) for row in mine.rows)]
    if not page.indicators:
        parts.append(html.P(t("practice.mine.no_indicators"), className="m"))
    others = others_words(mine, page)
    if others:
        parts.append(html.P(others, className="m"))
    parts.append(_likeness(mine, page))
    shown = page.directory.label(mine.unit, lang=page.lang)
    change = html.Details(
        [html.Summary(t("practice.mine.change")), _search(page, shown)],
        className="rozwin nodr",
    )
    return [*parts, change]


def helped_section(page: CardPage, found: Helped, *, main: bool) -> html.Section | None:
    """Return the units like that of the practice that could use it; None where none can be told.

    Args:
        page: the page.
        found: the units.
        main: the section stands in the wide column.
    """
    if found.reason in UNTOLD:
        return None
    t = page.t
    parts: list[Component] = [
        html.H2(t("practice.helped.title"), className="h3"),
        html.P(helped_words(found, page), className="m"),
    ]
    if found.units and found.indicator is not None:
        items = [
            html.Li(
                [
                    html.A(
                        page.directory.label(one.unit, lang=page.lang),
                        href=indicator_href(
                            page.lang, found.indicator.code, unit=one.unit.code_at(found.level)
                        ),
                    ),
                    html.Span(
                        f"{amount(found.indicator, one.value, page.lang)} ({found.year})",
                        className="m",
                    ),
                ]
            )
            for one in found.units
        ]
        parts.append(html.Ul(items, className="cz now skorzysta"))
    return html.Section(parts, className="sek glowna" if main else "sek", id="kto-skorzysta")


def _search(page: CardPage, shown: str) -> html.Div:
    t = page.t
    search = unit_search(
        ids.PRACTICE_SEARCH,
        t,
        label=t("practice.mine.search"),
        shown=shown,
        address=practice_href(page.lang, page.card.slug, unit=MARK),
    )
    return html.Div(search, className="nodr")


def _row(row: MineRow, page: CardPage) -> html.Div:
    t, lang = page.t, page.lang
    address = indicator_href(lang, row.indicator.code, unit=row.unit.code_at(row.level))
    parts: list[Component] = [html.P(_name(row, page), className="m")]
    if row.stats is not None and row.value.known:
        polarity = "none" if row.band is Band.UNJUDGED else row.indicator.polarity
        parts.append(band_strip(row.stats, row.value.value, polarity=polarity, large=True))
    value = html.B(value_text(row, lang), className="ja-t") if row.year is not None else None
    words = f" – {row_words(row, t)}" if row.year is not None else row_words(row, t)
    link = html.A(
        t("practice.mine.see"),
        href=address,
        **{"aria-label": t("practice.mine.see_of", name=row.indicator.short_name(lang))},
    )
    return html.Div([*parts, html.P([value, f"{words} ", link])], className="moj-wiersz")


def _name(row: MineRow, page: CardPage) -> str:
    """Return the indicator, and whose value it is where it is not my unit's own."""
    name = row.indicator.short_name(page.lang)
    if row.unit.level == "powiat" or row.level == "wojewodztwo":
        return f"{name} · {page.directory.display_name(row.unit, lang=page.lang)}"
    return name


def _likeness(mine: Mine, page: CardPage) -> html.P:
    words: list[Component | str] = [likeness_words(mine, page)]
    if mine.likeness in COMPARED and page.unit is not None:
        units = _pair(mine.unit, page.unit)
        address = compare_href(page.lang, units=units, unit=mine.unit.teryt)
        words += [" ", html.A(page.t("practice.mine.compare"), href=address)]
    elif mine.likeness == "same":
        address = unit_href(page.lang, mine.unit.teryt)
        words += [" ", html.A(page.t("practice.mine.profile"), href=address)]
    return html.P(words, className="podobienstwo")


def _pair(mine: TerritorialUnit, theirs: TerritorialUnit) -> str:
    return f"{mine.teryt}.{theirs.teryt}"
