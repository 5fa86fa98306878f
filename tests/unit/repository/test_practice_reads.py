"""Reads of published practices: facets, orders, pages, one practice, the best of an indicator."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event, insert, update

from smup.errors import UnknownCodeError
from smup.models import Practice, PracticeAttachment, PracticeEffect
from smup.repository import Repository
from smup.repository.practice_records import FACETS, PracticePage, PracticeQuery
from tests import small_country
from tests.poured import Pour
from tests.practice_data import add_practice, card, full_card

TODAY = dt.date(2026, 6, 1)
LINKED = ({"code": "EDU-PRZ-01"},)
CHECKED = {"on": "2026-03-10", "source": "Rozmowa"}
LONG_AGO = {"on": "2020-03-10", "source": "Rozmowa"}

# Slug, changes of the card, verdict of its effect. Published a day after one another.
CARDS: tuple[tuple[str, dict[str, Any], str | None], ...] = (
    ("a-dowoz", {"title": "Ławki i dowóz", "cost": 0, "indicators": LINKED, "started": 2019,
                 "verified": CHECKED}, "lepiej"),
    ("b-zlobki", {"title": "Żłobki", "unit": "1420062", "sector": "kultura", "cost": 20_000,
                  "started": 2021}, None),
    ("c-zrodla", {"title": "Źródła wody i dowóz", "indicators": LINKED, "verified": LONG_AGO,
                  "dimension": "jakosc"}, "gorzej"),
    ("d-lasy", {"title": "Lasy i dowóz", "unit": "0264011", "indicators": LINKED,
                "service": "przedszkola"}, "brak-danych"),
    ("e-powiat", {"title": "Ćwiczenia", "unit": "1420", "sector": "kultura"}, None),
    ("f-zwiazek", {"title": "zebrania", "unit": None, "institution": "Związek Gmin",
                   "verified": CHECKED, "indicators": LINKED}, "lepiej"),
)  # fmt: skip


@pytest.fixture
def filled(engine: Engine, pour: Pour) -> Engine:
    """An engine over the practices below."""
    return pour(engine, with_practices)


def with_practices(engine: Engine) -> None:
    """Write six published practices, a draft and a withdrawn one over the small country."""
    small_country.fill(engine)
    with engine.begin() as connection:
        for day, (slug, changes, verdict) in enumerate(CARDS, start=1):
            now = dt.datetime(2026, 5, day, tzinfo=dt.UTC)
            key = add_practice(connection, card(slug=slug, **changes), now=now)
            if verdict:
                effect = {"practice_id": key, "indicator": "EDU-PRZ-01", "peers": 20}
                effect["change"] = None if verdict == "brak-danych" else 1.0
                connection.execute(insert(PracticeEffect).values(**effect, verdict=verdict))
        add_practice(connection, card(slug="szkic", title="Dowóz: szkic"), stage="draft")
        add_practice(connection, card(slug="dawna", title="Dowóz: dawna"), stage="withdrawn")


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """Collect every statement but the beginning of a transaction."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement != "BEGIN":
            sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


def ask(engine: Engine, **asked: Any) -> PracticePage:
    return Repository(engine).practices(PracticeQuery(today=TODAY, **asked))


def slugs(page: PracticePage) -> list[str]:
    return [info.slug[0] for info in page.practices]


def test_only_what_is_published_is_found(filled: Engine) -> None:
    page = ask(filled)
    assert (page.total, page.all, page.loosened) == (6, 6, False)
    assert sorted(slugs(page)) == ["a", "b", "c", "d", "e", "f"]
    assert sorted(slugs(ask(filled, text="dowóz"))) == ["a", "c", "d"]


def test_facets_count_what_is_found(filled: Engine) -> None:
    page = ask(filled, text="dowóz")
    assert page.total == 3
    assert page.facets == {
        "obszar": {"edukacja": 3, "kultura": 0},
        "usluga": {"przedszkola": 1},
        "wymiar": {"jakosc": 1},
        "rodzaj": {"miasto-na-prawach-powiatu": 1, "miejska": 2, "powiat": 0, "wiejska": 0},
        "wielkosc": {"gmina-1": 0, "gmina-4": 2},
        "koszt": {"bez-kosztu": 1, "brak": 2, "do-100-tys": 0},
        "status": {"wygasla": 1, "zgloszona": 1, "zweryfikowana": 1},
        "dowod": {"koszt": 1, "opis": 1, "poprawa": 1, "wykres": 2},
    }
    found = {info.slug[0]: info for info in page.practices}
    assert found["a"].evidence == ("poprawa", "wykres", "koszt")
    assert (found["c"].evidence, found["c"].status) == (("wykres",), "wygasla")
    assert (found["d"].evidence, found["d"].status) == (("opis",), "zgloszona")


