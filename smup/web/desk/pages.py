"""A page for those who write, in the frame of the site."""

from pathlib import Path
from typing import Any

from flask import Response, get_flashed_messages, request
from flask_wtf.csrf import generate_csrf

from smup import __version__
from smup.accounts.permissions import may
from smup.formats import format_date
from smup.i18n import texts
from smup.links import NAV, desk_href, footer_links, href, split_language
from smup.repository import Repository
from smup.settings import ASSETS
from smup.templates import templates_of
from smup.web.desk.access import actor, signed_in
from smup.web.desk.navigation import DESK_NAV
from smup.web.texts import request_language

TEMPLATES = Path(__file__).resolve().parent / "templates"
SCRIPTS = ("shell.js", "combobox.js")


def desk_page(
    repository: Repository, template: str, *, title: str, status: int = 200, **values: Any
) -> Response:
    """Return a page made from a template of this folder that extends ``base.html``.

    Args:
        repository: says whether the data are a sample.
        template: name of the file.
        title: heading and title of the window.
        status: HTTP status; 400 for a form sent back with its mistakes.
        values: what the template shows; every text is escaped. Beside them it has ``t`` (texts),
            ``lang``, ``who`` (``SignedIn`` or None), ``actor``, ``link`` (``desk_href`` of the
            language), ``page_link`` (``href`` of the language), ``when`` (a moment in words) and
            ``csrf`` (a token).
    """
    lang = request_language()
    body = (
        templates_of(TEMPLATES)
        .get_template(template)
        .render(
            **frame_values(repository, title),
            who=signed_in(),
            actor=actor(),
            link=lambda path="", **query: desk_href(lang, path, **query),
            desk_nav=[item for item in DESK_NAV if may(actor(), item.action)],
            told=get_flashed_messages(with_categories=True),
            csrf=generate_csrf,
            when=lambda moment: f"{format_date(moment, lang)}, {moment:%H:%M} UTC",
            **values,
        )
    )
    answer = Response(body, status=status, mimetype="text/html")
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Content-Language"] = lang
    return answer


def frame_values(repository: Repository, title: str) -> dict[str, Any]:
    """Return what the frame of the site needs on every page made from ``base.html``."""
    lang = request_language()
    other = "en" if lang == "pl" else "pl"
    _, path = split_language(request.path)
    return {
        "t": texts(lang),
        "lang": lang,
        "other": other,
        "path": path,
        "title": title,
        "page_link": lambda path, **query: href(lang, path, **query),
        "switch": href(other, path),
        "nav": NAV,
        "footer": footer_links(lang),
        "dataset": repository.dataset(),
        "version": __version__,
        "styles": _styles(),
        "scripts": _scripts(),
    }


def _styles() -> tuple[str, ...]:
    """Return the addresses of all style sheets, in the order in which Dash sends them."""
    files = [*sorted((ASSETS / "css").glob("*.css")), *sorted((ASSETS / "vendor").glob("*.css"))]
    return tuple(_stamped(file) for file in files)


def _scripts() -> tuple[str, ...]:
    """Return the addresses of the scripts of the frame and of these pages."""
    folder = ASSETS / "js"
    files = [folder / name for name in SCRIPTS] + sorted((folder / "desk").glob("*.js"))
    return tuple(_stamped(file) for file in files)


def _stamped(file: Path) -> str:
    """Return the address of an asset with the time of its change, as Dash writes it."""
    return f"/assets/{file.relative_to(ASSETS).as_posix()}?m={file.stat().st_mtime:.0f}"
