"""Every state a load leaves can be read again: as of R equals a copy made at R."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest
from sqlalchemy import Connection, Engine, select, update

from smup.flags import Flag
from smup.ingest.bulk import write_values
from smup.ingest.columns import ValueColumns, ValueTable
from smup.ingest.history import withdraw_values
from smup.ingest.load import Load, load
from smup.ingest.trim import trim_history
from smup.models import (
    Indicator,
    IndicatorYearStat,
    Latest,
    Observation,
    ReleaseChange,
    ReleaseIndicator,
    Revision,
    Unit,
    VariableValue,
)
from smup.repository.as_of import as_of_engine
from smup.statistics.refresh import refresh
from tests import builders
from tests.unit.statistics.test_refresh import SHARE

EMPTY = {-1.0: Flag.SECRET, -2.0: Flag.NOT_APPLICABLE}
"""Numbers that stand for kinds of empty in the rows of these tests."""
COPIED = (Observation, Latest, IndicatorYearStat)
GMINAS = ("0201011", "0201022", "0201032", "0261011")
YEARS = (2021, 2022, 2023)
Copy = dict[str, set[tuple[Any, ...]]]


@pytest.fixture
def country(engine: Engine) -> Engine:
    """A country with a powiat of three gminas and a city; two loaded and one computed indicator."""
    with engine.begin() as connection:
        poland = builders.unit(connection, "00")
        region = builders.unit(connection, "02", parent=poland)
        powiat = builders.unit(connection, "0201", parent=region)
        for code in GMINAS[:3]:
            builders.unit(connection, code, parent=powiat, population=6_000)
        builders.unit(connection, "0261011", parent=region, city_county=True, population=70_000)
        builders.indicator(connection, "RYN-BEZ-01", card=SHARE, polarity="down", decimals=1)
        builders.indicator(connection, "EDU-PRZ-01")
        builders.indicator(connection, "EDU-PRZ-02", polarity="down")
        builders.variable(connection, "bezrobotni")
        builders.variable(connection, "ludnosc")
    return engine


def columns(
    connection: Connection, table: ValueTable, rows: dict[Any, float], decimals: int = 1
) -> Any:
    """Return rows {(code, year, unit): number, NaN for missing, EMPTY for others} as columns."""
    find = builders.indicator_id if table is Observation else builders.variable_id
    keys = list(rows)
    values = np.array([np.nan if v in EMPTY else v for v in rows.values()], dtype=np.float64)
    return ValueColumns.of(
        key_id=[find(connection, key[0]) for key in keys],
        year=[key[1] for key in keys],
        unit_id=[builders.unit_id(connection, key[2]) for key in keys],
        value=values,
        flag=[
            EMPTY.get(v, Flag.MISSING if np.isnan(v) else Flag(int(v == 0))) for v in rows.values()
        ],
        decimals=decimals,
    )


def put(
    current: Load, rows: dict[Any, float], table: ValueTable = Observation, *, decimals: int = 1
) -> None:
    write_values(current, table, columns(current.connection, table, rows, decimals))


def take_back(current: Load, keys: list[Any], table: ValueTable = Observation) -> int:
    rows = columns(current.connection, table, dict.fromkeys(keys, 1.0))
    return withdraw_values(current, table, rows)


def loaded(engine: Engine, *steps: Callable[[Load], Any]) -> int | None:
    """Load; return the release, None when nothing changed."""
    with load(engine, kind="test", source="test", after=refresh) as current:
        for step in steps:
            step(current)
    assert current.summary is not None
    return current.summary.release_id


def copy_of(engine: Engine) -> Copy:
    """Return all rows of the three tables that history covers."""
    with engine.connect() as connection:
        return {
            model.__tablename__: {tuple(row) for row in connection.execute(select(model.__table__))}
            for model in COPIED
        }


def as_of(engine: Engine, release: int) -> Copy:
    past = as_of_engine(engine, release)
    try:
        return copy_of(past)
    finally:
        past.dispose()


def revisions(engine: Engine) -> list[tuple[Any, ...]]:
    """Return (year, unit, old, old flag, new, new flag, release after the first) in key order."""
    with engine.connect() as connection:
        query = select(
            Revision.year,
            Revision.old_value,
            Revision.old_flag,
            Revision.old_release_id,
            Revision.new_value,
            Revision.new_flag,
            Revision.release_id,
        ).order_by(Revision.release_id, Revision.indicator_id, Revision.year, Revision.unit_id)
        return [tuple(row) for row in connection.execute(query)]


A23 = ("EDU-PRZ-01", 2023, "0201011")
B23 = ("EDU-PRZ-01", 2023, "0201022")
A22 = ("EDU-PRZ-01", 2022, "0201011")


def test_change_keeps_the_old_value_and_its_release(country: Engine) -> None:
    # B23 stays and A22 is new: neither is a revision.
    first = loaded(country, lambda one: put(one, {A23: 5.0, B23: 7.0}))
    second = loaded(country, lambda one: put(one, {A23: 6.5, B23: 7.0, A22: 1.0}))
    assert revisions(country) == [(2023, 5.0, 0, first, 6.5, 0, second)]


def test_withdrawn_value_is_kept_and_a_load_of_withdrawals_is_a_release(country: Engine) -> None:
    first = loaded(country, lambda one: put(one, {A23: 5.0, B23: 7.0}))
    absent = ("EDU-PRZ-01", 2021, "0201032")
    second = loaded(country, lambda one: take_back(one, [A23, absent]))
    assert revisions(country) == [(2023, 5.0, 0, first, None, None, second)]
    third = loaded(country, lambda one: put(one, {A23: 5.0}))
    assert len(revisions(country)) == 1
    releases = {row[1:3]: row[-1] for row in copy_of(country)["observation"]}
    assert third in releases.values()


def test_withdrawing_what_is_not_there_is_no_release(country: Engine) -> None:
    loaded(country, lambda one: put(one, {A23: 5.0}))
    assert loaded(country, lambda one: take_back(one, [B23])) is None


def test_several_writes_of_one_load_keep_the_first_old_and_the_last_new(country: Engine) -> None:
    first = loaded(country, lambda one: put(one, {A23: 5.0}))
    second = loaded(
        country, lambda one: put(one, {A23: 6.0}), lambda one: put(one, {A23: float("nan")})
    )
    assert revisions(country) == [(2023, 5.0, 0, first, None, int(Flag.MISSING), second)]


def test_change_back_within_a_load_leaves_no_revision(country: Engine) -> None:
    loaded(country, lambda one: put(one, {A23: 5.0}))
    before = copy_of(country)
    loaded(
        country,
        lambda one: put(one, {A23: 6.0}),
        lambda one: put(one, {A23: 5.0}),
        lambda one: put(one, {("EDU-PRZ-02", 2023, "0201011"): 1.0}),
    )
    assert revisions(country) == []
    assert before["observation"] < copy_of(country)["observation"]


def test_withdrawn_and_given_again_within_a_load_is_a_change(country: Engine) -> None:
    first = loaded(country, lambda one: put(one, {A23: 5.0, B23: 7.0}))
    second = loaded(
        country,
        lambda one: take_back(one, [A23, B23]),
        lambda one: put(one, {A23: 8.0, B23: 7.0}),
    )
    assert revisions(country) == [(2023, 5.0, 0, first, 8.0, 0, second)]
    with country.connect() as connection:
        counts = connection.execute(
            select(
                ReleaseIndicator.rows_new,
                ReleaseIndicator.rows_changed,
                ReleaseIndicator.rows_withdrawn,
            ).where(ReleaseIndicator.release_id == second)
        ).one()
    assert tuple(counts) == (0, 1, 0)


def test_new_and_withdrawn_within_a_load_never_was(country: Engine) -> None:
    loaded(country, lambda one: put(one, {A23: 5.0}))
    loaded(country, lambda one: put(one, {B23: 7.0, A22: 1.0}), lambda one: take_back(one, [B23]))
    assert revisions(country) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (0.0, float("nan"), (0.0, Flag.DID_NOT_OCCUR, None, Flag.MISSING)),
        (float("nan"), -1.0, (None, Flag.MISSING, None, Flag.SECRET)),
        (-1.0, -2.0, (None, Flag.SECRET, None, Flag.NOT_APPLICABLE)),
        (-1.0, 0.0, (None, Flag.SECRET, 0.0, Flag.DID_NOT_OCCUR)),
    ],
)
def test_a_change_of_the_kind_of_empty_alone_is_a_revision(
    country: Engine, old: float, new: float, expected: tuple[Any, ...]
) -> None:
    first = loaded(country, lambda one: put(one, {A23: old}))
    assert first is not None
    before = copy_of(country)
    second = loaded(country, lambda one: put(one, {A23: new}))
    was, was_flag, now, now_flag = expected
    assert revisions(country) == [(2023, was, was_flag, first, now, now_flag, second)]
    assert as_of(country, first) == before


def test_the_same_cell_in_two_releases_keeps_both_states(country: Engine) -> None:
    first = loaded(country, lambda one: put(one, {A23: 5.0}))
    second = loaded(country, lambda one: put(one, {A23: 6.0}))
    third = loaded(country, lambda one: take_back(one, [A23]))
    fourth = loaded(country, lambda one: put(one, {A23: 7.0}))
    assert revisions(country) == [
        (2023, 5.0, 0, first, 6.0, 0, second),
        (2023, 6.0, 0, second, None, None, third),
    ]
    seen = [
        [row[3] for row in as_of(country, one or 0)["observation"]]
        for one in (first, second, third, fourth)
    ]
    assert seen == [[5.0], [6.0], [], [7.0]]


def test_counts_by_indicator(country: Engine) -> None:
    loaded(country, lambda one: put(one, {A23: 5.0, B23: 7.0}))
    second = loaded(
        country, lambda one: put(one, {A23: 6.0, A22: 1.0}), lambda one: take_back(one, [B23])
    )
    with country.connect() as connection:
        table = ReleaseIndicator.__table__
        rows = connection.execute(select(table).where(table.c.release_id == second)).all()
        indicator = builders.indicator_id(connection, "EDU-PRZ-01")
    assert [tuple(row) for row in rows] == [(second, indicator, 1, 1, 1, 2022, 2023)]


def test_noted_changes_are_kept_with_the_release(country: Engine) -> None:
    def note(one: Load) -> None:
        one.note_change("unit-renamed", "0201011", "Nowa", old="Stara", new="Nowa")

    second = loaded(country, note, lambda one: put(one, {A23: 5.0}))
    with country.connect() as connection:
        rows = connection.execute(select(ReleaseChange.__table__)).all()
    assert [tuple(row)[1:] for row in rows] == [
        (second, "unit-renamed", "0201011", "Nowa", "Stara", "Nowa")
    ]


def test_values_computed_from_withdrawn_variables_go_with_them(country: Engine) -> None:
    rows = {(code, 2023, unit): 10.0 for code in ("bezrobotni", "ludnosc") for unit in GMINAS}
    loaded(country, lambda one: put(one, rows, VariableValue))
    keys = [(code, 2023, "0201011") for code in ("bezrobotni", "ludnosc")]
    loaded(country, lambda one: take_back(one, keys, VariableValue))
    with country.connect() as connection:
        gone = builders.unit_id(connection, "0201011")
        query = select(Observation.year).where(Observation.unit_id == gone)
        assert connection.execute(query).all() == []
    assert [row for row in revisions(country) if row[5] is None] != []


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


def test_statistics_that_stay_keep_their_release(country: Engine) -> None:
    other = ("EDU-PRZ-02", 2023, "0201011")
    first = loaded(country, lambda one: put(one, {A23: 5.0, B23: 7.0, other: 1.0}))
    before = copy_of(country)
    second = loaded(country, lambda one: put(one, {A22: 1.0}), make_everything_anew)
    after = copy_of(country)
    assert before["latest"] == after["latest"]
    assert before["indicator_year_stat"] < after["indicator_year_stat"]
    added = after["indicator_year_stat"] - before["indicator_year_stat"]
    assert {row[-1] for row in before["indicator_year_stat"]} == {first}
    assert {(row[3], row[-1]) for row in added} == {(2022, second)}


def make_everything_anew(one: Load) -> None:
    one.units_changed = True
