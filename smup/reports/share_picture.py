"""The picture beside a shared link, 1200 x 630, drawn from what a card says."""

import gzip
import json
import math
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from smup.reports.fonts import Fonts
from smup.repository import Repository
from smup.views.sharing.pictures import HEIGHT, WIDTH
from smup.views.sharing.share_card import ShareCard

INK, TEXT, TEXT_2, TEXT_3 = "#10243A", "#17232D", "#44535F", "#586773"
SAMPLE, SAMPLE_GROUND = "#4D3800", "#FFF3CC"
EDGE = 64
BAND = 76
FOOT = 74
TEXT_WIDTH, WITH_MAP = WIDTH - 2 * EDGE, 640
MAP_BOX = (742, 112, 1148, 518)
SHARPNESS = 2
"""The map is drawn so many times larger and made smaller, which smooths its edges."""
WAIST = math.cos(math.radians(52))
"""A degree of longitude in the middle of Poland, in degrees of latitude."""
MOST_OUTLINED = 900
"""Of more shapes the outlines would be all that is seen."""
LOGO = (
    (1, 14, 8, 10, "#BFDDCB"),
    (9, 10, 8, 18, "#7DBDB5"),
    (17, 10, 8, 18, "#3A8CA0"),
    (25, 14, 8, 10, "#8FB6D6"),
)


