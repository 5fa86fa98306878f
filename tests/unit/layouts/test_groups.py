"""The dialog of an own group, the badge of stability, the section of the group."""

import json
from types import SimpleNamespace
from typing import Any

import pytest
from dash import html
from dash.development.base_component import Component

from layouts import unit_group, unit_likeness
from layouts.components import (
    Choices,
    YearAxis,
    context_bar,
    kept_sentence,
    own_group,
    stability_badge,
)
from smup.i18n import LANGUAGES, texts
from smup.view_state import ViewState
from smup.views.likeness import DistanceCell, DistanceRow, Likeness, WeightBar
from smup.views.profile.records import Band
from smup.views.stability import Kept, RowStability, Stability
from tests import memory_country, profile_builder
from tests.memory_country import LUBIN, WROCLAW

FOUND = RowStability(
    band=Band.BEST, level="gmina", same=("podobne", "rodzaj", "kraj"), other=("wojewodztwo",)
)
NOTHING = Stability(rows={}, kept=None, level="gmina")


def words(tree: Component | str | list[Any] | None) -> str:
    """Return the text of a tree, with plain spaces."""
    if tree is None or isinstance(tree, (str, int)):
        return str(tree or "").replace("\xa0", " ")
    if isinstance(tree, (list, tuple)):
        return " ".join(filter(None, (words(part) for part in tree)))
    return words(getattr(tree, "children", None))


def parts(tree: Component, kind: type[Component]) -> list[Any]:
    return [part for part in tree._traverse() if isinstance(part, kind)]


def bar(**fields: Any) -> html.Div:
    directory = memory_country.directory()
    own = own_group(
        profile_builder.dataset(),
        directory.by_code(fields.get("unit", LUBIN)),
        level=fields.get("level", "gmina"),
        codes=fields.get("codes", ()),
    )
    choices = Choices(options=[("kraj", "Polska")], chosen="kraj", own=own)
    axis = YearAxis(years=[2020, 2021], year=2021)
    return context_bar("view", texts("pl"), unit_label="", groups=choices, axis=axis)


def test_the_last_choice_opens_the_dialog_of_the_own_group() -> None:
    (field,) = parts(bar(), html.Select)
    assert [option.value for option in field.children] == ["kraj", "+"]
    assert len(parts(bar(), html.Dialog)) == 1


def test_a_page_that_offers_no_own_group_has_no_dialog() -> None:
    choices = Choices(options=[("kraj", "Polska")], chosen="kraj")
    plain = context_bar(
        "view", texts("pl"), unit_label="", groups=choices, axis=YearAxis(years=[], year=None)
    )
    assert parts(plain, html.Dialog) == []
    assert [option.value for option in parts(plain, html.Select)[0].children] == ["kraj"]


def test_the_script_is_told_level_unit_codes_and_the_list_of_units() -> None:
    (field,) = parts(bar(unit=WROCLAW, level="powiat", codes=("1420", "0201")), html.Select)
    told = json.loads(getattr(field, "data-own"))
    assert told["level"] == "powiat"
    assert told["unit"] == "0264"
    assert told["codes"] == ["1420", "0201"]
    assert told["units"].startswith("/geo/units-powiat.")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_dialog_is_named_and_carries_every_text(lang: str) -> None:
    from layouts.components.groups import own_group_dialog

    dialog = own_group_dialog("view", texts(lang))
    title = next(part for part in parts(dialog, html.H2))
    assert getattr(dialog, "aria-labelledby") == title.id
    said = json.loads(getattr(dialog, "data-words"))
    assert said["lang"] == lang
    assert said["limits"] == {"units": 200, "bytes": 200_000}
    assert len(said["recognised"]) == len(texts(lang).forms("groups.said.recognised"))


def test_the_badge_fills_a_square_for_each_group_and_says_the_same() -> None:
    badge = stability_badge(FOUND, texts("pl"))
    squares = next(item for item in parts(badge, html.Span) if item.className == "kw")
    assert squares.style == {"--tak": 3, "--kw": 4}
    assert "najlepsza ćwiartka w 3 z 4 grup" in words(badge)


