"""Every key of an address is explained in docs/urls.md."""

from dataclasses import fields

from smup.settings import ROOT
from smup.view_state import ViewState


def test_every_key_of_the_state_is_documented() -> None:
    text = (ROOT / "docs" / "urls.md").read_text(encoding="utf-8")
    missing = [field.name for field in fields(ViewState) if f"`{field.name}`" not in text]
    assert missing == []
