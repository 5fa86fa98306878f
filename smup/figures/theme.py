"""Colours and the Plotly template, as set out in the visual design („Rocznik”)."""

from collections.abc import Mapping
from typing import Any

Figure = dict[str, Any]

FONT = '"Source Sans 3", "Source Sans Pro", system-ui, sans-serif'
INK = "#10243A"
TEXT = "#17232D"
TEXT_2 = "#44535F"
TEXT_3 = "#586773"
MINE = "#B3124A"
SELECTED = "#2F9BD1"
BETTER = "#0B6660"
WORSE = "#9C400A"
GRID = "#E1E7EB"
BASELINE = "#8A98A3"
BAND_HALF = "#C9D6DE"
BAND_MOST = "#EDF1F4"
COVID = "rgba(232,238,242,.75)"
DOT = "#7C93A3"

VALUE_5 = ("#EAF2E3", "#BFDDCB", "#7DBDB5", "#3A8CA0", "#154F78")
CONTEXT_5 = ("#F0ECF5", "#D0C6E1", "#A698C5", "#7A6AA3", "#4B3B78")
AGAINST_GROUP_5 = ("#A1440B", "#E3A873", "#F1EFEA", "#8ABBC9", "#175E78")

_SEPARATORS = {"pl": ",\u00a0", "en": ".,"}


def template(lang: str) -> Figure:
    """Return ``layout.template``: type, grid and number marks of one language."""
    axis = {
        "automargin": True,
        "tickfont": {"size": 14, "color": TEXT_2},
        "showgrid": False,
        "zeroline": False,
        "ticks": "",
        "fixedrange": True,
    }
    return {
        "layout": {
            "font": {"family": FONT, "size": 14, "color": TEXT},
            "paper_bgcolor": "#fff",
            "plot_bgcolor": "#fff",
            "separators": _SEPARATORS[lang],
            "showlegend": False,
            "xaxis": axis,
            "yaxis": {**axis, "showgrid": True, "gridcolor": GRID, "gridwidth": 1},
            "hoverlabel": {
                "bgcolor": "#fff",
                "bordercolor": INK,
                "font": {"size": 14, "family": FONT, "color": TEXT},
            },
        }
    }


def axis_format(number_format: str) -> str:
    """Return a d3 format for ticks: as for values, without trailing zeros."""
    return number_format.replace("f", "~f")


def stamp(text: str, *, size: int = 26) -> Figure:
    """Return the annotation that marks a picture of the sample."""
    return {
        "text": text,
        "xref": "paper",
        "yref": "paper",
        "x": 0.5,
        "y": 0.5,
        "showarrow": False,
        "textangle": -24,
        "opacity": 0.13,
        "font": {"size": size, "color": INK, "weight": 700},
    }


def note(text: str, **place: Any) -> Figure:
    """Return a plain annotation without arrow; ``place`` overrides its properties."""
    return {"text": text, "showarrow": False, "font": {"size": 14, "color": TEXT_2}, **place}


def graph_config(lang: str) -> Mapping[str, object]:
    """Return ``dcc.Graph(config=…)``: no mode bar, no outside address, local number marks."""
    return {
        "displayModeBar": False,
        "displaylogo": False,
        "showSendToCloud": False,
        "scrollZoom": False,
        "doubleClick": False,
        "locale": lang,
        "topojsonURL": "/topo/",
        "responsive": True,
    }
