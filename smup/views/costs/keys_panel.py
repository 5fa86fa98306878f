"""The panel of keys: what each part costs by the chosen key, and what it would by the others."""

import math
from dataclasses import dataclass, replace

from smup.costs.keys import NO_CAPITAL, OWN, Keys, combinations
from smup.costs.method import PARTS_BY_KEY, gross
from smup.views.costs.records import CostData
from smup.views.costs.waterfall import divisor

NAN = float("nan")
MOST_SHARE = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyOption:
    """A key that can be chosen.

    Attributes:
        code: etaty, czas, ...; ``wlasny`` for an own one.
        value: how it stands in the address; of an own key that the unit has not loaded ``w`` and
            the percentage that costs as much as the chosen key does.
        amount: what the part costs by it, zl a unit of output; NaN where there are no numbers.
        chosen: whether it is the chosen one.
    """

    code: str
    value: str
    amount: float
    chosen: bool

    @property
    def known(self) -> bool:
        """Tell whether the unit has numbers for it."""
        return not math.isnan(self.amount)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPart:
    """A part of the cost that is counted by a key.

    Attributes:
        code: entity, shared or capital.
        amount: by the chosen key, zl a unit of output (in all where there is no output).
        options: permitted keys, then the own one where there is a pool to take a share of.
        others: amounts by the permitted keys that are known and not chosen, ascending.
        share: percent of the pool by the chosen own key; NaN with another key.
        loaded: percent of the pool that the unit itself loaded; NaN without such a key.
    """

    code: str
    amount: float
    options: tuple[KeyOption, ...]
    others: tuple[float, ...]
    share: float
    loaded: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """The full cost of my unit, zl a unit of output: by the chosen keys and over all permitted.

    Attributes:
        value: by the chosen keys; NaN where it is not known.
        low: the lowest over all permitted combinations with capital.
        high: the highest.
        without: the lowest without capital; NaN where leaving it out is not permitted.
    """

    value: float
    low: float
    high: float
    without: float


def key_parts(data: CostData) -> tuple[KeyPart, ...]:
    """Return the parts of the panel; without costs of my unit all amounts are NaN."""
    service = data.service
    permitted = {
        "entity": service.entity_keys,
        "shared": service.shared_keys,
        "capital": service.capital_ways,
    }
    return tuple(_part(data, code, keys) for code, keys in permitted.items() if keys)


def _part(data: CostData, code: str, permitted: tuple[str, ...]) -> KeyPart:
    chosen = getattr(data.keys, code)
    options = [
        KeyOption(
            code=key, value=key, amount=_amount(data, code, _with(data.keys, code, key)),
            chosen=key == chosen,
        )
        for key in permitted
    ]  # fmt: skip
    others = {one.amount for one in options if one.known and not one.chosen}
    amount = _amount(data, code, data.keys)
    pool = _pool(data, code)
    loaded = 100 * _loaded(data, code) / pool if pool > 0 else NAN
    share = 100 * amount / pool if pool > 0 else NAN
    if pool > 0:
        options.append(_own(data, code, (pool, share, loaded), chosen=chosen == OWN))
    return KeyPart(
        code=code,
        amount=amount,
        options=tuple(options),
        others=tuple(sorted(others)),
        share=share if chosen == OWN else NAN,
        loaded=loaded,
    )


def _own(
    data: CostData, code: str, numbers: tuple[float, float, float], *, chosen: bool
) -> KeyOption:
    """Return the own key: the loaded one, else a share that costs as much as the chosen key.

    Args:
        data: the page.
        code: of the part.
        numbers: the pool, the share of it by the chosen key and by the loaded own one.
        chosen: whether the own key is chosen.
    """
    pool, share, loaded = numbers
    start = 0.0 if math.isnan(share) else min(max(round(share, 1), 0.0), MOST_SHARE)
    typed = getattr(data.keys, f"{code}_share")
    if typed is None and (chosen or not math.isnan(loaded)):
        return KeyOption(code=OWN, value=OWN, amount=pool * loaded / 100, chosen=chosen)
    value = typed if chosen else start
    return KeyOption(code=OWN, value=f"w{value:g}", amount=pool * value / 100, chosen=chosen)


def _with(keys: Keys, code: str, key: str) -> Keys:
    """Return the same keys with another one for a part, without an own share."""
    if code == "entity":
        return replace(keys, entity=key, entity_share=None)
    if code == "shared":
        return replace(keys, shared=key, shared_share=None)
    return replace(keys, capital=key)


def _amount(data: CostData, code: str, keys: Keys) -> float:
    if data.mine is None:
        return NAN
    return float(PARTS_BY_KEY[code](data.costs, keys)[data.mine]) / divisor(data)


def _pool(data: CostData, code: str) -> float:
    """Return the whole pool of a part, zl a unit of output; 0 for capital and without a unit."""
    if data.mine is None or code == "capital":
        return 0.0
    pool = data.costs.entity_pool if code == "entity" else data.costs.shared_pool
    return float(pool[data.mine]) / divisor(data)


def _loaded(data: CostData, code: str) -> float:
    """Return what the part costs by the key that the unit loaded; NaN without one."""
    parts = data.costs.entity if code == "entity" else data.costs.shared
    if data.mine is None or OWN not in parts:
        return NAN
    return float(parts[OWN][data.mine]) / divisor(data)


def total_of(data: CostData) -> Total | None:
    """Return the full cost of my unit over the keys; None without its costs."""
    if data.mine is None:
        return None
    by_capital: dict[bool, list[float]] = {True: [], False: []}
    for keys in combinations(data.service, with_none=True):
        amount = float(gross(data.costs, keys)[data.mine]) / divisor(data)
        if not math.isnan(amount):
            by_capital[keys.capital != NO_CAPITAL].append(amount)
    counted, without = by_capital[True], by_capital[False]
    if not counted:
        counted, without = without, []
    return Total(
        value=float(data.gross[data.mine]) / divisor(data),
        low=min(counted, default=NAN),
        high=max(counted, default=NAN),
        without=min(without, default=NAN),
    )