def test_a_change_that_nobody_judges_is_a_chart_all_the_same(filled: Engine) -> None:
    with filled.begin() as connection:
        unjudged = update(PracticeEffect).where(PracticeEffect.verdict == "brak-danych")
        connection.execute(unjudged.values(change=804.0))
    page = ask(filled, chosen={"dowod": ("wykres",)})
    assert "d" in slugs(page)
    assert {info.slug[0]: info.evidence for info in page.practices}["d"] == ("wykres",)


def test_a_facet_is_counted_without_its_own_choice(filled: Engine) -> None:
    page = ask(filled, chosen={"obszar": ("kultura",), "dowod": ("koszt", "wykres")})
    assert slugs(page) == ["b"]
    assert page.facets["obszar"] == {"edukacja": 3, "kultura": 1}
    assert page.facets["dowod"] == {"koszt": 1, "opis": 1, "poprawa": 0, "wykres": 0}
    assert page.facets["koszt"] == {"bez-kosztu": 0, "brak": 0, "do-100-tys": 1}
    assert [count for _unit, count in page.places] == [1]


def test_every_count_is_what_choosing_the_value_finds(filled: Engine) -> None:
    for chosen in ({}, {"obszar": ("edukacja",)}, {"status": ("zweryfikowana", "zgloszona")}):
        page = ask(filled, chosen=chosen)
        for facet in FACETS:
            for value, count in page.facets[facet].items():
                assert ask(filled, chosen={**chosen, facet: (value,)}).total == count
        single = [facet for facet in ("obszar", "koszt", "status") if facet not in chosen]
        assert {sum(page.facets[facet].values()) for facet in single} == {page.total}


def test_values_that_nobody_has_find_nothing(filled: Engine) -> None:
    assert ask(filled, chosen={"dowod": ("inny",)}).total == 0
    assert ask(filled, chosen={"obszar": ("x' OR 1=1 --",)}).total == 0
    assert ask(filled, unit_ids=()).total == 0
    assert ask(filled, indicators=("EDU-PRZ-01",)).total == 4


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("nowe", "fedcba"),
        ("poprawa", "facedb"),
        ("trafnosc", "facedb"),
        ("tytul", "edafcb"),
        ("rok", "bafedc"),
    ],
)
def test_orders(filled: Engine, sort: str, order: str) -> None:
    assert "".join(slugs(ask(filled, sort=sort))) == order
    pages = [ask(filled, sort=sort, limit=2, offset=at) for at in (0, 2, 4, 6)]
    assert "".join(slug for page in pages for slug in slugs(page)) == order
    assert {page.total for page in pages} == {6}


def test_any_word_will_do_when_no_practice_has_all(filled: Engine) -> None:
    page = ask(filled, text="żłobek źródło kosmos")
    assert page.loosened
    assert sorted(slugs(page)) == ["b", "c"]
    nothing = ask(filled, text="kosmos")
    assert (nothing.total, nothing.loosened, nothing.practices) == (0, False, ())
    assert nothing.facets["obszar"] == {"edukacja": 0, "kultura": 0}


HOSTILE = (
    '"', "dowóz\x00", "NEAR(a b)", "a AND OR NOT", "*", "dow*", "-dowóz", "title: dowóz",
    "a:*B & !c | (d", "'; DROP TABLE practice; --", "\\", "%_", "\u202eזועדוח", "🚍🚍", "dowóz 🚍",
    "(((((", "Київ", "x" * 1_000_000, "dowóz " * 100_000, "\ud800", "ﷺ²½",
    " ".join(f"w{number}" for number in range(60)),
    "śmieci MOPS basen pies PPP ITS wieś miasto rodzina dziecko szkoła transport",
)  # fmt: skip


def test_hostile_queries_are_answered(filled: Engine) -> None:
    totals = {text[:20]: ask(filled, text=text).total for text in HOSTILE}
    assert totals["-dowóz"] == totals["dow*"] == totals["dowóz\x00"] == totals["dowóz 🚍"] == 3
    assert totals["dowóz dowóz dowóz do"] == 3
    assert totals["Київ"] == totals["x" * 20] == 0
    assert totals["🚍🚍"] == ask(filled).total == 6


