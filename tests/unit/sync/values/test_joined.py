"""What stands for a unit when several rows are about it."""

import numpy as np

from smup.flags import Flag
from smup.sync.portal.joined import ALL, CITY, GMINA, join
from smup.sync.portal.translate import ROW, Rows

OCCURRED, MISSING = int(Flag.OCCURRED), int(Flag.MISSING)
NONE = float("nan")


def rows(*given: tuple[int, float, int, int], role: int = ALL, **marks: bool) -> Rows:
    """Return rows of (unit, value, flag, origin)."""
    made = np.zeros(len(given), dtype=ROW)
    for place, (unit, value, flag, origin) in enumerate(given):
        made[place]["unit_id"], made[place]["value"] = unit, value
        made[place]["flag"], made[place]["origin"] = flag, origin
    made["role"] = role
    for name, mark in marks.items():
        made[name] = mark
    return made


def told(found: Rows) -> list[tuple[int, float]]:
    return [(int(row["unit_id"]), float(row["value"])) for row in found]


def test_equal_rows_are_one() -> None:
    found = join([rows((7, 2.5, OCCURRED, 201011), (7, 2.5, OCCURRED, 201011))])
    assert (told(found.rows), found.repeated, found.refused) == ([(7, 2.5)], 1, ())


def test_contradictory_rows_are_refused_and_others_stay() -> None:
    found = join([rows((7, 2.5, OCCURRED, 1), (7, 3.5, OCCURRED, 1), (8, 1.0, OCCURRED, 2))])
    assert told(found.rows) == [(8, 1.0)]
    assert [one.unit_id for one in found.refused] == [7, 7]


def test_former_code_without_a_number_gives_way_to_the_present_one() -> None:
    found = join([rows((7, NONE, MISSING, 606082), (7, 3.0, OCCURRED, 606083))])
    assert (told(found.rows), found.repeated) == ([(7, 3.0)], 1)


def test_gmina_row_of_a_city_stands_before_its_powiat_row() -> None:
    found = join([rows((7, 9.0, OCCURRED, 264000), (7, 3.0, OCCURRED, 264011), role=ALL)])
    assert told(found.rows) == [(7, 3.0)]
    assert len(found.refused) == 1


def test_of_a_pair_each_half_speaks_for_its_own_units() -> None:
    gminas = rows((1, 10.0, OCCURRED, 1), role=GMINA)
    city_among_gminas = rows((2, 11.0, OCCURRED, 2), role=GMINA, city=True)
    cities = rows((2, 20.0, OCCURRED, 2), role=CITY, city=True)
    gmina_among_cities = rows((1, 21.0, OCCURRED, 1), role=CITY)
    found = join([gminas, city_among_gminas, cities, gmina_among_cities])
    assert (told(found.rows), found.repeated) == ([(1, 10.0), (2, 20.0)], 2)


def test_number_of_either_half_stands_before_an_empty() -> None:
    empty = rows((2, NONE, MISSING, 2), role=CITY, city=True)
    number = rows((2, 11.0, OCCURRED, 2), role=GMINA, city=True)
    assert told(join([empty, number]).rows) == [(2, 11.0)]


def test_sums_of_a_pair_are_left_out_and_those_of_one_indicator_kept() -> None:
    voivodeship = rows((5, 10.0, OCCURRED, 200000), role=GMINA, aggregate=True)
    found = join([voivodeship])
    assert (told(found.rows), found.halves) == ([], 1)
    alone = rows((5, 10.0, OCCURRED, 200000), aggregate=True)
    assert told(join([alone]).rows) == [(5, 10.0)]
