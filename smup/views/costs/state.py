"""State of the page of the cost of a service, to and from the query string.

Beside the keys of every view: ``keys`` how costs are shared, ``ceny`` prices of the trend, ``na``
amounts per unit of output or in all, ``wynik`` and ``dostep`` the indicators of the triangle,
``mniej``, ``oszczednosc`` and ``oplata`` what would change if.
"""

from dataclasses import dataclass, field

from smup.costs.keys import Keys
from smup.view_state import ViewState


@dataclass(frozen=True, slots=True, kw_only=True)
class CostState:
    """What the page of a service shows.

    Attributes:
        view: unit, group, year, own list and weights, sort, sel (the unit picked in a view).
        keys: how costs are shared; None: the usual keys of the service.
        constant: the trend in prices of the last year; else in current ones.
        total: the waterfall in all; else per unit of output.
        quality: code of the indicator on the upright axis of the triangle; None: the first.
        availability: code of the indicator of its third side; None: the first.
        fewer: places fewer in the what-if.
        saved: percent of the cost of a place that is saved; None: the usual share of the service.
        fee: change of fees in percent.
    """

    view: ViewState = field(default_factory=ViewState)
    keys: Keys | None = None
    constant: bool = False
    total: bool = False
    quality: str | None = None
    availability: str | None = None
    fewer: int = 0
    saved: int | None = None
    fee: int = 0
