from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from smup.errors import UnknownCodeError
from smup.territory.directory import UnitDirectory
from smup.territory.unit import CodeRow, UnitRow

BEFORE = date(2010, 1, 1)
NOW = date(2024, 1, 1)


@pytest.mark.parametrize(
    ("level", "count"), [("kraj", 1), ("wojewodztwo", 16), ("powiat", 380), ("gmina", 2477)]
)
def test_each_level_has_its_official_number_of_units(
    poland: UnitDirectory, level: str, count: int
) -> None:
    assert len(poland.positions(level)) == count


def test_66_cities_are_both_gminas_and_powiats(poland: UnitDirectory) -> None:
    powiats = set(poland.positions("powiat"))

    both = [position for position in poland.positions("gmina") if position in powiats]

    assert len(both) == 66
    assert all(poland.units[position].city_county for position in both)


def test_units_of_a_level_come_in_the_order_of_their_codes_there(poland: UnitDirectory) -> None:
    for level in ("wojewodztwo", "powiat", "gmina"):
        codes = poland.codes_of(level)
        assert list(codes) == sorted(codes)


def test_a_city_with_powiat_rights_answers_to_every_form_of_its_code(poland: UnitDirectory) -> None:
    found = {poland.by_code(code).id for code in ("0265", "026501", "0265011")}

    assert len(found) == 1
    city = poland.by_code("0265")
    assert (city.code_at("powiat"), city.code_at("gmina")) == ("0265", "0265011")


def test_a_gmina_is_found_under_a_former_kind(poland: UnitDirectory) -> None:
    match = poland.lookup("0606042")

    assert match.unit.teryt == "0606043"
    assert match.note == "old-code"


def test_the_present_code_needs_no_note(poland: UnitDirectory) -> None:
    for code in ("00", "02", "0201", "020101", "0201011", "0265"):
        assert poland.lookup(code).note is None


@pytest.mark.parametrize("code", ["0299", "020199", "0201991", "9999", "12345"])
def test_an_unknown_code_is_an_error_that_says_what_to_do(poland: UnitDirectory, code: str) -> None:
    with pytest.raises(UnknownCodeError, match=r"TERYT"):
        poland.by_code(code)


def test_an_unknown_level_is_an_error(poland: UnitDirectory) -> None:
    with pytest.raises(UnknownCodeError, match="poziomu"):
        poland.positions("sołectwo")


def test_hierarchy_is_known(poland: UnitDirectory) -> None:
    gmina = poland.by_code("0201022")

    assert poland.powiat_of(gmina).teryt == "0201"
    assert poland.voivodeship_of(gmina).name == "dolnośląskie"
    assert poland.parent(poland.by_code("02")).teryt == "00"
    assert poland.parent(poland.by_code("00")) is None


def test_a_city_with_powiat_rights_is_its_own_powiat(poland: UnitDirectory) -> None:
    city = poland.by_code("1465011")

    assert poland.powiat_of(city) is city
    assert poland.voivodeship_of(city).teryt == "14"


def test_gminas_add_up_to_their_country(poland: UnitDirectory) -> None:
    gminas = poland.positions("gmina")

    assert poland.population[gminas].sum() == poland.by_code("00").population == 38_265_013
    assert poland.area_km2[gminas].sum() == pytest.approx(313_932.93, abs=0.01)


@pytest.mark.parametrize(
    ("code", "pl", "en"),
    [
        (
            "0201022",
            "Bolesławiec, gm. wiejska, pow. bolesławiecki",
            "Bolesławiec, rural gmina, bolesławiecki powiat",
        ),
        ("0265011", "Wałbrzych, miasto na prawach powiatu", "Wałbrzych, city with powiat rights"),
        ("2402", "powiat bielski, woj. śląskie", "bielski powiat, śląskie voivodeship"),
        ("02", "województwo dolnośląskie", "dolnośląskie voivodeship"),
        ("00", "Polska", "Polska"),
    ],
)
def test_labels_in_both_languages(poland: UnitDirectory, code: str, pl: str, en: str) -> None:
    unit = poland.by_code(code)

    assert poland.label(unit) == pl
    assert poland.label(unit, lang="en") == en
    beside = poland.beside_name(unit)
    assert ", ".join(filter(None, (poland.display_name(unit), beside))) == pl


