"""The page of the method: its example is the computed one, its tables are the dictionary."""

import numpy as np
import pytest

from smup.costs.dictionary import read_dictionary
from smup.costs.method import capital_part, entity_part, gross, net, per_output, shared_part
from smup.i18n import LANGUAGES, texts
from smup.views.costs.method import (
    ENTITY_POOL,
    EXAMPLE,
    PUPILS,
    SHARED_POOL,
    dictionary_tables,
    example_table,
    price_table,
    years_words,
)
from tests.worked_example import USUAL, computed, group


def test_the_example_is_computed_from_its_rows() -> None:
    costs = group()
    whole = gross(costs, USUAL)
    found = {
        "direct": costs.direct,
        "entity": entity_part(costs, USUAL),
        "shared": shared_part(costs, USUAL),
        "capital": capital_part(costs, USUAL),
        "grants": costs.grants_out,
        "gross": whole,
        "fees": -costs.fees,
        "sales": -costs.sales,
        "targeted": -costs.targeted,
        "net": net(costs, USUAL),
        "unit": per_output(whole, costs),
    }
    assert {key: round(float(value[0]), 2) for key, value in found.items()} == EXAMPLE
    row = computed()
    assert (row["entity_pool"], row["shared_pool"]) == pytest.approx((ENTITY_POOL, SHARED_POOL))
    assert costs.output[0] == np.float64(PUPILS)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_number_of_pupils_stands_in_the_text(lang: str) -> None:
    assert str(PUPILS) in texts(lang)("cost_method.przyklad.1")


def test_the_example_shows_how_pools_are_shared() -> None:
    rows = [tuple(cell.replace("\u00a0", " ") for cell in row) for row in example_table("pl").rows]
    assert ("Etaty: 1 831 225,60 × 26,5 ÷ 30", "1 617 582,61") in rows
    assert ("Koszt brutto na ucznia", "18 073,65") in rows


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_entry_of_the_dictionary_has_a_row(lang: str) -> None:
    read = read_dictionary()
    services, pools, chapters, paragraphs = dictionary_tables(lang)
    assert len(services.rows) == len(read.services)
    assert len(pools.rows) == len(read.pools)
    assert [row[0] for row in chapters.rows] == list(read.chapters)
    assert [row[0] for row in paragraphs.rows] == list(read.paragraphs)
    for table in (services, pools, chapters, paragraphs):
        assert {len(row) for row in table.rows} == {len(table.columns)}


def test_rules_tell_chapters_paragraphs_and_years() -> None:
    pools = dictionary_tables("pl")[1]
    school = next(row for row in pools.rows if "szkół podstawowych" in row[0])
    assert school[2].startswith("80101 § 401, 404")
    assert school[2].endswith("(od\u00a02022)")
    assert years_words(texts("en"), 2017, 2021) == "2017–2021"
    assert years_words(texts("en"), None, None) == ""


def test_factors_of_prices_lead_to_the_last_year() -> None:
    table, source = price_table("pl")
    rows = {row[0]: row[1:] for row in table.rows}
    assert rows["2024"] == ("103,6", "1,0000")
    # 2023: 111.4, 2024: 103.6
    assert rows["2022"] == ("114,4", "1,1541")
    assert "GUS" in source
