"""The picture of a release: how many revised numbers changed by how much, as bars of a table."""

from itertools import pairwise

from dash import html
from dash.development.base_component import Component

from layouts.components import section_heading
from smup.i18n import Texts
from smup.repository.release_page_reads import SIZES
from smup.views.releases.revised import Revised
from smup.views.releases.words import number

LARGE = 10.0
LEAST = 10
"""Of fewer revisions the table of values itself says more than a picture."""


def sizes_picture(revised: Revised, t: Texts) -> list[Component]:
    """Return the distribution of relative changes: a table whose bars repeat its numbers."""
    total = sum(revised.sizes)
    if total < LEAST:
        return []
    labels = _labels(t)
    large = sum(
        count for count, low in zip(revised.sizes, (0.0, *SIZES), strict=True) if low >= LARGE
    )
    says = t(
        "releases.picture.says",
        median=labels[_median(revised.sizes)],
        large=t.plural("releases.picture.large", large),
    )
    head = section_heading(t("releases.picture.heading"), note=t("releases.picture.note"))
    return [html.Section([head, html.P(says), _bars(labels, revised.sizes, t)], className="sek")]


def _bars(labels: list[str], sizes: tuple[int, ...], t: Texts) -> html.Table:
    most = max(sizes)
    rows = [
        html.Tr(
            [
                html.Th(label, scope="row"),
                html.Td(number(count, t.lang), className="num"),
                html.Td(
                    # Few are a thin line, none is nothing.
                    html.I(className="slupek", style={"width": f"{100 * count / most:.1f}%"})
                    if count
                    else None,
                    **{"aria-hidden": "true"},
                ),
            ]
        )
        for label, count in zip(labels, sizes, strict=True)
    ]
    cells = [
        html.Th(t("releases.picture.size"), scope="col"),
        html.Th(t("releases.picture.count"), scope="col", className="num"),
        html.Td(),
    ]
    return html.Table(
        [
            html.Caption(t("releases.picture.caption"), className="vh"),
            html.Thead(html.Tr(cells)),
            html.Tbody(rows),
        ],
        className="t wydania-slupki",
    )


def _labels(t: Texts) -> list[str]:
    bounds = [number(int(size), t.lang) for size in SIZES]
    first = t("releases.picture.up_to", high=bounds[0])
    pairs = pairwise(bounds)
    middle = [t("releases.picture.between", low=low, high=high) for low, high in pairs]
    return [first, *middle, t("releases.picture.over", low=bounds[-1])]


def _median(sizes: tuple[int, ...]) -> int:
    """Return the class in which the middle one of all changes lies."""
    half, before = sum(sizes) / 2, 0
    for place, count in enumerate(sizes):
        before += count
        if before >= half:
            return place
    return len(sizes) - 1
