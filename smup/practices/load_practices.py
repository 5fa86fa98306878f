"""Loads a folder of cards: each is published, or kept out with a reason."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine, exists, select, update

from smup.errors import IngestError
from smup.ingest.load import Load, LoadSummary, load, utc_now
from smup.ingest.progress import Progress, silent
from smup.models import OPEN_STATES, Practice, PracticeRevision
from smup.practices.attachment_rows import add_file
from smup.practices.attachments_on_disk import StoredFile, keep_file, remove_file
from smup.practices.card import Attachment, PracticeCard
from smup.practices.card_folder import FoundFile, card_paths, read_card, read_files
from smup.practices.front_matter import CardError
from smup.practices.kept_cards import KeptCard, KeptFile, kept_cards
from smup.practices.known_codes import KnownCodes, UnfitCardError
from smup.practices.markdown_card import card_to_markdown
from smup.practices.store import PlaceOfCard, add_revision, new_practice, publish_card

KIND = "practices"
SOURCE = "Karty dobrych praktyk"
SHIPPED = "data/practices/"
_OPEN = (
    "kartę tej praktyki ktoś właśnie poprawia w serwisie; dokończ albo porzuć tamtą wersję "
    "i wczytaj plik jeszcze raz"
)
_WITHDRAWN = "tę praktykę wycofano w serwisie; przywróć ją tam albo usuń plik"
_TWICE = "kartę {slug} ma już plik {file}; zostaw jeden z nich"
_NO_DISK = (
    "Nie można zapisać załączników w folderze {folder}: {cause}. "
    "Sprawdź prawa do niego albo wskaż inny w SMUP_ATTACHMENTS_DIR."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """How cards are kept; both values are settings.

    Attributes:
        attachments: folder of the files of practices.
        months: for how long a verified card is valid.
    """

    attachments: Path
    months: int


def import_practices(
    engine: Engine,
    folder: Path,
    *,
    keeping: Keeping,
    shipped: bool = False,
    after: Callable[[Load], None] | None = None,
    progress: Progress = silent,
) -> LoadSummary:
    """Publish the cards of a folder, all in one transaction.

    A card as it is already kept stays as it is; another one becomes the published card and the
    one before it history. A practice that somebody is writing on the web, or that was withdrawn
    there, is left alone and its file refused. The database stays a sample or real as it was.

    Args:
        engine: engine of a database with the current schema.
        folder: files ``<slug>.md`` and folders ``<slug>/`` with attachments.
        keeping: where files go, how long a verified card is valid.
        shipped: cards of the program itself: those of units the database does not have, examples
            in a real database, and practices that somebody changed are passed over in silence.
        after: recomputes what depends on the published cards.
        progress: told of the stages.

    Raises:
        IngestError: when the folder cannot be read or has no cards; nothing is loaded then.
        DatabaseBusyError: when another load runs.
        SchemaVersionError: when the schema is not the program's own.
    """
    paths = card_paths(folder)
    kept_names: list[str] = []
    try:
        with load(engine, kind=KIND, source=SOURCE, files=_readable(paths), after=after) as current:
            loading = _Loading(current, KnownCodes(current.connection), keeping, shipped=shipped)
            kept_names = loading.kept_names
            for done, path in enumerate(paths, start=1):
                loading.read(path)
                progress(SOURCE, done, len(paths))
    except BaseException:
        # The transaction is undone; files are not part of it.
        for name in kept_names:
            remove_file(keeping.attachments, name)
        raise
    if current.summary is None:
        raise RuntimeError
    return current.summary


def _readable(paths: list[Path]) -> list[Path]:
    """Return the files that can be opened; the others are refused one by one."""
    readable = []
    for path in paths:
        try:
            path.open("rb").close()
        except OSError:
            continue
        readable.append(path)
    return readable


class _PassedOverError(Exception):
    """A shipped card that is none of this database's business."""


