"""What holds for every table: long is wide melted, a page is a slice, a link repeats the table."""

from urllib.parse import parse_qsl

from hypothesis import given, settings
from hypothesis import strategies as st

from smup.repository import Repository
from smup.tabular import Cell
from smup.views.datadesk.selection import select_desk
from smup.views.datadesk.table import count_rows, desk_rows, desk_table
from tests.desk_country import EXAMPLE, JONIEC, KIDS, MONEY, PLONSK, WROCLAW
from tests.unit.views.datadesk.conftest import cells, records

EVERY_OPTION = (
    "rodzaj", "powiat", "wojewodztwo", "ludnosc",
    "powod", "zmiana", "miejsce", "grupa", "uwaga", "zrodlo",
)  # fmt: skip
PARTS = ("flag", "change", "rank", "q1", "median", "q3", "note")
OF_VALUES = "powod.zmiana.miejsce.grupa.uwaga"
chosen_units = st.one_of(
    st.fixed_dictionaries({}),
    st.sampled_from(
        [
            {"units": f"{JONIEC}.{EXAMPLE}"},
            {"gdzie": "1420"},
            {"unit": JONIEC, "group": "powiat"},
            {"unit": PLONSK},
            {"szukaj": "wro"},
        ]
    ),
)
what = st.fixed_dictionaries(
    {
        "ind": st.sampled_from([KIDS, MONEY, f"{KIDS}.{MONEY}", f"{MONEY}.{KIDS}"]),
        "years": st.sampled_from(["2020", "2019-2022", "2021-2022", "latest", "all"]),
    }
)
shape = st.fixed_dictionaries(
    {
        "uklad": st.sampled_from(["szeroki", "lata", "dlugi"]),
        "wiersze": st.sampled_from(["wszystkie", "z-wartoscia", "puste"]),
        "kolumny": st.sets(st.sampled_from(EVERY_OPTION)).map(lambda one: ".".join(sorted(one))),
        "sort": st.sampled_from(["", "teryt", "-unit", "-year", "population", "value", "-rank"]),
        "filtr": st.sampled_from(["", "year~2021~", "value~0~95", "population~3000~"]),
    }
)


@given(what, chosen_units)
@settings(max_examples=15)
def test_the_long_table_is_the_wide_one_melted(
    desk: Repository, asked: dict[str, str], units: dict[str, str]
) -> None:
    query = {**asked, **units, "kolumny": OF_VALUES}
    melted: dict[tuple[Cell, str, int], dict[str, Cell]] = {}
    for row in records(desk, select_desk(desk, {**query, "uklad": "szeroki"}, lang="pl")):
        for key, cell in row.items():
            if "@" in key:
                place, _, part = key.partition(":")
                code, _, year = place.partition("@")
                melted.setdefault((row["teryt"], code, int(year)), {})[part or "value"] = cell
    long = {
        (row["teryt"], str(row["indicator"]), int(row["year"] or 0)): {
            part: None if part == "change" and row["change_unit"] == "zł" else row[part]
            for part in ("value", *PARTS)
        }
        for row in records(desk, select_desk(desk, {**query, "uklad": "dlugi"}, lang="pl"))
    }
    # Per cent stand at the head of a wide column, so a change from zero, in zł, has no place there.
    assert long == melted
    by_year = {
        (row["teryt"], code, row["year"]): {
            part: row[code if part == "value" else f"{code}:{part}"] for part in ("value", *PARTS)
        }
        for row in records(desk, select_desk(desk, {**query, "uklad": "lata"}, lang="pl"))
        for code in asked["ind"].split(".")
    }
    # Years that are another indicator's own have an empty place in the table by years.
    assert {key: cell for key, cell in by_year.items() if cell["flag"] is not None} == melted


@given(what, chosen_units, shape, st.integers(0, 20), st.integers(0, 20))
@settings(max_examples=30)
def test_a_page_is_a_slice_of_the_table(
    desk: Repository,
    asked: dict[str, str],
    units: dict[str, str],
    shaped: dict[str, str],
    start: int,
    count: int,
) -> None:
    chosen = select_desk(desk, {**asked, **units, **shaped}, lang="pl")
    table = desk_table(desk, chosen)
    rows = cells(table)
    assert len(rows) == table.rows == count_rows(desk, chosen)
    assert desk_rows(desk, chosen, start=start, count=count) == rows[start : start + count]
    again = select_desk(desk, dict(parse_qsl(chosen.state.to_query())), lang="pl")
    assert again.state == chosen.state
    assert cells(desk_table(desk, again)) == rows


def test_rows_before_the_first_and_after_the_last_are_none(desk: Repository) -> None:
    chosen = select_desk(desk, {"ind": KIDS, "units": f"{PLONSK}.{WROCLAW}"}, lang="pl")
    assert len(desk_rows(desk, chosen, start=-5, count=100)) == 2
    assert desk_rows(desk, chosen, start=2, count=5) == []
    assert desk_rows(desk, chosen, start=0, count=-1) == []
