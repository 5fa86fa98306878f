"""Journeys over a range of values: brushed or typed, it filters every picture."""

import re

from playwright.sync_api import Page, expect

from tests.e2e import linked_page as view

PLONSK = "1420011"
HOME = f"/obszar/edukacja?unit={PLONSK}"


def test_a_brushed_range_filters_the_table_and_fades_the_map(page: Page) -> None:
    view.open_view(page, f"{HOME}&group=kraj")
    everyone = view.all_codes(page)
    assert len(everyone) == 2477
    area = page.locator("#view-distribution .nsewdrag")
    area.scroll_into_view_if_needed()
    box = area.bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] * 0.7
    page.mouse.move(box["x"] + box["width"] * 0.55, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.8, middle, steps=5)
    page.mouse.up()
    chip = page.locator("#view-chips .chip")
    expect(chip).to_have_count(1)
    expect(page).to_have_url(re.compile("low=.*high="))
    kept = view.all_codes(page)
    assert 1 < len(kept) < len(everyone)
    assert kept[0] == PLONSK
    assert view.faded(page) == set(everyone) - set(kept)
    chip.get_by_role("button", name="Usuń zakres").click()
    expect(chip).to_have_count(0)
    assert view.faded(page) == set()
    assert view.all_codes(page) == everyone


def test_a_typed_range_filters_too_and_ends_with_its_indicator(page: Page) -> None:
    view.open_view(page, f"{HOME}&group=kraj")
    everyone = view.all_codes(page)
    chip = page.locator("#view-chips .chip")
    page.get_by_text("Wpisz zakres zamiast przeciągać").click()
    page.get_by_label("od", exact=True).fill("89,5")
    page.get_by_label("od", exact=True).press("Enter")
    expect(chip).to_contain_text("89,5")
    expect(page).to_have_url(re.compile("low=89.5$"))
    from_low = set(view.all_codes(page))
    page.get_by_label("do", exact=True).fill("95")
    page.get_by_label("do", exact=True).press("Enter")
    expect(page).to_have_url(re.compile("low=89.5&high=95$"))
    between = set(view.all_codes(page))
    assert between < from_low
    assert view.faded(page) == set(everyone) - between

    # The range is one of per cent; another indicator has another unit of measure.
    page.locator("#view-kpi a").nth(1).click()
    expect(page.locator("#view-kpi a").nth(1)).to_have_attribute("aria-current", "true")
    expect(chip).to_have_count(0)
    expect(page).not_to_have_url(re.compile("low="))
    expect(page.get_by_label("od", exact=True)).to_have_value("")
