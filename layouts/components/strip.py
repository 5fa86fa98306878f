"""The band strip („pasmo”): where a number stands in its group. The sign of the product."""

from typing import Literal, Protocol

from dash import html

Marker = Literal["mine", "hollow", "better", "worse"]
_CLASSES = {"mine": "pas", "hollow": "pas n", "better": "pas l", "worse": "pas g"}
_EDGE = 2.8  # percent of the width kept free, so that a marker at the end is not cut


class Spread(Protocol):
    """Distribution of a group, in the unit of the indicator."""

    @property
    def min(self) -> float:
        """Least value."""

    @property
    def q1(self) -> float:
        """First quartile."""

    @property
    def median(self) -> float:
        """Median."""

    @property
    def q3(self) -> float:
        """Third quartile."""

    @property
    def max(self) -> float:
        """Greatest value."""


def band_strip(
    stats: Spread,
    value: float | None,
    *,
    polarity: str = "up",
    marker: Marker | None = None,
    large: bool = False,
    label: str | None = None,
) -> html.Div:
    """Return the strip: line from least to greatest, box of the middle half, median, marker.

    Args:
        stats: distribution of the group.
        value: the number marked; None draws the group alone.
        polarity: of the indicator; ``none`` gives a hollow marker, which does not judge.
        marker: shape of the marker where it is not my unit's.
        large: the tall strip of single figures.
        label: the strip in words; without it the text beside must say the same, and screen
            readers skip the strip.
    """
    low = stats.min if value is None else min(stats.min, value)
    high = stats.max if value is None else max(stats.max, value)
    shape = marker or ("hollow" if polarity == "none" else "mine")
    parts = [
        html.I(className="z", style=_span(stats.min, stats.max, low, high)),
        html.I(className="p", style=_span(stats.q1, stats.q3, low, high)),
        html.I(className="d", style={"left": _percent(_place(stats.median, low, high))}),
    ]
    if value is not None:
        parts.append(html.I(className="j", style={"left": _percent(_place(value, low, high))}))
    names = {"role": "img", "aria-label": label} if label else {"aria-hidden": "true"}
    return html.Div(parts, className=_CLASSES[shape] + (" duze" if large else ""), **names)


def _place(number: float, low: float, high: float) -> float:
    """Return the place of a number on the strip, in percent; one single value is in the middle."""
    share = (number - low) / (high - low) if high > low else 0.5
    return _EDGE + (100 - 2 * _EDGE) * share


def _span(start: float, end: float, low: float, high: float) -> dict[str, str]:
    left = _place(start, low, high)
    return {"left": _percent(left), "width": _percent(_place(end, low, high) - left)}


def _percent(number: float) -> str:
    return f"{number:.1f}%"
