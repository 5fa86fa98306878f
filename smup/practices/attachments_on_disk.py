"""Files of practices in a folder: images and PDF, checked, under random names.

What a file is called and what it claims to be does not count: its bytes do. Images are decoded
and written anew, so that nothing but pixels stays, neither the place a photograph was taken at
nor anything hidden behind them. A PDF stays as it is; it is served as a download and never run.
"""

import hashlib
import os
import re
import secrets
import unicodedata
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import puremagic
from PIL import Image, ImageFile, ImageOps

from smup.errors import SmupError

MEGABYTE = 1 << 20
MOST_BYTES = 5 * MEGABYTE
MOST_PIXELS = 24_000_000
PDF = "application/pdf"
IMAGES: Mapping[str, str] = MappingProxyType(
    {"image/png": "PNG", "image/jpeg": "JPEG", "image/webp": "WEBP"}
)
ENDINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "image/png": (".png",),
        "image/jpeg": (".jpg", ".jpeg"),
        "image/webp": (".webp",),
        PDF: (".pdf",),
    }
)
LONGEST_NAME = 100
_STORED_NAME = re.compile(r"[0-9a-f]{32}")
_PLAIN_MODES = {"JPEG": {"L", "RGB"}, "PNG": {"1", "L", "LA", "P", "RGB", "RGBA"},
                "WEBP": {"RGB", "RGBA"}}  # fmt: skip
_QUALITY = 90

Problem = Literal["empty", "too_large", "wrong_type", "broken", "too_many_pixels"]
_MESSAGES: Mapping[Problem, str] = MappingProxyType(
    {
        "empty": "Plik {file} jest pusty; wybierz inny.",
        "too_large": "Plik {file} jest za duży; najwyżej {most} MB, zmniejsz go.",
        "wrong_type": "Plik {file} nie jest obrazem PNG, JPEG ani WebP, ani plikiem PDF.",
        "broken": "Pliku {file} nie można odczytać; zapisz go jeszcze raz i spróbuj ponownie.",
        "too_many_pixels": "Obraz {file} ma za dużo punktów; najwyżej {most} mln, zmniejsz go.",
    }
)


