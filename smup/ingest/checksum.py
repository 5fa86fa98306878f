"""The checksum by which a release knows its files."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from smup.errors import IngestError

HASH_BLOCK = 1 << 20


def checksum_of(files: Sequence[Path]) -> str:
    """Return the SHA-256 over the bytes of the files, in order.

    Raises:
        IngestError: when a file cannot be read.
    """
    digest = hashlib.sha256()
    for file in files:
        try:
            with file.open("rb") as stream:
                while block := stream.read(HASH_BLOCK):
                    digest.update(block)
        except OSError as error:
            message = f"Nie można odczytać pliku {file}: {error.strerror}. Sprawdź nazwę i prawa."
            raise IngestError(message) from error
    return digest.hexdigest()
