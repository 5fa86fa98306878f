"""The catalogue of practices and the links to it, as trees of components."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import Engine

from layouts import practices
from layouts.components.practice_links import practice_section
from layouts.components.small_effect import small_effect
from smup.figures.small_lines import SmallLines
from smup.i18n import texts
from smup.repository import Repository
from smup.services import Services
from smup.settings import Settings
from smup.views.practices.gap import GapQuestion
from smup.views.practices.records import SmallEffect
from tests import small_country
from tests.poured import Pour
from tests.practice_data import add_practice, card, full_card
from tests.tree import having, prop, text, walk

T = texts("pl")
LONG_AGO = dt.datetime(2019, 1, 2, tzinfo=dt.UTC)


@pytest.fixture
def services(sqlite_engine: Engine, pour: Pour) -> Services:
    """The small country with three practices: full, of a title only, expired."""
    pour(sqlite_engine, small_country.fill, kind="sample")
    with sqlite_engine.begin() as connection:
        add_practice(connection, full_card())
        add_practice(connection, card(slug="zlobki", title="Żłobki", unit="1420062"))
        expired = {"verified": {"on": "2019-01-01", "source": "Rozmowa"}}
        add_practice(
            connection, card(slug="stara", title="Stara", example=True, **expired), now=LONG_AGO
        )
    return of(sqlite_engine)


def of(engine: Engine) -> Services:
    return Services(repository=Repository(engine), settings=Settings(database_url="sqlite://"))


def page(services: Services, lang: str = "pl", **query: str) -> Any:
    return practices.layout(services, lang, **query)


def plain(part: Any) -> str:
    return text(part).replace("\u00a0", " ")


def by_class(part: Any, name: str) -> list[Any]:
    return [one for one in walk(part) if name in str(prop(one, "className") or "").split()]


def test_a_row_says_what_is_known_and_what_is_to_be_filled_in(services: Services) -> None:
    rows = {plain(having(row, "href")[0]): plain(row) for row in by_class(page(services), "kpr")}
    assert "Gmina ułożyła trasy od nowa" in rows["Dowożenie uczniów"]
    assert "zweryfikowana" in rows["Dowożenie uczniów"]
    assert "Opis do uzupełnienia" in rows["Żłobki"]
    assert "zgłoszona" in rows["Żłobki"]
    assert "wygasła" in rows["Stara"]
    assert "karta przykładowa" in rows["Stara"]


def test_every_box_has_its_count_and_what_nobody_has_cannot_be_ticked(services: Services) -> None:
    boxes = {
        (prop(box, "data-klucz"), prop(box, "data-wartosc")): box
        for box in having(page(services, rodzaj="wiejska"), "data-klucz")
    }
    assert plain(boxes["rodzaj", "wiejska"]).endswith("1")
    assert prop(boxes["rodzaj", "wiejska"], "data-wybrane") == ""
    assert prop(boxes["koszt", "do-100-tys"], "data-nieczynne") == ""
    assert plain(boxes["koszt", "do-100-tys"]).endswith("0")
    assert prop(boxes["obszar", "edukacja"], "data-nieczynne") is None


def test_every_facet_is_a_named_group(services: Services) -> None:
    groups = [one for one in walk(page(services)) if type(one).__name__ == "Fieldset"]
    names = [text(group.children[0]) for group in groups]
    assert [type(group.children[0]).__name__ for group in groups] == ["Legend"] * len(groups)
    assert {"Obszar", "Do jakiej gminy pasuje", "Dowód", "Status"} <= set(names)


def test_chips_take_away_what_was_chosen(services: Services) -> None:
    shown = page(services, obszar="edukacja", q="dowóz", gdzie="14")
    buttons = [prop(one, "aria-label") for chip in by_class(shown, "chip") for one in walk(chip)]
    assert [plain(name) for name in buttons if name] == [
        "Usuń filtr: słowa: dowóz",
        "Usuń filtr: Edukacja",
        "Usuń filtr: gdzie: województwo mazowieckie",
    ]
    assert "wybrano 3" in plain(shown)


def test_what_was_wrong_with_the_address_is_a_visible_note(services: Services) -> None:
    (note,) = by_class(page(services, sort="cena", obszar="nic"), "adres")
    assert "Nie można układać według „cena”." in plain(note)
    assert "Nie ma obszaru „nic”." in plain(note)


def test_nothing_found_offers_what_is_nearest(services: Services) -> None:
    (state,) = by_class(page(services, q="licea", obszar="edukacja"), "stan")
    assert "Bez szukanych słów: 3 praktyki." in plain(state)
    addresses = [prop(one, "href") for one in having(state, "href")]
    assert addresses == ["/praktyki?obszar=edukacja"]


def test_an_empty_catalogue_says_how_to_fill_it(sqlite_engine: Engine, pour: Pour) -> None:
    pour(sqlite_engine, small_country.fill)
    shown = page(of(sqlite_engine))
    assert "Katalog jest pusty" in plain(shown)
    assert "import practices data/practices" in plain(shown)
    assert having(shown, "data-klucz") == []
    assert "/konto/praktyki/nowa" in [prop(one, "href") for one in having(shown, "href")]


def test_more_is_a_link_that_works_without_the_script(
    services: Services, sqlite_engine: Engine
) -> None:
    with sqlite_engine.begin() as connection:
        for n in range(12):
            add_practice(connection, card(slug=f"p-{n}", title=f"Praktyka {n}"))
    shown = page(services)
    (more,) = having(shown, "data-praktyki-wiecej")
    assert (plain(more), prop(more, "href")) == ("Pokaż 3 kolejne", "/praktyki?ile=24")
    assert len(by_class(shown, "kpr")) == 12
    assert len(by_class(page(services, ile="24"), "kpr")) == 15


def test_polish_cards_say_so_on_the_english_page(services: Services) -> None:
    rows = by_class(page(services, "en"), "kpr")
    assert all(having(row, "lang", "pl") for row in rows)
    assert "3 practices" in text(page(services, "en"))
    links = {prop(one, "href") for row in rows for one in having(row, "href")}
    assert "/en/praktyki/zlobki" in links


def test_a_hostile_search_is_only_text(services: Services) -> None:
    hostile = "<script>alert(1)</script>{{7*7}} =1+1 \u202e🚌"
    shown = page(services, q=hostile)
    assert "<script>alert(1)</script>{{7*7}} =1+1 🚌" in plain(shown)
    assert page(services, q='"*) OR NEAR(' * 20) is not None


def test_a_picture_has_a_name_and_one_without_says_why() -> None:
    lines = SmallLines(
        unit="M6.0 74.0L156.0 24.0", median="M6.0 76.0L156.0 54.0", started=56.0,
        unit_y=24.0, median_y=54.0, years=(2015, 2024),
    )  # fmt: skip
    effect = SmallEffect(
        reason="", caption="Odpady", lines=lines, unit_end="53%", median_end="38%",
        alt="Gmina: 53%", verdict="lepiej", verdict_text="poprawa",
    )  # fmt: skip
    picture = small_effect(effect, T, sample=True)
    (image,) = having(picture, "alt")
    assert prop(image, "alt") == "Gmina: 53%"
    assert prop(image, "src").startswith("data:image/svg+xml,%3Csvg")
    assert "dane przykładowe" in plain(picture)
    assert "dane przykładowe" not in plain(small_effect(effect, T, sample=False))
    reason = SmallEffect(reason="Bez wykresu: nie podano roku.")
    assert plain(small_effect(reason, T, sample=True)) == "Bez wykresu: nie podano roku."


def test_a_page_of_numbers_leads_to_practices_and_to_all_of_them(services: Services) -> None:
    question = GapQuestion(indicators=("EDU-PRZ-01",), sector="edukacja")
    section = practice_section(services, question, "pl")
    addresses = [prop(one, "href") for one in having(section, "href")]
    assert addresses == [
        "/praktyki/dowozenie-uczniow",
        "/praktyki?wskaznik=EDU-PRZ-01",
        "/konto/praktyki/nowa",
    ]
    assert "W katalogu: 1 praktyka" in plain(section)
    assert "zweryfikowana" in plain(section)


def test_a_page_of_numbers_without_practices_says_so_once(
    sqlite_engine: Engine, pour: Pour
) -> None:
    pour(sqlite_engine, small_country.fill)
    section = practice_section(of(sqlite_engine), GapQuestion(indicators=("EDU-PRZ-01",)), "pl")
    assert "Nikt jeszcze nie opisał praktyki" in plain(section)
    assert [prop(one, "href") for one in having(section, "href")] == ["/konto/praktyki/nowa"]
