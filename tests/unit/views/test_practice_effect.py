"""What a page and a list say of the change after a practice."""

from datetime import date

import plotly.graph_objects as go
import pytest
from sqlalchemy import Engine

from smup.practices.card import LinkedIndicator
from smup.repository import Repository
from smup.repository.practice_records import PracticeInfo
from smup.statistics.practice_effects import rebuild_effects
from smup.territory.store import read_directory
from smup.views.practices.effect import EffectView, SmallEffect, read_effect, read_small_effects
from tests import effect_country
from tests.effect_country import BROKEN, CITY, DOWN, EXAMPLE, MINE, PEERS, POWIATS, UP
from tests.poured import Pour
from tests.practice_data import add_practice, card
from tests.small_country import counted_selects

TODAY = date(2026, 5, 4)
PROOF = "Wykres pokazuje zmianę po wdrożeniu, ale nie dowodzi, że to praktyka ją spowodowała."


@pytest.fixture(name="repository")
def repository_fixture(sqlite_engine: Engine, pour: Pour) -> Repository:
    """The country of the example, with sample data."""
    pour(sqlite_engine, effect_country.fill, kind="sample")
    return Repository(sqlite_engine)


def views(
    repository: Repository,
    *codes: str,
    unit: str | None = MINE,
    started: int | None = 2018,
    lang: str = "pl",
    **years: int,
) -> tuple[EffectView, ...]:
    return read_effect(
        repository,
        unit=None if unit is None else repository.directory().by_code(unit),
        indicators=[LinkedIndicator(code=code, **years) for code in codes],
        started=started,
        today=TODAY,
        lang=lang,
    )


def plain(view: EffectView) -> str:
    return "".join(part.text for part in view.lead).replace("\u00a0", " ")


def test_the_opening_says_both_values_and_what_the_median_did(repository: Repository) -> None:
    (view,) = views(repository, UP)
    # With its own 30 and 53 the twelve have medians of 29.5 and 38.
    assert plain(view) == (
        "Odpady zbierane osobno: przed zmianą, w 2018 roku, 30%, sześć lat później 53%."
        " W podobnych gminach mediana wzrosła w tym czasie z 30 do 38%."
    )
    assert [part.kind for part in view.lead] == ["", "strong", "", "unit", ""]
    assert (view.before, view.after, view.reason) == ("30%", "53%", "")
    assert view.subtitle == "Odpady zbierane osobno, %, 2016–2024 · więcej znaczy lepiej"


def test_the_difference_its_interval_and_the_place(repository: Repository) -> None:
    (view,) = views(repository, UP)
    assert view.verdict == "lepiej"
    said = view.difference.replace("\u00a0", " ")
    assert "+16 pkt proc. (wobec środkowych 90% z nich: od +10 pkt proc. do +21 pkt proc.)" in said
    assert view.difference.endswith("19.")
    assert view.place == "Żadna z\u00a019 podobnych jednostek nie miała większego wzrostu."
    (less,) = views(repository, UP, unit=PEERS[7])
    assert less.place.replace("\u00a0", " ") == "Większy wzrost miało 6 z 19 podobnych jednostek."


def test_a_change_is_no_proof_and_what_else_makes_careful(repository: Repository) -> None:
    (view,) = views(repository, UP)
    assert view.cautions == (PROOF,)
    (worst,) = views(repository, UP, unit=PEERS[10])
    assert worst.cautions[0] == PROOF
    assert "wśród najgorszych" in worst.cautions[1]
    (cut,) = views(repository, BROKEN, unit=PEERS[0])
    assert cut.after == "35%"
    assert any("od 2022 roku" in said.lower() for said in cut.cautions)
    assert any("pandemii" in said for said in cut.cautions)


def test_peers_with_a_practice_of_their_own_are_counted(
    repository: Repository, sqlite_engine: Engine
) -> None:
    with sqlite_engine.begin() as connection:
        for unit in (MINE, *PEERS[:2]):
            links = ({"code": UP},)
            one = card(slug=f"praktyka-{unit}", title=f"P {unit}", unit=unit, indicators=links,
                       sector="srodowisko")  # fmt: skip
            add_practice(connection, one)
    (view,) = views(repository, UP)
    assert view.cautions[1].startswith("Podobne jednostki, które same mają")
    assert ": 2." in view.cautions[1]


def test_the_picture_is_marked_named_and_has_a_table(repository: Repository) -> None:
    (view,) = views(repository, UP)
    for figure in view.figures.values():
        go.Figure(figure)
        assert "DANE PRZYKŁADOWE" in [n["text"] for n in figure["layout"]["annotations"]]
    said = view.alt.replace("\u00a0", " ")
    assert said.startswith("Lack: 30% w 2016 roku, 53% w 2024 roku. Wdrożenie: 2018 rok.")
    assert [row.year for row in view.rows] == list(range(2016, 2025))
    marks = {row.year: row.mark for row in view.rows if row.mark}
    assert marks == {2018: "before_started", 2024: "after"}
    by_year = {row.year: row for row in view.rows}
    assert (by_year[2021].value, by_year[2017].value) == ("tajemnica", "brak")
    assert by_year[2024].half == "33–40%"
    assert view.keys[1] == "mediana grupy: gminy wiejskie, 5–10 tys. mieszkańców (20)"


