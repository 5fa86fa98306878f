"""A folder of cards on the disk: ``<slug>.md`` each, and files of a card in ``<slug>/``."""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from smup.errors import IngestError
from smup.practices.attachments_on_disk import (
    ENDINGS,
    MOST_BYTES,
    AttachmentError,
    CleanFile,
    clean_file,
)
from smup.practices.card import PracticeCard
from smup.practices.front_matter import CardError
from smup.practices.markdown_card import LONGEST_FILE, card_from_markdown

LONGEST_CHARACTER = 4
NOT_CARDS = frozenset({"readme.md"})
_NO_FOLDER = "Nie ma folderu {folder}. Podaj folder z plikami kart (*.md)."
_UNREADABLE = "Nie można odczytać folderu {folder}: {cause}. Sprawdź prawa do niego."
_NO_CARDS = "W folderze {folder} nie ma kart praktyk (plików *.md). Sprawdź nazwę folderu."
_FILE_UNREADABLE = "nie można odczytać pliku ({cause}); sprawdź prawa do niego"
_NOT_UTF8 = "plik nie jest zapisany w UTF-8; zapisz go w tym kodowaniu"
_TOO_LONG = "plik jest za długi, najwyżej 300 tysięcy znaków; załączniki trzymaj obok pliku"
_NAMED_OTHERWISE = "pole slug: plik musi się nazywać {slug}.md albo slug być nazwą pliku"
_NO_FILE = "pole attachments: brakuje pliku {slug}/{file}; dołóż go albo usuń z karty"
_BAD_FILE = "pole attachments: {cause}"
_OTHER_KIND = "pole attachments: {file} to naprawdę {kind}; zmień końcówkę nazwy na {ending}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFile:
    """A file that a card names, with the name the card gives it.

    Attributes:
        clean: the file as it is to be kept.
        raw_sha256: of the file as it lies in the folder; one that we wrote ourselves is kept
            already under this sum.
    """

    clean: CleanFile
    raw_sha256: str


def card_paths(folder: Path) -> list[Path]:
    """Return the files of cards in the order of their names.

    Raises:
        IngestError: when the folder cannot be read or has no cards.
    """
    if not folder.is_dir():
        raise IngestError(_NO_FOLDER.format(folder=folder))
    try:
        found = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".md")
    except OSError as error:
        raise IngestError(_UNREADABLE.format(folder=folder, cause=error.strerror)) from error
    # A link that leads nowhere is refused like any file that cannot be read, not passed over.
    files = [path for path in found if path.is_file() or not path.exists()]
    paths = [path for path in files if path.name.lower() not in NOT_CARDS]
    if not paths:
        raise IngestError(_NO_CARDS.format(folder=folder))
    return paths


def read_card(path: Path) -> PracticeCard:
    """Read the card of a file.

    Raises:
        CardError: when it cannot be read, is no card, or is named otherwise than its slug.
    """
    try:
        if path.stat().st_size > LONGEST_CHARACTER * LONGEST_FILE:
            raise CardError(path.name, None, _TOO_LONG)
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        problem = _FILE_UNREADABLE.format(cause=error.strerror)
        raise CardError(path.name, None, problem) from error
    except UnicodeDecodeError as error:
        raise CardError(path.name, None, _NOT_UTF8) from error
    card = card_from_markdown(text, file=path.name)
    if path.stem != card.slug:
        raise CardError(path.name, None, _NAMED_OTHERWISE.format(slug=card.slug))
    return card


def read_files(path: Path, card: PracticeCard) -> tuple[FoundFile, ...]:
    """Read and check the files of a card, in its order.

    Raises:
        CardError: when one is missing or not taken.
    """
    folder = path.parent / card.slug
    return tuple(_found(folder, one.file, path.name) for one in card.attachments)


def _found(folder: Path, file: str, card_file: str) -> FoundFile:
    path = folder / file
    try:
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        problem = _NO_FILE.format(slug=folder.name, file=file)
        raise CardError(card_file, None, problem) from error
    try:
        clean = clean_file(data, file_name=file)
    except AttachmentError as error:
        problem = _BAD_FILE.format(cause=str(error).removesuffix("."))
        raise CardError(card_file, None, problem) from error
    endings = ENDINGS[clean.media_type]
    if path.suffix.lower() not in endings:
        problem = _OTHER_KIND.format(file=file, kind=clean.media_type, ending=endings[0])
        raise CardError(card_file, None, problem)
    raw = hashlib.sha256(data).hexdigest()
    return FoundFile(clean=replace(clean, file_name=file), raw_sha256=raw)
