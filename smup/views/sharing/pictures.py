"""Which picture stands for a page where its link is shared."""

import re

from smup.links import kept_release, with_query

WIDTH, HEIGHT = 1200, 630
_OWN = re.compile(r"/(?:obszar|wskaznik|jednostka|koszty|praktyki)/[^/]+")
_WITHOUT = frozenset({"/koszty/metoda"})
GENERAL = "/smup"


def picture_of(page_path: str) -> str:
    """Return the path of the picture of a page: its own, or the one of the whole service."""
    own = _OWN.fullmatch(page_path) and page_path not in _WITHOUT
    return page_path if own else GENERAL


def picture_href(lang: str, page_path: str, tag: str) -> str:
    """Return the address of the picture, which changes with the data.

    Args:
        lang: language of the words in it.
        page_path: path of the page without the language.
        tag: state of the data, ``DatasetInfo.public_tag``.
    """
    return with_query(f"/og/{lang}{picture_of(page_path)}.{tag}.png", kept_release(""))
