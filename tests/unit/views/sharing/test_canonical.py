"""The one address of a view, and the picture that stands for it."""

import pytest

from layouts import PAGES
from smup.views.sharing import absolute, canonical_query_of, picture_href, picture_of
from smup.views.sharing.canonical import KEYS


def test_keys_that_make_another_content_stay() -> None:
    query = {"year": "2020", "unit": "1206", "level": "powiat", "mode": "group"}
    assert canonical_query_of("indicator", query) == "level=powiat"
    assert canonical_query_of("cost", query) == "unit=1206"
    assert canonical_query_of("unit", query) == ""


def test_what_is_no_code_is_left_out() -> None:
    assert canonical_query_of("compare", {"units": '"><script>', "ind": "A-1.B-2"}) == "ind=A-1.B-2"


def test_only_pages_that_exist_have_keys() -> None:
    assert set(KEYS) <= {page.key for page in PAGES}


@pytest.mark.parametrize(
    ("path", "picture"),
    [
        ("/wskaznik/A-1", "/wskaznik/A-1"),
        ("/jednostka/1206", "/jednostka/1206"),
        ("/koszty/metoda", "/smup"),
        ("/porownaj", "/smup"),
        ("/", "/smup"),
    ],
)
def test_a_page_has_its_own_picture_or_the_general_one(path: str, picture: str) -> None:
    assert picture_of(path) == picture
    assert picture_href("en", path, "2-a-1") == f"/og/en{picture}.2-a-1.png"


def test_paths_get_the_host_and_nothing_else_does() -> None:
    data = {"url": "/a", "name": "b", "many": [{"url": "/c"}], "free": True}
    assert absolute(data, "https://s.pl") == {
        "url": "https://s.pl/a", "name": "b", "many": [{"url": "https://s.pl/c"}], "free": True,
    }  # fmt: skip
