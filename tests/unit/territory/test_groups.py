from collections import Counter

import pytest

from smup.errors import UnknownCodeError
from smup.territory.directory import UnitDirectory
from smup.territory.groups import (
    GROUP_KINDS_OF_LEVEL,
    compared_with,
    group_code,
    group_codes,
    group_label,
    members,
    size_class,
)
from smup.territory.naming import adjective_genitive


@pytest.mark.parametrize(
    ("population", "level", "size"),
    [
        (4_999, "gmina", 1),
        (5_000, "gmina", 2),
        (9_999, "gmina", 2),
        (10_000, "gmina", 3),
        (49_999, "gmina", 4),
        (50_000, "gmina", 5),
        (100_000, "gmina", 6),
        (59_999, "powiat", 1),
        (60_000, "powiat", 2),
        (150_000, "powiat", 4),
        (None, "gmina", None),
        (5_000, "wojewodztwo", None),
    ],
)
def test_a_size_class_excludes_its_upper_limit(
    population: int | None, level: str, size: int | None
) -> None:
    assert size_class(population, level) == size


def test_every_gmina_is_in_one_group_of_each_kind(poland: UnitDirectory) -> None:
    codes = group_codes(poland, "gmina")

    assert set(codes) == set(GROUP_KINDS_OF_LEVEL["gmina"]) - {"miasta"}
    for kind, values in codes.items():
        assert len(values) == 2477
        empty = sum(value is None for value in values)
        # No typology is loaded; cities with powiat rights lie in no powiat.
        assert empty == {"powiat": 66, "typ": 2477}.get(kind, 0)


def test_kinds_of_gminas_count_as_in_the_register(poland: UnitDirectory) -> None:
    assert Counter(group_codes(poland, "gmina")["rodzaj"]) == {
        "rodzaj:miejska": 236,
        "rodzaj:wiejska": 1464,
        "rodzaj:miejsko-wiejska": 711,
        "rodzaj:miasto-na-prawach-powiatu": 66,
    }


def test_powiats_and_cities_are_kept_apart_at_level_powiat(poland: UnitDirectory) -> None:
    assert Counter(group_codes(poland, "powiat")["rodzaj"]) == {
        "rodzaj:powiat": 314,
        "rodzaj:miasto-na-prawach-powiatu": 66,
    }


def test_voivodeships_are_compared_with_the_country_only(poland: UnitDirectory) -> None:
    assert list(group_codes(poland, "wojewodztwo")) == ["kraj"]
    assert group_codes(poland, "kraj") == {}


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("kraj", "kraj"),
        ("wojewodztwo", "wojewodztwo:14"),
        ("powiat", "powiat:1420"),
        ("rodzaj", "rodzaj:miejska"),
        ("wielkosc", "wielkosc:4"),
        ("podobne", "podobne:miejska-4"),
    ],
)
def test_the_groups_of_plonsk(poland: UnitDirectory, kind: str | None, code: str) -> None:
    plonsk = poland.by_code("1420011")

    assert group_code(poland, plonsk, level="gmina", kind=kind) == code
    assert compared_with(poland, plonsk, level="gmina", kind=kind) == code
    assert plonsk.position in members(poland, "gmina", code)


def test_members_are_ordered_by_code_and_complete(poland: UnitDirectory) -> None:
    codes = [poland.units[position].teryt for position in members(poland, "gmina", "powiat:1420")]

    assert len(codes) == 12
    assert codes == sorted(codes)
    assert {code[:4] for code in codes} == {"1420"}


@pytest.mark.parametrize(
    "code", ["wojewodztwo:99", "powiat:0265", "", "nic", "podobne:", "x" * 5_000, "rodzaj:powiat"]
)
def test_an_unknown_group_is_an_error(poland: UnitDirectory, code: str) -> None:
    with pytest.raises(UnknownCodeError, match="grupy"):
        members(poland, "gmina", code)


@pytest.mark.parametrize(
    ("name", "genitive"),
    [
        ("płoński", "płońskiego"),
        ("warszawski zachodni", "warszawskiego zachodniego"),
        ("przykładowy", "przykładowego"),
    ],
)
def test_names_of_powiats_take_the_ending_of_adjectives(name: str, genitive: str) -> None:
    assert adjective_genitive(name) == genitive


@pytest.mark.parametrize(
    ("code", "pl", "en"),
    [
        ("kraj", "Polska", "Poland"),
        ("wojewodztwo:14", "województwo mazowieckie", "mazowieckie voivodeship"),
        ("powiat:1006", "gminy powiatu łódzkiego wschodniego", "gminas of łódzki wschodni powiat"),
        ("rodzaj:wiejska", "gminy wiejskie", "rural gminas"),
        ("wielkosc:3", "gminy, 10–20 tys. mieszkańców", "gminas, 10–20 thousand inhabitants"),
        (
            "podobne:miejska-4",
            "gminy miejskie, 20–50 tys. mieszkańców",
            "urban gminas, 20–50 thousand inhabitants",
        ),
    ],
)
def test_groups_in_words(poland: UnitDirectory, code: str, pl: str, en: str) -> None:
    label = group_label(poland, code, level="gmina")

    assert label.replace("\N{NO-BREAK SPACE}", " ") == pl
    assert group_label(poland, code, level="gmina", lang="en") == en


def test_a_label_may_carry_the_number_of_units(poland: UnitDirectory) -> None:
    assert group_label(poland, "rodzaj:wiejska", level="gmina", n=1464) == "gminy wiejskie (1464)"


@pytest.mark.parametrize("code", ["", "nic", "rodzaj:zielona", "wielkosc:9", "podobne:miejska"])
def test_a_label_of_no_group_is_an_error(poland: UnitDirectory, code: str) -> None:
    with pytest.raises(UnknownCodeError):
        group_label(poland, code, level="gmina")
