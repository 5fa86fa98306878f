"""Files of published practices: attachments, the card itself, its citation."""

from pathlib import Path

from flask import Blueprint, Response, abort, send_file

from smup.links import practice_href
from smup.moments import today
from smup.practices.attachments_on_disk import IMAGES, PDF, path_of
from smup.practices.markdown_card import card_to_markdown
from smup.repository import Repository
from smup.settings import Settings
from smup.views.practices.card_page import CardPage, read_card_page
from smup.views.practices.citation import citation_of
from smup.web.caching import ASK_AGAIN, data_etag, not_modified, with_validator
from smup.web.public_address import public_address

NOTHING_RUNS = "sandbox; default-src 'none'"
TYPES = {
    "md": "text/markdown",
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
}


def practice_file_routes(repository: Repository, settings: Settings) -> Blueprint:
    """Return the files of practices under ``/praktyki``.

    ``/praktyki/pliki/<name>/<file_name>`` an attachment of a published card,
    ``/praktyki/<slug>.md`` the card, ``.bib`` and ``.ris`` its citation.
    """
    routes = Blueprint("smup-practice-files", __name__)

    @routes.get("/praktyki/pliki/<name>/<file_name>")
    def attachment(name: str, file_name: str) -> Response:
        return _attachment(repository, Path(settings.attachments_dir), name, file_name)

    @routes.get("/praktyki/<slug>.<any(md, bib, ris):form>")
    def card_file(slug: str, form: str) -> Response:
        return _card_file(repository, settings.public_url, slug, form)

    return routes


def _attachment(repository: Repository, folder: Path, name: str, file_name: str) -> Response:
    """Return a file that a published card names; 404 for any other."""
    found = repository.public_file(name)
    if found is None or found.file_name != file_name:
        abort(404)
    if found.media_type not in IMAGES and found.media_type != PDF:
        abort(404)
    try:
        answer = send_file(
            path_of(folder, found.name),
            mimetype=found.media_type,
            as_attachment=found.media_type == PDF,
            download_name=found.file_name,
            etag=found.sha256,
        )
    except OSError:
        abort(404)
    # A card that is withdrawn takes its files with it, from kept copies too.
    answer.headers["Cache-Control"] = ASK_AGAIN
    answer.headers["Content-Security-Policy"] = NOTHING_RUNS
    return answer


def _card_file(repository: Repository, public_url: str, slug: str, form: str) -> Response:
    """Return the card or its citation as a file, or 304 when the client holds it.

    Raises:
        UnknownCodeError: when there is no such practice, or it is not public (any more).
    """
    page = _page(repository, slug, "pl")
    etag = data_etag(repository)
    held = not_modified(etag)
    if held is not None:
        return held
    host = public_address(public_url)
    citation = citation_of(page, address=f"{host}{practice_href('pl', slug)}")
    bodies = {"md": card_to_markdown(page.card), "bib": citation.bibtex, "ris": citation.ris}
    answer = Response(bodies[form].encode(), mimetype=TYPES[form])
    answer.headers["Content-Type"] = f"{TYPES[form]}; charset=utf-8"
    answer.headers["Content-Disposition"] = f'attachment; filename="{page.card.slug}.{form}"'
    answer.headers["Content-Security-Policy"] = NOTHING_RUNS
    return with_validator(answer, etag)


def _page(repository: Repository, slug: str, lang: str) -> CardPage:
    return read_card_page(repository, slug, lang=lang, today=today())
