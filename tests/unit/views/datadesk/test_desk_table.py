"""The table in its three layouts against numbers worked out by hand, on both engines."""

import pytest
from sqlalchemy import Engine

from smup.repository import Repository
from smup.tabular import Cell
from smup.views.datadesk.selection import select_desk
from smup.views.datadesk.table import count_rows, desk_rows, desk_table
from tests import builders, desk_country
from tests.desk_country import EXAMPLE, JONIEC, KIDS, MONEY, NOTE, PLONSK, WROCLAW
from tests.poured import Pour
from tests.unit.views.datadesk.conftest import Choose, cells, records

BOTH = f"{KIDS}.{MONEY}"
EVERYTHING = "rodzaj.powiat.wojewodztwo.ludnosc.powod.zmiana.miejsce.grupa.uwaga.zrodlo"
Record = dict[str, Cell]


def by_place(rows: list[Record]) -> dict[tuple[Cell, Cell, Cell], Record]:
    """Return rows of the long table by indicator, unit and year."""
    return {(row["indicator"], row["teryt"], row["year"]): row for row in rows}


def test_wide_a_row_a_unit(engine: Engine, pour: Pour) -> None:
    pour(engine, desk_country.fill)
    repository = Repository(engine)
    query = {"ind": BOTH, "years": "2020-2021", "kolumny": "powod"}
    table = desk_table(repository, select_desk(repository, query, lang="pl"))
    assert [column.key for column in table.columns] == [
        "teryt", "unit",
        "EDU-PRZ-01@2020", "EDU-PRZ-01@2020:flag", "EDU-PRZ-01@2021", "EDU-PRZ-01@2021:flag",
        "FIN-DO-01@2020", "FIN-DO-01@2020:flag", "FIN-DO-01@2021", "FIN-DO-01@2021:flag",
    ]  # fmt: skip
    assert [column.name for column in table.columns][:4] == [
        "teryt", "jednostka", "EDU-PRZ-01_2020", "EDU-PRZ-01_2020_znacznik",
    ]  # fmt: skip
    assert table.columns[2].title == "Odsetek dzieci w przedszkolach, 2020"
    assert (table.columns[2].unit, table.columns[2].decimals) == ("%", 1)
    assert cells(table) == [
        [WROCLAW, "Wrocław", None, "missing", 93.5, "occurred",
         200.0, "occurred", None, "missing"],
        [PLONSK, "Płońsk", 81.25, "occurred", 85.0, "occurred",
         110.0, "occurred", 90.0, "occurred"],
        [JONIEC, "Joniec", None, "secret", 0.0, "did-not-occur",
         50.0, "occurred", 90.0, "occurred"],
    ]  # fmt: skip


def test_by_year_a_row_a_unit_and_year(engine: Engine, pour: Pour) -> None:
    pour(engine, desk_country.fill)
    repository = Repository(engine)
    query = {"ind": BOTH, "years": "2021-2022", "kolumny": "powod", "uklad": "lata"}
    table = desk_table(repository, select_desk(repository, query, lang="en"))
    assert [column.name for column in table.columns] == [
        "teryt", "unit", "year", "EDU-PRZ-01", "EDU-PRZ-01_flag", "FIN-DO-01", "FIN-DO-01_flag",
    ]  # fmt: skip
    assert cells(table) == [
        [WROCLAW, "Wrocław", 2021, 93.5, "occurred", None, "missing"],
        [WROCLAW, "Wrocław", 2022, None, "missing", 210.0, "occurred"],
        [PLONSK, "Płońsk", 2021, 85.0, "occurred", 90.0, "occurred"],
        [PLONSK, "Płońsk", 2022, None, "not-yet-published", 99.0, "occurred"],
        [JONIEC, "Joniec", 2021, 0.0, "did-not-occur", 90.0, "occurred"],
        [JONIEC, "Joniec", 2022, None, "missing", None, "secret"],
    ]


