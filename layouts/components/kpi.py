"""A number of my unit as a card: name, value, change, place in the group."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from layouts.components.strip import band_strip
from smup.i18n import Texts
from smup.views.kpi import Change, Kpi

_JUDGEMENT_CLASS = {"better": "zm l", "worse": "zm g", "none": "zm n"}
_JUDGEMENT_WORD = {"better": "better", "worse": "worse", "none": "not_judged"}
_TRIANGLE = {"up": "tri up", "down": "tri down", "same": "tri flat"}


def change_mark(change: Change, t: Texts, *, words: bool = True) -> html.Span:
    """Return a change: triangle for its direction, colour and word for the judgement.

    Args:
        change: the change.
        t: texts of the page's language.
        words: say since when and whether it is better; without them (in a table) the header must.
    """
    parts: list[Component | str] = [
        html.I(className=_TRIANGLE[change.direction], **{"aria-hidden": "true"}),
        change.text,
    ]
    if words:
        since = t("common.since_year", year=change.since)
        verdict = t(f"common.{_JUDGEMENT_WORD[change.judgement]}")
        both = since if change.direction == "same" else f"{since} · {verdict}"
        parts += [" ", html.Span(both)]
    return html.Span(parts, className=_JUDGEMENT_CLASS[change.judgement])


def kpi_card(
    card: Kpi, t: Texts, *, address: str, coverage: Component, selected: bool = False
) -> html.A:
    """Return a card of the KPI row; it is a link that makes its indicator drive the views.

    Args:
        card: what it says.
        t: texts of the page's language.
        address: the page with its indicator chosen.
        coverage: the badge of its indicator, not a link.
        selected: it drives the views now.
    """
    body: list[Component] = [
        html.Span(card.indicator.short_name(t.lang), className="et"),
        html.Span(_value(card), className="wa"),
        change_mark(card.change, t)
        if card.change
        else html.Span(card.change_note or "\u00a0", className="xs"),
    ]
    if card.stats is not None:
        body.append(band_strip(card.stats, card.value, polarity=card.indicator.polarity))
    place = html.B(card.place) if card.strong else card.place
    body += [html.Span(place, className="xs"), coverage]
    mark = {"aria-current": "true"} if selected else {}
    return html.A(
        body,
        href=address,
        className="on" if selected else None,
        **{"data-ind": card.indicator.code, **mark},
    )


def kpi_row(cards: Sequence[Component], *, label: str) -> html.Div:
    """Return the row of cards; ``label`` says that the chosen one drives the views."""
    return html.Div(list(cards), className="kpi", role="group", **{"aria-label": label})


def strip_key(t: Texts, unit_name: str | None) -> html.P:
    """Return the key to the band strips under a row of cards."""
    items = [
        html.Span([html.I(className=kind), t(f"common.key.{word}")])
        for kind, word in (("sr", "half"), ("md", "median"), ("mm", "span"))
    ]
    if unit_name:
        items.insert(0, html.Span([html.I(className="romb"), unit_name]))
    return html.P(items, className="klucz")


def _value(card: Kpi) -> list[Component | str]:
    if not card.unit:
        return [html.Span(card.number, className="slowo")]
    gap = "" if card.unit == "%" else "\u00a0"
    return [card.number, html.Small(f"{gap}{card.unit}")]
