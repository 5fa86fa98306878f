"""Rules of routes compiled once: a server has hundreds of them, and tests make many servers."""

from collections.abc import Callable
from typing import Any

from werkzeug.routing import Rule

Builder = Callable[..., tuple[str, str]]
_compile = Rule._compile_builder
_compiled: dict[Any, Builder] = {}


def compiled_once(rule: Rule, append_unknown: bool = True) -> Builder:
    """Stand in for ``Rule._compile_builder``, which makes and compiles a syntax tree each time.

    What it returns takes the rule as its first argument, so equal rules may share it.
    """
    converters = sorted((name, type(one).__name__) for name, one in rule._converters.items())
    key = (*rule._trace, repr(rule.defaults), *converters, append_unknown)
    if key not in _compiled:
        _compiled[key] = _compile(rule, append_unknown)
    return _compiled[key]
