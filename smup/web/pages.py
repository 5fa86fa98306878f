"""Pages of a list that is held in memory whole."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from flask import Response

from smup.web.caching import json_answer
from smup.web.parameters import Parameters

T = TypeVar("T")
MOST_ITEMS = 1_000_000


def listed(
    items: Sequence[T], parameters: Parameters, *, to_value: Callable[[T], dict[str, Any]]
) -> Response:
    """Return ``{"data": […], "next": cursor or null}`` for the page the request asks for.

    Args:
        items: the whole list in its order.
        parameters: ``limit`` and ``cursor``, which counts the items before the page.
        to_value: makes the JSON value of an item; called for those of the page only.
    """
    limit = parameters.limit()
    start = parameters.whole("cursor", default=0, low=0, high=MOST_ITEMS)
    end = start + limit
    data = [to_value(item) for item in items[start:end]]
    return json_answer({"data": data, "next": str(end) if end < len(items) else None})
