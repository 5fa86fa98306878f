"""What the scatter of cost, quality and availability shows: plain values and words."""

from collections.abc import Sequence
from dataclasses import dataclass

Span = tuple[float, float]
Corner = tuple[bool, bool]
"""Whether it is the corner of more of x, and of more of y."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CostAxis:
    """A reading.

    Attributes:
        title: name with the unit of measure and the median.
        short: the same for a phone.
        values: of each unit, in the order of the codes.
        median: of the group; the dashed line.
        number_format: d3 format of its numbers.
        suffix: what follows a number in the hover text.
    """

    title: str
    short: str
    values: Sequence[float]
    median: float
    number_format: str
    suffix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CornerText:
    """What a corner means.

    Attributes:
        text: its words.
        tint: ``good``, ``asking`` or empty for a white one.
    """

    text: str
    tint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CostScatter:
    """What the picture shows.

    Attributes:
        codes: TERYT codes, in ``customdata``.
        x, y: readings; both have a value of every unit.
        corners: their words.
        mine: place of my unit among the codes; None without both readings.
        mine_name: its name.
        interval: lowest and highest cost of my unit over all keys, when x is the cost.
        named: place and name of other units with their names beside them.
        sample: text of the sample mark, or None for real data.
    """

    codes: Sequence[str]
    x: CostAxis
    y: CostAxis
    corners: dict[Corner, CornerText]
    mine: int | None
    mine_name: str
    interval: Span | None
    named: Sequence[tuple[int, str]]
    sample: str | None
