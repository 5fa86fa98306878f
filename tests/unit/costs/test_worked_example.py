"""The worked example of docs/cost-of-service.md: from its rows to every number, to the grosz."""

import re
from pathlib import Path

import numpy as np
import pytest

from smup.costs.differences import Drivers, Effect, decompose, logarithmic_mean
from smup.costs.expected import by_median
from smup.costs.keys import Keys, combinations
from smup.costs.method import (
    capital_part,
    depreciation,
    entity_part,
    gross,
    interval,
    net,
    per_output,
    rank_interval,
    shared_part,
    unit_costs,
)
from smup.costs.prices import factor
from smup.costs.what_if import Change, outcome
from tests.worked_example import (
    DICTIONARY,
    SERVICE,
    USUAL,
    YEAR,
    computed,
    document,
    example,
    group,
    spending,
    told,
)

AMOUNT = r"\d[\d,]*\.\d\d\b"


def test_every_row_of_spending_stands_once() -> None:
    whole = sum(row[4] for row in spending() if row[1] == YEAR)
    assert told(whole / 100) == "34,246,223.67"
    parts = "13,986,641.63 1,831,225.60 4,875,803.60 655,200.00 240,000.00 467,210.50 "
    parts += "3,593,981.37 8,222,758.20 55,000.00 318,402.77"
    assert sum(int(re.sub(r"[,.]", "", part)) for part in parts.split()) == whole
    assert " + ".join(parts.split()) in document()


@pytest.mark.parametrize(
    ("chapters", "amount"),
    [
        ("75023", "4,265,234.00"),
        ("75085", "610,569.60"),
        ("80195 85502 90002 92116", "8,222,758.20"),
        ("80101 80104 80107 80195 85502 90002 92116", "26,270,591.70"),
    ],
)
def test_sums_of_current_spending_without_the_pool(chapters: str, amount: str) -> None:
    left_out = {"4010", "4040", "4170"}
    rows = [
        zloty
        for _, year, chapter, paragraph, zloty in spending()
        if year == YEAR
        and chapter in chapters.split()
        and paragraph[0] in "34"
        and not (chapter == "80101" and paragraph in left_out)
    ]
    rows += [row[4] for row in spending() if row[2:4] == ("92116", "2480") and "92116" in chapters]
    assert told(sum(rows) / 100) == amount


@pytest.mark.parametrize(
    ("name", "year", "amount"),
    [
        ("Budynek", 2023, "160,000.00"),
        ("Sala", 2023, "53,750.00"),
        ("Pracownie", 2023, "55,350.00"),
        ("Pracownie", 2024, "18,450.00"),
        ("Kot", 2023, "6,720.00"),
        ("Kot", 2024, "1,920.00"),
        ("Autobus", 2023, "0.00"),
    ],
)
def test_depreciation_of_each_asset(name: str, year: int, amount: str) -> None:
    [asset] = [one for one in example()["assets"] if one["name"].startswith(name)]
    first, last = (np.array([asset.get(end, 9999)]) for end in ("first_year", "last_year"))
    value, rate = np.array([float(asset["value"])]), np.array([asset["rate"]])
    assert told(depreciation(value, rate, first, last, year=year)[0]) == amount


@pytest.mark.parametrize(
    ("column", "amount"),
    [
        ("direct", "13,986,641.63"),
        ("pay", "12,374,542.14"),
        ("entity_pool", "1,831,225.60"),
        ("shared_pool", "4,875,803.60"),
        ("grants_out", "655,200.00"),
        ("entity_posts", "1,617,582.61"),
        ("entity_hours", "1,597,235.66"),
        ("entity_cases", "1,593,166.27"),
        ("shared_posts", "1,755,289.30"),
        ("shared_area", "1,365,225.01"),
        ("shared_direct", "2,595,910.99"),
        ("capital_depreciation", "275,820.00"),
        ("capital_average", "122,200.00"),
        ("fees", "48,210.00"),
        ("sales", "36,000.00"),
        ("targeted", "120,415.36"),
    ],
)
def test_parts_of_the_cost(column: str, amount: str) -> None:
    assert told(computed()[column]) == amount


def test_counts_and_warnings() -> None:
    row = computed()
    counts = (row["output"], row["resource"], row["facilities"], row["posts"])
    assert counts == (1012, 56, 4, 126)
    assert (row["capital_years"], row["warnings"]) == (3, 0)
    incomes = row["fees"] + row["sales"] + row["targeted"]
    assert told(incomes) == "204,625.36"


def test_other_services_of_the_example() -> None:
    assert told(computed("swietlice-szkolne")["direct"]) == "467,210.50"
    assert told(computed("wychowanie-przedszkolne")["direct"]) == "3,593,981.37"


def test_the_reader_s_own_share_of_the_entities() -> None:
    own = Keys(entity="wlasny", shared="etaty", capital="zuzycie", entity_share=35.5)
    assert told(entity_part(group(), own)[0]) == "650,085.09"


def test_gross_net_and_unit_cost() -> None:
    assert USUAL.to_text() == "etaty_etaty_zuzycie"
    amounts = (gross(group(), USUAL), net(group(), USUAL))
    assert [told(amount[0]) for amount in amounts] == ["18,290,533.54", "18,085,908.18"]
    by_pupil = [told(per_output(amount, group())[0]) for amount in amounts]
    assert by_pupil == ["18,073.65", "17,871.45"]


def test_without_capital() -> None:
    keys = Keys(entity="etaty", shared="etaty", capital="bez")
    amount = gross(group(), keys)
    assert told(amount[0]) == "18,014,713.54"
    assert told(per_output(amount, group())[0]) == "17,801.10"


