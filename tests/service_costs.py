"""Costs of a few units in one line: ``service_costs(2, direct=[10, 20], output=[1, 2])``."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from smup.costs.method import ServiceCosts

AMOUNTS = ("direct", "pay", "entity_pool", "shared_pool", "grants_out", "fees", "sales", "targeted")
UNKNOWN = ("output", "resource", "facilities", "posts")
KEYS = {
    "entity": ("etaty", "czas", "sprawy", "wlasny"),
    "shared": ("etaty", "m2", "udzial", "wlasny"),
    "capital": ("zuzycie", "srednia"),
}


def service_costs(
    n: int = 1, **given: Sequence[float] | Mapping[str, Sequence[float]]
) -> ServiceCosts:
    """Return costs of ``n`` units: amounts are 0 and the rest is not known unless given."""
    columns: dict[str, Any] = {name: np.zeros(n) for name in AMOUNTS}
    columns |= {name: np.full(n, np.nan) for name in UNKNOWN}
    columns |= {
        "unit_ids": np.arange(1, n + 1),
        "capital_years": np.zeros(n, dtype=np.int64),
        "warnings": np.zeros(n, dtype=np.int64),
        "release_ids": np.ones(n, dtype=np.int64),
    }
    for name, value in given.items():
        if not isinstance(value, Mapping):
            columns[name] = np.asarray(value, dtype=np.asarray(columns[name]).dtype)
    for name, ways in KEYS.items():
        parts = given.get(name, {})
        assert isinstance(parts, Mapping)
        columns[name] = {
            way: np.asarray(parts.get(way, np.zeros(n)), dtype=np.float64) for way in ways
        }
    columns["capital"]["bez"] = np.zeros(n)
    return ServiceCosts(**columns)
