"""What of a page can be embedded: its blocks, by the path of the page."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from smup.i18n import texts

_MAP, _CHART, _TABLE = 900, 560, 720
_PAGES = (
    ("sector", re.compile(r"/obszar/[^/]+")),
    ("indicator", re.compile(r"/wskaznik/[^/]+")),
    ("unit", re.compile(r"/jednostka/[^/]+")),
    ("compare", re.compile(r"/porownaj")),
    ("synthetic", re.compile(r"/indeks")),
    ("cost", re.compile(r"/koszty/(?!metoda$)[^/]+")),
    ("practice", re.compile(r"/praktyki/[^/]+")),
    ("datadesk", re.compile(r"/dane")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A part of a page that can stand in a frame of another site.

    Attributes:
        key: value of ``blok`` in the address.
        title: name in the reader's language.
        height: height of a frame in pixels in which it is seen whole on a usual screen.
        query: keys of the page that the block sets, for example the tab it lies in.
    """

    key: str
    title: str
    height: int = _CHART
    query: Mapping[str, str] = field(default_factory=dict)


_BLOCKS: dict[str, tuple[tuple[str, int, Mapping[str, str]], ...]] = {
    "sector": (
        ("mapa", _MAP, {}),
        ("trend", 440, {}),
        ("rozklad", 440, {}),
        ("tabela", _TABLE, {}),
    ),
    "indicator": (
        ("mapa", _MAP, {"tab": "map"}),
        ("wykres", _TABLE, {"tab": "chart"}),
        ("trend", 440, {"tab": "chart"}),
        ("rozklad", 440, {"tab": "chart"}),
        ("tabela", _TABLE, {"tab": "table"}),
    ),
    "unit": (
        ("obraz", _MAP, {}),
        ("mocne", _TABLE, {}),
        ("wskazniki", _TABLE, {}),
        ("kontekst", _CHART, {}),
        ("grupa", _CHART, {}),
    ),
    "compare": (("widok", _TABLE, {}),),
    "synthetic": (
        ("wynik", 360, {}),
        ("obszary", _TABLE, {}),
        ("rozrzut", _MAP, {}),
        ("tabela", _TABLE, {}),
    ),
    "cost": (
        ("wynik", 360, {}),
        ("kaskada", _TABLE, {}),
        ("trojkat", _TABLE, {}),
        ("mapa", _MAP, {}),
        ("tabela", _TABLE, {}),
        ("miejsca", _TABLE, {}),
        ("trend", _CHART, {}),
        ("roznice", _TABLE, {}),
        ("oczekiwany", _TABLE, {}),
    ),
    "practice": (("przed-po", _TABLE, {}),),
    "datadesk": (
        ("tabela", _TABLE, {"widok": "tabela"}),
        ("mapa", _MAP, {"widok": "mapa"}),
        ("wykres", _CHART, {"widok": "wykres"}),
    ),
}


def kind_of(page_path: str) -> str | None:
    """Return the kind of a page with blocks, the key of its row in ``layouts.PAGES``, or None."""
    path = page_path.rstrip("/") or "/"
    return next((kind for kind, pattern in _PAGES if pattern.fullmatch(path)), None)


def blocks_of(page_path: str, lang: str = "pl") -> tuple[Block, ...]:
    """Return the blocks of a page, the usual one first; none for a page that has none.

    Args:
        page_path: path without the language, for example ``/wskaznik/EDU-SP-01``.
        lang: language of the titles.
    """
    kind, t = kind_of(page_path), texts(lang)
    return tuple(
        Block(key=key, title=t(f"embed.block.{kind}.{key}"), height=height, query=query)
        for key, height, query in _BLOCKS.get(kind or "", ())
    )


def usual_height(page_path: str, block: str) -> int:
    """Return the height of a frame in pixels in which a block is seen whole."""
    found = (one.height for one in blocks_of(page_path) if one.key == block)
    return next(found, _CHART)
