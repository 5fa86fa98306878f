"""Documents do not rot: what the program has, they name; what they name exists."""

import re
import tomllib
from dataclasses import fields

import click
import pytest
from pydantic import BaseModel

from smup.catalogue import schema
from smup.cli import commands
from smup.models import Base
from smup.settings import ROOT, Settings
from tests.architecture.sources import tracked_files

README_LINES = 150
LINK = re.compile(r"\[[^\]]+\]\(([^)#\s]+)(?:#[^)]*)?\)")
ENVIRONMENT = re.compile(r"\bSMUP_[A-Z]+(?:_[A-Z]+)*\b")
CARDS = (
    schema.SectorCard,
    schema.ServiceCard,
    schema.VariableCard,
    schema.IndicatorCard,
    schema.Formula,
    schema.Bdl,
    schema.Break,
)


def document(name: str) -> str:
    """Return the text of a document."""
    return (ROOT / name).read_text(encoding="utf-8")


def test_every_setting_is_documented() -> None:
    rows = document("docs/settings.md")
    missing = [field.name for field in fields(Settings) if f"`{field.name}`" not in rows]
    assert missing == []


def test_every_variable_of_the_environment_is_a_setting() -> None:
    names = [field.name.upper() for field in fields(Settings)]
    # The keys of the official sources are named after the source itself: SMUP_API_KEY.
    declared = {f"SMUP_{name}" for name in names} | set(names)
    named = set(ENVIRONMENT.findall(document("docs/settings.md") + document("README.md")))
    assert named <= declared


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.__name__)
def test_every_field_of_the_catalogue_is_documented(card: type[BaseModel]) -> None:
    guide = document("docs/adding-an-indicator.md")
    missing = [name for name in card.model_fields if not re.search(rf"\b{name}\b", guide)]
    assert missing == []


def test_the_examples_of_the_guide_are_valid_cards() -> None:
    guide = document("docs/adding-an-indicator.md")
    examples = "\n".join(re.findall(r"```toml\n(.*?)```", guide, flags=re.DOTALL))
    found = schema.SectorFile.model_validate(tomllib.loads(examples))
    assert (len(found.variable), len(found.indicator), len(found.service)) == (1, 1, 1)


def test_every_command_of_make_is_documented() -> None:
    targets = re.findall(r"^([a-z][a-z0-9-]*):.*##", document("Makefile"), flags=re.MULTILINE)
    described = document("README.md") + document("CONTRIBUTING.md")
    missing = [target for target in targets if not re.search(rf"\b{target}\b", described)]
    assert missing == []


def test_every_command_of_the_program_is_documented() -> None:
    readme = document("README.md")
    groups = dict(commands.commands)
    nested = groups.pop("import")
    assert isinstance(nested, click.Group)
    names = [*groups, *(f"import {name}" for name in nested.commands)]
    assert [name for name in names if not re.search(rf"`{name}\b", readme)] == []


def test_the_readme_names_both_commands_and_stays_short() -> None:
    text = document("README.md")
    assert "make run" in text
    assert "make test" in text
    assert len(text.splitlines()) <= README_LINES


def test_links_between_documents_lead_somewhere() -> None:
    broken = [
        f"{path.relative_to(ROOT)}: {target}"
        for path in tracked_files()
        if path.suffix == ".md"
        for target in LINK.findall(path.read_text(encoding="utf-8"))
        if "://" not in target and not (path.parent / target).exists()
    ]
    assert broken == []


def test_every_table_is_documented() -> None:
    text = document("docs/data-model.md")
    missing = [name for name in Base.metadata.tables if not re.search(rf"\b{name}\b", text)]
    assert missing == []


def test_the_readme_leads_to_every_document() -> None:
    readme = document("README.md")
    documents = sorted(path.name for path in (ROOT / "docs").glob("*.md"))
    assert [name for name in documents if f"docs/{name}" not in readme] == []


def test_every_decision_is_listed() -> None:
    records = sorted((ROOT / "docs" / "decisions").glob("0*.md"))
    index = document("docs/decisions/README.md")
    assert [path.name for path in records if path.name not in index] == []
