"""The view of a comparison as a file: the same query string as the page, the same rows."""

from flask import Blueprint, Response, request

from smup.compare_state import parse_compare_state
from smup.exports.csv import csv_chunks
from smup.repository import Repository
from smup.views.compare import read_comparison, select_comparison
from smup.views.compare.export import column_names, export_rows
from smup.web.csv_answer import csv_answer


def compare_export_routes(repository: Repository) -> Blueprint:
    """Return ``/eksport/<lang>/porownanie.csv``."""
    routes = Blueprint("smup-compare-export", __name__, url_prefix="/eksport")

    @routes.get("/<lang>/porownanie.csv")
    def comparison(lang: str) -> Response:
        return csv_answer(repository, lang, lambda: _comparison(repository, lang))

    return routes


def _comparison(repository: Repository, lang: str) -> tuple[bytes, list[str]]:
    state, problems = parse_compare_state(request.args)
    chosen = select_comparison(repository, state, problems=problems, lang=lang)
    data = read_comparison(repository, chosen, lang=lang)
    nothing = not data.units or chosen.x is None or chosen.year is None
    rows = [] if nothing else export_rows(data)
    words = [data.t(f"compare.file.{chosen.state.view}"), chosen.level]
    words += [] if chosen.year is None else [str(chosen.year)]
    return b"".join(csv_chunks(column_names(data), rows)), words
