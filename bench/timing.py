"""Measuring side by side: the ways are tried in turn, so that a noisy minute hits all of them."""

import time
from collections.abc import Callable, Mapping, Sequence
from statistics import median

Way = Callable[[int], object]


def in_turn(ways: Mapping[str, Way], *, rounds: int) -> dict[str, float]:
    """Return the median milliseconds of each way.

    Args:
        ways: by name, called with the number of the round.
        rounds: how often each is called.
    """
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds):
        for name, way in ways.items():
            started = time.perf_counter()
            way(number)
            taken[name].append(1000 * (time.perf_counter() - started))
    return {name: median(times) for name, times in taken.items()}


def table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return a Markdown table; numbers with one decimal, or whole from 100 on."""
    lines = [header, ["---"] * len(header), *([_text(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _text(cell: object) -> str:
    if isinstance(cell, float):
        return f"{cell:,.0f}" if cell >= 100 else f"{cell:.2f}" if cell < 10 else f"{cell:.1f}"
    return f"{cell:,}" if isinstance(cell, int) else str(cell)
