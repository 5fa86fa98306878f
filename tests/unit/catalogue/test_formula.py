"""Formulas: expected values are worked out by hand."""

import numpy as np
import pytest

from smup.catalogue.formula import MAX_LENGTH, evaluate, parse, round_half_away
from smup.errors import CatalogueError
from smup.flags import Flag
from tests.unit.catalogue.formulas import computed, formula, one


def test_share_is_multiplier_times_numerator_over_denominator() -> None:
    # 786,179 unemployed of 21,900,000 of working age: 100 x 0.0358986...
    value, kind = one(
        formula("bezrobotni", "produkcyjna", 100),
        {"bezrobotni": (786_179, Flag.OCCURRED), "produkcyjna": (21_900_000, Flag.OCCURRED)},
    )
    assert (value, kind) == (3.6, Flag.OCCURRED)


def test_dependency_ratio_of_boleslawiec_2019() -> None:
    # Local Data Bank: 6,182 pre-working, 22,215 working, 10,475 post-working: 74.98 per 100
    value, kind = one(
        formula("przed + po", "prod", 100),
        {
            "przed": (6182, Flag.OCCURRED),
            "po": (10_475, Flag.OCCURRED),
            "prod": (22_215, Flag.OCCURRED),
        },
    )
    assert (value, kind) == (75.0, Flag.OCCURRED)


def test_operators_follow_the_usual_order_and_parentheses() -> None:
    terms = {"a": (7.0, Flag.OCCURRED), "b": (2.0, Flag.OCCURRED)}
    assert one(formula("a - b * 3"), terms)[0] == 1.0
    assert one(formula("(a - b) * 3"), terms)[0] == 15.0
    assert one(formula("-a / b + 4"), terms)[0] == 0.5
    assert one(formula("+a"), terms)[0] == 7.0


def test_names_are_returned_once_in_order_of_appearance() -> None:
    names = parse(formula("po + przed + po", "(prod + przed)"))
    assert names.numerator == ("po", "przed")
    assert names.denominator == ("prod", "przed")
    assert names.all == ("po", "przed", "prod")
    assert parse(formula("a")).denominator == ()


@pytest.mark.parametrize(
    "expression",
    [
        "a ** 2",
        "a // 2",
        "a % 2",
        "a.real",
        "__import__('os')",
        "open(a)",
        "abs(a)",
        "a(a)",
        "a if a else a",
        "a == a",
        "a and a",
        "not a",
        "[a]",
        "(a, a)",
        "a[0]",
        "a = 1",
        "a; a",
        "a\na",
        "a b",
        "a +",
        "lambda: a",
        "'a'",
        "1j * a",
        "a * 1e999",
        "a * 99999999999999999999",
        "True",
        "ą + 1",
        "A",
        "a\x00",
        "()",
        " ",
        "-" * 190 + "(",
    ],
)
def test_anything_but_arithmetic_over_codes_is_refused(expression: str) -> None:
    with pytest.raises(CatalogueError, match="niedozwolone"):
        # model_copy: the schema itself would strip spaces and refuse an empty text
        parse(formula("b").model_copy(update={"numerator": expression}))


def test_too_long_expression_is_refused() -> None:
    with pytest.raises(CatalogueError, match="znaków"):
        parse(formula("a" + " + a" * MAX_LENGTH))


def test_longest_nesting_is_evaluated_without_reaching_the_recursion_limit() -> None:
    minuses = MAX_LENGTH - 2
    value, _ = one(formula("-" * minuses + "a"), {"a": (3.0, Flag.OCCURRED)})
    assert value == 3.0


def test_expression_without_a_variable_is_refused() -> None:
    with pytest.raises(CatalogueError, match="nie używa żadnej zmiennej"):
        parse(formula("1 + 1"))


def test_variable_that_is_not_given_is_named() -> None:
    with pytest.raises(CatalogueError, match="mieszkancy"):
        one(formula("a", "mieszkancy"), {"a": (1.0, Flag.OCCURRED)})


KINDS = (Flag.NOT_APPLICABLE, Flag.SECRET, Flag.MISSING, Flag.NOT_YET_PUBLISHED)


@pytest.mark.parametrize("first", KINDS)
@pytest.mark.parametrize("second", [*KINDS, Flag.OCCURRED, Flag.DID_NOT_OCCUR, Flag.BELOW_FORMAT])
def test_the_strongest_kind_of_empty_decides(first: Flag, second: Flag) -> None:
    expected = next(kind for kind in KINDS if kind in {first, second})
    other = 0.0 if second.has_value else np.nan
    for numerator, denominator in (("a", "b"), ("b", "a")):
        value, kind = one(
            formula(numerator, denominator), {"a": (np.nan, first), "b": (other, second)}
        )
        assert np.isnan(value)
        assert kind == expected


