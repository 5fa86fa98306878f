"""How the costs of a service are shared: one choice of keys, to and from an address."""

import itertools
import re
from dataclasses import dataclass, replace

from smup.costs.dictionary import CostService

OWN = "wlasny"
BY_DIRECT = "udzial"
DEPRECIATION, AVERAGE, NO_CAPITAL = "zuzycie", "srednia", "bez"
DRIVER_COLUMNS = {
    "etaty": "posts",
    "czas": "hours",
    "sprawy": "cases",
    "m2": "area_m2",
    OWN: "own_share",
}
"""Column of ``cost_driver`` that a key shares by; ``BY_DIRECT`` needs none."""

MANUAL = re.compile(r"w(\d{1,3}(?:\.\d)?)", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """One way of sharing.

    Attributes:
        entity: etaty, czas, sprawy or wlasny; empty when no entity feeds the service.
        shared: etaty, m2, udzial or wlasny.
        capital: zuzycie, srednia or bez.
        entity_share: with ``wlasny``, the share of the pool of the entities that the reader set
            for their unit, 0 to 100; None: the share that the unit itself loaded.
        shared_share: the same for shared costs.
    """

    entity: str
    shared: str
    capital: str
    entity_share: float | None = None
    shared_share: float | None = None

    def to_text(self) -> str:
        """Return the keys as an address holds them: ``czas_m2_bez``, ``w35.5_w4_zuzycie``."""
        parts = (
            self.entity if self.entity_share is None else f"w{self.entity_share:g}",
            self.shared if self.shared_share is None else f"w{self.shared_share:g}",
            self.capital,
        )
        return "_".join(part for part in parts if part)

    @property
    def own(self) -> bool:
        """Tell whether one of the keys is my unit's own, so that it holds for no other unit."""
        return OWN in {self.entity, self.shared}

    def usual_for_others(self, service: CostService) -> "Keys":
        """Return the keys that other units are counted by: own ones become the usual ones."""
        usual = default_keys(service)
        return replace(
            self,
            entity=usual.entity if self.entity == OWN else self.entity,
            shared=usual.shared if self.shared == OWN else self.shared,
            entity_share=None,
            shared_share=None,
        )


def default_keys(service: CostService) -> Keys:
    """Return the usual keys of a service: the first permitted ones."""
    entity = service.entity_keys[0] if service.entity_keys else ""
    return Keys(entity=entity, shared=service.shared_keys[0], capital=service.capital_ways[0])


def combinations(service: CostService, *, with_none: bool = False) -> tuple[Keys, ...]:
    """Return all permitted combinations of keys, the usual one first.

    Args:
        service: the service.
        with_none: also those without capital costs; they measure something else, so intervals
            leave them out and the page tells them apart.
    """
    ways = [way for way in service.capital_ways if with_none or way != NO_CAPITAL]
    ways = ways or list(service.capital_ways)
    return tuple(
        Keys(entity=entity, shared=shared, capital=capital)
        for entity, shared, capital in itertools.product(
            service.entity_keys or ("",), service.shared_keys, ways
        )
    )


def parse_keys(text: str, service: CostService) -> Keys:
    """Read keys from an address.

    Raises:
        ValueError: when a part is no permitted key of the service, or a share is not 0 to 100.
    """
    parts = text.split("_")
    if not service.entity_keys:
        parts = ["", *parts]
    if len(parts) != 3:
        raise ValueError(text)
    entity, entity_share = _key(parts[0], service.entity_keys or ("",))
    shared, shared_share = _key(parts[1], service.shared_keys)
    if parts[2] not in service.capital_ways:
        raise ValueError(text)
    return Keys(
        entity=entity,
        shared=shared,
        capital=parts[2],
        entity_share=entity_share,
        shared_share=shared_share,
    )


def _key(text: str, permitted: tuple[str, ...]) -> tuple[str, float | None]:
    if text in permitted or (text == OWN and permitted != ("",)):
        return text, None
    manual = MANUAL.fullmatch(text)
    if manual is None or permitted == ("",):
        raise ValueError(text)
    share = float(manual[1])
    if share > 100:
        raise ValueError(text)
    return OWN, share
