"""The colours of the map: the browser's rule is the server's, and what is drawn follows it."""

import re

import numpy as np
from playwright.sync_api import Page, expect

from smup.figures.classes import class_index
from tests.e2e import linked_page as view

BREAKS = (-2.5, 0.0, 12.5, 80.0)
PATTERNS = {"1": "wz-zero", "3": "wz-brak", "4": "wz-taj", "6": "wz-np"}


def test_both_rules_of_the_class_agree(page: Page) -> None:
    page.goto("/o-systemie")
    page.wait_for_function("() => Boolean(window.smup && smup.classOf)")
    edges = np.array(BREAKS)
    rng = np.random.default_rng(1)
    numbers = np.concatenate(
        [edges, np.nextafter(edges, -np.inf), np.nextafter(edges, np.inf), rng.normal(20, 50, 500)]
    )
    rule = "([numbers, breaks]) => numbers.map((number) => smup.classOf(number, breaks))"
    for breaks in (BREAKS, BREAKS[:1], ()):
        found = page.evaluate(rule, [numbers.tolist(), list(breaks)])
        assert found == class_index(numbers, breaks).tolist()


def test_every_shape_has_the_colour_of_its_value(page: Page) -> None:
    view.open_view(page, "/obszar/edukacja?unit=1420011&year=2020")
    _assert_painted_by_rule(page, mode="value")
    page.locator("#view-mode").get_by_text("Wobec grupy").click()
    expect(page).to_have_url(re.compile("mode=group"))
    _assert_painted_by_rule(page, mode="group")


def _assert_painted_by_rule(page: Page, *, mode: str) -> None:
    """Compare every drawn fill with the one worked out here from the answer of the API."""
    shown = page.evaluate("() => smup.linked.shown().payload.view")
    body = page.request.get(shown["matrix_url"]).json()
    row = body["years"].index(2020)
    scheme, stats = shown["map"], shown["stats"]["2020"]
    against = mode == "group"
    breaks = [stats[key] for key in ("p5", "q1", "q3", "p95")] if against else scheme["breaks"]
    colours = scheme["against"] if against else scheme["colours"]
    scaled = body["values"][row]
    numbers = np.array([np.nan if n is None else n / 10 ** body["decimals"] for n in scaled])
    classes = class_index(numbers, tuple(breaks))
    drawn = view.fills(page)
    assert len(drawn) == 2477
    expected = {}
    for code, flag, place in zip(body["units"], body["flags"][row], classes, strict=True):
        if code in drawn:
            pattern = PATTERNS.get(str(flag))
            expected[code] = f'url("#{pattern}")' if pattern else _rgb(colours[place])
    assert drawn == expected
    assert len(set(expected.values())) >= 5


def _rgb(colour: str) -> str:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgb({red}, {green}, {blue})"
