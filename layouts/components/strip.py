"""The band strip („pasmo”): where a number stands in its group. The sign of the product."""

from typing import Literal, Protocol

from dash import html

Marker = Literal["mine", "hollow", "better", "worse"]
_CLASSES = {"mine": "pas", "hollow": "pas n", "better": "pas l", "worse": "pas g"}
_SHAPES = {"mine": "ja", "hollow": "n", "better": "l", "worse": "g"}
_EDGE = 2.8  # percent of the width kept free, so that a marker at the end is not cut
_FARTHEST = 1.8  # how many half-widths away a value still draws the scale out to itself


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


class Quantiles(Spread, Protocol):
    """Distribution with the ends that single extreme units do not move."""

    @property
    def p5(self) -> float:
        """5th percentile."""

    @property
    def p95(self) -> float:
        """95th percentile."""


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


def aligned_strip(
    stats: Quantiles,
    value: float | None,
    *,
    marker: Marker,
    reverse: bool = False,
    country: float | None = None,
) -> html.Div:
    """Return the strip with the median in its middle, so that rows of a table can be compared.

    One component, drawn by the style sheet: a profile has more than a hundred of them. The line
    goes from the 5th to the 95th percentile; a value far beyond them stands at the edge. Screen
    readers skip the strip: the cells beside say value, median and place.

    Args:
        stats: distribution of the group.
        value: the number marked; None draws the group alone.
        marker: shape of the marker.
        reverse: less is better, so smaller numbers stand on the right.
        country: median of the whole country, a small tick; None where it is the group itself.
    """
    spread = max(stats.median - stats.p5, stats.p95 - stats.median)
    distance = 0.0 if value is None else abs(value - stats.median)
    half = max(spread, min(distance, _FARTHEST * spread) if spread > 0 else distance)

    def at(number: float) -> str:
        share = (number - stats.median) / half if half > 0 else 0.0
        side = -1 if reverse else 1
        share = min(max(side * share, -1.0), 1.0)
        return _percent(50 + share * (50 - _EDGE))

    ends = (stats.p95, stats.q3, stats.q1, stats.p5) if reverse else _quantiles(stats)
    style = {f"--{name}": at(end) for name, end in zip("abcd", ends, strict=True)}
    if country is not None:
        style["--k"] = at(country)
    if value is not None:
        style["--j"] = at(value)
    return html.Div(className=f"pasm {_SHAPES[marker]}", style=style, **{"aria-hidden": "true"})


def _quantiles(stats: Quantiles) -> tuple[float, float, float, float]:
    return stats.p5, stats.q1, stats.q3, stats.p95


def _place(number: float, low: float, high: float) -> float:
    """Return the place of a number on the strip, in percent; one single value is in the middle."""
    share = (number - low) / (high - low) if high > low else 0.5
    return _EDGE + (100 - 2 * _EDGE) * share


def _span(start: float, end: float, low: float, high: float) -> dict[str, str]:
    left = _place(start, low, high)
    return {"left": _percent(left), "width": _percent(_place(end, low, high) - left)}


def _percent(number: float) -> str:
    return f"{number:.1f}%"
