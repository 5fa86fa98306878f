"""As of every release equals a copy made at it, after random loads."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import Engine, select, update

from smup.ingest.load import Load
from smup.ingest.trim import trim_history
from smup.models import (
    Indicator,
    Observation,
    Unit,
    VariableValue,
)
from tests import builders
from tests.history_country import (
    EMPTY,
    GMINAS,
    YEARS,
    Copy,
    as_of,
    copy_of,
    filled,
    loaded,
    put,
    revisions,
    take_back,
)


@pytest.fixture
def country(engine: Engine) -> Engine:
    return filled(engine)


@dataclass
class Chance:
    """Random loads over few keys, so that each is changed, withdrawn and given again."""

    seed: int
    dice: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)  # noqa: S311  not for secrets

    def rows(self, codes: tuple[str, ...]) -> dict[Any, float]:
        """Return some keys with a few possible values, so that old ones come back."""
        count = self.dice.randint(1, 8)
        values = (0.0, 1.0, 2.5, float("nan"), *EMPTY)
        return {self._key(codes): self.dice.choice(values) for _ in range(count)}

    def steps(self) -> Iterator[Callable[[Load], Any]]:
        """Yield the writes of one load."""
        codes, names = ("EDU-PRZ-01", "EDU-PRZ-02"), ("bezrobotni", "ludnosc")
        for _ in range(self.dice.randint(1, 4)):
            table, chosen = self.dice.choice(((Observation, codes), (VariableValue, names)))
            rows = self.rows(chosen)
            if self.dice.random() < 0.4:
                yield lambda one, keys=list(rows), table=table: take_back(one, keys, table)
            else:
                digits = self.dice.choice((1, 1, 2))
                yield lambda one, rows=rows, table=table, digits=digits: put(
                    one, rows, table, decimals=digits
                )
        if self.dice.random() < 0.2:
            yield self._other_polarity
        if self.dice.random() < 0.3:
            yield self._other_unit

    def _other_unit(self, one: Load) -> None:
        size = self.dice.choice((4_000, 6_000, 30_000))
        chosen = builders.unit_id(one.connection, self.dice.choice(GMINAS))
        one.connection.execute(update(Unit).where(Unit.id == chosen).values(population=size))
        one.units_changed = True
        one.counts.changed += 1

    def _other_polarity(self, one: Load) -> None:
        chosen = Indicator.code == self.dice.choice(("EDU-PRZ-01", "EDU-PRZ-02"))
        polarity = self.dice.choice(("up", "down", "none"))
        one.connection.execute(update(Indicator).where(chosen).values(polarity=polarity))
        one.indicators.update(one.connection.scalars(select(Indicator.id).where(chosen)))
        one.counts.changed += 1

    def _key(self, codes: tuple[str, ...]) -> tuple[str, int, str]:
        units = (*GMINAS, "0201")
        return self.dice.choice(codes), self.dice.choice(YEARS), self.dice.choice(units)


@pytest.mark.parametrize("seed", range(4))
def test_as_of_every_release_equals_the_copy_made_then(country: Engine, seed: int) -> None:
    chance, copies = Chance(seed), dict[int, Copy]()
    for _ in range(14):
        release = loaded(country, *chance.steps())
        if release is not None:
            copies[release] = copy_of(country)
    assert len(copies) > 8
    assert revisions(country) != []
    for release, copy in copies.items():
        assert as_of(country, release) == copy, f"release {release} of {sorted(copies)}"
    kept = chance.dice.choice(sorted(copies)[1:])
    trim_history(country, kept)
    for release in (one for one in copies if one >= kept):
        assert as_of(country, release) == copies[release], f"release {release} from {kept} on"