@dataclass(slots=True)
class _Loading:
    load: Load
    known: KnownCodes
    keeping: Keeping
    shipped: bool = field(kw_only=True)
    kept_names: list[str] = field(default_factory=list)
    _files: dict[str, str] = field(default_factory=dict)

    def read(self, path: Path) -> None:
        """Read a file and publish its card, or refuse it."""
        counts = self.load.counts
        counts.read += 1
        try:
            self._take(path)
        except CardError as error:
            self.load.reject(path.name, error.line, error.problem, path.stem)
        except UnfitCardError as error:
            if self.shipped and error.elsewhere:
                counts.skipped += 1
            else:
                self.load.reject(path.name, None, str(error), path.stem)
        except _PassedOverError:
            counts.skipped += 1

    def _take(self, path: Path) -> None:
        card = read_card(path)
        # Endings of names may differ in the case of their letters.
        first = self._files.setdefault(card.slug, path.name)
        if first != path.name:
            raise CardError(path.name, None, _TWICE.format(slug=card.slug, file=first))
        place = self.known.place(card)
        files = read_files(path, card)
        practice_id = self._practice_of(card, path.name)
        connection, counts = self.load.connection, self.load.counts
        kept = next(kept_cards(connection, practice_id=practice_id), None) if practice_id else None
        if kept is not None and _same(kept, card, files):
            counts.same += 1
            return
        counts.new += practice_id is None
        counts.changed += practice_id is not None
        stored = self._stored(files, kept)
        named = _with_names(card, stored)
        published = self._publish(practice_id, named, place)
        self._note_files(published, stored)
        origin = (SHIPPED if self.shipped else "") + path.name
        connection.execute(
            update(Practice).where(Practice.id == published).values(file_name=origin)
        )
        self.load.practices.add(published)

    def _practice_of(self, card: PracticeCard, file: str) -> int | None:
        """Return the practice a card belongs to; None when it is new.

        Raises:
            CardError: when it must be left alone.
            _PassedOverError: the same for a shipped card.
        """
        opened = exists().where(
            PracticeRevision.practice_id == Practice.id, PracticeRevision.state.in_(OPEN_STATES)
        )
        query = select(Practice.id, Practice.stage, Practice.file_name, opened.label("opened"))
        row = self.load.connection.execute(query.where(Practice.slug == card.slug)).first()
        if row is None:
            return None
        # A card published on the web has no file, one imported by somebody has another.
        ours = row.file_name == SHIPPED + file and row.stage == "published"
        if self.shipped and (row.opened or not ours):
            raise _PassedOverError
        if row.opened:
            raise CardError(file, None, _OPEN)
        if row.stage == "withdrawn":
            raise CardError(file, None, _WITHDRAWN)
        return int(row.id)

    def _stored(
        self, files: Sequence[FoundFile], kept: KeptCard | None
    ) -> list[StoredFile | KeptFile]:
        """Return each file as it is kept: one the card has already, or a new one."""
        known = {} if kept is None else {(one.file_name, one.sha256): one for one in kept.files}
        stored: list[StoredFile | KeptFile] = []
        for file in files:
            name = file.clean.file_name
            sums = (file.raw_sha256, file.clean.sha256)
            found = next((known[name, one] for one in sums if (name, one) in known), None)
            stored.append(found or self._keep(file))
        return stored

    def _keep(self, file: FoundFile) -> StoredFile:
        folder = self.keeping.attachments
        try:
            stored = keep_file(folder, file.clean)
        except OSError as error:
            message = _NO_DISK.format(folder=folder, cause=error.strerror)
            raise IngestError(message) from error
        self.kept_names.append(stored.name)
        return stored

    def _publish(self, practice_id: int | None, card: PracticeCard, place: PlaceOfCard) -> int:
        connection, now = self.load.connection, utc_now()
        if practice_id is None:
            _, revision_id = new_practice(connection, card, place=place, account_id=None, now=now)
        else:
            revision_id = add_revision(connection, practice_id, card, account_id=None, now=now)
        return publish_card(
            connection,
            revision_id=revision_id,
            card=card,
            place=place,
            now=now,
            months=self.keeping.months,
        )

    def _note_files(self, practice_id: int, stored: Sequence[StoredFile | KeptFile]) -> None:
        now = utc_now()
        for file in stored:
            if isinstance(file, StoredFile):
                add_file(self.load.connection, practice_id, file, account_id=None, now=now)


def _same(kept: KeptCard, card: PracticeCard, files: Sequence[FoundFile]) -> bool:
    """Tell whether a card and its files are kept already."""
    return card_to_markdown(kept.card) == card_to_markdown(card) and all(
        one.sha256 in {file.raw_sha256, file.clean.sha256}
        for one, file in zip(kept.files, files, strict=True)
    )


def _with_names(card: PracticeCard, stored: Sequence[StoredFile | KeptFile]) -> PracticeCard:
    """Return the card with the names under which its files are kept."""
    attachments = tuple(
        Attachment(file=file.name, title=one.title)
        for one, file in zip(card.attachments, stored, strict=True)
    )
    return card.model_copy(update={"attachments": attachments})
