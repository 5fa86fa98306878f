import stat
import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageFile

from smup.practices.attachments_on_disk import (
    MOST_BYTES,
    MOST_PIXELS,
    AttachmentError,
    clean_file,
    path_of,
    plain_file_name,
    remove_file,
    store_file,
)
from smup.practices.card import Attachment
from tests.practice_files import HIDDEN, PDF_FILE, picture


@pytest.mark.parametrize(
    ("kind", "media_type"),
    [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("WEBP", "image/webp")],
)
def test_of_an_image_only_upright_pixels_stay(kind: str, media_type: str) -> None:
    data = picture(kind) + b"<script>alert(1)</script>"
    assert HIDDEN.encode() in data
    clean = clean_file(data, file_name="plan")
    assert clean.media_type == media_type
    assert HIDDEN.encode() not in clean.data
    assert b"<script>" not in clean.data
    with Image.open(BytesIO(clean.data)) as image:
        assert (image.format, image.size) == (kind, (20, 30))
        assert dict(image.getexif()) == {}


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "I;16"])
def test_images_of_all_kinds_of_colours_are_taken(mode: str) -> None:
    source = Image.new("I;16", (4, 4)) if mode == "I;16" else Image.new("RGB", (4, 4)).convert(mode)
    target = BytesIO()
    source.save(target, "PNG")
    assert clean_file(target.getvalue(), file_name="a.png").media_type == "image/png"


def test_a_jpeg_of_print_colours_is_taken() -> None:
    target = BytesIO()
    Image.new("CMYK", (4, 4)).save(target, "JPEG")
    with Image.open(BytesIO(clean_file(target.getvalue(), file_name="a.jpg").data)) as image:
        assert image.mode == "RGB"


def test_a_pdf_stays_as_it_is() -> None:
    clean = clean_file(PDF_FILE, file_name="Uchwała nr 1.PDF")
    assert (clean.data, clean.media_type) == (PDF_FILE, "application/pdf")
    assert clean.file_name == "Uchwała nr 1.pdf"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "empty"),
        (b"x" * (MOST_BYTES + 1), "too_large"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "wrong_type"),
        (b"<html><script>alert(1)</script></html>", "wrong_type"),
        (b"GIF89a" + b"\0" * 50, "wrong_type"),
        (b"MZ" + b"\0" * 50, "wrong_type"),
        (b"PK\x03\x04" + b"\0" * 50, "wrong_type"),
        (b"#!/bin/sh\necho\n", "wrong_type"),
        (b"\n\n%PDF-1.7\n%%EOF", "wrong_type"),
        (b"%PDF-1.7\n" + b"x" * 5_000, "wrong_type"),
        (picture("PNG")[:300], "broken"),
        (picture("JPEG")[:200], "broken"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "broken"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_anything_else_is_refused_whatever_it_is_called(data: bytes, problem: str) -> None:
    with pytest.raises(AttachmentError) as caught:
        clean_file(data, file_name="plan.png")
    assert caught.value.problem == problem
    assert caught.value.values["file"] == "plan.png"
    assert "plan.png" in str(caught.value)


def test_half_a_picture_is_refused_where_a_report_was_made_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # WeasyPrint lets Pillow take truncated images in the whole process.
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    with pytest.raises(AttachmentError) as caught:
        clean_file(picture("PNG")[:300], file_name="plan.png")
    assert caught.value.problem == "broken"


@pytest.mark.parametrize("side", [5_000, 12_000, 20_000])
def test_an_image_of_too_many_points_is_refused_before_it_is_decoded(side: int) -> None:
    data = picture("PNG")
    head = b"IHDR" + struct.pack(">II", side, side) + data[24:29]
    claiming = data[:12] + head + struct.pack(">I", zlib.crc32(head)) + data[33:]
    with pytest.raises(AttachmentError) as caught:
        clean_file(claiming, file_name="a.png")
    assert caught.value.problem == "too_many_pixels"
    assert caught.value.values["most"] == MOST_PIXELS // 1_000_000


def test_an_image_that_grows_above_the_limit_when_written_anew_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = picture("JPEG", size=(200, 200))
    monkeypatch.setattr("smup.practices.attachments_on_disk.MOST_BYTES", len(data))
    monkeypatch.setattr("smup.practices.attachments_on_disk._QUALITY", 100)
    with pytest.raises(AttachmentError) as caught:
        clean_file(data, file_name="a.jpg")
    assert caught.value.problem == "too_large"


def test_a_file_lies_under_a_random_name_and_cannot_be_run(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    first, second = (store_file(folder, PDF_FILE, file_name="../../etc/a.pdf") for _ in "ab")
    assert first.name != second.name
    path = path_of(folder, first.name)
    assert path == folder / first.name[:2] / first.name
    assert path.read_bytes() == PDF_FILE
    assert stat.S_IMODE(path.stat().st_mode) & 0o137 == 0
    assert (first.size, first.file_name) == (len(PDF_FILE), "a.pdf")
    assert len(first.name) == 32
    remove_file(folder, first.name)
    remove_file(folder, first.name)
    assert not path.exists()


@pytest.mark.parametrize("name", ["", "..", "../x", "a" * 31, "A" * 32, "g" * 32, "a" * 32 + "\n"])
def test_no_other_name_leads_out_of_the_folder(name: str, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        path_of(tmp_path, name)


@pytest.mark.parametrize(
    ("given", "media_type", "plain"),
    [
        ("plan.png", "image/png", "plan.png"),
        ("plan.JPEG", "image/jpeg", "plan.jpeg"),
        ("plan.exe", "application/pdf", "plan.pdf"),
        ("C:\\Users\\x\\Plan tras (1).webp", "image/webp", "Plan tras (1).webp"),
        ("../../.htaccess", "image/png", "plik.png"),
        ("<script>.png", "image/png", "script.png"),
        ("a\u202egnp.exe", "image/png", "a-gnp.png"),
        ("²½.png", "image/png", "plik.png"),
        ("żółć.pdf", "application/pdf", "żółć.pdf"),
        ("x" * 300 + ".pdf", "application/pdf", "x" * 100 + ".pdf"),
        ("", "application/pdf", "plik.pdf"),
    ],
)
def test_names_keep_what_any_system_can_keep(given: str, media_type: str, plain: str) -> None:
    assert plain_file_name(given, media_type) == plain
    assert Attachment(file=plain, title="x").file == plain
