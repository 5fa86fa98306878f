"""The four numbers of the page: gross, net, per unit of output, expected."""

from dash import html
from dash.development.base_component import Component

from smup.views.costs.card_words import Card, cards_of
from smup.views.costs.records import CostData


def cost_cards(data: CostData) -> html.Div:
    """Return the row of cards; without costs of my unit, the spread of the group."""
    return html.Div([_card(card) for card in cards_of(data)], className="trzy")


def _card(card: Card) -> html.Div:
    number: list[Component | str] = [card.number]
    if card.unit:
        number += ["\u00a0", html.Small(card.unit)]
    return html.Div(
        [
            html.Div(card.title, className="m"),
            html.Div(number, className="wa" if card.known else "wa nieznane"),
            html.Div(card.note, className="m"),
        ],
        className="g" if card.main else None,
    )
