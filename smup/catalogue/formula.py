"""Formulas of indicators: which variables they use, and their value over arrays of units."""

import ast
import operator
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from simpleeval import InvalidExpression, SimpleEval

from smup.catalogue.schema import Formula
from smup.errors import CatalogueError
from smup.flags import Flag

Values = NDArray[np.float64]
Flags = NDArray[np.int8]

MAX_LENGTH = 200
MAX_NUMBER = 1e12
# From the strongest kind of empty to the weakest: one term that can never be known decides.
PRECEDENCE = (Flag.NOT_APPLICABLE, Flag.SECRET, Flag.MISSING, Flag.NOT_YET_PUBLISHED)

_OPERATORS: dict[type[ast.AST], Callable[..., Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: np.divide,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
}
_NODES = (ast.Expr, ast.BinOp, ast.UnaryOp, ast.Name, ast.Load, ast.Constant)
_CHARACTERS = re.compile(r"[a-z0-9_+\-*/(). ]+")


@dataclass(frozen=True, slots=True)
class FormulaNames:
    """Codes of the variables in a formula, each once, in order of appearance."""

    numerator: tuple[str, ...]
    denominator: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        """Return the codes of both expressions without repetition."""
        return tuple(dict.fromkeys(self.numerator + self.denominator))


def parse(formula: Formula) -> FormulaNames:
    """Return the variables that a formula uses.

    Raises:
        CatalogueError: when an expression holds anything but variable codes, numbers,
            ``+ - * /`` and parentheses, or uses no variable, or is too long.
    """
    denominator = () if formula.denominator is None else _parsed(formula.denominator)[1]
    return FormulaNames(numerator=_parsed(formula.numerator)[1], denominator=denominator)


def evaluate(
    formula: Formula,
    values: Mapping[str, Values],
    flags: Mapping[str, Flags],
    *,
    decimals: int,
) -> tuple[Values, Flags]:
    """Compute ``multiplier x numerator / denominator`` for many units (and years) at once.

    Kinds of empty, the first that holds: a term not applicable, secret, missing, not yet
    published; a zero denominator is not applicable, for there is nothing to divide by. A zero
    whose numerator terms are all measured zeros did not occur; a value that rounds to zero is
    below format and keeps its exact value. Other values are rounded half away from zero.

    Args:
        formula: expressions of an indicator card.
        values: by variable code, arrays of one common shape (or broadcastable to it); what
            stands where the flag says empty is ignored.
        flags: by variable code, ``Flag`` numbers, shaped as the values.
        decimals: decimals of the indicator.

    Returns:
        Values (NaN where empty) and flags, new arrays.

    Raises:
        CatalogueError: when an expression is not allowed or a variable is not given.
    """
    names = parse(formula)
    absent = [name for name in names.all if name not in values or name not in flags]
    if absent:
        message = f"Wzór używa zmiennych, których nie podano: {', '.join(absent)}."
        raise CatalogueError(message)
    empty = _combined_flags(values, flags, names.all)
    with np.errstate(all="ignore"):
        raw = _value(formula.numerator, values) * formula.multiplier
        if formula.denominator is not None:
            raw = raw / _value(formula.denominator, values)
    raw = np.broadcast_to(np.asarray(raw, dtype=np.float64), empty.shape)
    # Division by zero, here or inside an expression, leaves an infinity or NaN.
    flag = np.where((empty == Flag.OCCURRED) & ~np.isfinite(raw), Flag.NOT_APPLICABLE, empty)
    return _graded(raw, flag.astype(np.int8), _zeros(values, flags, names.numerator), decimals)


def round_half_away(values: Values, decimals: int) -> Values:
    """Round half away from zero, as in Polish official statistics (0.125 becomes 0.13).

    A value within a few units of the last binary place of a half counts as a half, because a
    decimal such as 2.675 has no exact binary form.
    """
    scale = 10.0**decimals
    scaled = np.abs(values) * scale
    exact = scaled >= 2.0**50  # no fraction of this size is left to round
    rounded = np.floor(scaled * (1 + 4 * np.finfo(np.float64).eps) + 0.5) / scale
    result: Values = np.where(exact, values, np.copysign(rounded, values)) + 0.0
    return result


def _graded(
    raw: Values, flag: Flags, zeros: tuple[Any, Any], decimals: int
) -> tuple[Values, Flags]:
    """Give each computed value its flag and its rounded form."""
    all_zero, traces = zeros
    known = flag == Flag.OCCURRED
    with np.errstate(all="ignore"):
        rounded = round_half_away(raw, decimals)
    below = known & (rounded == 0) & ((raw != 0) | (all_zero & traces))
    flag[below] = Flag.BELOW_FORMAT
    flag[known & (raw == 0) & all_zero & ~traces] = Flag.DID_NOT_OCCUR
    value = np.where(below, raw, rounded) + 0.0
    return np.where(known, value, np.nan), flag


def _combined_flags(
    values: Mapping[str, Values], flags: Mapping[str, Flags], names: Iterable[str]
) -> Flags:
    """Return OCCURRED where all terms have a value, else the kind of empty that decides."""
    terms = [
        np.where(
            (flags[name] <= Flag.BELOW_FORMAT) & ~np.isfinite(values[name]),
            Flag.MISSING,
            flags[name],
        )
        for name in names
    ]
    shape = np.broadcast_shapes(*(term.shape for term in terms))
    combined = np.full(shape, Flag.OCCURRED, dtype=np.int8)
    for kind in reversed(PRECEDENCE):
        for term in terms:
            np.copyto(combined, np.int8(kind), where=np.broadcast_to(term == kind, shape))
    return combined


def _zeros(
    values: Mapping[str, Values], flags: Mapping[str, Flags], names: Iterable[str]
) -> tuple[Any, Any]:
    """Tell where all terms are zero, and where one of these zeros is only below its format."""
    all_zero: Any = True
    traces: Any = False
    for name in names:
        all_zero = all_zero & (values[name] == 0)
        traces = traces | (flags[name] == Flag.BELOW_FORMAT)
    return all_zero, traces


def _value(expression: str, values: Mapping[str, Values]) -> Any:
    node, names = _parsed(expression)
    evaluator = SimpleEval(
        operators=_OPERATORS,
        functions={},
        names={name: np.asarray(values[name], dtype=np.float64) for name in names},
    )
    evaluator.nodes = {kind: evaluator.nodes[kind] for kind in _NODES if kind in evaluator.nodes}
    return evaluator.eval(expression, previously_parsed=node)


@lru_cache(maxsize=4096)
def _parsed(expression: str) -> tuple[ast.AST, tuple[str, ...]]:
    """Return the checked tree of an expression and the names in it."""
    if len(expression) > MAX_LENGTH:
        message = f"Wyrażenie ma {len(expression)} znaków, a może mieć najwyżej {MAX_LENGTH}."
        raise CatalogueError(message)
    if not _CHARACTERS.fullmatch(expression):
        raise _refused(expression)
    try:
        tree = SimpleEval.parse(expression)
    except (SyntaxError, ValueError, RecursionError, MemoryError, InvalidExpression) as error:
        raise _refused(expression) from error
    nodes = list(ast.walk(tree))
    if not all(_allowed(node) for node in nodes):
        raise _refused(expression)
    found = sorted(
        (node for node in nodes if isinstance(node, ast.Name)), key=lambda node: node.col_offset
    )
    if not found:
        message = f"Wyrażenie „{expression}” nie używa żadnej zmiennej."
        raise CatalogueError(message)
    return tree, tuple(dict.fromkeys(node.id for node in found))


def _allowed(node: ast.AST) -> bool:
    if isinstance(node, ast.Constant):
        number = node.value
        if isinstance(number, bool) or not isinstance(number, int | float):
            return False
        return abs(number) <= MAX_NUMBER
    return isinstance(node, _NODES) or type(node) in _OPERATORS


def _refused(expression: str) -> CatalogueError:
    return CatalogueError(
        f"Wyrażenie „{expression}” jest niedozwolone: wolno użyć kodów zmiennych, liczb, "
        "znaków + - * / i nawiasów."
    )
