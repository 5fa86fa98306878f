"""Pictures and a PDF for tests of the files of practices."""

import random
from io import BytesIO

from PIL import Image

PDF_FILE = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n"
HIDDEN = "52.2297 N, 21.0122 E"
ORIENTATION, DESCRIPTION = 0x0112, 0x010E


def picture(kind: str = "PNG", *, size: tuple[int, int] = (30, 20), mode: str = "RGB") -> bytes:
    """Return a picture of random dots that says where it was taken and lies on its side."""
    noise = random.Random(5).randbytes(size[0] * size[1] * 3)  # noqa: S311  dots, no secret
    image = Image.frombytes("RGB", size, noise).convert(mode)
    exif = Image.Exif()
    exif[DESCRIPTION], exif[ORIENTATION] = HIDDEN, 6
    target = BytesIO()
    image.save(target, kind, exif=exif)
    return target.getvalue()
