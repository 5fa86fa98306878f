"""Views of the product in frames of other sites: they draw, speak and stay in their frame."""

import re
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from smup.views.embed import embed_href, iframe_code
from tests.e2e.accessibility import assert_accessible
from tests.e2e.server import Server
from tests.e2e.watch import Watch

DRAWN = 40_000
DESK = "/dane"
DESK_QUERY = "ind=EDU-SP-01&gdzie=14&years=2020-2024"
BLOCKS = [
    ("/obszar/edukacja", "mapa", "path.choroplethlocation"),
    ("/wskaznik/EDU-SP-01", "trend", "#view-trend .scatterlayer path"),
    ("/wskaznik/EDU-SP-01", "tabela", "table.t tbody tr"),
    ("/jednostka/1206", "obraz", "table tbody tr"),
    ("/koszty/szkoly-podstawowe", "trend", ".js-plotly-plot .scatterlayer path"),
    (DESK, "tabela", ".dane-tabela .ag-row"),
    (DESK, "mapa", "#data-map path.choroplethlocation"),
    (DESK, "wykres", "#data-chart .scatterlayer path"),
]


class _Around(BaseHTTPRequestHandler):
    """A page of another site with one frame, whose address stands in ``?src=``."""

    def do_GET(self) -> None:
        src = parse_qs(urlsplit(self.path).query).get("src", [""])[0]
        body = f"""<!doctype html><html lang="pl"><title>Another site</title><h1>Another site</h1>
        <script>addEventListener("message", (event) => {{ window.told = event.data; }});</script>
        {iframe_code(src, "SMUP", 640)}</html>"""
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_args: object) -> None:
        """Stay quiet."""


@pytest.fixture(scope="module")
def around() -> Iterator[str]:
    """The address of another site: the same host with another port is another origin."""
    site = ThreadingHTTPServer(("127.0.0.1", 0), _Around)
    Thread(target=partial(site.serve_forever, poll_interval=0.1), daemon=True).start()
    yield f"http://127.0.0.1:{site.server_port}"
    site.shutdown()
    site.server_close()


def framed(page: Page, around: str, address: str) -> FrameLocator:
    """Open another site with a view in its frame."""
    page.goto(f"{around}/?src={address.replace('&', '%26').replace('?', '%3F')}")
    return page.frame_locator("iframe")


@pytest.mark.parametrize(("path", "block", "drawn"), BLOCKS)
def test_a_block_draws_in_the_frame_of_another_site(
    page: Page, watch: Watch, server: Server, around: str, path: str, block: str, drawn: str
) -> None:
    watch.allow(re.escape(around))
    query = DESK_QUERY if path == DESK else ""
    view = framed(page, around, server.url + embed_href("pl", path, block, query))
    expect(view.locator(drawn).first).to_be_attached(timeout=DRAWN)
    expect(view.locator(".os-glowa h1")).to_be_visible()
    expect(view.locator(".os-stopka")).to_contain_text("rzykładowe", ignore_case=True)
    expect(view.locator(".os-glowa .bp")).to_be_visible()
    link = view.locator(".os-link")
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_have_attribute("rel", "noopener")
    expect(link).to_have_attribute("href", re.compile(f"^{re.escape(path)}"))
    assert page.context.cookies() == []


def test_the_page_around_is_told_the_height(
    page: Page, watch: Watch, server: Server, around: str
) -> None:
    watch.allow(re.escape(around))
    view = framed(page, around, server.url + embed_href("pl", "/obszar/edukacja", "tabela"))
    expect(view.locator("table.t tbody tr").first).to_be_visible(timeout=DRAWN)
    page.wait_for_function("window.told && window.told.type === 'smup:height'")
    assert page.evaluate("window.told.height") > 300


def test_a_whole_page_refuses_the_frame(
    page: Page, watch: Watch, server: Server, around: str
) -> None:
    watch.allow("frame-ancestors|X-Frame-Options|" + re.escape(around))
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(f"{around}/?src={server.url}/obszar/edukacja")
    page.wait_for_load_state("networkidle")
    assert any("frame" in text.lower() for text in refused)
    assert page.frame_locator("iframe").locator("main").count() == 0


@pytest.mark.parametrize("theme", ["jasny", "ciemny", "kontrast"])
@pytest.mark.parametrize(
    ("lang", "path", "block"),
    [("pl", "/obszar/edukacja", "tabela"), ("en", "/jednostka/1206", "obraz")],
)
def test_themes_are_accessible_on_the_narrowest_screen(
    open_page: object, theme: str, lang: str, path: str, block: str
) -> None:
    page: Page = open_page(width=320, height=700)  # type: ignore[operator]
    page.goto(embed_href(lang, path, block, theme=theme))
    expect(page.locator("main.osadzone table").first).to_be_visible(timeout=DRAWN)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator("html").get_attribute("lang") == lang
    assert_accessible(page)


def test_what_is_beside_the_block_is_neither_seen_nor_read(page: Page) -> None:
    page.goto(embed_href("pl", "/obszar/edukacja", "trend"))
    expect(page.locator("#view-trend .scatterlayer path").first).to_be_attached(timeout=DRAWN)
    expect(page.locator("#view-map")).to_be_hidden()
    expect(page.locator("#view-unit-field")).to_be_hidden()
    said = page.locator("body").aria_snapshot()
    assert "combobox" not in said
    assert "slider" not in said
    assert "/konto" not in said


def test_a_view_keeps_the_address_it_was_given(page: Page) -> None:
    address = embed_href("pl", "/obszar/edukacja", "tabela", theme="ciemny")
    page.goto(address)
    expect(page.locator("table.t tbody tr").first).to_be_visible(timeout=DRAWN)
    page.locator("th button").first.click()
    assert page.url.endswith(address)


def test_bad_options_are_told_and_an_unknown_page_says_so(page: Page, watch: Watch) -> None:
    watch.allow("404")
    page.goto("/embed/obszar/edukacja?blok=nie-ma&motyw=rozowy")
    note = page.locator("main .uw.adres")
    expect(note).to_contain_text("nie-ma", timeout=DRAWN)
    expect(note).to_contain_text("rozowy")
    answer = page.goto("/en/embed/wskaznik/NIE-MA")
    assert answer is not None
    assert answer.status == 404
    expect(page.locator("main h1")).to_have_text("There is no such view", timeout=DRAWN)
    expect(page.locator("main a.os-link")).to_have_attribute("target", "_blank")
