"""Addresses, options and code of embedded views."""

from html.parser import HTMLParser

import pytest

from layouts import PAGES
from layouts.embed_blocks import PLACES
from layouts.routes import match
from smup.embed_origins import embed_origins, frame_ancestors
from smup.errors import SettingsError
from smup.i18n import LANGUAGES
from smup.views.embed import (
    blocks_of,
    embed_href,
    iframe_code,
    page_of_embed,
    page_query,
    read_options,
    usual_height,
)

PATHS = (
    "/obszar/edukacja",
    "/wskaznik/EDU-SP-01",
    "/jednostka/1206",
    "/porownaj",
    "/indeks",
    "/koszty/szkoly-podstawowe",
    "/praktyki/jedna",
    "/dane",
)


@pytest.mark.parametrize("path", PATHS)
def test_every_block_has_a_place_in_the_layout_of_its_page(path: str) -> None:
    page = match(path, PAGES).page
    assert page is not None
    assert {block.key for block in blocks_of(path)} == set(PLACES[page.key])


@pytest.mark.parametrize("path", ["/", "/koszty", "/koszty/metoda", "/o-systemie", "/praktyki"])
def test_other_pages_have_no_blocks(path: str) -> None:
    assert blocks_of(path) == ()


@pytest.mark.parametrize("path", PATHS)
def test_titles_are_in_both_languages(path: str) -> None:
    polish, english = ([one.title for one in blocks_of(path, lang)] for lang in LANGUAGES)
    assert len(polish) == len(english) == len(set(polish))
    assert all(polish + english)


def test_an_address_holds_the_query_of_the_page_and_its_own_keys() -> None:
    assert embed_href("pl", "/obszar/edukacja", "mapa") == "/embed/obszar/edukacja?blok=mapa"
    made = embed_href(
        "en", "/indeks", "tabela", "unit=1206&motyw=x&year=2020", theme="ciemny", heading=False
    )
    assert made == ("/en/embed/indeks?unit=1206&year=2020&blok=tabela&motyw=ciemny&naglowek=nie")
    assert embed_href("pl", "/dane", "mapa", {"ind": "A.B"}) == "/embed/dane?ind=A.B&blok=mapa"


def test_an_embedded_address_leads_back_to_its_page() -> None:
    assert page_of_embed("/embed/obszar/edukacja") == "/obszar/edukacja"
    assert page_of_embed("/embed") == "/"
    assert page_of_embed("/embedding") is None
    assert page_of_embed("/obszar/embed") is None
    assert page_query({"unit": "1", "blok": "mapa", "motyw": "x"}) == {"unit": "1"}


def test_bad_options_become_defaults_and_are_told() -> None:
    asked = {"blok": "nie-ma", "motyw": "rozowy", "rozmiar": "wielki", "naglowek": "moze"}
    found = read_options("/obszar/edukacja", asked, "pl")
    assert found.block is not None
    assert (found.block.key, found.theme, found.size, found.heading) == (
        "mapa", "jasny", "zwykly", True,
    )  # fmt: skip
    assert {one.parameter: one.value for one in found.problems} == asked


def test_good_options_are_read_without_problems() -> None:
    asked = {"blok": "trend", "motyw": "kontrast", "rozmiar": "zwarty", "naglowek": "nie"}
    found = read_options("/obszar/edukacja", asked, "pl")
    assert found.block is not None
    assert (found.block.key, found.theme, found.size, found.heading, found.problems) == (
        "trend", "kontrast", "zwarty", False, (),
    )  # fmt: skip


class _Frames(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag == "iframe"
        self.found.append(dict(attrs))


def test_the_code_is_one_frame_whose_title_cannot_break_out() -> None:
    title = 'Mapa "dziwna"><script>alert(1)</script>'
    parser = _Frames()
    parser.feed(iframe_code("https://smup.pl/embed/indeks?unit=1&blok=tabela", title, 500))
    (frame,) = parser.found
    assert frame["src"] == "https://smup.pl/embed/indeks?unit=1&blok=tabela"
    assert (frame["title"], frame["height"], frame["width"]) == (title, "500", "100%")
    assert frame["loading"] == "lazy"


def test_every_block_has_a_usual_height() -> None:
    heights = [usual_height(path, one.key) for path in PATHS for one in blocks_of(path)]
    assert min(heights) >= 300


@pytest.mark.parametrize(
    ("text", "origins", "ancestors"),
    [
        ("*", "*", "*"),
        ("none", "none", "'none'"),
        ("  ", "none", "'none'"),
        ("https://bip.pl, http://127.0.0.1:8000", "https://bip.pl http://127.0.0.1:8000",
         "https://bip.pl http://127.0.0.1:8000"),
        ("https://*.powiat.pl", "https://*.powiat.pl", "https://*.powiat.pl"),
    ],
)  # fmt: skip
def test_origins_are_read_from_the_setting(text: str, origins: str, ancestors: str) -> None:
    assert embed_origins(text) == origins
    assert frame_ancestors(origins) == ancestors


@pytest.mark.parametrize(
    "text",
    ["bip.pl", "https://bip.pl/strona", "* https://bip.pl", "https://a.pl; script-src *",
     "'self'", "none https://bip.pl", "javascript:1", "https://bip.pl\r\nX: 1/"],
)  # fmt: skip
def test_what_is_no_origin_is_refused_by_name(text: str) -> None:
    with pytest.raises(SettingsError, match="SMUP_EMBED_ORIGINS"):
        embed_origins(text)
