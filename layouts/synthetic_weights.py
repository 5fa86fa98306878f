"""The panel of weights. It is drawn once; the browser puts the sliders in and keeps its notes.

Behaviour: ``assets/js/synthetic/weights.js``.
"""

from typing import Any

from dash import html

from smup.address_lists import LEAST_WEIGHT, MOST_WEIGHT
from smup.i18n import Texts
from smup.repository.records import SectorInfo
from smup.views.synthetic import IndexData, IndexSelection
from smup.views.synthetic.records import Sensitivity
from smup.views.synthetic.state import USUAL_WEIGHT


def weights_panel(t: Texts, sectors: tuple[SectorInfo, ...], weights: dict[str, int]) -> html.Div:
    """Return the panel with a slider for every sector, whatever the level.

    Args:
        t: texts of the page's language.
        sectors: all sectors, in the official order.
        weights: weights that are not the usual one, by code.
    """
    rows = [_slider(t, sector, weights.get(sector.code, USUAL_WEIGHT)) for sector in sectors]
    reset = html.Button(
        t("synthetic.weights.reset"),
        type="button",
        className="b s",
        **{"data-weights-reset": ""},
    )
    return html.Div(
        [
            html.H2(t("synthetic.weights.title")),
            html.P(t("synthetic.weights.note"), className="m"),
            html.Div(rows),
            html.P(className="m zerowe", role="status", **{"data-weights-said": ""}),
            html.Div(reset, className="bb"),
        ],
        className="sek iwagi",
        role="group",
        **{
            "aria-label": t("synthetic.weights.title"),
            "data-weights": "",
            "data-value": t("synthetic.weights.value", n="{n}"),
            "data-off": t("synthetic.weights.value_off"),
            "data-zero": t("synthetic.weights.zero"),
        },
    )


def _slider(t: Texts, sector: SectorInfo, weight: int) -> html.Div:
    field = f"synthetic-weight-{sector.code}"
    return html.Div(
        [
            html.Label(sector.name(t.lang), htmlFor=field),
            html.Span(className="iw-slowo", **{"aria-hidden": "true"}),
            html.Span(className="wejscie"),
            html.Span(className="xs", id=f"{field}-note"),
        ],
        className="iw",
        **{
            "data-weight": sector.code,
            "data-field": field,
            "data-shown": str(weight),
            "data-least": str(LEAST_WEIGHT),
            "data-most": str(MOST_WEIGHT),
        },
    )


def weight_notes(
    selection: IndexSelection, data: IndexData | None, found: Sensitivity | None, t: Texts
) -> dict[str, dict[str, Any]]:
    """Return for each sector what stands under its slider, and its weight.

    A sector without indicators at the level is not in it: its slider says so and is switched off.
    """
    notes: dict[str, dict[str, Any]] = {}
    for place, sector in enumerate(selection.sectors):
        count = sum(item.sector_code == sector.code for item in selection.indicators)
        note = t.plural("synthetic.weights.counted", count)
        without = None if found is None else found.without.get(place)
        if data is not None and found is not None and without is not None:
            words = t("synthetic.weights.without", place=without, n=found.n)
            note = f"{note} · {words}"
        notes[sector.code] = {"note": note, "weight": int(selection.weights[place])}
    return notes
