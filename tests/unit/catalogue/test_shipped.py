"""The catalogue that ships: complete, consistent, and answering to real export files."""

import csv
import re
from collections import Counter
from functools import cache

import numpy as np
import pytest

from smup.catalogue.files import Catalogue, load_catalogue
from smup.catalogue.formula import evaluate, parse
from smup.catalogue.schema import Bilingual, IndicatorCard, VariableCard
from smup.flags import Flag
from smup.sample.plan import read_settings, read_variables
from smup.settings import DATA, ROOT

EXPORTS = ROOT.parent / "shared" / "data" / "indicators"
OWN_REVENUE = "gminy_dochody_wlasne_2010_2019.csv"
AGE_GROUPS = "gminy_ludnosc_ekonomiczne_grupy_wieku_2010_2019.csv"
UNEMPLOYED = "RYNE_1944_CTAB_20250616184618.csv"
SECTORS = {
    "nieruchomosci": "NIE",
    "budownictwo": "BUD",
    "geodezja": "GEO",
    "podatki": "POD",
    "finanse": "FIN",
}
needs_exports = pytest.mark.skipif(
    not EXPORTS.is_dir(), reason="shared/data/indicators is not beside the project"
)


@cache
def catalogue() -> Catalogue:
    return load_catalogue(DATA / "catalogue")


def indicator(code: str) -> IndicatorCard:
    return next(card for card in catalogue().indicators if card.code == code)


def variable(code: str) -> VariableCard:
    return next(card for card in catalogue().variables if card.code == code)


def in_sector(sector: str) -> list[IndicatorCard]:
    return [
        card for card in catalogue().indicators if catalogue().sector_of(card.service) == sector
    ]


def test_every_service_has_an_indicator() -> None:
    used = {card.service for card in catalogue().indicators}
    assert used == {placed.card.code for placed in catalogue().services}


@pytest.mark.parametrize("sector", SECTORS)
def test_sector_has_five_featured_indicators_and_codes_of_its_own(sector: str) -> None:
    cards = in_sector(sector)
    assert sum(card.featured for card in cards) == 5
    assert {card.code[:3] for card in cards} == {SECTORS[sector]}


def test_sectors_six_to_ten_hold_the_planned_services_and_indicators() -> None:
    services = [placed for placed in catalogue().services if placed.sector in SECTORS]
    assert len(services) >= 27
    assert sum(len(in_sector(sector)) for sector in SECTORS) >= 65
    assert [s.position for s in catalogue().sectors if s.code in SECTORS] == [6, 7, 8, 9, 10]


def test_all_of_geodesy_is_a_task_of_powiats() -> None:
    assert {card.task_level for card in in_sector("geodezja")} == {"powiat"}


def test_context_is_never_judged() -> None:
    assert {c.polarity for c in catalogue().indicators if c.dimension == "kontekst"} == {"none"}


def test_short_names_fit_a_card() -> None:
    for card in catalogue().indicators:
        assert len(card.short_name.pl) <= 40, card.code
        assert len(card.short_name.en) <= 40, card.code


def test_texts_are_sentences_and_no_two_cards_share_them() -> None:
    for field in ("definition", "reading", "caveats"):
        texts: list[Bilingual] = [getattr(card, field) for card in catalogue().indicators]
        for language in ("pl", "en"):
            words = [getattr(text, language) for text in texts]
            assert all(word.endswith(".") for word in words)
            repeated = [word for word, times in Counter(words).items() if times > 1]
            assert repeated == []


def test_task_of_gminas_uses_no_variable_of_powiats() -> None:
    for card in catalogue().indicators:
        if card.task_level == "gmina":
            levels = {variable(name).level for name in parse(card.formula).all}
            assert "powiat" not in levels, card.code


def test_smup_ids_belong_to_one_indicator_each() -> None:
    ids = [number for card in catalogue().indicators for number in card.smup_ids]
    assert len(ids) == len(set(ids))
    assert indicator("FIN-ZD-01").smup_ids == (4074, 4424)
    assert indicator("POD-PN-01").smup_ids == (16,)


def test_every_variable_has_settings_of_the_sample_and_known_bases() -> None:
    settings = read_variables(DATA / "sample")
    assert settings.keys() == {card.code for card in catalogue().variables}
    for code, chosen in settings.items():
        assert chosen.base in {"one", "area_km2"} | settings.keys(), code


def test_sample_varies_in_gaps_first_years_and_last_years() -> None:
    settings = read_variables(DATA / "sample").values()
    years = read_settings(DATA / "sample").years
    assert {chosen.lag for chosen in settings} >= {0, 1}
    assert len({chosen.first_year for chosen in settings}) >= 3
    assert all(chosen.first_year is None or chosen.first_year in years for chosen in settings)
    for field in ("zero_share", "missing_share", "secret_share", "na_share", "shock_2020"):
        assert any(getattr(chosen, field) for chosen in settings), field
    assert any(chosen.break_2022 for chosen in settings)


# --- real export files --------------------------------------------------------------------------


def _normalised(heading: str) -> str:
    """Leave out the year and the unit of measure, as the import does."""
    parts = (part.strip() for part in heading.split(";"))
    kept = [part for part in parts if not re.fullmatch(r"\d{4}|\[.*\]", part)]
    return " ".join(";".join(kept).split()).casefold()