@pytest.mark.parametrize(("base", "amount"), [(2024, "18,724.30"), (2021, "14,181.91")])
def test_constant_prices(base: int, amount: str) -> None:
    rate = factor(DICTIONARY.prices, year=YEAR, base=base)
    assert rate is not None
    assert told(rate * per_output(gross(group(), USUAL), group())[0]) == amount


def test_intervals_and_places_of_the_group() -> None:
    combos = combinations(SERVICE)
    matrix = unit_costs(group(), combos)
    assert matrix.shape == (18, 5)
    low, high = interval(matrix)
    first, last = rank_interval(matrix)
    rows = [
        (told(matrix[0, at]), told(low[at]), told(high[at]), first[at], last[at]) for at in range(5)
    ]
    assert rows == [
        ("18,073.65", "17,512.29", "18,904.30", 1, 2),
        ("17,781.65", "17,653.89", "18,449.48", 1, 2),
        ("22,604.48", "22,253.73", "23,395.52", 4, 4),
        ("25,540.77", "25,510.73", "26,566.52", 5, 5),
        ("18,578.12", "18,445.31", "19,398.44", 3, 3),
    ]
    ends = [combos[int(at)].to_text() for at in (matrix[:, 0].argmin(), matrix[:, 0].argmax())]
    assert ends == ["sprawy_m2_srednia", "etaty_udzial_zuzycie"]


def test_expected_by_the_median() -> None:
    actual = per_output(gross(group(), USUAL), group())
    output = group().output
    found = by_median(actual, output, np.ones(5, dtype=bool))
    assert told(found.value[0]) == "18,578.12"
    assert told(found.difference[0]) == "−510,528.96"
    assert told(100 * found.deviation[0]) == "−2.72"
    assert told(float(found.value @ output)) == "58,483,937.50"
    assert told(float(actual @ output)) == "60,528,533.54"


def drivers(units: slice) -> Drivers:
    costs = group()
    pay = costs.pay + entity_part(costs, USUAL)
    other = costs.direct - costs.pay + shared_part(costs, USUAL)
    columns = (
        pay,
        costs.posts,
        costs.resource,
        costs.output,
        other,
        capital_part(costs, USUAL),
        costs.grants_out,
    )
    return Drivers(
        **dict(zip(Drivers.__slots__, (float(one[units].sum()) for one in columns), strict=True))
    )


def effects() -> tuple[Effect, ...]:
    found = decompose(drivers(slice(1)), drivers(slice(1, 5)))
    assert found is not None
    return found


def test_the_others_together() -> None:
    mine, theirs = drivers(slice(1)), drivers(slice(1, 5))
    whole = theirs.pay + theirs.other + theirs.capital + theirs.grants
    assert (whole, theirs.pay, theirs.output) == (42_238_000, 33_577_000, 2136)
    assert told(whole / theirs.output) == "19,774.34"
    assert told(mine.pay) == "13,992,124.75"
    pay = mine.pay / mine.output, theirs.pay / theirs.output
    assert [told(one) for one in pay] == ["13,826.21", "15,719.57"]
    assert told(logarithmic_mean(*pay)) == "14,752.65"


def test_effects_to_the_grosz() -> None:
    decimals = {"obsada": 4, "wielkosc": 4}
    rows = []
    for one in effects():
        places = decimals.get(one.code, 2)
        rows.append(f"{one.mine:,.{places}f} | {one.theirs:,.{places}f} | {told(one.amount)} |")
    assert rows == [
        "111,048.61 | 118,646.64 | −976.35 |",
        "2.2500 | 2.1439 | 712.34 |",
        "0.0553 | 0.0618 | −1,629.34 |",
        "3,327.46 | 3,594.57 | −267.11 |",
        "272.55 | 292.60 | −20.05 |",
        "647.43 | 167.60 | 479.83 |",
    ]
    assert [row for row in rows if row not in document()] == []
    assert told(sum(one.amount for one in effects())) == "−1,700.69"


def test_one_school_fewer_and_higher_fees() -> None:
    costs = group()
    by_place = costs.direct + entity_part(costs, USUAL) + capital_part(costs, USUAL)
    found = outcome(
        gross=float(gross(costs, USUAL)[0]),
        net=float(net(costs, USUAL)[0]),
        by_place=float(by_place[0]),
        facilities=float(costs.facilities[0]),
        fees=float(costs.fees[0]),
        change=Change(fewer=1, saved_share=SERVICE.fixed_share, fee=0.1),
    )
    assert told(SERVICE.fixed_share) == "0.45"
    assert told(by_place[0] / 4) == "3,970,011.06"
    amounts = (found.saved, found.gross_after, found.fees, found.net_after)
    assert [told(amount) for amount in amounts] == [
        "1,786,504.98",
        "16,504,028.56",
        "4,821.00",
        "16,294,582.20",
    ]
    unit = per_output(gross(costs, USUAL), costs)
    unit[0] = found.gross_after / costs.output[0]
    assert told(unit[0]) == "16,308.33"
    assert [one[0] for one in rank_interval(unit[None, :])] == [1, 1]


def amounts_of_the_document() -> set[str]:
    section = document().split("## Worked example")[1].split("\n## ")[0]
    return set(re.findall(AMOUNT, section))


def amounts_of_this_module() -> set[str]:
    return set(re.findall(f'(?<=["| −]){AMOUNT}(?=["| ])', Path(__file__).read_text("utf-8")))


def test_every_amount_of_the_document_is_a_row_or_tried_here() -> None:
    held = example()
    rows = [*held["spending"], *held["incomes"], *held["assets"]]
    amounts = {told(float(row.get("amount") or row["value"])) for row in rows}
    assert amounts_of_the_document() - amounts - amounts_of_this_module() == set()


def test_every_amount_tried_here_stands_in_the_document() -> None:
    assert amounts_of_this_module() - amounts_of_the_document() == set()