def test_long_a_row_a_value_with_every_option(engine: Engine, pour: Pour) -> None:
    pour(engine, desk_country.fill)
    repository = Repository(engine)
    query = {"ind": BOTH, "years": "2020-2022", "kolumny": EVERYTHING, "uklad": "dlugi"}
    chosen = select_desk(repository, {**query, "units": f"{PLONSK}.{EXAMPLE}"}, lang="pl")
    rows = records(repository, chosen)
    assert list(rows[0]) == [
        "indicator", "indicator_name", "teryt", "unit", "kind", "powiat", "voivodeship",
        "population", "year", "value", "unit_of_measure", "flag", "change", "change_unit",
        "rank", "q1", "median", "q3", "note", "source",
    ]  # fmt: skip
    assert [(row["indicator"], row["year"], row["teryt"]) for row in rows] == [
        (indicator, year, unit)
        for indicator in (KIDS, MONEY)
        for year in (2020, 2021, 2022)
        for unit in (PLONSK, EXAMPLE)
    ]
    found = by_place(rows)
    assert list(found[MONEY, PLONSK, 2021].values()) == [
        MONEY, "Dochody na mieszkańca", PLONSK, "Płońsk", "gm. miejska", "płoński", "mazowieckie",
        21000, 2021, 90.0, "zł", "occurred", None, "%", 1, 90.0, 90.0, 90.0, NOTE, "Rb-27S",
    ]  # fmt: skip
    assert list(found[MONEY, EXAMPLE, 2022].values())[6:] == [
        None, 5000, 2022, 120.0, "zł", "occurred", None, "%", None, 126.75, 154.5, 182.25, None,
        "Rb-27S",
    ]  # fmt: skip


def test_changes_ranks_and_quartiles(desk: Repository, choose: Choose) -> None:
    chosen = choose(ind=BOTH, years="2019-2022", kolumny="zmiana.miejsce.grupa", uklad="dlugi")
    found = by_place(records(desk, chosen))
    changes = {key: row["change"] for key, row in found.items() if row["change"] is not None}
    assert changes == {  # none across the break in 2021, or without a year before
        (MONEY, JONIEC, 2020): 50.0,  # 0 -> 50 zł: no percentage of zero
        (KIDS, PLONSK, 2021): 3.8,  # 85 - 81.25 = 3.75 percentage points
        (MONEY, PLONSK, 2020): 10.0,  # 100 -> 110
        (MONEY, PLONSK, 2022): 10.0,  # 90 -> 99
    }
    assert {row["change_unit"] for row in found.values() if row["indicator"] == KIDS} == {
        "pkt proc."
    }
    units = {key[1:]: row["change_unit"] for key, row in found.items() if key[0] == MONEY}
    assert units[JONIEC, 2020] == "zł"
    assert {unit for key, unit in units.items() if key != (JONIEC, 2020)} == {"%"}
    wide = records(desk, choose(ind=MONEY, years="2020", kolumny="zmiana"))
    wide_changes = {row["teryt"]: row[f"{MONEY}@2020:change"] for row in wide}
    assert (wide_changes[PLONSK], wide_changes[JONIEC]) == (10.0, None)  # all in per cent
    ranks = {key[1:]: row["rank"] for key, row in found.items() if key[0] == MONEY and row["rank"]}
    assert ranks == {  # the least is the best; equal values share a place
        (PLONSK, 2019): 2,
        (JONIEC, 2019): 1,
        (JONIEC, 2020): 1,
        (PLONSK, 2020): 2,
        (WROCLAW, 2020): 3,
        (PLONSK, 2021): 1,
        (JONIEC, 2021): 1,
        (PLONSK, 2022): 1,
        (WROCLAW, 2022): 2,
    }
    row = found[MONEY, JONIEC, 2022]
    assert (row["q1"], row["median"], row["q3"]) == (126.75, 154.5, 182.25)