@cache
def _rows(file: str) -> list[list[str]]:
    with (EXPORTS / file).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream, delimiter=";"))


@needs_exports
@pytest.mark.shared
@pytest.mark.parametrize(
    ("file", "subject"),
    [
        (UNEMPLOYED, "P1944"),
        (OWN_REVENUE, "P2622"),
        (AGE_GROUPS, "P1342"),
        ("LUDN_2137_CTAB_20210625164329.csv", "P2137"),
        ("WYNA_2497_CTAB_20220211225034.csv", "P2497"),
        ("KULT_3881_CTAB_20220211231432.csv", "P3881"),
        ("TURY_3186_CTAB_20220211230207.csv", "P3186"),
    ],
)
def test_headings_of_a_subject_stand_in_its_export(file: str, subject: str) -> None:
    columns = {_normalised(heading) for heading in _rows(file)[0][2:]}
    cards = [c.bdl for c in catalogue().variables if c.bdl and c.bdl.subject == subject]
    asked = {_normalised(heading) for bdl in cards for heading in bdl.headings}
    # the second heading of the population is that of the long layout (age;sex)
    assert asked - {"ogółem;ogółem"} <= columns
    assert asked


@needs_exports
@pytest.mark.shared
def test_every_column_of_own_revenue_has_a_variable() -> None:
    columns = {_normalised(heading) for heading in _rows(OWN_REVENUE)[0][2:]}
    cards = [c.bdl for c in catalogue().variables if c.bdl and c.bdl.subject == "P2622"]
    asked = {_normalised(heading) for bdl in cards for heading in bdl.headings}
    assert asked >= columns - {""}


def _column(file: str, code: str, year: int) -> dict[str, float]:
    """Return values of a variable by the first six digits of the gmina, one year."""
    bdl = variable(code).bdl
    assert bdl is not None
    wanted = {_normalised(heading) for heading in bdl.headings}
    head, *rows = _rows(file)
    place = next(
        index
        for index, heading in enumerate(head)
        if _normalised(heading) in wanted and f";{year};" in heading
    )
    found: dict[str, float] = {}
    for row in rows:
        teryt = row[0].zfill(7)
        if teryt[6] in "123" and row[place]:
            value = float(row[place].replace(",", "."))
            if value or not bdl.zero_is_missing:
                found[teryt[:6]] = value
    return found


def _computed(code: str, files: dict[str, str], year: int) -> dict[str, tuple[float, Flag]]:
    card = indicator(code)
    columns = {name: _column(file, name, year) for name, file in files.items()}
    teryts = sorted(set.union(*(set(column) for column in columns.values())))
    values = {
        name: np.array([column.get(teryt, np.nan) for teryt in teryts])
        for name, column in columns.items()
    }
    flags = {
        name: np.where(np.isnan(column), Flag.MISSING, Flag.OCCURRED).astype(np.int8)
        for name, column in values.items()
    }
    value, flag = evaluate(card.formula, values, flags, decimals=card.decimals)
    return {t: (v, Flag(f)) for t, v, f in zip(teryts, value, flag, strict=True)}


PEOPLE = {
    f"ludnosc_{age}": AGE_GROUPS for age in ("przedprodukcyjna", "produkcyjna", "poprodukcyjna")
}


@needs_exports
@pytest.mark.shared
@pytest.mark.parametrize(
    ("code", "files", "missing"),
    [
        ("FIN-SS-07", {"bezrobotni": UNEMPLOYED}, set()),
        ("FIN-SS-04", {}, set()),
        ("POD-PN-01", {"podatek_nieruchomosci": OWN_REVENUE}, {"022101"}),
        (
            "POD-PN-02",
            {"podatek_nieruchomosci": OWN_REVENUE, "dochody_wlasne": OWN_REVENUE},
            {"022101"},
        ),
        ("FIN-DO-02", {"dochody_wlasne": OWN_REVENUE}, {"022101"}),
    ],
)
def test_real_files_give_the_indicator_in_every_gmina_of_2019(
    code: str, files: dict[str, str], missing: set[str]
) -> None:
    result = _computed(code, PEOPLE | files, 2019)
    with_value = {teryt for teryt, (_, flag) in result.items() if flag.has_value}
    without = {teryt for teryt, (_, flag) in result.items() if flag == Flag.MISSING}
    assert len(with_value | without) == 2477
    assert without == missing
    assert not [flag for _, flag in result.values() if flag == Flag.NOT_APPLICABLE]


@needs_exports
@pytest.mark.shared
def test_boleslawiec_2019_by_hand() -> None:
    # 6,182 + 10,475 of non-working age, 22,215 of working age: 100 x 16,657 / 22,215 = 74.98
    assert _computed("FIN-SS-04", PEOPLE, 2019)["020101"] == (75.0, Flag.OCCURRED)


@needs_exports
@pytest.mark.shared
def test_own_revenue_per_inhabitant_of_2019_as_published() -> None:
    # The list of sources gives for 2019: median 1864, most 40,797 (Kleszczów, 100104)
    values = {
        teryt: value
        for teryt, (value, flag) in _computed(
            "FIN-DO-02", PEOPLE | {"dochody_wlasne": OWN_REVENUE}, 2019
        ).items()
        if flag.has_value
    }
    assert round(float(np.median(list(values.values())))) == 1864
    assert max(values, key=values.__getitem__) == "100104"
    assert values["100104"] == 40_797
