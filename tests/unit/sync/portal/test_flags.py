"""Official flags as ours: by what their names say, never guessed."""

import numpy as np
import pytest

from smup.flags import Flag
from smup.sync.portal.flags import UNKNOWN, flag_of_name, read_flags
from tests.unit.sync.portal.answered import Answered


@pytest.mark.parametrize(
    ("name", "flag"),
    [
        ("Zjawisko wystąpiło", Flag.OCCURRED),
        ("ZJAWISKO  NIE WYSTĄPIŁO", Flag.DID_NOT_OCCUR),
        ("Brak informacji, konieczność zachowania tajemnicy statystycznej", Flag.MISSING),
        ("Brak informacji", Flag.MISSING),
        ("Tajemnica statystyczna", Flag.SECRET),
        ("Zjawisko wystąpiło, wielkość mniejsza od przyjętego formatu", Flag.BELOW_FORMAT),
        ("Wypełnienie pozycji jest niemożliwe lub niecelowe", Flag.NOT_APPLICABLE),
        ("Dane jeszcze niedostępne", Flag.NOT_YET_PUBLISHED),
        ("Dane korygowane", None),
        ("?", None),
    ],
)
def test_names_say_the_kind_of_value(name: str, flag: Flag | None) -> None:
    assert flag_of_name(name) == flag


def test_ids_of_the_dictionary_are_found_and_others_are_named(answered: Answered) -> None:
    answered.flags((1, "Zjawisko wystąpiło"), ("5", "Brak informacji"), (7, "Dane korygowane"))
    flags = read_flags(answered.store)
    found = flags.find(np.array([5, 1, 7, 99, 5]))
    assert found.tolist() == [Flag.MISSING, Flag.OCCURRED, UNKNOWN, UNKNOWN, Flag.MISSING]
    assert flags.reason(7) == "Nieznana flaga: „Dane korygowane” (id-flaga 7)"
    assert flags.reason(99) == "Nieznana flaga: id-flaga 99"


def test_the_name_decides_and_not_the_number(answered: Answered) -> None:
    answered.flags((1, "Zjawisko nie wystąpiło"))
    assert read_flags(answered.store).find(np.array([1])).tolist() == [Flag.DID_NOT_OCCUR]


def test_without_a_dictionary_only_ids_seen_in_public_imports_are_known(
    answered: Answered,
) -> None:
    found = read_flags(answered.store).find(np.array([1, 2, 3, 5]))
    assert found.tolist() == [Flag.OCCURRED, Flag.DID_NOT_OCCUR, UNKNOWN, Flag.MISSING]
    assert read_flags(answered.store).find(np.empty(0, dtype=np.int64)).tolist() == []