def test_places_do_not_depend_on_the_chosen_units(desk: Repository, choose: Choose) -> None:
    chosen = choose(ind=MONEY, units=WROCLAW, years="2020", kolumny="miejsce.grupa", uklad="dlugi")
    assert [(row["rank"], row["median"]) for row in records(desk, chosen)] == [(3, 110.0)]


def test_quartiles_are_those_of_my_group(desk: Repository, choose: Choose) -> None:
    chosen = choose(
        ind=MONEY, unit=PLONSK, group="wlasna", own=WROCLAW, years="2022",
        kolumny="grupa", uklad="dlugi",
    )  # fmt: skip
    # Of 99 and 210: a quarter of the way, half of it, three quarters.
    assert {(row["q1"], row["median"], row["q3"]) for row in records(desk, chosen)} == {
        (126.75, 154.5, 182.25)
    }


def test_a_unit_without_the_task_is_told_from_one_without_data(
    desk: Repository, choose: Choose
) -> None:
    chosen = choose(ind=KIDS, level="powiat", years="2020-2021", kolumny="powod", uklad="lata")
    assert [list(row.values()) for row in records(desk, chosen)] == [
        ["0264", "Wrocław", 2021, 93.5, "occurred"],
        ["1420", "powiat płoński", 2021, 79.0, "occurred"],
    ]
    chosen = choose(ind=f"EDU-SPP-01.{KIDS}", level="gmina", years="all", uklad="dlugi")
    assert {row["flag"] for row in records(desk, chosen)} == {
        "occurred", "missing", "secret", "did-not-occur",
    }  # fmt: skip
    both = choose(ind=f"EDU-SPP-01.{KIDS}", level="powiat", uklad="dlugi", kolumny="powod")
    found = by_place(records(desk, both))
    assert found["EDU-SPP-01", "0264", 2021]["flag"] == "missing"


