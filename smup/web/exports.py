"""Tables of pages as files: one address, one query string with the page, every format."""

from collections.abc import Callable

from flask import Blueprint, Response, abort, redirect, request
from flask.typing import ResponseReturnValue

from smup.errors import InvalidQueryError, TooLargeError
from smup.exports.csv import DIALECTS, Separator
from smup.exports.forms import FORMS, chunks, file_name, refusal
from smup.i18n import LANGUAGES, texts
from smup.repository import Repository
from smup.typography import plain_spaces
from smup.views.take_out.extracts import read_extract
from smup.views.take_out.records import Extract
from smup.web.caching import data_etag, not_modified, with_validator
from smup.web.parameters import shown
from smup.web.prepared import OWN_PARAMETERS, FileCounter
from smup.web.prepared_pages import TOKEN_PARAMETER, address_asked
from smup.web.problems import problem
from smup.web.public_address import public_address
from smup.web.texts import request_language

SEPARATOR = "sep"
OWN = frozenset({SEPARATOR, *OWN_PARAMETERS})


def export_routes(
    repository: Repository, files: FileCounter | None = None, public_url: str = ""
) -> Blueprint:
    """Return ``/eksport/<lang>/<table>.<form>`` and the older addresses of tables as CSV.

    Args:
        repository: answers the questions.
        files: makes large files beside the web workers; without it all are made at once.
        public_url: ``SMUP_PUBLIC_URL``, may be empty.
    """
    routes = Blueprint("smup-exports", __name__)

    def answer(lang: str, table: str, form: str) -> ResponseReturnValue:
        return _answer(repository, files, public_address(public_url), lang, table, form)

    @routes.get("/eksport/<lang>/<path:address>")
    def export(lang: str, address: str) -> ResponseReturnValue:
        table, _, form = address.rpartition(".")
        if lang not in LANGUAGES or not table:
            abort(404)
        return answer(lang, f"/{table}", form)

    def cost(service: str) -> ResponseReturnValue:
        return answer(request_language(), f"/koszty/{service}", "csv")

    def practice(slug: str, code: str) -> ResponseReturnValue:
        return answer(request_language(), f"/praktyki/{slug}/{code}", "csv")

    older: tuple[tuple[str, Callable[..., ResponseReturnValue]], ...] = (
        ("/koszty/<service>.csv", cost),
        ("/praktyki/<slug>/<code>.csv", practice),
    )
    for prefix in ("", "/en"):
        for rule, view in older:
            name = f"{view.__name__}{prefix[1:]}"
            routes.add_url_rule(f"{prefix}{rule}", name, view, methods=["GET"])
    return routes


def _answer(
    repository: Repository, files: FileCounter | None, origin: str, lang: str, table: str, form: str
) -> ResponseReturnValue:
    """Return the file, or what is wrong with what was asked for.

    Raises:
        UnknownCodeError: when there is no such table, or a code in it is not known.
        InvalidQueryError: when the separator is none.
    """
    separator = _separator(lang)
    if form not in FORMS:
        told = texts(lang)("take_out.no_form", form=shown(form), forms=", ".join(FORMS))
        return problem(404, "not-found", told)
    etag = data_etag(repository)
    held = not_modified(etag)
    if held is not None:
        return held
    query = {key: value for key, value in request.args.items() if key not in OWN}
    try:
        # The citation in the file names the whole address.
        extract = read_extract(repository, table, query, lang=lang).served_from(origin)
    except TooLargeError as error:
        return problem(413, "too-large", str(error))
    refused = refusal(form, extract)
    if refused is not None:
        told = texts(lang)(f"exports.refused.{refused.key}", **refused.values)
        return problem(422, "refused-file", plain_spaces(told))
    return _made(files, form, extract, separator, etag)


def _made(
    files: FileCounter | None, form: str, extract: Extract, separator: Separator, etag: str
) -> ResponseReturnValue:
    """Return the file, made at once or beside the workers."""
    if TOKEN_PARAMETER in request.args and not (files and files.awaited(form, extract, separator)):
        # Only who waits for a file may ask again and again without its being counted as one more.
        return redirect(address_asked(), code=303)
    if files is not None and files.takes(form, extract):
        return files.answer(form, extract, separator=separator)
    return with_validator(_file(form, extract, separator), etag)


def _file(form: str, extract: Extract, separator: Separator) -> Response:
    answer = Response(chunks(form, extract, separator=separator), mimetype=FORMS[form].mimetype)
    name = file_name(form, extract.description)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Content-Language"] = extract.description.lang
    return answer


def _separator(lang: str) -> Separator:
    value = request.args.get(SEPARATOR, "semicolon")
    found = next((name for name in DIALECTS if name == value), None)
    if found is None:
        told = texts(lang)("take_out.bad_separator", value=shown(value))
        raise InvalidQueryError(SEPARATOR, told)
    return found
