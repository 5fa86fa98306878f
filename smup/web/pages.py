"""Pages of a list: which part is asked for, with which fields, and where the next one is."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

from flask import Response, request

from smup.web.caching import json_answer
from smup.web.parameters import Parameters

T = TypeVar("T")


def listed(
    items: Sequence[T], parameters: Parameters, *, to_value: Callable[[T], dict[str, Any]]
) -> Response:
    """Return ``{"data": […], "next": cursor or null}`` for the page the request asks for.

    Args:
        items: the whole list in its order.
        parameters: ``limit`` and ``cursor``, which counts the items before the page.
        to_value: makes the JSON value of an item; called for those of the page only.
    """
    start = parameters.start()
    end = start + parameters.limit()
    data = [to_value(item) for item in items[start:end]]
    following = str(end) if end < len(items) else None
    return page_answer({"data": data, "next": following}, parameters)


def page_answer(body: dict[str, Any], parameters: Parameters) -> Response:
    """Return one page with the fields asked for, and ``Link`` beside ``next``.

    Args:
        body: the answer, with ``data`` and ``next``.
        parameters: of the request.
    """
    if parameters.fields != parameters.operation.fields:
        body["data"] = [{name: item[name] for name in parameters.fields if name in item}
                        for item in body["data"]]  # fmt: skip
    return with_next(json_answer(body), body["next"])


def with_next(answer: Response, cursor: str | None) -> Response:
    """Return the answer with a ``Link`` to the page that follows (RFC 8288), if there is one."""
    if cursor is not None:
        query = urlencode([*_without_cursor(), ("cursor", cursor)], safe=",")
        answer.headers["Link"] = f'<{quote(request.path)}?{query}>; rel="next"'
    return answer


def _without_cursor() -> list[tuple[str, str]]:
    return [(name, value) for name, value in request.args.items() if name != "cursor"]
