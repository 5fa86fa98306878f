"""What stands above the rows of a profile: the key to their signs, search and filters."""

from dash import html

from layouts import ids
from smup.i18n import Texts


def row_key(t: Texts) -> html.P:
    """Return the key to the strips and their markers."""
    markers = [("l", "best"), ("ja", "middle_short"), ("g", "worst_short"), ("n", "unjudged_short")]
    items = [
        html.Span([html.I(className=f"znak {shape}"), t(f"unit.quarter.{word}")])
        for shape, word in markers
    ]
    lines = (("sr", "key_band"), ("mm", "key_line"), ("kr", "key_country"))
    items += [html.Span([html.I(className=kind), t(f"unit.rows.{key}")]) for kind, key in lines]
    return html.P(items, className="klucz")


def row_filters(t: Texts) -> html.Div:
    """Return the search and the choice of rows; the script makes the field."""
    options = [
        html.Option(t(f"unit.rows.only_{key}"), value=key)
        for key in ("all", "judged", "best", "worst", "changed")
    ]
    find = html.Label([html.Span(t("unit.rows.find")), html.Span(className="wejscie-w")])
    only = html.Label(
        [html.Span(t("unit.rows.only")), html.Select(options, className="wyb", id=ids.UNIT_ONLY)]
    )
    reset = html.Button(
        t("unit.rows.reset"), type="button", className="b s l", hidden=True, **{"data-wyczysc": ""}
    )
    return html.Div(
        [find, only, reset], className="filtry nodr", **{"data-szukaj": t("unit.rows.find")}
    )
