"""The router: from an address to a page in its frame, its title and its language."""

import logging
from functools import partial
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State
from dash.development.base_component import Component

from callbacks.errors import on_page_error
from callbacks.sending import light
from layouts import PAGES, ids, not_found
from layouts.document import Head, wants_projector
from layouts.routes import Match, arguments, match, parse_query
from layouts.shell import Frame, framed
from smup.errors import SmupError
from smup.i18n import texts
from smup.services import Services
from smup.typography import NBSP

logger = logging.getLogger(__name__)


def register(app: Dash, services: Services) -> None:
    """Register the router and what keeps the document in step with it."""
    app.callback(
        output={
            "page": Output(ids.PAGE, "children"),
            "info": Output(ids.PAGE_INFO, "data"),
            "alert": Output(ids.ALERT, "children"),
        },
        inputs={
            "pathname": Input(ids.LOCATION, "pathname"),
            "search": Input(ids.LOCATION, "search"),
        },
        on_error=on_page_error,
    )(light(partial(show_page, services)))
    app.clientside_callback(
        ClientsideFunction("shell", "pageShown"),
        Output(ids.PAGE_SHOWN, "data"),
        Input(ids.PAGE_INFO, "data"),
        State(ids.LOCATION, "hash"),
    )


def show_page(services: Services, *, pathname: str | None, search: str | None) -> dict[str, Any]:
    """Return the page of an address; an unknown one gets the designed page for that."""
    search = search or ""
    found = match(pathname or "/", PAGES)
    head = describe(services, found, search)
    frame = Frame(
        lang=found.lang,
        path=found.path,
        search=search,
        nav=found.page.nav if found.page and head.exists else None,
        dataset=services.repository.dataset(),
    )
    info = {
        "lang": head.lang,
        "title": head.title,
        "path": head.path,
        "address": f"{pathname}{search}",
    }
    content = _content(services, found, search)
    return {"page": framed(frame, content), "info": info, "alert": None}


def describe(services: Services, found: Match, search: str) -> Head:
    """Return what the document says about the page of an address, and whether it exists."""
    t = texts(found.lang)
    try:
        name = _title(services, found)
        description = _description(services, found)
        exists = found.page is not None
    except SmupError:
        name, description, exists = not_found.title(found.lang), "", False
    sample = services.repository.dataset().is_sample
    return Head(
        lang=found.lang,
        path=found.path,
        title=t("shell.title_sample" if sample else "shell.title", page=name).replace(NBSP, " "),
        projector=wants_projector(parse_query(search)),
        exists=exists,
        description=description,
    )


def _title(services: Services, found: Match) -> str:
    if found.page is None:
        return not_found.title(found.lang)
    return found.page.title(services, found.lang, **found.parameters)


def _description(services: Services, found: Match) -> str:
    if found.page is None or found.page.description is None:
        return ""
    return found.page.description(services, found.lang, **found.parameters)


def _content(services: Services, found: Match, search: str) -> Component:
    if found.page is None:
        return not_found.layout(found.lang)
    try:
        return found.page.layout(services, found.lang, **arguments(found, search))
    except SmupError as error:
        logger.info("address %s refused: %s", found.path, error)
        return not_found.layout(found.lang, message=str(error))
