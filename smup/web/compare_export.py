"""The view of a comparison as a file: the same query string as the page, the same rows."""

from flask import Blueprint, Response, abort, request

from smup.compare_state import parse_compare_state
from smup.exports.csv import csv_chunks, file_name
from smup.i18n import LANGUAGES
from smup.repository import Repository
from smup.views.compare import read_comparison, select_comparison
from smup.views.compare.export import column_names, export_rows
from smup.web.caching import data_etag, not_modified, with_validator


def compare_export_routes(repository: Repository) -> Blueprint:
    """Return ``/eksport/<lang>/porownanie.csv``."""
    routes = Blueprint("smup-compare-export", __name__, url_prefix="/eksport")

    @routes.get("/<lang>/porownanie.csv")
    def comparison(lang: str) -> Response:
        if lang not in LANGUAGES:
            abort(404)
        etag = data_etag(repository)
        held = not_modified(etag)
        if held is not None:
            return held
        state, problems = parse_compare_state(request.args)
        chosen = select_comparison(repository, state, problems=problems, lang=lang)
        data = read_comparison(repository, chosen, lang=lang)
        nothing = not data.units or chosen.x is None or chosen.year is None
        rows = [] if nothing else export_rows(data)
        body = b"".join(csv_chunks(column_names(data), rows))
        answer = Response(body, mimetype="text/csv")
        words = ["smup", data.t(f"compare.file.{chosen.state.view}"), chosen.level]
        words += [] if chosen.year is None else [str(chosen.year)]
        name = file_name(words, sample=data.dataset.is_sample, lang=lang)
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return with_validator(answer, etag)

    return routes
