"""Joins a view to the operation that declares it, so that nothing undeclared gets through."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, Response
from werkzeug.http import http_date

from smup.web.openapi.declared import Deprecation, Operation
from smup.web.parameters import Parameters

View = Callable[..., Response]


def told(answer: Response, deprecation: Deprecation | None) -> Response:
    """Return the answer; of an address that goes away with ``Deprecation`` and ``Sunset``.

    The headers are those of RFC 9745 and RFC 8594, with a ``Link`` to what takes its place.
    """
    if deprecation is not None:
        answer.headers["Deprecation"] = f"@{int(deprecation.since.timestamp())}"
        answer.headers["Sunset"] = http_date(deprecation.until)
        answer.headers.add("Link", f'<{deprecation.instead}>; rel="successor-version"')
    return answer


def answers(api: Blueprint, operation: Operation) -> Callable[[View], View]:
    """Return a decorator that adds the route of an operation.

    The view is called with ``Parameters`` of the request and the parameters of the path.
    """

    def add(view: View) -> View:
        @wraps(view)
        def answered(**in_path: Any) -> Response:
            return told(view(Parameters(operation), **in_path), operation.deprecation)

        api.add_url_rule(operation.rule, operation.name, answered)
        return view

    return add
