"""The table of a page as a file: the same query string as the page, the same rows, same order."""

from flask import Blueprint, Response, request

from smup.exports.csv import view_csv
from smup.repository import Repository
from smup.view_state import parse_state
from smup.views.linked import read_linked_data
from smup.views.selection import Selection, select_in_sector, select_indicator
from smup.views.table import COLUMNS, csv_rows, table_rows
from smup.web.csv_answer import csv_answer
from smup.web.index_export import add_index_export
from smup.web.profile_export import add_profile_export


def view_export_routes(repository: Repository) -> Blueprint:
    """Return ``/eksport/<lang>/…``: ``obszar/<code>.csv``, ``wskaznik/<code>.csv`` and others."""
    routes = Blueprint("smup-export", __name__, url_prefix="/eksport")

    @routes.get("/<lang>/obszar/<code>.csv")
    def sector(lang: str, code: str) -> Response:
        state, problems = parse_state(request.args)
        selection = select_in_sector(repository, code, state=state, problems=problems)
        return _csv(repository, selection, lang)

    @routes.get("/<lang>/wskaznik/<code>.csv")
    def indicator(lang: str, code: str) -> Response:
        state, problems = parse_state(request.args)
        selection = select_indicator(repository, code, state=state, problems=problems)
        return _csv(repository, selection, lang, whole=True)

    add_profile_export(routes, repository)
    add_index_export(routes, repository)
    return routes


def _csv(
    repository: Repository, selection: Selection, lang: str, *, whole: bool = False
) -> Response:
    """Return the rows of the group, or those of all units of the level when ``whole``."""

    def make() -> tuple[bytes, list[str]]:
        data = read_linked_data(repository, selection, lang=lang)
        year = selection.year
        columns = range(len(data.codes)) if whole else None
        rows = [] if year is None else csv_rows(data, table_rows(data, year, columns), year)
        words = [selection.indicator.code, selection.level, *([] if year is None else [str(year)])]
        return view_csv(rows, COLUMNS, lang), words

    return csv_answer(repository, lang, make)
