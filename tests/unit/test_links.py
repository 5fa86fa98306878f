"""Addresses keep the release that the current answer is read as of."""

from smup.as_of import reading_as_of
from smup.links import (
    href,
    indicator_href,
    kept_release,
    practices_feed_href,
    release_href,
    releases_feed_href,
    releases_href,
    table_href,
    with_query,
)
from smup.view_state import ViewState


def test_without_a_release_addresses_say_nothing_of_it() -> None:
    assert indicator_href("pl", "EDU-PRZ-01", year=2021) == "/wskaznik/EDU-PRZ-01?year=2021"
    assert ViewState(year=2021).to_query() == "year=2021"
    assert kept_release("") == ""


def test_every_address_keeps_the_release_as_its_last_key() -> None:
    with reading_as_of(12):
        assert href("en", "/") == "/en?wydanie=12"
        assert indicator_href("pl", "A", year=2021) == "/wskaznik/A?year=2021&wydanie=12"
        assert ViewState(year=2021).to_query() == "year=2021&wydanie=12"
        assert table_href("pl", "/dane", "csv") == "/eksport/pl/dane.csv?wydanie=12"
        assert table_href("pl", "/dane", "csv", "a=1") == "/eksport/pl/dane.csv?a=1&wydanie=12"
    assert href("pl", "/") == "/"


def test_the_pages_of_releases_and_feeds_lead_to_todays_data() -> None:
    with reading_as_of(12):
        assert releases_href("pl") == "/wydania"
        assert release_href("en", 3) == "/en/wydania/3"
        assert releases_feed_href("pl", unit="1420011") == "/wydania.atom?unit=1420011"
        assert practices_feed_href("pl") == "/praktyki/atom.xml"
        assert href("pl", "/dane", wydanie=None) == "/dane"


def test_an_address_and_a_query_are_joined_once() -> None:
    with reading_as_of(12):
        address = with_query(href("pl", "/dane"), ViewState(year=2021).to_query())
    assert address == "/dane?year=2021&wydanie=12"
    assert with_query("/dane", "") == "/dane"
    assert with_query("/dane?a=1", "a=2&b=3") == "/dane?b=3&a=1"
