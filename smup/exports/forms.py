"""The formats a table can be taken out in, and the one way to write each of them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from smup.exports.csv import Separator
from smup.views.take_out.records import Description, Extract


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A format.

    Attributes:
        name: ending in the address; ``zip`` is a Frictionless data package.
        mimetype: of the answer.
        streams: written piece by piece as it is sent; the others need a file first.
    """

    name: str
    mimetype: str
    streams: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a table cannot have a format.

    Attributes:
        key: text under ``exports.refused``.
        values: what the text names.
    """

    key: str
    values: Mapping[str, object]


FORMS: Mapping[str, Form] = MappingProxyType({})


def refusal(form: str, extract: Extract) -> Refusal | None:
    """Return why the table cannot be written in the format, or None when it can."""
    raise NotImplementedError


def chunks(form: str, extract: Extract, *, separator: Separator = "semicolon") -> Iterator[bytes]:
    """Yield the file piece by piece, with the memory of one batch; for forms that stream."""
    raise NotImplementedError


def write(
    form: str,
    extract: Extract,
    path: Path,
    *,
    separator: Separator = "semicolon",
    progress: Callable[[int], None] | None = None,
) -> None:
    """Write the file of any form.

    Args:
        form: a key of ``FORMS``.
        extract: the table.
        path: file to write; on an error or when ``progress`` raises it does not stay.
        separator: of CSV.
        progress: called with the number of rows written, at least once a batch; it may raise to
            give up.
    """
    raise NotImplementedError


def about_bytes(form: str, extract: Extract) -> int:
    """Return the size of the file as far as its first rows tell; exact for a table of one batch."""
    raise NotImplementedError


def file_name(form: str, description: Description) -> str:
    """Return the name of the file; that of a sample says so."""
    raise NotImplementedError
