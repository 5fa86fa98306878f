"""The router: from an address to a page in its frame, its title and its language."""

import logging
from functools import partial
from typing import Any
from urllib.parse import urlencode

from dash import ClientsideFunction, Dash, Input, Output, State
from dash.development.base_component import Component

from callbacks.addresses import Asked, describe, page_title, read_address
from callbacks.errors import on_page_error
from callbacks.sending import light
from layouts import ids, not_found
from layouts.components.as_of import as_of_bar, unknown_release
from layouts.document import Head
from layouts.embed import Embedded, embedded, not_embedded
from layouts.shell import Frame, framed
from smup.as_of import PAGE_KEY, reading_as_of
from smup.errors import SmupError
from smup.i18n import LANGUAGES, texts
from smup.services import Services
from smup.view_state import MAX_TEXT
from smup.views.as_of import read_release, release_read, state_notes

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
    pathname, search = pathname or "/", search or ""
    asked = read_address(pathname, search)
    release = read_release(services.repository, asked.query.get(PAGE_KEY, ""))
    # The address that is shown decides, whatever the page before it was read as of.
    with reading_as_of(release.id if release else None):
        head = describe(services, asked)
        info = {
            "lang": head.lang,
            "title": head.title,
            "path": head.path,
            "address": f"{pathname}{search}",
            "addresses": {lang: head.address(lang) for lang in LANGUAGES},
        }
        if asked.options is None:
            page: Any = _framed(services, asked, head, search)
        else:
            page = _alone(services, asked)
    return {"page": page, "info": info, "alert": None}


def _framed(services: Services, asked: Asked, head: Head, search: str) -> list[Component]:
    """Return a page in its frame."""
    found = asked.found
    frame = Frame(
        lang=found.lang,
        path=found.path,
        search=search,
        nav=found.page.nav if found.page and head.exists else None,
        dataset=services.repository.dataset(),
        notes=_notes(services, asked),
    )
    try:
        return framed(frame, _content(services, asked))
    except SmupError as error:
        logger.info("address %s refused: %s", found.path, error)
        return framed(frame, not_found.layout(found.lang, message=str(error)))


def _notes(services: Services, asked: Asked) -> list[Component]:
    """Return what stands above the page: that its data are those of an earlier release."""
    text, t = asked.query.get(PAGE_KEY, ""), texts(asked.found.lang)
    release = release_read(services.repository)
    if release is not None:
        rest = {key: value for key, value in asked.query.items() if key != PAGE_KEY}
        redefined = len(services.repository.redefined_since(release.id))
        view = (asked.found.path, urlencode(rest))
        return [as_of_bar(release, view, t, redefined=redefined)]
    return [unknown_release(text[:MAX_TEXT], t)] if text else []


def _alone(services: Services, asked: Asked) -> Component:
    """Return one block of a page for the frame of another site."""
    found, options = asked.found, asked.options
    if found.page is None or options is None or options.block is None:
        return not_embedded(found.lang, known=found.page is not None)
    release, told = release_read(services.repository), asked.query.get(PAGE_KEY, "")
    if release is None and told:
        # A frame shows no note beside today's data, so it shows none of them.
        t = texts(found.lang)
        message = t("releases.as_of.unknown", value=told[:MAX_TEXT])
        return not_embedded(
            found.lang, known=True, message=message, title=t("releases.as_of.problem")
        )
    try:
        view = Embedded(
            lang=found.lang,
            kind=found.page.key,
            name=page_title(services, found),
            address=asked.full,
            options=options,
            dataset=services.repository.dataset(),
            state=" ".join(state_notes(services.repository, found.lang)),
        )
        return embedded(view, _content(services, asked))
    except SmupError as error:
        logger.info("embedded %s refused: %s", found.path, error)
        return not_embedded(found.lang, known=False, message=str(error))


def _content(services: Services, asked: Asked) -> Component:
    found = asked.found
    if found.page is None:
        return not_found.layout(found.lang)
    return found.page.layout(services, found.lang, **asked.arguments)
