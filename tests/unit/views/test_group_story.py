"""What the section says of the group, and why the nearest are near."""

import gzip
import json
import math
from types import SimpleNamespace
from typing import Any

import pytest

from smup.repository.records import IndicatorInfo
from smup.view_state import ViewState
from smup.views import likeness as likeness_module
from smup.views.group_story import group_story
from smup.views.likeness import likeness, weight_bars
from smup.views.similar import Similar, SimilarPeer, VariableDifference
from tests import memory_country, profile_builder
from tests.memory_country import JONIEC, LUBIN, PLONSK

RING = [[14.1, 49.0], [24.1, 49.0], [24.1, 54.8], [14.1, 54.8], [14.1, 49.0]]


def repository(borders: bool = True) -> Any:
    shape = {"features": [{"geometry": {"type": "Polygon", "coordinates": [RING]}}]}
    body = SimpleNamespace(gzip_body=gzip.compress(json.dumps(shape).encode()))
    return SimpleNamespace(
        boundary=lambda _level, _detail: body if borders else None, indicator=_indicator
    )


def _indicator(code: str) -> IndicatorInfo:
    return memory_country.indicator(code, unit_pl="os.", decimals=0)


def test_the_group_is_told_with_its_size_and_reason() -> None:
    story = group_story(repository(), profile_builder.profile())
    assert story.title.replace("\xa0", " ").endswith("20–50 tys. mieszkańców: 5 gmin.")
    assert "tego samego rodzaju" in story.reason
    assert len(story.members) == 4
    assert "stroke" in story.picture


def test_my_unit_is_not_among_the_members_and_is_labelled_on_the_map() -> None:
    story = group_story(repository(), profile_builder.profile())
    assert PLONSK not in {one.unit.teryt for one in story.members}
    assert [label.text for label in story.labels if label.mine] == ["Płońsk"]


def test_labels_never_stand_one_over_another() -> None:
    """All units of the country in memory lie in one place, so only mine has a name."""
    story = group_story(repository(), profile_builder.profile())
    assert len(story.labels) == 1


def test_members_follow_the_order_of_likeness_when_it_is_given() -> None:
    profile = profile_builder.profile()
    ids = [profile.directory.by_code(code).id for code in ("1420052", LUBIN)]
    story = group_story(repository(), profile, order=ids)
    assert [one.unit.teryt for one in story.members][:2] == ["1420052", LUBIN]


def test_a_database_without_borders_still_has_the_dots() -> None:
    assert group_story(repository(borders=False), profile_builder.profile()).picture


def difference(variable: str, *, apart: float, share: float, other: float) -> VariableDifference:
    return VariableDifference(variable, variable, 100.0, other, apart, share)


def similar(*, usual: bool = True) -> Similar:
    unit = memory_country.directory().by_code(JONIEC)
    parts = (
        difference("FIN-SS-01", apart=0.34, share=0.9, other=120.0),
        difference("FIN-SS-03", apart=math.nan, share=math.nan, other=math.nan),
    )
    weights = {"FIN-SS-01": 3, "FIN-SS-03": 1, "FIN-SS-02": 0}
    return Similar(2023, weights, usual, (SimilarPeer(unit, 1, 0.083, parts),))


def test_shares_of_weights_are_of_their_sum() -> None:
    bars = {bar.variable: bar for bar in weight_bars(similar(), "pl")}
    assert bars["FIN-SS-01"].share == 0.75
    assert bars["FIN-SS-02"].share == 0.0
    assert bars["FIN-SS-01"].weight == 3


def test_each_peer_says_how_far_it_is_in_each_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likeness_module, "explain_nearest", lambda *_, **__: similar(usual=False))
    found = likeness(repository(), profile_builder.profile(), ViewState())
    assert found is not None
    (row,) = found.rows
    assert row.distance == "0,08"
    assert [cell.apart for cell in row.cells] == ["0,3", "–"]
    assert row.cells[0].main
    assert not row.cells[1].main
    assert row.cells[0].value.replace("\xa0", " ") == "120 os."
    assert row.cells[1].value == "–"
    assert found.changed


def test_a_unit_without_nearest_units_has_nothing_to_explain(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        likeness_module, "explain_nearest", lambda *_, **__: Similar(None, {}, True, ())
    )
    assert likeness(repository(), profile_builder.profile(), ViewState()) is None
