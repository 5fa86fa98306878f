import pytest

from smup.errors import UnknownCodeError
from smup.territory.codes import (
    is_city_county,
    parse_bdl_id,
    parse_teryt,
)


@pytest.mark.parametrize(
    ("code", "level", "kind"),
    [
        ("00", "kraj", None),
        ("02", "wojewodztwo", None),
        ("0201", "powiat", None),
        ("020101", "gmina", None),
        ("0201011", "gmina", "miejska"),
        ("0201022", "gmina", "wiejska"),
        ("0201043", "gmina", "miejsko-wiejska"),
        ("0201044", "czesc", None),
        ("0201045", "czesc", None),
        ("1465028", "czesc", None),
        ("1061029", "czesc", None),
        ("9901011", "gmina", "miejska"),
    ],
)
def test_a_code_tells_its_level_and_kind(code: str, level: str, kind: str | None) -> None:
    parsed = parse_teryt(code)

    assert (parsed.text, parsed.level, parsed.kind) == (code, level, kind)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0",
        "020",
        "03",
        "0301011",
        "34",
        "02010110",
        "0201016",
        "abcdefg",
        "٠٢",
        "0000",
        "00001",
    ],
)
def test_a_malformed_code_is_refused_with_the_shape_it_should_have(text: str) -> None:
    with pytest.raises(UnknownCodeError, match="nie jest kodem TERYT"):
        parse_teryt(text)


def test_a_hostile_code_is_cut_in_the_message() -> None:
    with pytest.raises(UnknownCodeError) as caught:
        parse_teryt("x" * 10_000)

    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    ("bdl_id", "teryt"),
    [
        ("000000000000", "00"),
        ("030200000000", "02"),
        ("030210101000", "0201"),
        ("030210101011", "0201011"),
        ("011212001011", "1201011"),
    ],
)
def test_a_bdl_id_of_12_digits_holds_the_teryt_code(bdl_id: str, teryt: str) -> None:
    assert parse_bdl_id(bdl_id).text == teryt


@pytest.mark.parametrize(
    "bdl_id", ["010000000000", "011210000000", "011212000000", "0201011", "03021010101x"]
)
def test_macroregions_regions_and_subregions_have_no_teryt_code(bdl_id: str) -> None:
    with pytest.raises(UnknownCodeError):
        parse_bdl_id(bdl_id)


@pytest.mark.parametrize(("code", "city"), [("0260", False), ("0261", True), ("1465011", True)])
def test_powiat_numbers_from_61_are_cities_with_powiat_rights(code: str, city: bool) -> None:
    assert is_city_county(code) is city