def test_the_number_of_statements_does_not_grow(filled: Engine) -> None:
    repository = Repository(filled)
    some = dict.fromkeys(FACETS, ("x",))
    for asked, most in (({}, 3), ({"text": "dowóz"}, 3), ({"text": "kosmos dowóz"}, 4),
                        ({"chosen": some}, 1)):  # fmt: skip
        with counted(filled) as sent:
            repository.practices(PracticeQuery(today=TODAY, **asked))
        assert len(sent) == most
    with counted(filled) as sent:
        repository.practices_for(["EDU-PRZ-01", "EDU-SPP-01"], today=TODAY)
        repository.practice_effects([1, 2, 3])
    assert len(sent) == 3
    with counted(filled) as sent:
        repository.practice("a-dowoz", today=TODAY)
    assert len(sent) == 4


def test_the_best_of_an_indicator_come_first(filled: Engine) -> None:
    repository = Repository(filled)
    best = repository.practices_for(["EDU-SPP-01", "EDU-PRZ-01"], today=TODAY)
    assert [info.slug[0] for info in best.pop("EDU-PRZ-01")] == ["f", "a", "d"]
    assert best == {}
    few = repository.practices_for(["EDU-PRZ-01"], today=TODAY, limit=9)
    assert [info.slug[0] for info in few["EDU-PRZ-01"]] == ["f", "a", "d", "c"]
    plonsk = few["EDU-PRZ-01"][1].unit_id
    own = repository.practices_for(["EDU-PRZ-01"], today=TODAY, unit_ids=[plonsk])  # type: ignore[list-item]
    assert [info.slug[0] for info in own["EDU-PRZ-01"]] == ["a", "c"]
    assert repository.practices_for([], today=TODAY) == {}
    assert repository.practices_for(["EDU-PRZ-01"], today=TODAY, unit_ids=[]) == {}


def test_effects_come_in_the_order_of_the_card(filled: Engine) -> None:
    with filled.begin() as connection:
        key = add_practice(
            connection,
            card(slug="dwa", indicators=({"code": "EDU-SPP-01"}, {"code": "EDU-PRZ-01"})),
        )
        for code in ("EDU-PRZ-01", "EDU-SPP-01"):
            effect = {"practice_id": key, "indicator": code, "peers": 7, "change": 1.5}
            connection.execute(insert(PracticeEffect).values(**effect, verdict="lepiej"))
    effects = Repository(filled).practice_effects([key])
    assert [(one.indicator, one.peers, one.change) for one in effects] == [
        ("EDU-SPP-01", 7, 1.5),
        ("EDU-PRZ-01", 7, 1.5),
    ]


def test_a_practice_comes_with_its_whole_card_and_the_files_it_names(filled: Engine) -> None:
    named = {"file": "abc.pdf", "title": "Uchwała"}
    lost = {"file": "brak.pdf", "title": "Zgubiony"}
    written = full_card(slug="cala", attachments=(lost, named))
    with filled.begin() as connection:
        key = add_practice(connection, written)
        for name in ("abc.pdf", "inny.pdf"):
            values = {"practice_id": key, "name": name, "file_name": "uchwala.pdf", "size": 9}
            values |= {"media_type": "application/pdf", "sha256": "0" * 64}
            moment = dt.datetime(2026, 5, 1)  # noqa: DTZ001 - as the database keeps it
            connection.execute(insert(PracticeAttachment).values(**values, added_at=moment))
    found = Repository(filled).practice("cala", today=TODAY)
    assert found.card == written
    assert (found.info.slug, found.info.status) == ("cala", "zweryfikowana")
    assert found.info.published_at.tzinfo is not None
    assert [(one.title, one.name, one.size) for one in found.attachments] == [
        ("Uchwała", "abc.pdf", 9)
    ]


@pytest.mark.parametrize("slug", ["szkic", "dawna", "nie-ma", "", "'", "x" * 5000])
def test_what_is_not_public_is_not_there(sqlite_engine: Engine, slug: str, pour: Pour) -> None:
    pour(sqlite_engine, small_country.fill)
    with sqlite_engine.begin() as connection:
        add_practice(connection, card(slug="szkic"), stage="draft")
        add_practice(connection, card(slug="dawna"), stage="withdrawn")
    with pytest.raises(UnknownCodeError) as caught:
        Repository(sqlite_engine).practice(slug, today=TODAY)
    assert caught.value.what == "practice"


def test_a_card_expires_on_its_day(sqlite_engine: Engine, pour: Pour) -> None:
    pour(sqlite_engine, small_country.fill)
    with sqlite_engine.begin() as connection:
        add_practice(connection, full_card(slug="cala"))
        connection.execute(update(Practice).values(expires_on=dt.date(2026, 6, 2)))
    repository = Repository(sqlite_engine)
    assert repository.practice("cala", today=TODAY).info.status == "zweryfikowana"
    after = repository.practice("cala", today=dt.date(2026, 6, 2))
    assert after.info.status == "wygasla"
