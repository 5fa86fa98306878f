"""Checks of a drawn page against WCAG 2.1 AA, by axe-core, and of its width on a phone."""

from functools import cache

from playwright.sync_api import Page

from smup.settings import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
PHONES = (320, 390)
FITS = "(width) => innerWidth === width && document.documentElement.scrollWidth <= width"
RUN = "([scope, tags]) => axe.run(scope, {runOnly: tags, resultTypes: ['violations']})"


def assert_accessible(page: Page, *, scope: str = "html", without: tuple[str, ...] = ()) -> None:
    """Fail with a list of the places of the page that break a rule.

    Args:
        page: a page that has finished drawing.
        scope: CSS selector of the part to check.
        without: ids of rules to leave out, each with its reason beside the call.
    """
    page.evaluate(_source())
    result = page.evaluate(RUN, [scope, RULES])
    found = [
        f"{violation['id']} ({violation['impact']}): {violation['help']}\n    "
        + "\n    ".join(str(node["target"]) for node in violation["nodes"][:5])
        for violation in result["violations"]
        if violation["id"] not in without
    ]
    assert not found, f"{page.url}\n" + "\n".join(found)


def assert_fits_phones(page: Page) -> None:
    """Fail when a page opened at 320 pixels is wider than that, or than 390 once it has grown."""
    for width in PHONES:
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_function(FITS, arg=width)


@cache
def _source() -> str:
    return AXE.read_text(encoding="utf-8")
