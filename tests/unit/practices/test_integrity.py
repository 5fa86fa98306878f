import pytest
from sqlalchemy import text, update

from smup.models import Practice, PracticeRevision
from smup.practices.integrity import practice_faults
from tests.practice_data import add_practice, card, full_card
from tests.practice_files import PDF_FILE
from tests.practice_folder import Folder, counted

FILE = ({"file": "a.pdf", "title": "Uchwała"},)


def loaded(folder: Folder) -> None:
    """Load two cards, one of them with a file, beside a draft and a withdrawn practice."""
    folder.put(full_card(attachments=FILE), card(slug="druga"))
    folder.put_file("dowozenie-uczniow", "a.pdf", PDF_FILE)
    assert counted(folder.load()) == (2, 0, 0, 0, 0)
    with folder.engine.begin() as connection:
        add_practice(connection, card(slug="szkic"), stage="draft")
        add_practice(connection, card(slug="wycofana"), stage="withdrawn")


def test_loaded_cards_have_no_faults(folder: Folder) -> None:
    loaded(folder)
    with folder.engine.connect() as connection:
        faults = practice_faults(connection, folder.kept)
    assert (faults.published, faults.cards, faults.words, faults.files) == (2, (), 0, ())
    assert faults.none


@pytest.mark.parametrize(
    "values",
    [{"title": "Inny"}, {"sector": "inny"}, {"revision_id": None}, {"revision_id": 3}],
    ids=str,
)
def test_a_practice_that_says_otherwise_than_its_card_is_found(
    quick: Folder, values: dict[str, object]
) -> None:
    loaded(quick)
    with quick.engine.begin() as connection:
        connection.execute(update(Practice).where(Practice.slug == "druga").values(values))
        faults = practice_faults(connection, quick.kept)
    assert faults.cards == ("druga",)
    assert not faults.none


def test_a_card_that_cannot_be_read_is_found(quick: Folder) -> None:
    loaded(quick)
    with quick.engine.begin() as connection:
        connection.execute(update(PracticeRevision).values(document="nie karta"))
        faults = practice_faults(connection, quick.kept)
    assert faults.cards == ("dowozenie-uczniow", "druga")


def test_words_that_are_missing_or_too_many_and_lost_files_are_found(folder: Folder) -> None:
    loaded(folder)
    (lost,) = folder.stored()
    lost.unlink()
    with folder.engine.begin() as connection:
        connection.execute(text("DELETE FROM practice_search"))
        faults = practice_faults(connection, folder.kept)
        assert (faults.words, faults.files) == (2, (lost.name,))
