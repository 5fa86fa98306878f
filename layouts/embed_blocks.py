"""Where the blocks of ``smup.views.embed`` stand in their pages."""

from dash import html

from layouts import ids
from layouts.cost_map import MAP
from layouts.embed_parts import Wanted

_LINKED = {
    "trend": Wanted(id=ids.VIEW_TREND, inside=html.Figure),
    "rozklad": Wanted(id=ids.VIEW_DISTRIBUTION, inside=html.Figure),
}

PLACES: dict[str, dict[str, Wanted]] = {
    "sector": {
        **_LINKED,
        "mapa": Wanted(id=ids.VIEW_MAP, inside=html.Figure),
        "tabela": Wanted(id=ids.VIEW_TABLE, inside=html.Section),
    },
    "indicator": {
        **_LINKED,
        "mapa": Wanted(id="panel-map"),
        "wykres": Wanted(id="panel-chart"),
        "tabela": Wanted(id="panel-table"),
    },
    "unit": {
        "obraz": Wanted(id=ids.UNIT_HEAT),
        "mocne": Wanted(id=ids.UNIT_SIDES),
        "wskazniki": Wanted(id=ids.UNIT_ROWS),
        "kontekst": Wanted(id=ids.UNIT_CONTEXT),
        "grupa": Wanted(id=ids.UNIT_GROUP),
    },
    "compare": {"widok": Wanted(id=ids.COMPARE_PANEL)},
    "synthetic": {
        "wynik": Wanted(id=ids.SYNTHETIC_CARDS),
        "obszary": Wanted(id=ids.SYNTHETIC_SECTORS),
        "rozrzut": Wanted(name="naroza", inside=html.Section),
        "tabela": Wanted(name="grupa-indeksu", inside=html.Section),
    },
    "cost": {
        "wynik": Wanted(id=ids.COST_PARTS["cards"]),
        "kaskada": Wanted(id=ids.COST_PARTS["waterfall"]),
        "trojkat": Wanted(id=ids.COST_PARTS["triangle"]),
        "mapa": Wanted(id={"type": ids.COST_GRAPH, "name": MAP}, inside=html.Figure),
        "tabela": Wanted(name="trojkat-h3", inside=html.Div),
        "miejsca": Wanted(id=ids.COST_PARTS["places"]),
        "trend": Wanted(id=ids.COST_PARTS["trend"]),
        "roznice": Wanted(id=ids.COST_PARTS["differences"]),
        "oczekiwany": Wanted(id=ids.COST_PARTS["expected"]),
    },
    "practice": {"przed-po": Wanted(id="przed-i-po")},
    "datadesk": {
        "tabela": Wanted(name="dane-tabela"),
        "mapa": Wanted(id=ids.DATA_MAP, inside=html.Figure),
        "wykres": Wanted(id=ids.DATA_CHART, inside=html.Figure),
    },
}
"""By kind of page and key of the block."""

EMPTY = (ids.VIEW_EMPTY, ids.COST_EMPTY, ids.SYNTHETIC_EMPTY)
"""Ids of what a page says when it has nothing to show; it stays beside every block."""
