"""A portal that says what nobody should: each ends as a rejected row or an unusable part."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine, select

from smup.models import Indicator, Observation, OfficialEntry, RejectedRow
from smup.settings import Settings
from tests.smup_runs import SINGLE, held, run, whole
from tests.stand_ins import smup_portal
from tests.stand_ins.smup_portal import Portal

HOSTILE = "<script>alert(1)</script>\x00\x07 \N{RIGHT-TO-LEFT OVERRIDE}{{7*7}}"
KEPT = "<script>alert(1)</script> {{7*7}}"
SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_names_and_cards_with_signs_that_a_database_refuses(
    engine: Engine, settings: Settings, portal: Portal
) -> None:
    portal.names |= {SINGLE: HOSTILE, 4074: "A" * 100_000}
    portal.cards[SINGLE] = HOSTILE * 1_000
    assert run(engine, settings).status == "complete"
    assert held(engine) == whole(portal)
    with engine.connect() as connection:
        names = set(connection.scalars(select(Indicator.name_pl)))
        card = connection.scalar(
            select(OfficialEntry.card).where(
                OfficialEntry.kind == "indicator", OfficialEntry.official_id == SINGLE
            )
        )
    assert KEPT in names
    assert max(map(len, names)) == 500
    assert card is not None
    assert "\x00" not in card


def test_numbers_out_of_range(engine: Engine, settings: Settings, portal: Portal) -> None:
    year = next(year for year in portal.data.years if portal.values(SINGLE, year))
    spoilt: list[dict[str, Any]] = [
        {"wartosc": 1e300, "id-flaga": 1},
        {"id-flaga": 2**40},
        {"id-teryt": 2**31 - 1},
    ]

    def spoil(rows: list[Any]) -> list[Any]:
        new = [{**row, **change} for row, change in zip(rows, spoilt, strict=False)]
        return [*new, {**rows[len(new)], "precyzja": -7}, *rows[len(new) + 1 :]]

    portal.rewrites[SINGLE, year] = spoil
    outcome = run(engine, settings)
    assert outcome.status == "complete"
    assert sum(load.counts.rejected for load in outcome.loads) == len(spoilt)
    with engine.connect() as connection:
        reasons = set(connection.scalars(select(RejectedRow.reason)))
        most = max(value or 0 for value in connection.scalars(select(Observation.value)))
    assert {reason.split(":")[0] for reason in reasons} == {
        "Liczba spoza zakresu",
        "Nieznana flaga",
        "Nieznana jednostka",
    }
    assert most < 1e6


@SQLITE
@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("indicator-flashcard", b'{"id":16,"x":' + b"[" * 900 + b"]" * 900 + b"}"),
        ("indicator-list", b'[{"id":5000000000,"nazwa-wskaznika":"x","id-up":1}]'),
        ("indicator-date-data", b"[" + b",".join([b'{"id-teryt":1}'] * 30_001) + b"]"),
    ],
)
def test_answers_beyond_all_measure_are_unusable(
    engine: Engine,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    path: str,
    answer: bytes,
) -> None:
    told: Callable[..., bytes] = lambda *_: answer  # noqa: E731
    monkeypatch.setitem(smup_portal.ANSWERS, path, told)
    outcome = run(engine, settings)
    assert outcome.status == "partial"
    assert all(name.startswith(path) for name, _ in outcome.problems)