def test_zero_denominator_is_not_applicable_not_infinite() -> None:
    for numerator in (5.0, 0.0):
        value, kind = one(
            formula("a", "b"),
            {"a": (numerator, Flag.OCCURRED), "b": (0.0, Flag.DID_NOT_OCCUR)},
        )
        assert np.isnan(value)
        assert kind == Flag.NOT_APPLICABLE


def test_division_by_zero_inside_an_expression_is_not_applicable() -> None:
    terms = {"a": (5.0, Flag.OCCURRED), "b": (0.0, Flag.DID_NOT_OCCUR)}
    assert one(formula("a / b"), terms)[1] == Flag.NOT_APPLICABLE
    assert one(formula("a - a / b"), terms)[1] == Flag.NOT_APPLICABLE


def test_measured_zeros_give_did_not_occur() -> None:
    value, kind = one(
        formula("a + b", "c", 100),
        {
            "a": (0.0, Flag.DID_NOT_OCCUR),
            "b": (0.0, Flag.OCCURRED),
            "c": (10.0, Flag.OCCURRED),
        },
    )
    assert (value, kind) == (0.0, Flag.DID_NOT_OCCUR)


def test_a_balance_that_happens_to_be_zero_did_occur() -> None:
    value, kind = one(
        formula("income - cost", "people"),
        {
            "income": (70.0, Flag.OCCURRED),
            "cost": (70.0, Flag.OCCURRED),
            "people": (5.0, Flag.OCCURRED),
        },
    )
    assert (value, kind) == (0.0, Flag.OCCURRED)


def test_value_that_rounds_to_zero_is_below_format_and_keeps_its_size() -> None:
    # 1 of 4,000 is 0.025%, below one decimal; the sign stays too
    for sign in (1.0, -1.0):
        value, kind = one(
            formula("a", "b", 100),
            {"a": (sign, Flag.OCCURRED), "b": (4000.0, Flag.OCCURRED)},
        )
        assert (value, kind) == (sign * 0.025, Flag.BELOW_FORMAT)


def test_term_below_format_leaves_a_plain_value() -> None:
    value, kind = one(
        formula("a", "b", 100), {"a": (0.4, Flag.BELOW_FORMAT), "b": (2.0, Flag.OCCURRED)}
    )
    assert (value, kind) == (20.0, Flag.OCCURRED)


def test_zero_written_for_below_format_is_no_measured_zero() -> None:
    value, kind = one(formula("a", "b"), {"a": (0.0, Flag.BELOW_FORMAT), "b": (2.0, Flag.OCCURRED)})
    assert (value, kind) == (0.0, Flag.BELOW_FORMAT)


def test_value_flag_without_a_number_counts_as_missing() -> None:
    value, kind = one(formula("a"), {"a": (np.nan, Flag.OCCURRED)})
    assert np.isnan(value)
    assert kind == Flag.MISSING


def test_negative_zero_is_not_returned() -> None:
    value, _ = one(formula("-a"), {"a": (0.0, Flag.DID_NOT_OCCUR)})
    assert not np.signbit(value)


def test_units_by_years_with_a_variable_constant_over_the_years() -> None:
    area = np.array([[2.0], [4.0]])
    people = np.array([[10.0, 20.0, np.nan], [8.0, 0.0, 6.0]])
    kinds = np.array([[0, 0, Flag.SECRET], [0, Flag.DID_NOT_OCCUR, 0]], dtype=np.int8)
    value, kind = evaluate(
        formula("people", "area"),
        {"people": people, "area": area},
        {"people": kinds, "area": np.zeros((2, 1), dtype=np.int8)},
        decimals=1,
    )
    np.testing.assert_array_equal(value, [[5.0, 10.0, np.nan], [2.0, 0.0, 1.5]])
    assert kind.tolist() == [[0, 0, Flag.SECRET], [0, Flag.DID_NOT_OCCUR, 0]]


def test_arguments_stay_as_they_were() -> None:
    values = {"a": np.array([1.0, np.nan])}
    flags = {"a": np.array([0, Flag.MISSING], dtype=np.int8)}
    evaluate(formula("a * 2"), values, flags, decimals=0)
    np.testing.assert_array_equal(values["a"], [1.0, np.nan])
    np.testing.assert_array_equal(flags["a"], [0, Flag.MISSING])


def test_no_units_give_no_results() -> None:
    assert computed(formula("a"), {"a": ([], [])}) == ([], [])


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (0.125, 2, 0.13),
        (-0.125, 2, -0.13),
        (2.5, 0, 3.0),
        (3.5, 0, 4.0),
        (-2.5, 0, -3.0),
        (2.675, 2, 2.68),  # stored as 2.67499999999999982236431605997495353221893310546875
        (1.005, 2, 1.01),
        (0.2849, 2, 0.28),
        (1e300, 2, 1e300),
        (0.04999, 1, 0.0),
    ],
)
def test_halves_are_rounded_away_from_zero(value: float, decimals: int, expected: float) -> None:
    assert round_half_away(np.array([value]), decimals)[0] == expected
