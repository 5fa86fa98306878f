"""What a callback sends: components with their unchanging parts as text."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from layouts.frozen import frozen


def light(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a callback whose components are sent as ``layouts.frozen`` makes them."""

    @wraps(function)
    def send(**inputs: Any) -> Any:
        answer = function(**inputs)
        if isinstance(answer, dict):
            return {key: frozen(value) for key, value in answer.items()}
        return frozen(answer)

    return send
