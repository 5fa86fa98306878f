"""Lists that stand under one key of an address: codes of an own group, weights of similarity."""

import re
from collections.abc import Iterable, Mapping

MOST_OWN = 200
"""Units of an own group; more make an address that some servers and mail programs cut."""
MOST_READ = 6_000
"""Pieces of a list that are looked at; a list of all units of Poland is shorter."""
LONGEST_CODE = 12
LEAST_WEIGHT, MOST_WEIGHT = 0, 5

_BETWEEN_CODES = re.compile(r"[.,;\s]+")
_PAIR = re.compile(r"(?P<variable>[A-Z0-9-]{1,40})\.(?P<weight>[0-5])", re.ASCII)


def read_codes(text: str) -> tuple[str, ...]:
    """Return the codes of a list in its order, each once; whatever else stands in it too.

    Dots, commas, semicolons and white space part the codes. A piece that cannot be a code is kept,
    cut to twelve characters, so that the reader can be told what was not found.
    """
    pieces = (piece[:LONGEST_CODE] for piece in _BETWEEN_CODES.split(text)[:MOST_READ])
    return tuple(dict.fromkeys(piece for piece in pieces if piece))


def codes_text(codes: Iterable[str]) -> str | None:
    """Return codes as they stand in an address; None when there is none."""
    return ".".join(dict.fromkeys(codes)) or None


def read_weights(text: str) -> tuple[dict[str, int], tuple[str, ...]]:
    """Read weights such as ``FIN-SS-01.3_FIN-SS-03.0``.

    Returns:
        The weight of each variable, 0 to 5; and the pieces that are no weight, or that give a
        variable another weight than an earlier piece did.
    """
    weights: dict[str, int] = {}
    bad: list[str] = []
    for piece in text.split("_")[:MOST_READ]:
        found = _PAIR.fullmatch(piece.upper())
        if found is None:
            bad.append(piece)
            continue
        variable, weight = found["variable"], int(found["weight"])
        if weights.setdefault(variable, weight) != weight:
            bad.append(piece)
    return weights, tuple(bad)


def weights_text(weights: Mapping[str, int]) -> str | None:
    """Return weights as they stand in an address, by variable; None when there is none."""
    return "_".join(f"{variable}.{weights[variable]}" for variable in sorted(weights)) or None