@pytest.mark.parametrize(
    ("code", "fields", "reason", "drawn"),
    [
        (UP, {"started": None}, "Autorzy nie podali roku wdrożenia", False),
        (UP, {"started": 2012}, "Baza nie ma wartości sprzed zmiany", True),
        (UP, {"started": 2024}, "Baza nie ma jeszcze wartości późniejszej", True),
        (UP, {"before": 2018, "after": 2021}, "Baza nie ma jeszcze wartości późniejszej", True),
        (UP, {"started": 2018, "after": 2017}, "Lata wybrane przez autorów", True),
        (BROKEN, {"before": 2018, "after": 2024}, "Między tymi latami zmienił się", True),
        (POWIATS, {}, "Baza nie ma wartości tego wskaźnika", False),
    ],
)
def test_why_nothing_is_compared(
    repository: Repository, code: str, fields: dict[str, int], reason: str, *, drawn: bool
) -> None:
    (view,) = views(repository, code, **fields)  # type: ignore[arg-type]
    assert view.reason.startswith(reason)
    assert (view.lead, view.verdict, view.difference, view.before) == ((), "brak-danych", "", "")
    assert bool(view.figures) is drawn
    assert view.cautions == ((PROOF,) if drawn else ())


def test_alone_of_its_kind_a_unit_has_a_change_and_no_verdict(repository: Repository) -> None:
    (view,) = views(repository, POWIATS, unit=CITY)
    assert view.verdict == "brak-danych"
    assert "za mało" in view.verdict_text
    assert (view.difference, view.place) == ("", "")
    assert "W podobnych miastach na prawach powiatu" in plain(view)


def test_an_institution_and_an_unknown_indicator_have_no_view(repository: Repository) -> None:
    assert views(repository, UP, unit=None) == ()
    assert views(repository, "XXX-YY-01") == ()
    assert [view.indicator.code for view in views(repository, DOWN, "XXX-YY-01", UP)] == [DOWN, UP]


def test_english(repository: Repository) -> None:
    (view,) = views(repository, DOWN, lang="en")
    assert "six years later" in plain(view)
    assert view.verdict_text.startswith("The change is worse")


def test_the_number_of_selects_does_not_grow(repository: Repository, sqlite_engine: Engine) -> None:
    views(repository, UP)
    counts = []
    for codes in ((UP,), (UP, DOWN, BROKEN)):
        repository.begin_request()
        repository.dataset()
        with counted_selects(sqlite_engine) as statements:
            views(repository, *codes)
        counts.append(len(statements))
        repository.end_request()
    assert counts == [4, 4]


def info(key: int, **fields: object) -> PracticeInfo:
    values: dict[str, object] = {
        "id": key, "slug": f"p-{key}", "title": "P", "summary": "", "unit_id": 1,
        "institution": None, "sector": "srodowisko", "service": None, "dimension": None,
        "cost_class": "brak", "started": 2018, "example": False, "status": "zgloszona",
        "verified_on": None, "published_at": None, "indicators": (UP,), "evidence": (),
    }  # fmt: skip
    return PracticeInfo(**(values | fields))  # type: ignore[arg-type]


def small(repository: Repository, *practices: PracticeInfo) -> dict[int, SmallEffect]:
    return read_small_effects(repository, practices, lang="pl")


def test_a_list_draws_the_first_indicator_that_can_be_compared(
    repository: Repository, sqlite_engine: Engine
) -> None:
    links = ({"code": POWIATS}, {"code": DOWN}, {"code": UP})
    with sqlite_engine.begin() as connection:
        keys = [
            add_practice(connection, card(slug=f"p-{unit}", title=f"P {unit}", unit=unit,
                                          sector="srodowisko", started=2018, indicators=links))
            for unit in (MINE, EXAMPLE)
        ]  # fmt: skip
        rebuild_effects(connection, read_directory(connection))
    directory = repository.directory()
    codes = tuple(link["code"] for link in links)
    listed = [
        info(key, unit_id=directory.by_code(unit).id, indicators=codes)
        for key, unit in zip(keys, (MINE, EXAMPLE), strict=True)
    ]
    small(repository, *listed)
    repository.begin_request()
    repository.dataset()
    with counted_selects(sqlite_engine) as statements:
        found = small(repository, *listed)
    assert len(statements) == 3
    mine = found[keys[0]]
    assert mine.caption == f"Wskaźnik {DOWN} (mniej znaczy lepiej)"
    assert (mine.unit_end, mine.median_end, mine.verdict) == ("53%", "38%", "gorzej")
    assert mine.verdict_text == "gorzej niż podobne"
    assert mine.lines is not None
    assert mine.lines.years == (2016, 2024)
    assert "Lack: 30% w" in mine.alt.replace("\u00a0", " ")
    assert found[keys[1]].verdict == "bez-roznicy"


def test_why_a_list_has_no_picture(repository: Repository) -> None:
    found = small(
        repository,
        info(1, unit_id=None),
        info(2, indicators=(), started=None),
        info(3, indicators=()),
        info(4, started=None),
        info(5),
    )
    assert [found[key].reason for key in range(1, 6)] == [
        "Bez wykresu: praktyka nie należy do gminy, powiatu ani województwa.",
        "Bez wykresu: autorzy nie podali wskaźnika ani roku wdrożenia.",
        "Bez wykresu: autorzy nie podali wskaźnika.",
        "Bez wykresu: autorzy nie podali roku wdrożenia.",
        "Bez wykresu: w\u00a0bazie nie ma porównywalnych wartości sprzed wdrożenia i\u00a0po nim.",
    ]
    assert {found[key].lines for key in range(1, 6)} == {None}
