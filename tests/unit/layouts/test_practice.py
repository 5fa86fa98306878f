"""The page of a practice as components: what is shown, what is missing and why."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from dash import html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate
from sqlalchemy import Engine, insert

from callbacks.practice import update_mine
from layouts import practice
from smup.errors import UnknownCodeError
from smup.models import PracticeAttachment
from smup.repository import Repository
from smup.services import Services
from smup.settings import Settings
from tests import small_country
from tests.poured import Pour
from tests.practice_data import NOW, add_practice, card, full_card

SLUG = "dowozenie-uczniow"
NAMES = ("a" * 32, "b" * 32)


@pytest.fixture
def services(sqlite_engine: Engine, pour: Pour) -> Services:
    pour(sqlite_engine, small_country.fill)
    settings = Settings(database_url="sqlite://")
    return Services(repository=Repository(sqlite_engine), settings=settings)


def add(services: Services, *cards: Any, stage: str = "published") -> None:
    with services.repository._engine.begin() as connection:
        for one in cards:
            add_practice(connection, one, stage=stage)


def parts(tree: Component) -> Iterator[Component]:
    yield tree
    yield from (part for part in tree._traverse() if isinstance(part, Component))


def of_class(tree: Component, name: str) -> list[Component]:
    return [one for one in parts(tree) if name in str(getattr(one, "className", "")).split()]


def by_id(tree: Component, name: str) -> Component | None:
    return next((one for one in parts(tree) if getattr(one, "id", None) == name), None)


def text(tree: Component | None) -> str:
    """Return all words of a tree, no-break spaces as spaces."""
    assert tree is not None
    words = [part for part in tree._traverse() if isinstance(part, str)]
    single = [
        one.children for one in parts(tree) if isinstance(getattr(one, "children", None), str)
    ]
    return " ".join([*words, *single]).replace("\u00a0", " ")


def links(tree: Component | None) -> list[str]:
    assert tree is not None
    return [one.href for one in parts(tree) if isinstance(one, html.A)]


def test_a_card_without_anything_says_what_is_missing_and_who_may_add_it(
    services: Services,
) -> None:
    add(services, card())
    page = practice.layout(services, "pl", slug=SLUG)
    assert len([one for one in parts(page) if isinstance(one, html.H1)]) == 1
    assert "Nie ma czego narysować" in text(by_id(page, "przed-i-po"))
    missing = by_id(page, "do-uzupelnienia")
    for heading in ("Sytuacja przed zmianą", "Co się nie udało", "Koszty"):
        assert heading in text(missing)
    assert links(missing) == [f"/konto/praktyki/{SLUG}/popraw"]
    assert "do uzupełnienia" in text(by_id(page, "w-skrocie"))
    assert of_class(page, "js-plotly-plot") == []


def test_a_full_card_has_all_its_parts_in_order(services: Services) -> None:
    add(services, full_card())
    page = practice.layout(services, "pl", slug=SLUG)
    ids = [one.id for one in parts(page) if str(getattr(one, "id", "")).startswith("karta-")]
    names = ("situation", "steps", "costs", "resources", "results", "failures", "transfer")
    assert ids == [f"karta-{name}" for name in names]
    assert by_id(page, "do-uzupelnienia") is None
    assert "zweryfikowana" in text(of_class(page, "tags")[0])


def test_an_english_page_marks_polish_words(services: Services) -> None:
    add(services, full_card())
    page = practice.layout(services, "en", slug=SLUG)
    heading = next(one for one in parts(page) if isinstance(one, html.H1))
    assert heading.lang == "pl"
    assert {one.lang for one in of_class(page, "tresc")} == {"pl"}
    assert "in the language it was written in" in text(page)
    assert "Situation before the change" in text(page)


def test_an_english_card_is_marked_on_a_polish_page_and_not_on_its_own(services: Services) -> None:
    add(services, full_card(lang="en"))
    polish = practice.layout(services, "pl", slug=SLUG)
    english = practice.layout(services, "en", slug=SLUG)
    assert {one.lang for one in of_class(polish, "tresc")} == {"en"}
    assert all(getattr(one, "lang", None) is None for one in of_class(english, "tresc"))


def test_an_institution_has_no_profile_and_no_chart(services: Services) -> None:
    indicators = [{"code": "EDU-PRZ-01"}]
    add(services, card(unit=None, institution="Związek Gmin", indicators=indicators))
    page = practice.layout(services, "pl", slug=SLUG)
    assert "instytucja, która nie jest gminą" in text(by_id(page, "przed-i-po"))
    assert by_id(page, "kto-skorzysta") is None
    assert links(of_class(page, "czyja")[0]) == []


def test_the_unit_of_the_address_is_shown_the_question_stays_without_one(
    services: Services,
) -> None:
    add(services, full_card())
    asked = by_id(practice.layout(services, "pl", slug=SLUG), "practice-mine")
    assert asked is not None
    assert getattr(asked, "data-moja") == "practice-unit"
    shown = by_id(practice.layout(services, "pl", slug=SLUG, unit="1420062"), "practice-mine")
    assert shown is not None
    assert not hasattr(shown, "data-moja")
    assert "Twoja jednostka: Joniec" in text(shown)


def test_an_unknown_unit_of_the_address_is_told(services: Services) -> None:
    add(services, full_card())
    page = practice.layout(services, "pl", slug=SLUG, unit="9999999")
    assert "9999999" in text(by_id(page, "practice-mine"))


def test_the_browser_brings_the_unit_seen_last(services: Services) -> None:
    add(services, full_card())
    context = {"slug": SLUG, "lang": "pl"}
    answer = update_mine(services, unit="1420062", context=context)
    assert "Twoja jednostka: Joniec" in text(html.Div(answer["mine"]))
    for useless in (None, "", "9999999", "x"):
        with pytest.raises(PreventUpdate):
            update_mine(services, unit=useless, context=context)


def test_files_are_figures_and_a_list(services: Services) -> None:
    named = [
        {"file": NAMES[0], "title": "Pojemniki na osiedlu"},
        {"file": NAMES[1], "title": "Regulamin"},
    ]
    add(services, full_card(attachments=named))
    kinds = zip(NAMES, ("image/png", "application/pdf"), strict=True)
    with services.repository._engine.begin() as connection:
        for name, media_type in kinds:
            values = {"practice_id": 1, "name": name, "file_name": "plik", "size": 1500}
            values |= {
                "media_type": media_type,
                "sha256": "0",
                "added_at": NOW.replace(tzinfo=None),
            }
            connection.execute(insert(PracticeAttachment).values(values))
    files = by_id(practice.layout(services, "pl", slug=SLUG), "karta-zalaczniki")
    assert files is not None
    (image,) = [one for one in parts(files) if isinstance(one, html.Img)]
    assert (image.alt, image.src) == (
        "Pojemniki na osiedlu",
        f"/praktyki/pliki/{NAMES[0]}/plik",
    )
    assert "PDF · 1,5 kB" in text(files)


def test_unknown_practices_name_those_with_a_title_like_it(services: Services) -> None:
    add(services, card())
    add(services, card(slug="dowozenie-tajne", title="Dowożenie tajne"), stage="draft")
    page = practice.layout(services, "pl", slug="dowozenie")
    assert "Nie ma praktyki o adresie „dowozenie”." in text(page)
    assert links(page)[0] == f"/praktyki/{SLUG}"
    assert "tajne" not in text(page)
    with pytest.raises(UnknownCodeError):
        practice.title(services, "pl", slug="dowozenie")


def test_a_withdrawn_practice_says_so(services: Services) -> None:
    add(services, card(title="Cofnięta"), stage="withdrawn")
    assert "wycofano" in text(practice.layout(services, "pl", slug=SLUG))
    with pytest.raises(UnknownCodeError, match="wycofano"):
        practice.title(services, "pl", slug=SLUG)


def test_title_and_description_of_the_document(services: Services) -> None:
    add(services, full_card())
    assert practice.title(services, "en", slug=SLUG) == "Dowożenie uczniów – good practice"
    assert practice.description(services, "pl", slug=SLUG) == full_card().summary


def test_hostile_words_stay_words(services: Services) -> None:
    hostile = "<script>alert(1)</script> \u202e=cmd|' /C calc'!A0 🧨"
    changes = {
        "title": hostile, "summary": hostile, "partners": [hostile], "legal_basis": [hostile],
        "sections": {"situation": hostile},
        "sources": [{"title": hostile, "url": "https://example.org/<script>"}],
    }  # fmt: skip
    add(services, full_card(**changes))
    page = practice.layout(services, "pl", slug=SLUG)
    sent = json.dumps(page, default=lambda part: part.to_plotly_json())
    kinds = {part.get("type") for part in _nodes(json.loads(sent))}
    assert not {"Script", "Iframe", "Embed", "ObjectEl"} & kinds
    assert hostile in text(page)


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    if isinstance(tree, dict):
        yield tree
        for one in tree.values():
            yield from _nodes(one)
    elif isinstance(tree, list):
        for one in tree:
            yield from _nodes(one)
