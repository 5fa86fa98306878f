"""The guide of cards names every field; its example and the shipped cards are valid."""

import re

import pytest
from pydantic import BaseModel

from smup.practices import card
from smup.practices.card_folder import card_paths, read_card, read_files
from smup.practices.markdown_card import HEADINGS, card_from_markdown, card_to_markdown
from smup.settings import DATA, ROOT

GUIDE = (ROOT / "docs" / "good-practices.md").read_text(encoding="utf-8")
PARTS = (
    card.PracticeCard, card.LinkedIndicator, card.Audience, card.Source, card.Contact,
    card.Verification, card.Attachment,
)  # fmt: skip


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_every_field_of_a_card_is_documented(part: type[BaseModel]) -> None:
    named = [name for name in part.model_fields if name not in {"summary", "sections"}]
    assert [name for name in named if f"`{name}`" not in GUIDE] == []


def test_every_heading_is_documented() -> None:
    texts = [heading for headings in HEADINGS.values() for heading in headings.values()]
    assert [heading for heading in texts if f"`## {heading}`" not in GUIDE] == []


def test_the_example_of_the_guide_is_a_valid_card() -> None:
    (example,) = re.findall(r"```markdown\n(.*?)```", GUIDE, flags=re.DOTALL)
    found = card_from_markdown(example, file="guide")
    assert (found.example, found.cost, found.indicators[0].before) == (True, 45_000, 2018)
    assert set(found.sections) == {"situation", "results"}


def test_shipped_cards_are_in_the_form_that_an_export_gives() -> None:
    for path in card_paths(DATA / "practices"):
        found = read_card(path)
        read_files(path, found)
        assert path.read_text(encoding="utf-8") == card_to_markdown(found), path.name
