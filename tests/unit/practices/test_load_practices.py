from pathlib import Path

import pytest
from sqlalchemy import select

from smup.errors import IngestError
from smup.models import Dataset, Practice, PracticeRevision, RejectedRow, Release
from smup.practices.markdown_card import card_from_markdown, card_to_markdown
from smup.practices.store import withdraw
from tests.practice_data import add_practice, card, full_card
from tests.practice_folder import EXAMPLE, Folder, as_sample, counted


def test_cards_are_published_and_a_second_time_nothing_changes(folder: Folder) -> None:
    folder.put(full_card(), card(slug="druga", unit=None, institution="Związek"))
    seen: list[set[int]] = []
    first = folder.load(after=lambda load: seen.append(set(load.practices)))
    again = folder.load()
    assert (counted(first), counted(again)) == ((2, 0, 0, 0, 0), (0, 0, 2, 0, 0))
    with folder.engine.connect() as connection:
        query = select(Practice.id, Practice.slug, Practice.stage, Practice.file_name)
        rows = connection.execute(query.order_by(Practice.slug)).all()
        kinds = list(connection.scalars(select(Release.kind).where(Release.kind == "practices")))
        held = connection.scalar(select(Dataset.kind))
    assert [row[1:] for row in rows] == [
        ("dowozenie-uczniow", "published", "dowozenie-uczniow.md"),
        ("druga", "published", "druga.md"),
    ]
    assert seen == [{row.id for row in rows}]
    assert (kinds, held) == (["practices"], "real")


def test_a_changed_card_becomes_the_published_one_and_the_other_history(folder: Folder) -> None:
    folder.put(full_card())
    folder.load()
    folder.put(full_card(title="Inny tytuł"))
    assert counted(folder.load()) == (0, 1, 0, 0, 0)
    with folder.engine.connect() as connection:
        revisions = connection.execute(
            select(PracticeRevision.state, PracticeRevision.document).order_by(PracticeRevision.id)
        ).all()
        title = connection.scalar(select(Practice.title))
    assert [state for state, _ in revisions] == ["replaced", "published"]
    titles = [card_from_markdown(text, file="x").title for _, text in revisions]
    assert titles == ["Dowożenie uczniów", "Inny tytuł"]
    assert title == "Inny tytuł"


def test_bad_files_are_refused_with_reason_and_line_and_the_others_loaded(folder: Folder) -> None:
    folder.put(
        card(),
        card(slug="obszar", sector="edukacj"),
        card(slug="usluga", service="przedszkole"),
        card(slug="wskaznik", indicators=({"code": "EDU-PRZ-91"},)),
        card(slug="jednostka", unit="3201011"),
        EXAMPLE,
        card(slug="fikcja", unit="9901033"),
    )
    (folder.path / "zla.md").write_text("---\nslug: zla\ntytul: x\n---\n", "utf-8")
    (folder.path / "inna.md").write_text(card_to_markdown(card(slug="nie-inna")), "utf-8")
    (folder.path / "kodowanie.md").write_bytes("---\ntitle: żółć".encode("cp1250"))
    (folder.path / "README.md").write_text("nie karta", "utf-8")
    (folder.path / "notatki.txt").write_text("nie karta", "utf-8")
    summary = folder.load()
    assert counted(summary) == (1, 0, 0, 0, 9)
    with folder.engine.connect() as connection:
        query = select(RejectedRow.file_name, RejectedRow.line, RejectedRow.reason)
        rows = {name: (line, reason) for name, line, reason in connection.execute(query)}
    expected = {
        "obszar.md": (None, "może chodziło o edukacja"),
        "usluga.md": (None, "może chodziło o przedszkola"),
        "wskaznik.md": (None, "może chodziło o EDU-PRZ-01"),
        "jednostka.md": (None, "3201011"),
        "przyklad.md": (None, "tylko do bazy z danymi przykładowymi"),
        "fikcja.md": (None, "dodaj example: true"),
        "zla.md": (3, "pole tytul: nie ma takiego pola"),
        "inna.md": (None, "nie-inna.md"),
        "kodowanie.md": (None, "UTF-8"),
    }
    assert rows.keys() == expected.keys()
    for name, (line, words) in expected.items():
        assert rows[name][0] == line
        assert words in rows[name][1]


