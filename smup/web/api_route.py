"""Joins a view to the operation that declares it, so that nothing undeclared gets through."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, Response

from smup.web.openapi.declared import Operation
from smup.web.parameters import Parameters

View = Callable[..., Response]


def answers(api: Blueprint, operation: Operation) -> Callable[[View], View]:
    """Return a decorator that adds the route of an operation.

    The view is called with ``Parameters`` of the request and the parameters of the path.
    """

    def add(view: View) -> View:
        @wraps(view)
        def answered(**in_path: Any) -> Response:
            return view(Parameters(operation), **in_path)

        api.add_url_rule(operation.rule, operation.name, answered)
        return view

    return add