def test_no_two_units_share_a_label(poland: UnitDirectory) -> None:
    labels = [poland.label(unit) for unit in poland.units]

    assert len(set(labels)) == len(labels)


def test_the_arrays_cannot_be_written(poland: UnitDirectory) -> None:
    with pytest.raises(ValueError, match="read-only"):
        poland.population[0] = 1


def _row(number: int, level: str, **fields: object) -> UnitRow:
    kind = "wiejska" if level == "gmina" else level
    values = UnitRow(
        number, level, kind, False, f"J{number}", None, None, None, None, None, None, False, None,
        None, None,
    )  # fmt: skip
    return values._replace(**fields)


def _code(unit: int, code: str, *, until: date | None = None) -> CodeRow:
    since = BEFORE if until else NOW
    return CodeRow(unit, "teryt", code, f"J{unit}", "wiejska", since, until)


def test_an_ended_unit_is_found_with_its_successor_and_not_among_the_present_ones() -> None:
    directory = UnitDirectory(
        [
            _row(1, "kraj"),
            _row(2, "gmina", parent_id=1),
            _row(3, "gmina", parent_id=1, valid_to=NOW, successor_id=2),
        ],
        [_code(1, "00"), _code(2, "0862011"), _code(3, "0809102", until=NOW)],
    )

    match = directory.lookup("0809102")

    assert (match.unit.id, match.note, match.successor.id) == (3, "ended", 2)
    assert directory.codes_of("gmina") == ("0862011",)


def test_a_code_taken_over_by_another_unit_leads_to_the_one_that_has_it_now() -> None:
    directory = UnitDirectory(
        [_row(1, "gmina"), _row(2, "gmina")],
        [_code(1, "0201022", until=NOW), _code(1, "0201032"), _code(2, "0201022")],
    )

    assert directory.by_code("0201022").id == 2
    assert directory.by_code("0201032").id == 1


def test_a_chain_of_successors_is_followed_to_its_end_even_if_it_is_a_ring() -> None:
    rows = [
        _row(1, "gmina", valid_to=BEFORE, successor_id=2),
        _row(2, "gmina", valid_to=NOW, successor_id=3),
        _row(3, "gmina"),
    ]
    codes = [_code(number, f"020{number}022") for number in (1, 2, 3)]

    assert UnitDirectory(rows, codes).lookup("0201022").successor.id == 3
    ring = [*rows[:2], rows[2]._replace(valid_to=NOW, successor_id=1)]
    assert UnitDirectory(ring, codes).lookup("0201022").successor is not None


def test_fictional_units_are_left_out_unless_asked_for(poland: UnitDirectory) -> None:
    directory = UnitDirectory(
        [_row(1, "gmina"), _row(2, "gmina", fictional=True)],
        [_code(1, "0201022"), _code(2, "9901011")],
    )

    assert directory.codes_of("gmina") == ("0201022",)
    assert directory.codes_of("gmina", fictional=True) == ("0201022", "9901011")


def test_an_unknown_number_is_nan_and_never_zero() -> None:
    directory = UnitDirectory([_row(1, "gmina")], [_code(1, "0201022")])

    assert np.isnan(directory.population[0])
    assert np.isnan(directory.lon[0])


def test_an_empty_directory_has_no_units_and_no_hits() -> None:
    directory = UnitDirectory([], [])

    assert len(directory) == 0
    assert directory.positions("gmina").tolist() == []
    assert directory.search("Łódź") == []


def test_units_are_values() -> None:
    unit = UnitDirectory([_row(1, "gmina")], [_code(1, "0201022")]).units[0]

    assert replace(unit) == unit
