"""From an address to what it shows and what the document says about it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from layouts import PAGES, not_found
from layouts.document import Head, wants_projector
from layouts.routes import Match, match, parse_query
from smup.as_of import PAGE_KEY, asked_release
from smup.errors import SmupError
from smup.i18n import Texts, texts
from smup.links import href, with_query
from smup.services import Services
from smup.typography import NBSP
from smup.views.embed import EmbedOptions, page_of_embed, page_query, read_options
from smup.views.sharing import canonical_query_of, indicator_data, picture_href

OF_TODAY = frozenset({"releases", "release"})
"""Keys of pages that tell of all releases, so they are read as of none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An address understood.

    Attributes:
        found: the page; of an embedded view the page it is made of.
        query: keys and values for that page.
        options: block and theme of a view embedded in another site; None for a page.
    """

    found: Match
    query: dict[str, str]
    options: EmbedOptions | None = None

    @property
    def arguments(self) -> dict[str, Any]:
        """Return the keyword arguments of the layout: the query, then what stands in the path."""
        return {**self.query, **self.found.parameters}

    @property
    def full(self) -> str:
        """Return path and query of the full page."""
        path = href(self.found.lang, self.found.path)
        return with_query(path, urlencode(self.query))


def read_address(pathname: str, search: str) -> Asked:
    """Return what an address asks for."""
    found, query = match(pathname, PAGES), parse_query(search)
    page_path = page_of_embed(found.path)
    if found.page is not None and found.page.key in OF_TODAY:
        query.pop(PAGE_KEY, None)
    if page_path is None:
        return Asked(found=found, query=query)
    options = read_options(page_path, query, found.lang)
    set_by_block = options.block.query if options.block else {}
    return Asked(
        found=match(href(found.lang, page_path, **{PAGE_KEY: None}), PAGES),
        query={**page_query(query), **set_by_block},
        options=options,
    )


def describe(services: Services, asked: Asked) -> Head:
    """Return what the document says about the page of an address, and whether it exists."""
    found, options, t = asked.found, asked.options, texts(asked.found.lang)
    try:
        name, description = page_title(services, found), _description(services, found)
        exists = found.page is not None and (options is None or options.block is not None)
    except SmupError:
        name, description, exists = not_found.title(found.lang), "", False
    dataset = services.repository.dataset()
    return Head(
        lang=found.lang,
        path=found.path,
        query=canonical_query_of(found.page.key, asked.query) if found.page else "",
        title=_window(t, name, sample=dataset.is_sample),
        projector=options is None and wants_projector(asked.query),
        exists=exists,
        description=description,
        theme=options.theme if options else "",
        picture=picture_href(found.lang, found.path, dataset.public_tag) if exists else "",
        picture_text=t("sharing.picture", page=name),
        data=_data(services, found) if exists and options is None else {},
        past=asked_release() is not None,
    )


def page_title(services: Services, found: Match) -> str:
    """Return the title of a page; an unknown code raises UnknownCodeError."""
    if found.page is None:
        return not_found.title(found.lang)
    return found.page.title(services, found.lang, **found.parameters)


def _description(services: Services, found: Match) -> str:
    if found.page is None or found.page.description is None:
        return ""
    return found.page.description(services, found.lang, **found.parameters)


def _window(t: Texts, name: str, *, sample: bool) -> str:
    title = t("shell.title_sample" if sample else "shell.title", page=name)
    return title.replace(NBSP, " ")


def _data(services: Services, found: Match) -> dict[str, Any]:
    """Return what search engines are told of the data of a page; nothing of most."""
    if found.page is None or found.page.key != "indicator":
        return {}
    address = href(found.lang, found.path)
    code = found.parameters["code"]
    return indicator_data(services.repository, code, lang=found.lang, address=address)
