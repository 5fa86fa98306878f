"""What a person sees when a callback fails: a short message with a number, never a traceback."""

import logging
from uuid import uuid4

from dash import html, set_props
from flask import g, has_request_context, request

from layouts import ids
from layouts.not_found import failed
from smup.i18n import texts
from smup.links import split_language

logger = logging.getLogger(__name__)


def on_error(error: Exception) -> None:
    """Log a failed callback once, with its number, and show the message with that number."""
    number = request_number()
    logger.error("callback failed, event %s", number, exc_info=error)
    lang = _language()
    t = texts(lang)
    dismiss = html.Button(
        t("shell.error_dismiss"), type="button", className="b s", **{"data-zamknij": ids.ALERT}
    )
    words = [html.B(t("shell.error_title")), html.P(t("shell.error_note", id=number)), dismiss]
    set_props(ids.ALERT, {"children": html.Div(words, className="w")})


def on_page_error(error: Exception) -> dict[str, object]:
    """Log a failed page once and return the page shown in its place, for the router."""
    number = request_number()
    logger.error("page failed, event %s", number, exc_info=error)
    lang = _language()
    info = {"lang": lang, "title": texts(lang)("shell.error_title"), "path": "/", "address": None}
    page = html.Main(failed(lang, request_id=number), id=ids.MAIN, tabIndex=-1)
    return {"page": page, "info": info, "alert": None}


def request_number() -> str:
    """Return the number of this request, by which the log is searched."""
    known = g.get("request_id") if has_request_context() else None
    return str(known or uuid4().hex[:12])


def _language() -> str:
    """Return the language of the page that asked; the address of it is in the Referer."""
    referrer = request.referrer if has_request_context() else None
    path = "/" + referrer.split("/", 3)[3] if referrer and referrer.count("/") >= 3 else "/"
    return split_language(path.partition("?")[0])[0]
