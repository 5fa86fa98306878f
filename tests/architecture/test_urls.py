"""Every key of an address is explained in docs/urls.md."""

from dataclasses import fields

import pytest

from smup.compare_state import CompareState
from smup.settings import ROOT
from smup.view_state import ViewState


@pytest.mark.parametrize("state", [ViewState, CompareState])
def test_every_key_of_the_state_is_documented(state: type) -> None:
    text = (ROOT / "docs" / "urls.md").read_text(encoding="utf-8")
    missing = [field.name for field in fields(state) if f"`{field.name}`" not in text]
    assert missing == []