def test_a_gmina_task_without_a_row_in_a_powiat_does_not_apply(engine: Engine, pour: Pour) -> None:
    pour(engine, desk_country.fill)
    with engine.begin() as connection:
        builders.unit(connection, "1421", name="pruszkowski", parent=2)
    repository = Repository(engine)
    query = {"ind": KIDS, "level": "powiat", "kolumny": "powod"}
    rows = records(repository, select_desk(repository, query, lang="pl"))
    assert {row["teryt"]: row[f"{KIDS}@2021:flag"] for row in rows} == {
        "0264": "occurred",
        "1420": "occurred",
        "1421": "not-applicable",
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"wiersze": "z-wartoscia"}, [(WROCLAW, 2022), (PLONSK, 2021), (PLONSK, 2022),
                                      (JONIEC, 2021)]),
        ({"wiersze": "puste"}, [(WROCLAW, 2021), (JONIEC, 2022)]),
        ({"filtr": "FIN-DO-01~90~99"}, [(PLONSK, 2021), (PLONSK, 2022), (JONIEC, 2021)]),
        ({"filtr": "FIN-DO-01~~98.5"}, [(PLONSK, 2021), (JONIEC, 2021)]),
        ({"filtr": "year~2022~_FIN-DO-01~0~"}, [(WROCLAW, 2022), (PLONSK, 2022)]),
        ({"filtr": "FIN-DO-01:rank~2~"}, [(WROCLAW, 2022)]),
        ({"filtr": "population~~3000"}, [(JONIEC, 2021), (JONIEC, 2022)]),
        ({"sort": "FIN-DO-01"}, [(PLONSK, 2021), (JONIEC, 2021), (PLONSK, 2022),
                                 (WROCLAW, 2022), (WROCLAW, 2021), (JONIEC, 2022)]),
        ({"sort": "-FIN-DO-01"}, [(WROCLAW, 2022), (PLONSK, 2022), (PLONSK, 2021),
                                  (JONIEC, 2021), (WROCLAW, 2021), (JONIEC, 2022)]),
        ({"sort": "unit"}, [(JONIEC, 2021), (JONIEC, 2022), (PLONSK, 2021), (PLONSK, 2022),
                            (WROCLAW, 2021), (WROCLAW, 2022)]),
        ({"sort": "-teryt"}, [(JONIEC, 2021), (JONIEC, 2022), (PLONSK, 2021), (PLONSK, 2022),
                              (WROCLAW, 2021), (WROCLAW, 2022)]),
        ({"sort": "-year"}, [(WROCLAW, 2022), (PLONSK, 2022), (JONIEC, 2022), (WROCLAW, 2021),
                             (PLONSK, 2021), (JONIEC, 2021)]),
        ({"sort": "FIN-DO-01:note"}, [(PLONSK, 2021), (WROCLAW, 2021), (WROCLAW, 2022),
                                      (PLONSK, 2022), (JONIEC, 2021), (JONIEC, 2022)]),
        ({"sort": "FIN-DO-01:flag", "filtr": "year~2022~2022"},
         [(WROCLAW, 2022), (PLONSK, 2022), (JONIEC, 2022)]),
        ({"sort": "-FIN-DO-01:change", "wiersze": "z-wartoscia"},
         [(PLONSK, 2022), (WROCLAW, 2022), (PLONSK, 2021), (JONIEC, 2021)]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("layout", ["lata", "dlugi"])
def test_rows_are_filtered_and_sorted_alike_in_two_layouts(
    desk: Repository,
    choose: Choose,
    layout: str,
    query: dict[str, str],
    expected: list[tuple[str, int]],
) -> None:
    if layout == "dlugi":  # there the indicator is no part of the key
        query = {
            key: text.replace("FIN-DO-01:", "").replace("FIN-DO-01", "value")
            for key, text in query.items()
        }
    chosen = choose(ind=MONEY, years="2021-2022", kolumny=EVERYTHING, uklad=layout, **query)
    assert chosen.problems == ()
    if layout == "dlugi" and "sort" not in query:  # year after year, in it unit after unit
        expected = sorted(expected, key=lambda place: place[1])
    assert [(row["teryt"], row["year"]) for row in records(desk, chosen)] == expected
    assert count_rows(desk, chosen) == len(expected)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"wiersze": "puste"}, [EXAMPLE]),
        ({"wiersze": "z-wartoscia"}, [WROCLAW, PLONSK, JONIEC]),
        ({"sort": "-EDU-PRZ-01@2021"}, [WROCLAW, PLONSK, JONIEC, EXAMPLE]),
        ({"sort": "EDU-PRZ-01@2020"}, [PLONSK, WROCLAW, JONIEC, EXAMPLE]),
        ({"filtr": "EDU-PRZ-01@2021~0~90"}, [PLONSK, JONIEC]),
        ({"sort": "kind"}, [PLONSK, EXAMPLE, JONIEC, WROCLAW]),
        ({"sort": "voivodeship"}, [WROCLAW, PLONSK, JONIEC, EXAMPLE]),
    ],
)
def test_the_wide_table_is_filtered_and_sorted(
    desk: Repository, choose: Choose, query: dict[str, str], expected: list[str]
) -> None:
    everyone = f"{PLONSK}.{JONIEC}.{WROCLAW}.{EXAMPLE}"
    chosen = choose(ind=KIDS, units=everyone, years="all", kolumny=EVERYTHING, **query)
    assert chosen.problems == ()
    assert [row["teryt"] for row in records(desk, chosen)] == expected


def test_no_indicator_is_no_row(desk: Repository, choose: Choose) -> None:
    for layout in ("szeroki", "lata", "dlugi"):
        chosen = choose(uklad=layout, sort="teryt")
        assert records(desk, chosen) == []
        assert desk_rows(desk, chosen, start=0, count=10) == []
        assert count_rows(desk, chosen) == 0
