"""Lists inside one key of an address."""

from hypothesis import given
from hypothesis import strategies as st

from smup.address_lists import codes_text, read_codes, read_weights, weights_text

CODES = st.lists(st.from_regex(r"[0-9]{7}", fullmatch=True), unique=True, max_size=30)
WEIGHTS = st.dictionaries(st.from_regex(r"[A-Z]{3}-[0-9]{2}", fullmatch=True), st.integers(0, 5))


def test_dots_commas_semicolons_and_white_space_part_codes() -> None:
    assert read_codes(" 1420011, 1420022;1420032\n0264.1420011 ") == (
        "1420011",
        "1420022",
        "1420032",
        "0264",
    )


def test_what_cannot_be_a_code_stays_to_be_told_but_short() -> None:
    assert read_codes("<script>alert(1)</script>") == ("<script>aler",)
    assert read_codes("...") == ()


@given(CODES)
def test_codes_survive_the_address(codes: list[str]) -> None:
    assert read_codes(codes_text(codes) or "") == tuple(codes)


@given(WEIGHTS)
def test_weights_survive_the_address(weights: dict[str, int]) -> None:
    assert read_weights(weights_text(weights) or "_") == (weights, () if weights else ("", ""))


def test_a_weight_that_cannot_be_taken_is_named_and_the_others_stay() -> None:
    weights, bad = read_weights("FIN-SS-01.3_FIN-SS-02.9_FIN-SS-03_fin-ss-04.0")
    assert weights == {"FIN-SS-01": 3, "FIN-SS-04": 0}
    assert bad == ("FIN-SS-02.9", "FIN-SS-03")


def test_of_two_weights_for_one_variable_the_first_stays_and_the_second_is_named() -> None:
    assert read_weights("FIN-SS-01.3_FIN-SS-01.4_FIN-SS-01.3") == (
        {"FIN-SS-01": 3},
        ("FIN-SS-01.4",),
    )
