"""The shipped sample as a whole: would a trainer believe it, and does it keep its promises."""

import math

import numpy as np
import pytest

from smup.flags import Flag
from smup.sample.plan import PlannedVariable
from tests.data.generated_sample import Sample

pytestmark = pytest.mark.slow

# Median over gminas (powiats for FIN-SS-13, EDU-LO-01) in the last year, in the unit of the card;
# bands around figures that GUS, MF, CKE and SMUP published for 2022-2024.
MEDIANS = {
    "EDU-WP-01": (80, 93),
    "EDU-SP-03": (14, 19),
    "EDU-SP-07": (11_000, 17_000),
    "EDU-SP-09": (55, 66),
    "EDU-SP-10": (45, 58),
    "EDU-LO-01": (80, 93),
    "SOC-ZL-01": (8, 25),
    "SOC-PS-02": (1_400, 2_200),
    "KUL-BI-01": (110, 180),
    "KUL-BI-02": (13, 22),
    "SRO-WO-01": (88, 97),
    "SRO-SC-01": (45, 65),
    "SRO-OD-01": (33, 50),
    "NIE-MZ-03": (310, 400),
    "BUD-PM-01": (20, 45),
    "POD-PN-01": (600, 1_100),
    "POD-PN-02": (18, 32),
    "FIN-ZD-01": (1_000, 2_500),
    "FIN-ZD-02": (14, 30),
    "FIN-DO-01": (7_000, 9_500),
    "FIN-DO-02": (2_400, 4_200),
    "FIN-WY-01": (12, 24),
    "FIN-SS-02": (18, 23),
    "FIN-SS-04": (66, 78),
    "FIN-SS-07": (2.5, 6),
    "FIN-SS-09": (20, 33),
    "FIN-SS-13": (6_000, 8_000),
}


def planned(sample: Sample) -> list[PlannedVariable]:
    return list(sample.given.variables)


@pytest.mark.parametrize("code", MEDIANS)
def test_medians_are_plausible(sample: Sample, code: str) -> None:
    low, high = MEDIANS[code]
    assert low <= np.nanmedian(sample.last(code)) <= high


def test_every_indicator_has_values_and_none_is_the_same_everywhere(sample: Sample) -> None:
    for card in sample.given.catalogue.indicators:
        values = sample.last(card.code)
        known = values[~np.isnan(values)]
        assert len(known) >= 50, card.code
        assert len(np.unique(known)) > 1, card.code


def test_shares_of_a_base_lie_between_0_and_100_percent(sample: Sample) -> None:
    settings = {one.card.code: one.settings for one in planned(sample)}
    shares = [
        card
        for card in sample.given.catalogue.indicators
        if card.formula.multiplier == 100
        and card.formula.numerator in settings
        and settings[card.formula.numerator].scale == "logit"
        and settings[card.formula.numerator].base == card.formula.denominator
    ]
    assert len(shares) >= 20
    for card in shares:
        values = sample.indicator(card.code)
        assert np.nanmin(values) >= 0, card.code
        assert np.nanmax(values) <= 100, card.code


def test_age_groups_are_coherent_in_every_unit_and_year(sample: Sample) -> None:
    age = {code: one.values for code, one in sample.values.items() if code.startswith("ludnosc")}
    whole = sum(age[f"ludnosc_{part}produkcyjna"] for part in ("przed", "", "po"))
    assert (whole == age["ludnosc"]).all()
    children = age["ludnosc_0_2"] + age["ludnosc_3_6"] + age["ludnosc_7_14"]
    assert (children == age["ludnosc_0_14"]).all()
    assert (age["ludnosc_0_14"] < age["ludnosc_0_17"]).all()
    assert (age["ludnosc_65_69"] + age["ludnosc_70_plus"] == age["ludnosc_65_plus"]).all()
    assert (age["ludnosc_85_plus"] < age["ludnosc_70_plus"]).all()
    assert (age["ludnosc_65_plus"] <= age["ludnosc_poprodukcyjna"]).all()


def test_the_country_has_as_many_people_as_it_had(sample: Sample) -> None:
    # GUS: 38,265,013 on 31 December 2020, 37.5 million in 2024.
    people = sample.country("ludnosc")
    assert people[sample.year(2020)] == 38_265_013
    assert 37.2e6 < people[sample.year(2024)] < 38.0e6


def test_gminas_add_up_to_powiats_voivodeships_and_the_country(sample: Sample) -> None:
    gminas = sample.rows("gmina")
    for one in planned(sample):
        generated = sample.values[one.card.code]
        if one.of_powiats or not one.card.additive:
            continue
        hidden = np.isin(generated.flags[gminas], [Flag.MISSING, Flag.SECRET]).any(axis=0)
        total = np.nansum(generated.values[gminas], axis=0)
        # The sum does not hold where the sample hides a gmina: the aggregate still counts it.
        whole = ~hidden & ~np.isnan(generated.values[0])
        assert generated.values[0][whole] == pytest.approx(total[whole], rel=1e-9), one.card.code
        level = generated.values[sample.rows("wojewodztwo")].sum(axis=0)
        published = ~np.isnan(level) & ~np.isnan(generated.values[0])
        assert generated.values[0][published] == pytest.approx(level[published], rel=1e-9)


