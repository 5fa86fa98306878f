"""A table of a page as a CSV answer: language, validator and file name, the same for every page."""

from collections.abc import Callable, Sequence

from flask import Response, abort

from smup.exports.csv import file_name
from smup.i18n import LANGUAGES
from smup.repository import Repository
from smup.web.caching import data_etag, not_modified, with_validator


def csv_answer(
    repository: Repository, lang: str, make: Callable[[], tuple[bytes, Sequence[str]]]
) -> Response:
    """Return a file to download, or 304 when the client holds it; an unknown language is 404.

    Args:
        repository: tells the state of the data.
        lang: language in the address.
        make: gives the body and the words of the file's name after ``smup``; not called for 304.
    """
    if lang not in LANGUAGES:
        abort(404)
    etag = data_etag(repository)
    held = not_modified(etag)
    if held is not None:
        return held
    body, words = make()
    answer = Response(body, mimetype="text/csv")
    name = file_name(["smup", *words], sample=repository.dataset().is_sample, lang=lang)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return with_validator(answer, etag)
