"""The window of one indicator: what opening and closing it bring."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from dash import dcc, html
from dash.development.base_component import Component

from callbacks.unit_detail import update_detail
from smup.database import make_engine
from smup.repository import Repository
from tests import profile_country
from tests.memory_country import JONIEC, LACK, LUBIN, PLONSK, WROCLAW
from tests.profile_country import BOTH, CONTEXT, DOWN, POWIATS, SHARE, UP

CONTEXT_OF = {"teryt": JONIEC, "lang": "pl"}


@pytest.fixture(scope="module")
def services(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What a callback is given, over the country whose profiles are worked out by hand."""
    file = tmp_path_factory.mktemp("detail") / "smup.sqlite"
    shutil.copy(migrated_sqlite, file)
    engine = make_engine(f"sqlite:///{file}")
    profile_country.fill(engine, kind="sample")
    return SimpleNamespace(repository=Repository(engine), settings=None)


def parts(component: Any) -> Iterator[Component]:
    """Every component in a tree."""
    if isinstance(component, list | tuple):
        for one in component:
            yield from parts(one)
    elif isinstance(component, Component):
        yield component
        yield from parts(getattr(component, "children", None))


def words(component: Any) -> str:
    """All texts of a tree, with plain spaces."""
    if isinstance(component, str):
        return component.replace("\u00a0", " ")
    if isinstance(component, list | tuple):
        return " ".join(words(one) for one in component)
    return words(component.children) if getattr(component, "children", None) else ""


def opened(services: Any, code: str, unit: str = JONIEC, **asked: str) -> Component:
    """What the window of an indicator shows."""
    lang = asked.pop("lang", "pl")
    return update_detail(
        services, asked={"ind": code, **asked}, context={"teryt": unit, "lang": lang}
    )


def test_opening_brings_all_sections(services: Any) -> None:
    panel = opened(services, UP)
    headings = [words(part) for part in parts(panel) if isinstance(part, html.H3)]
    assert headings == [
        "Miejsce w grupie",
        "Jak się zmieniało",
        "Kto jest lepszy i się poprawił",
        "Skąd ta liczba",
        "Skąd są wartości",
    ]


def test_the_picture_has_its_table_beside_it(services: Any) -> None:
    panel = opened(services, UP)
    graphs = [part for part in parts(panel) if isinstance(part, dcc.Graph)]
    tables = [part for part in parts(panel) if isinstance(part, html.Table)]
    assert len(graphs) == 1
    years = [words(row) for row in parts(tables[-1]) if isinstance(row, html.Tr)]
    assert len(years) == 1 + 7
    assert "2024 50,0 zł 30,0 zł 20,0–30,0 zł 1. z 5" in " ".join(years)


def test_the_picture_of_sample_data_says_so(services: Any) -> None:
    (graph,) = (part for part in parts(opened(services, UP)) if isinstance(part, dcc.Graph))
    assert "DANE PRZYKŁADOWE" in str(graph.figure["layout"]["annotations"])


def test_the_break_is_crossed_only_when_asked(services: Any) -> None:
    panel = opened(services, DOWN)
    (across,) = (
        part
        for part in parts(panel)
        if isinstance(part, html.Details) and "Policz mimo przerwy" in words(part)
    )
    assert not getattr(across, "open", None)
    outside = words(panel).replace(words(across), "")
    assert "Za mało lat, żeby mówić o trendzie." in outside
    assert "za lata 2019–2024" not in outside
    assert "za lata 2019–2024" in words(across)


def test_links_keep_unit_and_group(services: Any) -> None:
    panel = opened(services, UP, LUBIN, group="kraj")
    addresses = [part.href for part in parts(panel) if isinstance(part, html.A)]
    assert f"/wskaznik/{UP}?unit={LUBIN}&group=kraj" in addresses
    assert f"/jednostka/{JONIEC}" in " ".join(addresses)


@pytest.mark.parametrize(
    ("code", "unit"),
    [
        (UP, PLONSK),
        (DOWN, PLONSK),
        (BOTH, LACK),
        (POWIATS, JONIEC),
        (CONTEXT, WROCLAW),
        (SHARE, JONIEC),
    ],
)
@pytest.mark.parametrize("lang", ["pl", "en"])
def test_every_kind_of_value_opens(services: Any, code: str, unit: str, lang: str) -> None:
    panel = opened(services, code, unit, lang=lang)
    assert panel.to_plotly_json()["props"]["data-detail-of"] == code
    assert "nan" not in words(panel).lower().split()


def test_closing_brings_the_waiting_state_back(services: Any) -> None:
    closed = update_detail(services, asked=None, context=CONTEXT_OF)
    assert closed.to_plotly_json()["props"]["aria-busy"] == "true"


def test_an_unknown_code_is_told(services: Any) -> None:
    panel = opened(services, "<script>")
    assert "Wskaźnika o kodzie „<script>” nie ma w katalogu." in words(panel)


def test_a_spoiled_address_still_opens(services: Any) -> None:
    panel = opened(services, UP, group="nie-ma", year="latem", own="x.y", w="z.9")
    assert "Miejsce 1. z 5" in words(panel)
