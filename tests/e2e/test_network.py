"""What a page fetches, and from where."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Response, expect

PAGES = ["/", "/obszar/edukacja", "/en/obszar/edukacja"]


@pytest.mark.parametrize("path", PAGES)
def test_plotly_comes_once_and_from_our_own_bundle(page: Page, path: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.goto(path)
    expect(page.locator("h1")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert [name for name in asked if "plotly" in name] == ["/assets/vendor/plotly-4.1.1.min.js"]


def test_third_party_files_arrive_compressed_and_stay_in_the_browser(page: Page) -> None:
    answers: list[Response] = []
    # Playwright takes Python functions only, not the built-in method itself.
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108
    page.goto("/")
    expect(page.locator("h1")).to_be_visible()
    ours = [answer for answer in answers if "/assets/vendor/" in answer.url and "?m=" in answer.url]
    assert ours != []
    assert {answer.header_value("content-encoding") for answer in ours} <= {"br", "gzip"}
    assert all("immutable" in str(answer.header_value("cache-control")) for answer in ours)