def test_examples_go_into_a_sample_which_stays_one(quick: Folder) -> None:
    as_sample(quick)
    quick.put(card(), EXAMPLE, card(slug="prawdziwa", example=True))
    summary = quick.load()
    assert counted(summary) == (2, 0, 0, 0, 1)
    assert "99" in summary.rejected[0].reason
    with quick.engine.connect() as connection:
        assert connection.scalar(select(Dataset.kind)) == "sample"


def test_a_practice_that_somebody_writes_or_that_was_withdrawn_is_left_alone(
    folder: Folder,
) -> None:
    with folder.engine.begin() as connection:
        add_practice(connection, card(slug="szkic"), stage="draft")
        withdraw(connection, add_practice(connection, card(slug="wycofana")))
    folder.put(card(slug="szkic", title="Z pliku"), card(slug="wycofana", title="Z pliku"))
    summary = folder.load()
    assert counted(summary) == (0, 0, 0, 0, 2)
    assert [row.reason.split(";")[0] for row in summary.rejected] == [
        "kartę tej praktyki ktoś właśnie poprawia w serwisie",
        "tę praktykę wycofano w serwisie",
    ]
    assert counted(folder.load(shipped=True)) == (0, 0, 0, 2, 0)


def test_shipped_cards_never_undo_what_others_published(quick: Folder) -> None:
    with quick.engine.begin() as connection:
        add_practice(connection, card(slug="z-serwisu"))
    quick.put(card(slug="z-pliku"))
    quick.load()
    quick.put(card(slug="program"))
    (quick.path / "z-pliku.md").unlink()
    assert counted(quick.load(shipped=True)) == (1, 0, 0, 0, 0)
    newer = [card(slug=slug, title="Nowsza") for slug in ("z-serwisu", "z-pliku", "program")]
    quick.put(*newer, EXAMPLE, card(slug="obca", unit="3201011"))
    assert counted(quick.load(shipped=True)) == (0, 1, 0, 4, 0)
    with quick.engine.connect() as connection:
        query = select(Practice.slug, Practice.title)
        titles = dict(connection.execute(query).all())
    assert titles == {
        "z-serwisu": "Dowożenie uczniów", "z-pliku": "Dowożenie uczniów", "program": "Nowsza",
    }  # fmt: skip


def test_a_card_of_the_country_stops_no_other(folder: Folder) -> None:
    folder.put(card(), card(slug="kraj", unit="00"))
    summary = folder.load(after=lambda _load: None)
    assert counted(summary) == (1, 0, 0, 0, 1)
    with folder.engine.connect() as connection:
        reason = connection.scalar(select(RejectedRow.reason))
    assert "00 to nie gmina, powiat ani województwo" in str(reason)


def test_a_second_file_of_a_card_and_a_link_to_nowhere_are_refused(quick: Folder) -> None:
    quick.put(card(slug="dwa", title="Pierwsza"))
    (quick.path / "dwa.MD").write_text(card_to_markdown(card(slug="dwa", title="Druga")), "utf-8")
    if len(list(quick.path.iterdir())) == 1:
        pytest.skip("the disk does not tell small letters from capitals")
    (quick.path / "zerwany.md").symlink_to(quick.path / "nie-ma.md")
    assert counted(quick.load()) == (1, 0, 0, 0, 2)
    with quick.engine.connect() as connection:
        query = select(RejectedRow.file_name, RejectedRow.reason)
        reasons = dict(connection.execute(query).all())
        title = connection.scalar(select(Practice.title))
    assert title == "Druga"
    assert "ma już plik dwa.MD" in reasons["dwa.md"]
    assert "nie można odczytać" in reasons["zerwany.md"]


@pytest.mark.parametrize("name", ["cards", "nowhere"])
def test_a_folder_without_cards_stops_the_import(quick: Folder, tmp_path: Path, name: str) -> None:
    with pytest.raises(IngestError, match="folder"):
        quick.load(path=tmp_path / name)
