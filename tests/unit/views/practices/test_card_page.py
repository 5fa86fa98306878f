"""What the page of a practice says: facts, citation, similar practices."""

from typing import Any

import pytest
from sqlalchemy import Engine, update

from smup.errors import UnknownCodeError
from smup.models import Practice
from smup.repository import Repository
from smup.views.practices.card_page import CardPage, read_card_page, read_title
from smup.views.practices.card_words import facts, history, opening, size_text, unit_line
from smup.views.practices.citation import citation_of
from smup.views.practices.similar_practices import near_practices, similar_practices
from tests import builders, small_country
from tests.poured import Pour
from tests.practice_crowd import SLUG, TODAY, page_of
from tests.practice_data import add_practice, card

NBSP = "\u00a0"


@pytest.fixture
def repository(sqlite_engine: Engine, pour: Pour) -> Repository:
    pour(sqlite_engine, small_country.fill)
    return Repository(sqlite_engine)


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
        "valid": ["do 9 marca 2029"],
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