class AttachmentError(SmupError):
    """A file that is not taken.

    Attributes:
        problem: why; the web has its texts under this name.
        values: what the text names: ``file``, and of a limit ``most`` (MB or million points).
    """

    def __init__(self, problem: Problem, *, file: str, most: int = 0) -> None:
        self.problem = problem
        self.values: dict[str, str | int] = {"file": file, "most": most}
        super().__init__(_MESSAGES[problem].format(**self.values))


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanFile:
    """A file that has passed all checks, as it is kept.

    Attributes:
        data: its bytes, of an image written anew.
        media_type: what it really is, one of ``ENDINGS``.
        file_name: what a reader gets it as.
        sha256: of ``data``.
    """

    data: bytes
    media_type: str
    file_name: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file in the folder; fields as in ``smup.models.PracticeAttachment``."""

    name: str
    media_type: str
    size: int
    sha256: str
    file_name: str


def clean_file(data: bytes, *, file_name: str) -> CleanFile:
    """Check a file and return it as it is to be kept.

    Args:
        data: its bytes.
        file_name: what its owner calls it; only a part of it stays.

    Raises:
        AttachmentError: when it is empty, too large, of another kind or broken.
    """
    shown = file_name[:LONGEST_NAME]
    if not data:
        raise AttachmentError("empty", file=shown)
    _refuse_large(data, shown)
    media_type = _media_type(data)
    if media_type is None:
        raise AttachmentError("wrong_type", file=shown)
    if media_type != PDF:
        data = _only_pixels(data, media_type, shown)
        _refuse_large(data, shown)
    return CleanFile(
        data=data,
        media_type=media_type,
        file_name=plain_file_name(file_name, media_type),
        sha256=hashlib.sha256(data).hexdigest(),
    )


def store_file(folder: Path, data: bytes, *, file_name: str) -> StoredFile:
    """Check a file and keep it in the folder under a random name.

    Args:
        folder: of all files; made when it is missing.
        data: bytes of the file.
        file_name: what its owner calls it.

    Raises:
        AttachmentError: as ``clean_file``.
        OSError: when the disk is full or the folder is not writable.
    """
    return keep_file(folder, clean_file(data, file_name=file_name))


def keep_file(folder: Path, clean: CleanFile) -> StoredFile:
    """Keep a checked file in the folder under a random name, readable but never executable."""
    name = secrets.token_hex(16)
    path = path_of(folder, name)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o640)
    with os.fdopen(handle, "wb") as stream:
        stream.write(clean.data)
    return StoredFile(
        name=name,
        media_type=clean.media_type,
        size=len(clean.data),
        sha256=clean.sha256,
        file_name=clean.file_name,
    )


def path_of(folder: Path, name: str) -> Path:
    """Return where a stored file lies.

    Raises:
        FileNotFoundError: when the name is none that ``store_file`` gives.
    """
    if not _STORED_NAME.fullmatch(name):
        raise FileNotFoundError(name)
    return folder / name[:2] / name


def remove_file(folder: Path, name: str) -> None:
    """Delete a stored file; nothing happens when it is gone."""
    path_of(folder, name).unlink(missing_ok=True)


def plain_file_name(file_name: str, media_type: str) -> str:
    """Return a name that any system can keep, with an ending of what the file really is."""
    base = re.split(r"[/\\]", file_name)[-1]
    stem, dot, ending = base.rpartition(".")
    ending = (dot + ending).lower()
    if ending not in ENDINGS[media_type]:
        ending = ENDINGS[media_type][0]
    called = unicodedata.normalize("NFC", stem if dot else base)
    plain = "".join(sign if _plain_sign(sign) else "-" for sign in called)
    plain = re.sub(r"-{2,}", "-", plain)[:LONGEST_NAME].rstrip(" -").lstrip(" ()-")
    return (plain or "plik") + ending


def _plain_sign(sign: str) -> bool:
    return sign.isalpha() or sign.isdecimal() or sign in " ()_-"


def _refuse_large(data: bytes, shown: str) -> None:
    if len(data) > MOST_BYTES:
        raise AttachmentError("too_large", file=shown, most=MOST_BYTES // MEGABYTE)


def _media_type(data: bytes) -> str | None:
    """Return what the bytes are; None for anything that is not taken."""
    if data.startswith(b"%PDF-"):
        return PDF if b"%%EOF" in data[-2048:] else None
    try:
        found = str(puremagic.from_string(data, mime=True))
    except (puremagic.PureError, ValueError):
        return None
    return found if found in IMAGES else None


def _only_pixels(data: bytes, media_type: str, shown: str) -> bytes:
    """Decode an image and write its pixels, turned as it is to be seen, and nothing else."""
    kind = IMAGES[media_type]
    # WeasyPrint turns this on for its whole process; half a picture is not a picture here.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with _opened(data, kind) as image:
            few_enough = image.width * image.height <= MOST_PIXELS
            written = _encoded(ImageOps.exif_transpose(image), kind) if few_enough else b""
    except Image.DecompressionBombError:
        few_enough = False
    except Exception as error:
        # A decoder fed with a broken file fails in ways that nobody lists.
        raise AttachmentError("broken", file=shown) from error
    if not few_enough:
        raise AttachmentError("too_many_pixels", file=shown, most=MOST_PIXELS // 1_000_000)
    return written


def _opened(data: bytes, kind: str) -> Image.Image:
    with warnings.catch_warnings():
        # Our own limit, checked before anything is decoded, is lower than Pillow's.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        return Image.open(BytesIO(data), formats=[kind])


def _encoded(image: Image.Image, kind: str) -> bytes:
    plain = image if image.mode in _PLAIN_MODES[kind] else image.convert(_fallback(image, kind))
    plain.info = {name: plain.info[name] for name in ("transparency",) if name in plain.info}
    target = BytesIO()
    if kind == "PNG":
        plain.save(target, kind, optimize=True)
    else:
        plain.save(target, kind, quality=_QUALITY)
    return target.getvalue()


def _fallback(image: Image.Image, kind: str) -> str:
    return "RGBA" if kind != "JPEG" and image.has_transparency_data else "RGB"
