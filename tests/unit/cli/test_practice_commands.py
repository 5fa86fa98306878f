from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from smup.cli import main
from smup.cli.practices import load_shipped_cards
from smup.ingest.progress import silent
from smup.models import AuditEntry, Practice, PracticeEffect
from smup.practices.markdown_card import card_to_markdown
from tests import builders, small_country
from tests.poured import Pour
from tests.practice_data import add_practice, card, full_card


@pytest.fixture
def country(
    sqlite_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pour: Pour
) -> Engine:
    """The small country as the database of the settings."""
    pour(sqlite_engine, small_country.fill)
    monkeypatch.setenv("SMUP_DATABASE_URL", str(sqlite_engine.url))
    monkeypatch.setenv("SMUP_ATTACHMENTS_DIR", str(tmp_path / "attachments"))
    return sqlite_engine


@pytest.fixture
def printed(capsys: pytest.CaptureFixture[str]) -> Callable[[], str]:
    """What was printed since the last call."""
    return lambda: capsys.readouterr().out


def test_cards_go_in_and_come_out_the_same(
    country: Engine, tmp_path: Path, printed: Callable[[], str]
) -> None:
    cards, out = tmp_path / "cards", tmp_path / "out"
    cards.mkdir()
    text = card_to_markdown(full_card())
    (cards / "dowozenie-uczniow.md").write_text(text, "utf-8")
    (cards / "zla.md").write_text("---\nslug: zla\n---\n", "utf-8")
    assert main(["import", "practices", str(cards)]) == 0
    said = printed()
    assert "nowe: 1," in said
    assert "zla.md: pole title: brakuje tego pola." in said
    assert main(["practices", "export", str(out)]) == 0
    assert "karty 1, załączniki 0." in printed()
    assert (out / "dowozenie-uczniow.md").read_text("utf-8") == text
    assert main(["import", "practices", str(out)]) == 0
    assert "Nic się nie zmieniło" in printed()


def test_an_import_computes_effects_and_is_noted_in_the_log(
    country: Engine, tmp_path: Path
) -> None:
    (tmp_path / "dowozenie-uczniow.md").write_text(card_to_markdown(full_card()), "utf-8")
    assert main(["import", "practices", str(tmp_path)]) == 0
    with country.connect() as connection:
        effect = connection.execute(select(PracticeEffect)).one()
        entry = connection.execute(select(AuditEntry)).one()
    # No other unit has both years, so there is nothing to compare with.
    assert (effect.indicator, effect.verdict) == ("EDU-PRZ-01", "brak-danych")
    assert (entry.action, entry.subject, entry.account_id) == (
        "practice.imported",
        "practice",
        None,
    )
    assert (entry.subject_id, entry.revision_id) == (effect.practice_id, 1)


def test_an_export_names_cards_that_are_not_published(
    country: Engine, tmp_path: Path, printed: Callable[[], str]
) -> None:
    with country.begin() as connection:
        add_practice(connection, card())
    (tmp_path / "stara.md").write_text("x", "utf-8")
    assert main(["practices", "export", str(tmp_path)]) == 0
    assert "których nie ma wśród opublikowanych: stara.md." in printed()


def test_a_missing_folder_is_told(country: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "practices", "nie/ma/tego"]) == 1
    assert "Podaj folder z plikami kart" in capsys.readouterr().err
    assert main(["practices", "export"]) == 2
    assert "Brakuje argumentu FOLDER" in capsys.readouterr().err


def test_of_the_shipped_cards_only_those_of_known_units_are_loaded(country: Engine) -> None:
    with country.begin() as connection:
        for code in ("srodowisko", "transport"):
            builders.sector(connection, code, position=2)
    summary = load_shipped_cards(country, progress=silent)
    with country.connect() as connection:
        units = set(connection.scalars(select(Practice.unit_id)))
        wroclaw = builders.unit_id(connection, "0264011")
    assert units <= {None, wroclaw}
    assert summary.counts.skipped > 20
    assert summary.counts.new == len(units)