def test_towns_and_villages_differ_where_they_do_in_life(sample: Sample) -> None:
    def medians(code: str) -> tuple[float, float]:
        town, village = (sample.last(code, kind=kind) for kind in ("miejska", "wiejska"))
        return float(np.nanmedian(town)), float(np.nanmedian(village))

    for code in ("SRO-SC-01", "EDU-SP-03", "FIN-SS-08", "FIN-SS-02", "FIN-DO-03"):
        town, village = medians(code)
        assert town > village, code
    for code in ("EDU-DU-01", "POD-RO-01", "FIN-SS-09"):
        town, village = medians(code)
        assert town < village, code


def correlation(left: np.ndarray, right: np.ndarray) -> float:
    both = ~np.isnan(left) & ~np.isnan(right)
    return float(np.corrcoef(left[both], right[both])[0, 1])


def test_rich_places_are_rich_in_all_that_follows(sample: Sample) -> None:
    incomes, taxes = sample.last("FIN-DO-02"), sample.last("FIN-DO-03")
    assert correlation(np.log(incomes), np.log(taxes)) > 0.4
    assert correlation(np.log(incomes), sample.last("FIN-SS-07")) < -0.2


def test_neighbours_are_alike(sample: Sample) -> None:
    gminas = sample.rows("gmina", kind="wiejska")
    unemployed = sample.indicator("FIN-SS-07")[:, -1]
    powiat = sample.directory.powiat[gminas]
    assert correlation(unemployed[gminas], unemployed[powiat]) > 0.5


def test_years_are_alike_but_not_the_same(sample: Sample) -> None:
    values = np.log(sample.indicator("FIN-DO-02")[sample.rows("gmina")])
    assert 0.7 < correlation(values[:, -2], values[:, -1]) < 0.999


@pytest.mark.parametrize(
    ("variable", "low", "high"),
    [("uczestnicy_imprez", 0.2, 0.75), ("zgony", 1.1, 1.35), ("ludnosc", 0.98, 1.0)],
)
def test_2020_leaves_its_mark(sample: Sample, variable: str, low: float, high: float) -> None:
    codes = [code for code in sample.values if code.startswith(variable)]
    assert codes, variable
    values = sample.country(codes[0])
    assert low < values[sample.year(2020)] / values[sample.year(2019)] < high


def test_the_budget_break_of_2022_shows_where_the_cards_announce_it(sample: Sample) -> None:
    broken = [one for one in planned(sample) if one.settings.break_2022]
    assert broken
    before, after = sample.year(2021), sample.year(2022)
    for one in broken:
        rows = sample.rows("powiat" if one.of_powiats else "gmina")
        ratio = sample.values[one.card.code].values[rows]
        if (base := sample.values.get(one.settings.base)) is not None:
            ratio = ratio / np.where(base.values[rows] > 0, base.values[rows], np.nan)
        with np.errstate(divide="ignore", invalid="ignore"):
            steps = np.log(ratio[:, after]) - np.log(ratio[:, before])
        expected = one.settings.break_2022 + one.settings.trend - 0.5 * one.settings.shock_2020
        if one.settings.scale == "log":
            assert np.nanmedian(steps) == pytest.approx(expected, abs=0.03), one.card.code


def test_empty_values_have_the_shares_of_the_settings(sample: Sample) -> None:
    last = sample.given.settings.last_year
    for one in planned(sample):
        generated, settings = sample.values[one.card.code], one.settings
        rows = sample.rows("powiat" if one.of_powiats else "gmina")
        present, flags = generated.present[rows], generated.flags[rows]
        published = np.array(sample.given.settings.years) <= last - settings.lag
        shown = flags[:, published & present.any(axis=0)]
        spread = 4 * math.sqrt(0.25 / shown.size)
        missing = float((shown == Flag.MISSING).mean())
        assert missing <= settings.missing_share + spread, one.card.code
        assert missing >= 0.4 * settings.missing_share - spread, one.card.code
        secret = float((shown == Flag.SECRET).mean())
        assert secret <= settings.secret_share + spread, one.card.code
        not_run = float((shown == Flag.NOT_APPLICABLE).mean())
        assert not_run >= settings.na_share - 0.01, one.card.code
        late = flags[:, ~published]
        assert np.isin(late, [Flag.NOT_YET_PUBLISHED, Flag.NOT_APPLICABLE]).all(), one.card.code


def test_all_kinds_of_empty_occur(sample: Sample) -> None:
    found = {flag for one in sample.values.values() for flag in np.unique(one.flags[one.present])}
    assert {
        Flag.OCCURRED,
        Flag.DID_NOT_OCCUR,
        Flag.MISSING,
        Flag.SECRET,
        Flag.NOT_APPLICABLE,
        Flag.NOT_YET_PUBLISHED,
    } <= found


def test_the_fictional_powiat_has_values_and_counts_for_nobody(sample: Sample) -> None:
    people = sample.values["ludnosc"].values
    gminas = sample.rows("gmina", fictional=True)
    powiat = sample.rows("powiat", fictional=True)
    assert len(gminas) == 6
    assert people[powiat[0]].tolist() == people[gminas].sum(axis=0).tolist()
    assert people[0].tolist() == people[sample.rows("gmina")].sum(axis=0).tolist()


def test_the_fictional_powiat_lies_in_no_voivodeship(sample: Sample) -> None:
    powiat = sample.directory.by_code("9901")
    assert sample.directory.voivodeship_of(powiat) is None
    assert sample.directory.parent(powiat) is None
