"""Writes the published cards into a folder, exactly as the import reads them."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from smup.database import check_schema
from smup.errors import IngestError
from smup.ingest.progress import Progress, silent
from smup.practices.attachments_on_disk import path_of
from smup.practices.card_folder import NOT_CARDS
from smup.practices.kept_cards import KeptCard, kept_cards
from smup.practices.markdown_card import card_to_markdown

WRITING = "Zapis kart praktyk"
_LOST = (
    "Praktyka {slug}: nie można odczytać załącznika {file} ({name}) w folderze {folder}. "
    "Sprawdź SMUP_ATTACHMENTS_DIR albo przywróć pliki z kopii; nic nie zostało zapisane."
)
_NOT_WRITTEN = "Nie można zapisać kart w folderze {folder}: {cause}. Sprawdź folder i prawa."


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportSummary:
    """What an export wrote.

    Attributes:
        cards: number of cards.
        files: number of attachments.
        left: names of cards that were in the folder before and are not published.
    """

    cards: int
    files: int
    left: tuple[str, ...]


def export_practices(
    engine: Engine, folder: Path, *, attachments: Path, progress: Progress = silent
) -> ExportSummary:
    """Write all published cards; ``import_practices`` of the folder then changes nothing.

    A file that is already there is overwritten; others are left alone and named in the summary.

    Args:
        engine: engine of a database with the current schema.
        folder: made when it is missing.
        attachments: folder of the stored files.
        progress: told of the stages.

    Raises:
        IngestError: when an attachment is lost (nothing is written then) or the folder cannot be
            written.
        SchemaVersionError: when the schema is not the program's own.
    """
    check_schema(engine)
    with engine.connect() as connection:
        cards = list(kept_cards(connection))
    for kept in cards:
        _refuse_lost(kept, attachments)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for done, kept in enumerate(cards, start=1):
            _write(kept, folder, attachments)
            progress(WRITING, done, len(cards))
        written = {f"{kept.card.slug}.md" for kept in cards}
        found = {path.name for path in folder.glob("*.md") if path.name.lower() not in NOT_CARDS}
    except OSError as error:
        message = _NOT_WRITTEN.format(folder=folder, cause=error.strerror)
        raise IngestError(message) from error
    return ExportSummary(
        cards=len(cards),
        files=sum(len(kept.files) for kept in cards),
        left=tuple(sorted(found - written)),
    )


def _refuse_lost(kept: KeptCard, attachments: Path) -> None:
    for file in kept.files:
        try:
            path_of(attachments, file.name).open("rb").close()
        except OSError as error:
            message = _LOST.format(
                slug=kept.card.slug, file=file.file_name, name=file.name, folder=attachments
            )
            raise IngestError(message) from error


def _write(kept: KeptCard, folder: Path, attachments: Path) -> None:
    text = card_to_markdown(kept.card)
    (folder / f"{kept.card.slug}.md").write_bytes(text.encode("utf-8"))
    if kept.files:
        (folder / kept.card.slug).mkdir(exist_ok=True)
    for file in kept.files:
        data = path_of(attachments, file.name).read_bytes()
        (folder / kept.card.slug / file.file_name).write_bytes(data)
