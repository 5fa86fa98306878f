"""The page of a practice: what was done, what changed after it, and what it is to the reader."""

from typing import NamedTuple

from dash import dcc, html
from dash.development.base_component import Component

from layouts import ids, not_found
from layouts.components import breadcrumbs
from layouts.practice_effect import effect_section
from layouts.practice_facts import facts_section, head_tags, lead_words, place_line
from layouts.practice_mine import helped_section, mine_part
from layouts.practice_side import ADDRESS, cite_section, similar_section
from layouts.practice_text import text_sections
from smup.errors import UnknownCodeError
from smup.i18n import texts
from smup.links import href, practice_href, practices_href
from smup.moments import today
from smup.services import Services
from smup.territory.unit import TerritorialUnit
from smup.view_state import Problem
from smup.views.as_of import state_date
from smup.views.practices.card_page import CardPage, read_card_page, read_title
from smup.views.practices.card_words import opening
from smup.views.practices.citation import citation_of
from smup.views.practices.effect import EffectView, read_effect
from smup.views.practices.helped import read_helped
from smup.views.practices.mine import UNIT_KEY, my_unit, read_mine
from smup.views.practices.similar_practices import near_practices, similar_practices


class Asked(NamedTuple):
    """The reader's unit as the address names it.

    Attributes:
        unit: the unit; None without one.
        problems: what of the address could not be understood.
    """

    unit: TerritorialUnit | None
    problems: tuple[Problem, ...]

    @property
    def code(self) -> str | None:
        """Return the code that links keep."""
        return None if self.unit is None else self.unit.teryt


def title(services: Services, lang: str, *, slug: str) -> str:
    """Return the title of the window; an unknown practice raises UnknownCodeError."""
    found = read_title(services.repository, slug, lang=lang)
    return texts(lang)("practice.window", title=found.title)


def description(services: Services, lang: str, *, slug: str) -> str:
    """Return what the page is about: the summary of the card, or that it is still to be written."""
    found = read_title(services.repository, slug, lang=lang)
    return found.summary or texts(lang)("practice.opening.little")


def layout(services: Services, lang: str, *, slug: str, **query: str) -> html.Div:
    """Return the page; the reader's unit is that of the address, else the browser knows it.

    Of an unknown or withdrawn practice it says so and names those with a title like it.
    """
    repository, day = services.repository, today()
    try:
        page = read_card_page(repository, slug, lang=lang, today=day)
    except UnknownCodeError as error:
        near = near_practices(repository, slug, today=day)
        ways = [(one.title, practice_href(lang, one.slug)) for one in near]
        return not_found.layout(lang, message=str(error), near=ways)
    effects = read_effects(services, page)
    unit, problems = my_unit(repository, query.get(UNIT_KEY))
    asked = Asked(unit, problems)
    return html.Div(
        [
            dcc.Store(id=ids.PRACTICE_CONTEXT, data={"slug": slug, "lang": lang}),
            dcc.Store(id=ids.PRACTICE_UNIT),
            _path(page, asked.code),
            html.Article(
                [
                    *_head(page, effects, asked.code),
                    html.Div(_columns(services, page, effects, asked), className="uklad"),
                    html.P(_source(page), className="xs zrodlo"),
                    html.P(className="xs tylko-druk", **{"data-address-shown": ""}),
                ],
                className="w",
            ),
        ],
        className="praktyka",
    )


def read_effects(services: Services, page: CardPage) -> tuple[EffectView, ...]:
    """Return the linked indicators before and after; none for an institution."""
    return read_effect(
        services.repository,
        unit=page.unit,
        indicators=page.card.indicators,
        started=page.card.started,
        today=page.today,
        lang=page.lang,
    )


def mine_answer(services: Services, *, code: str, slug: str, lang: str) -> list[Component] | None:
    """Return the section of the reader's unit for one that the browser remembered.

    None when the unit is of no use: the question stays.
    """
    unit, _ = my_unit(services.repository, code)
    if unit is None:
        return None
    page = read_card_page(services.repository, slug, lang=lang, today=today())
    return mine_part(page, read_mine(services.repository, page, unit))


def _columns(
    services: Services, page: CardPage, effects: tuple[EffectView, ...], asked: Asked
) -> list[Component | None]:
    """Return the sections in the order of reading; the style sheet sets them in two stacks."""
    repository = services.repository
    # A card without texts leaves room in the wide column, which one with texts does not.
    short = not any(page.card.sections.values())
    helped = helped_section(page, read_helped(repository, page), main=short)
    similar = similar_section(page, similar_practices(repository, page), asked.code)
    cite = cite_section(page, citation_of(page, address=ADDRESS))
    beside = html.Div([facts_section(page), _mine(services, page, asked)], className="obok")
    below = html.Div([similar, None if short else helped, cite], className="obok")
    wide = [helped] if short else []
    return [effect_section(page, effects), beside, text_sections(page), *wide, below]


def _mine(services: Services, page: CardPage, asked: Asked) -> html.Section:
    unit = asked.unit
    mine = None if unit is None else read_mine(services.repository, page, unit)
    asks = {"data-moja": ids.PRACTICE_UNIT} if unit is None else {}
    return html.Section(
        mine_part(page, mine, problems=asked.problems),
        id=ids.PRACTICE_MINE,
        className="sek moja",
        **asks,
    )


def _head(page: CardPage, effects: tuple[EffectView, ...], unit: str | None) -> list[Component]:
    language = {"lang": page.foreign} if page.foreign else {}
    parts: list[Component] = [
        head_tags(page, unit),
        html.H1(page.card.title, **language),
        place_line(page),
    ]
    lead = next((view.lead for view in effects if view.lead), ())
    own = language if page.card.summary else {}
    if lead:
        parts.append(lead_words(lead))
        if page.card.summary:
            parts.append(html.P(page.card.summary, className="streszczenie", **own))
    else:
        parts.append(html.P(opening(page), className="lead", **own))
    return parts


def _path(page: CardPage, unit: str | None) -> html.Nav:
    t = page.t
    steps: list[tuple[str, str | None]] = [
        (t("practice.path.start"), href(page.lang, "/")),
        (t("practice.path.practices"), practices_href(page.lang, jst=unit)),
        (page.card.title, None),
    ]
    return breadcrumbs(t, steps)


def _source(page: CardPage) -> str:
    kind = "sample" if page.dataset.is_sample else "loaded"
    changed = state_date(page.dataset, page.lang)
    return page.t(f"practice.source.{kind}", changed=changed)
