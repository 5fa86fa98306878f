from pathlib import Path

import pytest
from sqlalchemy import insert, select

from smup.errors import IngestError
from smup.ingest.load import Load
from smup.models import PracticeAttachment, PracticeRevision
from smup.practices.export_practices import export_practices
from smup.practices.markdown_card import card_from_markdown
from tests.practice_data import NOW, add_practice, card, full_card
from tests.practice_files import PDF_FILE, picture
from tests.practice_folder import EXAMPLE, Folder, as_sample, counted

FILES = (
    {"file": "plan tras.jpeg", "title": "Plan tras"},
    {"file": "uchwala.pdf", "title": "Uchwała"},
)


def with_files(folder: Folder) -> None:
    """Write a card with a picture and a PDF."""
    folder.put(full_card(attachments=FILES))
    folder.put_file("dowozenie-uczniow", "plan tras.jpeg", picture("JPEG"))
    folder.put_file("dowozenie-uczniow", "uchwala.pdf", PDF_FILE)


def test_files_are_kept_under_random_names_that_the_published_card_has(folder: Folder) -> None:
    with_files(folder)
    folder.load()
    assert counted(folder.load()) == (0, 0, 1, 0, 0)
    with folder.engine.connect() as connection:
        rows = connection.execute(select(PracticeAttachment).order_by(PracticeAttachment.id)).all()
        document = connection.scalar(select(PracticeRevision.document))
    kept = card_from_markdown(str(document), file="x")
    assert [one.file for one in kept.attachments] == [row.name for row in rows]
    assert [(row.file_name, row.media_type) for row in rows] == [
        ("plan tras.jpeg", "image/jpeg"), ("uchwala.pdf", "application/pdf"),
    ]  # fmt: skip
    assert sorted(path.name for path in folder.stored()) == sorted(row.name for row in rows)
    assert [row.size for row in rows] == [
        (folder.kept / row.name[:2] / row.name).stat().st_size for row in rows
    ]


def test_only_a_file_that_changed_is_stored_again(quick: Folder) -> None:
    with_files(quick)
    quick.load()
    before = quick.stored()
    quick.put_file("dowozenie-uczniow", "uchwala.pdf", PDF_FILE + b"\n%%EOF")
    assert counted(quick.load()) == (0, 1, 0, 0, 0)
    assert len(set(quick.stored()) - set(before)) == 1
    assert set(before) <= set(quick.stored())


def test_a_card_whose_files_are_missing_or_others_is_refused(quick: Folder) -> None:
    quick.put(
        card(slug="brak", attachments=({"file": "a.png", "title": "a"},)),
        card(slug="zly", attachments=({"file": "a.png", "title": "a"},)),
        card(slug="program", attachments=({"file": "a.png", "title": "a"},)),
    )
    quick.put_file("zly", "a.png", PDF_FILE)
    quick.put_file("program", "a.png", b"MZ" + b"\0" * 40)
    summary = quick.load()
    reasons = {row.file: row.reason for row in summary.rejected}
    assert "brakuje pliku brak/a.png" in reasons["brak.md"]
    assert "zmień końcówkę nazwy na .pdf" in reasons["zly.md"]
    assert "nie jest obrazem" in reasons["program.md"]
    assert quick.stored() == []


def test_an_error_of_the_load_leaves_no_files(quick: Folder) -> None:
    with_files(quick)

    def fail(load: Load) -> None:
        assert len(quick.stored()) == 2
        raise RuntimeError

    with pytest.raises(RuntimeError):
        quick.load(after=fail)
    assert quick.stored() == []


def test_an_export_is_what_an_import_reads(folder: Folder, tmp_path: Path) -> None:
    as_sample(folder)
    with_files(folder)
    folder.put(EXAMPLE, card(slug="hostile", title='=1+1 "a": <b> #', summary="## ---"))
    folder.load()
    with folder.engine.begin() as connection:
        add_practice(connection, card(slug="szkic"), stage="draft")
        add_practice(connection, card(slug="wycofana"), stage="withdrawn")
    out = tmp_path / "out"
    folder.export(out)
    names = sorted(str(path.relative_to(out)) for path in out.rglob("*") if path.is_file())
    assert names == [
        "dowozenie-uczniow.md", "dowozenie-uczniow/plan tras.jpeg",
        "dowozenie-uczniow/uchwala.pdf", "hostile.md", "przyklad.md",
    ]  # fmt: skip
    cards = {path.name: path.read_bytes() for path in folder.path.glob("*.md")}
    assert cards == {path.name: path.read_bytes() for path in out.glob("*.md")}
    assert counted(folder.load(path=out)) == (0, 0, 3, 0, 0)


def test_two_files_of_one_name_are_told_apart_in_a_folder(quick: Folder, tmp_path: Path) -> None:
    names = ["a" * 32, "b" * 32]
    linked = tuple({"file": name, "title": "Plan"} for name in names)
    with quick.engine.begin() as connection:
        practice_id = add_practice(connection, card(attachments=linked))
        for name, file_name in zip(names, ("Plan.png", "plan.png"), strict=True):
            (quick.kept / name[:2]).mkdir(parents=True)
            data = picture("PNG")
            (quick.kept / name[:2] / name).write_bytes(data)
            connection.execute(
                insert(PracticeAttachment).values(
                    practice_id=practice_id, name=name, file_name=file_name,
                    media_type="image/png", size=len(data), sha256="0" * 64,
                    added_at=NOW.replace(tzinfo=None),
                )
            )  # fmt: skip
    quick.export(tmp_path / "out")
    found = sorted(path.name for path in (tmp_path / "out" / "dowozenie-uczniow").iterdir())
    assert found == ["Plan.png", "plan-2.png"]


def test_an_export_without_a_lost_file_writes_nothing(quick: Folder, tmp_path: Path) -> None:
    with_files(quick)
    quick.load()
    quick.stored()[0].unlink()
    with pytest.raises(IngestError, match="SMUP_ATTACHMENTS_DIR"):
        quick.export(tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_an_export_names_cards_that_are_not_published(quick: Folder, tmp_path: Path) -> None:
    quick.put(card())
    quick.load()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "stara.md").write_text("x", "utf-8")
    (tmp_path / "out" / "README.md").write_text("x", "utf-8")
    written = export_practices(quick.engine, tmp_path / "out", attachments=quick.kept)
    assert (written.cards, written.files, written.left) == (1, 0, ("stara.md",))
