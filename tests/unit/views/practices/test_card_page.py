"""What the page of a practice says: facts, citation, similar practices, the reader's unit."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import Engine, update

from smup.errors import UnknownCodeError
from smup.models import Practice
from smup.repository import Repository
from smup.views.practices.card_page import CardPage, read_card_page, read_title
from smup.views.practices.card_words import facts, history, opening, size_text, unit_line
from smup.views.practices.citation import citation_of
from smup.views.practices.helped import read_helped
from smup.views.practices.mine import my_unit, read_mine
from smup.views.practices.mine_words import helped_words, likeness_words, row_words, value_text
from smup.views.practices.similar_practices import near_practices, similar_practices
from smup.views.profile.records import Band
from tests import builders, small_country
from tests.practice_crowd import add_crowd, code_of
from tests.practice_data import add_practice, card, full_card
from tests.small_country import counted_selects

TODAY = dt.date(2026, 6, 1)
NBSP = "\u00a0"
SLUG = "dowozenie-uczniow"


@pytest.fixture
def repository(sqlite_engine: Engine) -> Repository:
    small_country.fill(sqlite_engine)
    return Repository(sqlite_engine)


def page_of(repository: Repository, *, lang: str = "pl", **changes: Any) -> CardPage:
    with repository._engine.begin() as connection:
        add_practice(connection, full_card(**changes))
    return read_card_page(repository, changes.get("slug", SLUG), lang=lang, today=TODAY)


def said(page: CardPage) -> dict[str, list[str]]:
    return {
        fact.key: [f"{line.text} {line.note}".strip().replace(NBSP, " ") for line in fact.lines]
        for fact in facts(page)
    }


def test_every_fact_of_a_full_card_is_said_in_words(repository: Repository) -> None:
    assert said(page_of(repository)) == {
        "audience": [
            "gminy miejskie, gminy wiejskie",
            "10–20 tys. mieszkańców, 20–50 tys. mieszkańców",
            "Gminy z trasami",
        ],
        "months": ["8 miesięcy"],
        # 45 000 zł over 21 000 people is 2,142857 zł.
        "cost": ["45 000 zł (2,14 zł na mieszkańca, ludność z końca 2024 r.)"],
        "upkeep": ["0 zł rocznie"],
        "partners": ["Gminny Zakład Transportu, Rada Rodziców"],
        "legal": ["Prawo oświatowe, art. 39"],
        "verified": ["10 marca 2026", "Rozmowa z wydziałem"],
        "valid": ["do 10 marca 2029"],
        "contact": ["Wydział Oświaty", "a@example.org", "600700800"],
        "sources": ["BIP gminy (2022)"],
        "licence": ["CC BY 4.0"],
    }


def test_what_nobody_gave_has_no_words_and_is_not_zero(repository: Repository) -> None:
    with repository._engine.begin() as connection:
        add_practice(connection, card())
    page = read_card_page(repository, SLUG, lang="pl", today=TODAY)
    known = {key: lines for key, lines in said(page).items() if lines}
    assert known == {"verified": ["nie sprawdzono"], "licence": ["CC BY 4.0"]}
    assert opening(page).startswith(f"O{NBSP}tej praktyce znamy na razie tytuł")
    assert unit_line(page) == (
        "Płońsk",
        "gm. miejska, pow. płoński · rok wdrożenia do uzupełnienia · treść karty do uzupełnienia",
    )


@pytest.mark.parametrize(
    ("changes", "key", "words"),
    [
        ({"cost": 0}, "cost", "bez kosztów (0 zł)"),
        ({"months": 0}, "months", "mniej niż miesiąc"),
        ({"months": 1}, "months", "1 miesiąc"),
        ({"months": 22}, "months", "22 miesiące"),
        (
            {"cost": 1_200_000},
            "cost",
            "1 200 000 zł (57 zł na mieszkańca, ludność z końca 2024 r.)",
        ),
        ({"unit": None, "institution": "Związek"}, "cost", "45 000 zł"),
    ],
)
def test_numbers_of_a_card(
    repository: Repository, changes: dict[str, Any], key: str, words: str
) -> None:
    assert said(page_of(repository, **changes))[key] == [words]


def test_an_expired_card_says_since_when(repository: Repository) -> None:
    page = page_of(repository, verified={"on": "2020-01-31", "source": "Rozmowa"})
    assert said(page)["valid"] == ["wygasła 31 stycznia 2023; trzeba ją sprawdzić ponownie"]


def test_a_number_of_an_institution_has_no_residents(repository: Repository) -> None:
    page = page_of(repository, unit=None, institution="Związek")
    assert unit_line(page) == ("Związek", "wdrożenie 2021")
    assert page.level is None


def test_history_counts_versions(repository: Repository) -> None:
    page = page_of(repository)
    assert history(page).replace(NBSP, " ") == "Kartę opublikowano 4 maja 2026."


@pytest.mark.parametrize(
    ("size", "words"),
    [(999, "999 B"), (1500, "1,5 kB"), (123_400, "123 kB"), (1_250_000, "1,3 MB")],
)
def test_sizes_of_files(repository: Repository, size: int, words: str) -> None:
    assert size_text(size, page_of(repository).t).replace(NBSP, " ") == words


def test_a_withdrawn_practice_says_so_a_draft_and_an_unknown_one_do_not(
    repository: Repository,
) -> None:
    with repository._engine.begin() as connection:
        add_practice(connection, card(slug="cofnieta", title="Cofnięta"), stage="withdrawn")
        add_practice(connection, card(slug="szkic", title="Tajny szkic"), stage="draft")
    with pytest.raises(UnknownCodeError, match="„Cofnięta” wycofano"):
        read_card_page(repository, "cofnieta", lang="pl", today=TODAY)
    for slug in ("szkic", "nieznana"):
        with pytest.raises(UnknownCodeError, match=f"„{slug}”") as caught:
            read_title(repository, slug, lang="pl")
        assert "Tajny" not in str(caught.value)


def test_near_practices_have_words_of_the_address(repository: Repository) -> None:
    with repository._engine.begin() as connection:
        add_practice(connection, card())
        add_practice(connection, card(slug="inna", title="Żłobek w remizie"))
    near = near_practices(repository, "dowoz-uczniow-do-szkol", today=TODAY)
    assert [info.slug for info in near][:1] == [SLUG]


def test_citation_in_three_forms(repository: Repository) -> None:
    page = page_of(repository, title="Dowóz 100% & więcej {A}_b")
    cited = citation_of(page, address="https://smup.example/praktyki/x")
    assert cited.text.replace(NBSP, " ") == (
        "„Dowóz 100% & więcej {A}_b”, Płońsk. SMUP, katalog dobrych praktyk, wersja z 4 maja 2026. "
        "https://smup.example/praktyki/x (CC BY 4.0)."
    )
    assert cited.bibtex.splitlines()[:3] == [
        "@misc{smup-dowozenie-uczniow,",
        r"  title = {{Dowóz 100\% \& więcej \{A\}\_b}},",
        "  author = {{Płońsk}},",
    ]
    assert "  url = {https://smup.example/praktyki/x}," in cited.bibtex
    assert cited.ris.startswith("TY  - ELEC\r\nTI  - Dowóz 100% & więcej {A}_b\r\nAU  - Płońsk\r\n")
    assert cited.ris.endswith("ER  -\r\n")


def test_a_line_break_in_a_title_begins_no_field_of_a_citation(repository: Repository) -> None:
    page = page_of(repository, title="Dowóz\nER  - \nTY  - BOOK")
    cited = citation_of(page, address="https://smup.example/p")
    assert cited.ris.splitlines()[1] == "TI  - Dowóz ER - TY - BOOK"
    assert cited.ris.count("\r\nER") == 1


def test_an_example_card_is_cited_as_made_up(repository: Repository) -> None:
    cited = citation_of(page_of(repository, example=True), address="x")
    assert cited.text.endswith("jednostka i\u00a0treść są zmyślone.")


def test_similar_practices_share_first_the_indicator_then_the_service_then_the_sector(
    repository: Repository,
) -> None:
    with repository._engine.begin() as connection:
        other = builders.sector(connection, "kultura", position=2)
        builders.service(connection, code="biblioteki", sector_id=other)
        add_practice(connection, card(slug="obszar", title="Ten sam obszar", unit="0264011"))
        add_practice(connection, card(slug="usluga", title="Ta sama usługa", service="przedszkola"))
        add_practice(
            connection,
            card(slug="wskaznik", title="Ten sam wskaźnik", indicators=[{"code": "EDU-PRZ-01"}]),
        )
        add_practice(connection, card(slug="inny", title="Inny obszar", sector="kultura"))
    found = similar_practices(repository, page_of(repository))
    assert [(one.info.slug, one.reason, one.place) for one in found] == [
        ("wskaznik", "indicator", "Płońsk"),
        ("usluga", "service", "Płońsk"),
        ("obszar", "sector", "Wrocław"),
    ]


def test_an_ended_sector_is_named_by_its_code(repository: Repository) -> None:
    with repository._engine.begin() as connection:
        add_practice(connection, card())
        connection.execute(update(Practice).values(sector="dawny", service="dawna"))
    page = read_card_page(repository, SLUG, lang="pl", today=TODAY)
    assert (page.sector, page.service) == ("dawny", "dawna")


def test_where_the_readers_unit_stands(repository: Repository) -> None:
    with repository._engine.begin() as connection:
        add_crowd(connection)
    page = page_of(repository, unit="0264011")
    unit, problems = my_unit(repository, code_of(3))
    assert unit is not None
    assert not problems
    (row,) = read_mine(repository, page, unit).rows
    assert (row.year, row.value.value, row.band) == (2021, 30.0, Band.WORST)
    assert value_text(row, "pl") == "30,0%"
    assert (
        row_words(row, page.t)
        .replace(NBSP, " ")
        .startswith("w 2021 roku: najsłabsza ćwiartka gmin w kraju (mediana 60,0%).")
    )


@pytest.mark.parametrize(("place", "band"), [(4, "middle"), (8, "middle"), (3, "worst")])
def test_a_value_at_a_quartile_is_in_the_middle(
    repository: Repository, place: int, band: str
) -> None:
    with repository._engine.begin() as connection:
        add_crowd(connection)
    unit, _ = my_unit(repository, code_of(place))
    assert unit is not None
    assert read_mine(repository, page_of(repository), unit).rows[0].band == band


def test_how_alike_the_units_are(repository: Repository) -> None:
    with repository._engine.begin() as connection:
        add_crowd(connection)
    page = page_of(repository)

    def told(code: str) -> tuple[str, int, int, str]:
        unit, _ = my_unit(repository, code)
        assert unit is not None
        mine = read_mine(repository, page, unit)
        words = likeness_words(mine, page).replace(NBSP, " ")
        return mine.likeness, mine.place, mine.of, words

    assert told(code_of(3)) == (
        "near", 3, 8,
        "Podobieństwo: miejsce 3 wśród 8 gmin najbardziej podobnych do jednostki z karty (Płońsk).",
    )  # fmt: skip
    assert told("1420062")[:3] == ("far", 0, 8)
    assert told("1420011")[:3] == ("same", 0, 0)
    assert told("14")[0] == "level"


def test_a_gmina_stands_for_its_powiat_in_a_task_of_powiats(repository: Repository) -> None:
    page = page_of(repository, indicators=[{"code": "EDU-SPP-01"}])
    unit, _ = my_unit(repository, "1420062")
    assert unit is not None
    (row,) = read_mine(repository, page, unit).rows
    assert (row.unit.teryt, row.level, row.value.value) == ("1420", "powiat", 12.0)


def test_an_empty_value_says_why(repository: Repository) -> None:
    page = page_of(repository)
    with repository._engine.begin() as connection:
        builders.unit(connection, "1420073", name="Nowa", parent=None)
    unit, _ = my_unit(Repository(repository._engine), "1420073")
    assert unit is not None
    (row,) = read_mine(Repository(repository._engine), page, unit).rows
    assert row_words(row, page.t) == "Brak wartości dla tej jednostki."


def test_an_unknown_unit_is_told(repository: Repository) -> None:
    unit, problems = my_unit(repository, "9999999")
    assert unit is None
    assert [(one.parameter, one.value) for one in problems] == [("unit", "9999999")]
    assert my_unit(repository, "") == (None, ())


def test_units_that_could_use_it_are_weaker_than_the_quartile(repository: Repository) -> None:
    with repository._engine.begin() as connection:
        add_crowd(connection)
    page = page_of(repository)
    found = read_helped(repository, page)
    # Of 10, 20 … 80 the first quartile is 27,5: below it are 10 and 20.
    assert [(one.unit.teryt, one.value) for one in found.units] == [
        (code_of(1), 10.0),
        (code_of(2), 20.0),
    ]
    assert (found.year, found.of, found.stats and found.stats.q1) == (2021, 8, 27.5)
    assert helped_words(found, page).replace(NBSP, " ") == (
        "Spośród 8 gmin najbardziej podobnych (do: Płońsk) te mają najsłabsze wartości wskaźnika "
        "„Dzieci w przedszkolach” (2021), gorsze niż 27,5%."
    )


def test_why_nobody_is_named(repository: Repository) -> None:
    assert read_helped(repository, page_of(repository)).reason == "peers"
    none = page_of(repository, slug="bez", indicators=())
    assert read_helped(repository, none).reason == "indicators"
    of_somebody = page_of(repository, slug="zwiazek", unit=None, institution="Związek")
    assert read_helped(repository, of_somebody).reason == "institution"


def test_selects_do_not_grow_with_linked_indicators(
    repository: Repository, sqlite_engine: Engine
) -> None:
    one = page_of(repository)
    both = [{"code": "EDU-PRZ-01"}, {"code": "EDU-SPP-01"}]
    two = page_of(repository, slug="dwa", indicators=both)
    unit, _ = my_unit(repository, "1420")
    assert unit is not None
    repository.years_of_all()
    counts = []
    for page in (one, two):
        repository.begin_request()
        with counted_selects(sqlite_engine) as sent:
            read_mine(repository, page, unit)
        repository.end_request()
        counts.append(len(sent))
    assert counts[0] == counts[1]
