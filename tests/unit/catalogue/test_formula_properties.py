"""What holds for every formula and every text."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from smup.catalogue.formula import parse
from smup.errors import CatalogueError
from smup.flags import Flag
from tests.unit.catalogue.formulas import computed, formula

amounts = st.floats(min_value=-1e9, max_value=1e9, allow_nan=False)
kinds = st.sampled_from(list(Flag))
rows = st.lists(st.tuples(amounts, kinds, amounts, kinds), min_size=1, max_size=12)


def _columns(
    table: list[tuple[float, Flag, float, Flag]],
) -> dict[str, tuple[list[float], list[Flag]]]:
    def value(number: float, kind: Flag) -> float:
        if not kind.has_value:
            return np.nan
        return 0.0 if kind == Flag.DID_NOT_OCCUR else number

    return {
        "a": ([value(row[0], row[1]) for row in table], [row[1] for row in table]),
        "b": ([value(row[2], row[3]) for row in table], [row[3] for row in table]),
    }


@given(rows)
@settings(max_examples=60)
def test_result_always_satisfies_the_rule_of_value_and_flag(
    table: list[tuple[float, Flag, float, Flag]],
) -> None:
    values, flags = computed(formula("a", "b", 100), _columns(table))
    for value, kind in zip(values, flags, strict=True):
        assert np.isfinite(value) == kind.has_value
        assert kind != Flag.DID_NOT_OCCUR or value == 0


@given(rows, st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_order_of_units_does_not_matter(
    table: list[tuple[float, Flag, float, Flag]], random: object
) -> None:
    order = list(range(len(table)))
    random.shuffle(order)  # type: ignore[attr-defined]
    values, flags = computed(formula("a", "b"), _columns(table))
    shuffled_values, shuffled_flags = computed(
        formula("a", "b"), _columns([table[index] for index in order])
    )
    np.testing.assert_array_equal(shuffled_values, [values[index] for index in order])
    assert shuffled_flags == [flags[index] for index in order]


@given(rows, st.sampled_from([2.0, 8.0, 1024.0]))
@settings(max_examples=40)
def test_scaling_both_sides_changes_nothing(
    table: list[tuple[float, Flag, float, Flag]], scale: float
) -> None:
    scaled = [(a * scale, ka, b * scale, kb) for a, ka, b, kb in table]
    assert _same(
        computed(formula("a", "b"), _columns(table)), computed(formula("a", "b"), _columns(scaled))
    )


def _same(left: tuple[list[float], list[Flag]], right: tuple[list[float], list[Flag]]) -> bool:
    return left[1] == right[1] and np.array_equal(left[0], right[0], equal_nan=True)


@given(st.text(alphabet="ab1.0_+-*/() \n=,e'[]:", max_size=30))
@settings(max_examples=150)
def test_any_text_is_parsed_or_refused_in_words(text: str) -> None:
    card = formula("a").model_copy(update={"numerator": text})
    try:
        names = parse(card)
    except CatalogueError:
        return
    assert names.numerator