def test_the_badge_names_the_groups_that_differ() -> None:
    badge = stability_badge(FOUND, texts("pl"))
    assert "Inaczej wśród: gmin województwa." in words(badge)
    assert "Inaczej wśród: gmin województwa." in badge.title.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("kept", "total", "sentence"),
    [
        (17, 19, "17 z 19 mocnych stron zostaje także wśród gmin województwa."),
        (2, 19, "2 z 19 mocnych stron zostają także wśród gmin województwa."),
        (1, 2, "1 z 2 mocnych stron zostaje także wśród gmin województwa."),
        (1, 1, "Jedyna mocna strona zostaje także wśród gmin województwa."),
        (0, 1, "Jedyna mocna strona nie zostaje nią wśród gmin województwa."),
    ],
)
def test_the_sentence_of_strengths_agrees_with_its_numbers(
    kept: int, total: int, sentence: str
) -> None:
    found = Kept(kept=kept, total=total, kinds=("wojewodztwo",))
    assert kept_sentence(found, "gmina", texts("pl")).replace("\xa0", " ") == sentence


def test_no_strength_that_remains_is_said_plainly() -> None:
    found = Kept(kept=0, total=4, kinds=("wojewodztwo", "wielkosc"))
    said = kept_sentence(found, "gmina", texts("pl")).replace("\xa0", " ")
    assert said.startswith("Żadna z 4 mocnych stron nie zostaje wśród gmin województwa i wśród")


def section(kind: str = "podobne", **fields: Any) -> html.Section:
    services = SimpleNamespace(repository=SimpleNamespace(boundary=lambda _level, _detail: None))
    profile = profile_builder.profile()
    group = profile_builder.group(profile.group.positions, kind=kind)
    return unit_group.group_section(
        services,  # type: ignore[arg-type]
        profile_builder.profile(group=group),
        ViewState(year=2022, own="1420022"),
        stability=fields.get("stability", NOTHING),
    )


def test_a_group_by_kind_leads_to_the_most_similar_and_keeps_the_rest_of_the_address() -> None:
    links = [link.href for link in parts(section(), html.A)]
    assert "/jednostka/1420011?group=najblizsze&year=2022&own=1420022#grupa" in links


def test_all_members_stand_behind_the_list() -> None:
    details = next(item for item in parts(section(), html.Details) if parts(item, html.Li))
    assert "Pokaż wszystkie (4)" in words(details)
    assert len(parts(details, html.Li)) == 4


def test_what_holds_elsewhere_is_told() -> None:
    kept = Kept(kept=17, total=19, kinds=("wojewodztwo", "wielkosc"))
    told = words(section(stability=Stability(rows={}, kept=kept, level="gmina")))
    assert "17 z 19 mocnych stron zostaje także" in told


def near() -> Likeness:
    unit = memory_country.directory().by_code(LUBIN)
    cells = (DistanceCell("120 os.", "0,3", True), DistanceCell("–", "–", False))
    return Likeness(
        year=2023,
        bars=(WeightBar("A-1", "ludność", 3, 1, 0.75), WeightBar("A-2", "gęstość", 0, 1, 0.0)),
        mine=("100 os.", "5"),
        rows=(DistanceRow(unit, "Lubin", "0,08", cells),),
        nearest=("Lubin",),
        span="0,08",
        changed=True,
    )


def test_the_nearest_are_explained_with_weights_to_change(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(unit_group, "likeness", lambda *_: near())
    shown = section("najblizsze")
    told = words(shown)
    assert "Najbliższe: Lubin" in told
    assert "Różnica 0,08 na skali od 0 (takie same) do 1." in told
    assert "wyłączona" in told
    assert "group=najblizsze" not in " ".join(link.href for link in parts(shown, html.A))


def test_fields_of_weights_know_the_weight_now_and_the_usual_one() -> None:
    fields = unit_likeness.weight_fields(near(), texts("pl"))
    first, _ = (part for part in fields._traverse() if hasattr(part, "data-cecha"))
    assert (getattr(first, "data-now"), getattr(first, "data-usual")) == ("3", "1")