@dataclass(frozen=True, slots=True)
class _Pen:
    """Draws on one picture."""

    draw: ImageDraw.ImageDraw
    fonts: Fonts

    def font(self, size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
        return ImageFont.truetype(str(self.fonts.bold if bold else self.fonts.regular), size)

    def lines(self, text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
        """Return a text broken at spaces into lines of at most so many pixels."""
        found: list[str] = []
        for word in text.split(" "):  # not at a space that never breaks
            joined = f"{found[-1]} {word}" if found else word
            if found and font.getlength(joined) <= width:
                found[-1] = joined
            else:
                found.append(word)
        return found


def share_picture(repository: Repository, card: ShareCard, fonts: Fonts) -> bytes:
    """Return the picture of a card as PNG.

    Args:
        repository: gives the borders of its map.
        card: what it says.
        fonts: two weights of the font of the service.
    """
    image = Image.new("RGB", (WIDTH, HEIGHT), "white")
    pen = _Pen(ImageDraw.Draw(image), fonts)
    _head(pen, card)
    drawn = bool(card.level) and _map(image, repository, card)
    _words(pen, card, WITH_MAP if drawn else TEXT_WIDTH)
    _foot(pen, card)
    body = BytesIO()
    image.quantize(128, dither=Image.Dither.NONE).save(body, "PNG", optimize=True)
    return body.getvalue()


def _head(pen: _Pen, card: ShareCard) -> None:
    pen.draw.rectangle((0, 0, WIDTH, BAND), fill=INK)
    for x, y, across, down, colour in LOGO:
        left, top = EDGE + 1.3 * x, 17 + 1.3 * y
        pen.draw.rectangle((left, top, left + 1.3 * across - 1, top + 1.3 * down), fill=colour)
    tip = [(EDGE + 1.3 * x, 17 + 1.3 * y) for x, y in ((21, 1), (27, 7), (21, 13), (15, 7))]
    pen.draw.polygon(tip, fill="white")
    pen.draw.text(
        (EDGE + 62, BAND / 2), "SMUP", fill="white", font=pen.font(34, bold=True), anchor="lm"
    )
    if card.stamp:
        font = pen.font(22, bold=True)
        right, middle = WIDTH - EDGE, BAND // 2
        box = (right - font.getlength(card.stamp) - 28, middle - 20, right, middle + 20)
        pen.draw.rounded_rectangle(box, 5, fill=SAMPLE_GROUND)
        pen.draw.text((right - 14, middle), card.stamp, fill=SAMPLE, font=font, anchor="rm")


def _words(pen: _Pen, card: ShareCard, width: int) -> None:
    y = BAND + 40
    pen.draw.text((EDGE, y), _cut(card.kind, pen.font(25), width), fill=TEXT_2, font=pen.font(25))
    y += 42
    font, lines = _title(pen, card.title, width)
    step = round(font.size * 1.14)
    for line in lines:
        pen.draw.text((EDGE, y), line, fill=INK, font=font)
        y += step
    y += 18
    bottom = HEIGHT - FOOT - (118 if card.numbers else 16)
    font = pen.font(27)
    room = max(0, (bottom - y) // 36)
    said = [line for text in card.lines for line in pen.lines(text, font, width)]
    shown = said[:room]
    if shown and len(said) > room:
        shown[-1] = f"{_cut(shown[-1], font, width - 30)} \u2026".replace("\u2026 \u2026", "\u2026")
    for line in shown:
        pen.draw.text((EDGE, y), line, fill=TEXT, font=font)
        y += 36
    _numbers(pen, card, width)


def _title(pen: _Pen, title: str, width: int) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """Return the largest letters in which a title takes three lines at most."""
    for size in (66, 58, 50, 44, 38):
        font = pen.font(size, bold=True)
        lines = pen.lines(title, font, width)
        if len(lines) <= 3 and all(font.getlength(line) <= width for line in lines):
            return font, lines
    return font, [*lines[:2], _cut(" ".join(lines[2:]), font, width)]


def _numbers(pen: _Pen, card: ShareCard, width: int) -> None:
    x, y = float(EDGE), HEIGHT - FOOT - 104
    for number, name in card.numbers:
        big, small = pen.font(46, bold=True), pen.font(22)
        needed = max(big.getlength(number), small.getlength(name))
        if x + needed > EDGE + width:
            break
        pen.draw.text((x, y), number, fill=INK, font=big)
        pen.draw.text((x, y + 56), name, fill=TEXT_2, font=small)
        x += needed + 40


def _foot(pen: _Pen, card: ShareCard) -> None:
    y = HEIGHT - FOOT
    pen.draw.line((EDGE, y, WIDTH - EDGE, y), fill=INK, width=3)
    font = pen.font(22)
    text = _cut(card.source, font, TEXT_WIDTH)
    pen.draw.text((EDGE, y + 20), text, fill=TEXT_3, font=font)


def _cut(text: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    """Return a text that fits, its end replaced by an ellipsis where it does not."""
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(f"{text}\u2026") > width:
        text = text[:-1].rstrip()
    return f"{text}\u2026"


def _map(image: Image.Image, repository: Repository, card: ShareCard) -> bool:
    """Draw the map of a card into its box; tell whether there are borders to draw."""
    body = repository.boundary(card.level, 0)
    if body is None:
        return False
    features = json.loads(gzip.decompress(body.gzip_body))["features"]
    rings = [(card.colours.get(one["id"]), ring) for one in features for ring in _rings(one)]
    if not rings:
        return False
    xs = [x * WAIST for _, ring in rings for x, _ in ring]
    ys = [y for _, ring in rings for _, y in ring]
    left, top, right, bottom = (SHARPNESS * side for side in MAP_BOX)
    scale = min((right - left) / (max(xs) - min(xs)), (bottom - top) / (max(ys) - min(ys)))
    west, north = min(xs), max(ys)
    size = (right - left, bottom - top)
    sheet = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(sheet)
    line = "white" if len(rings) <= MOST_OUTLINED else None
    # The unit of the picture goes last, so that no neighbour lies over its edge.
    for colour, ring in sorted(rings, key=lambda one: one[0] is not None):
        points = [((x * WAIST - west) * scale, (north - y) * scale) for x, y in ring]
        draw.polygon(points, fill=colour or card.ground, outline=line)
        if colour and len(card.colours) == 1:
            _ring(draw, points, colour)
    small = sheet.resize((size[0] // SHARPNESS, size[1] // SHARPNESS), Image.Resampling.LANCZOS)
    image.paste(small, MAP_BOX[:2])
    return True


def _ring(draw: ImageDraw.ImageDraw, points: list[tuple[float, float]], colour: str) -> None:
    """Draw a ring around the only unit shown, which may be a speck on the map of the country."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    x, y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    radius = max(max(xs) - min(xs), max(ys) - min(ys)) / 2 + 14 * SHARPNESS
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=colour, width=8)


def _rings(feature: dict[str, Any]) -> list[list[tuple[float, float]]]:
    """Return the outer rings of a unit."""
    shape = feature["geometry"]
    polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
    return [[(x, y) for x, y, *_ in polygon[0]] for polygon in polygons]
