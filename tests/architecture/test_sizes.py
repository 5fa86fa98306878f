"""Sizes that keep a reader's screen enough: modules of 300 lines, functions of 40."""

import ast

from tests.architecture.sources import name_of, parsed, python_files

MODULE_LINES = 300
FUNCTION_LINES = 40
# A migration is a list of columns, read from top to bottom and never changed.
LISTS = "smup/migrations/versions/"
EVERYTHING = ("app.py", "gunicorn.conf.py", "smup", "layouts", "callbacks", "tests", "bench", ".ci")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def test_no_module_is_longer_than_300_lines() -> None:
    long = {
        name_of(path): lines
        for path in python_files(*EVERYTHING)
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MODULE_LINES
    }
    assert long == {}


def test_no_function_is_longer_than_40_lines() -> None:
    long = {
        f"{name_of(path)}:{node.name}": lines
        for path in python_files(*EVERYTHING)
        for node in ast.walk(parsed(path))
        if isinstance(node, Function)
        and (lines := _code_lines(node)) > FUNCTION_LINES
        and not name_of(path).startswith(LISTS)
    }
    assert long == {}


def _code_lines(function: Function) -> int:
    """Return the lines of a function without its docstring."""
    assert function.end_lineno is not None
    lines = function.end_lineno - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is not None and first.end_lineno is not None:
        lines -= first.end_lineno - first.lineno + 1
    return lines
