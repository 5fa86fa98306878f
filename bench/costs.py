"""All permitted keys for one service, all gminas, one year: against the bare read and bare numpy.

python bench/costs.py --small sqlite:///var/smup.sqlite
"""

import argparse
import sqlite3
from collections.abc import Callable

import numpy as np
from sqlalchemy import make_url
from timing import Way, in_turn, table

from smup.costs.dictionary import CostService, read_dictionary
from smup.costs.expected import by_regression
from smup.costs.keys import combinations
from smup.costs.method import Floats, ServiceCosts, interval, rank_interval, unit_costs
from smup.database import make_engine
from smup.models import ServiceCost
from smup.repository import Repository
from smup.settings import ROOT

ROUNDS = 21
LIMIT_MS = 200
COLUMNS = [column.name for column in ServiceCost.__table__.columns if column.name != "service"]
BARE = f"SELECT {', '.join(COLUMNS)} FROM service_cost WHERE service = ? AND year = ?"
CONDITIONS = 5


def costs_against_bare(url: str, *, rounds: int = ROUNDS) -> str:
    """Return the tables: the whole answer against its bare reads, and its steps.

    Each round asks for another year of the service with the most combinations, and nothing is
    kept between rounds.
    """
    repository = Repository(make_engine(url, read_only=True))
    service = max(
        (one for one in read_dictionary().services.values() if repository.cost_years(one.code)),
        key=lambda one: len(combinations(one)),
        default=None,
    )
    if service is None:
        return "No costs are loaded."
    years = repository.cost_years(service.code)
    file = sqlite3.connect(str(make_url(url).database))
    loaded = {year: repository.service_costs(service.code, year) for year in years}

    def at(number: int) -> int:
        return years[number % len(years)]

    def bare_read(number: int) -> Floats:
        rows = file.execute(BARE, (service.code, at(number))).fetchall()
        return np.array(rows, dtype=np.float64)

    whole = in_turn(
        {
            "bare SELECT of the columns into one array": bare_read,
            "read (`service_costs`)": lambda number: repository.service_costs(
                service.code, at(number)
            ),
            "read, unit costs, intervals, places": lambda number: _all_keys(
                repository.service_costs(service.code, at(number)), service
            ),
        },
        rounds=rounds,
    )
    base = whole["bare SELECT of the columns into one array"]
    units = len(loaded[years[-1]])
    heading = f"{service.code}: {len(combinations(service))} combinations, {units:,} units"
    rows = [[name, time, time / base] for name, time in whole.items()]
    parts = [table([f"{heading} (limit {LIMIT_MS} ms)", "ms", "times bare"], rows)]
    parts.append(_steps(loaded, at, service, rounds))
    return "\n\n".join(parts)


def _all_keys(costs: ServiceCosts, service: CostService) -> object:
    matrix = unit_costs(costs, combinations(service))
    return interval(matrix), rank_interval(matrix)


def _steps(
    loaded: dict[int, ServiceCosts], at: Callable[[int], int], service: CostService, rounds: int
) -> str:
    """Return the table of the steps of counting, without a read."""
    combos = combinations(service)
    matrices = {year: unit_costs(costs, combos) for year, costs in loaded.items()}
    plain = {year: np.nan_to_num(matrix, nan=1.0) for year, matrix in matrices.items()}
    conditions = np.random.default_rng(4).normal(size=(len(matrices[at(0)][0]), CONDITIONS))
    codes = tuple("ABCDE")

    def regression(number: int) -> object:
        year = at(number)
        costs = loaded[year]
        return by_regression(
            matrices[year][0],
            costs.output,
            conditions[: len(costs)],
            codes=codes,
            members=np.ones(len(costs), dtype=bool),
        )

    bare = "bare numpy: as many additions and a division"
    ways: dict[str, Way] = {
        bare: lambda number: _additions(plain[at(number)]),
        "unit costs": lambda number: unit_costs(loaded[at(number)], combos),
        "bare numpy: sort of each row": lambda number: np.sort(plain[at(number)], axis=1),
        "intervals": lambda number: interval(matrices[at(number)]),
        "places": lambda number: rank_interval(matrices[at(number)]),
        f"expected by regression on {CONDITIONS} conditions": regression,
    }
    for way in ways.values():
        way(0)
    found = in_turn(ways, rounds=rounds)
    return table(["step", "ms"], list(found.items()))


def _additions(matrix: Floats) -> Floats:
    total = matrix.copy()
    for _ in range(4):
        total += matrix
    return total / matrix[0]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--small", default=f"sqlite:///{ROOT / 'var' / 'smup.sqlite'}")
    print(costs_against_bare(parser.parse_args().small))


if __name__ == "__main__":
    main()
