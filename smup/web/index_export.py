"""The table of the synthetic index as a file: all units of the group, with method and weights."""

from flask import Blueprint, Response, request

from smup.exports.csv import csv_chunks
from smup.i18n import texts
from smup.repository import Repository
from smup.views.synthetic import parse_index_state, read_index, select_index
from smup.views.synthetic.table import COLUMNS, csv_rows, index_rows, ordered_rows
from smup.web.csv_answer import csv_answer


def add_index_export(routes: Blueprint, repository: Repository) -> None:
    """Add ``/<lang>/indeks.csv`` with the query string of the page."""

    @routes.get("/<lang>/indeks.csv")
    def index(lang: str) -> Response:
        return csv_answer(repository, lang, lambda: _index(repository, lang))


def _index(repository: Repository, lang: str) -> tuple[bytes, list[str]]:
    state, problems = parse_index_state(request.args)
    selection = select_index(repository, state, problems=problems, lang=lang)
    data = read_index(repository, selection, lang=lang)
    t = texts(lang)
    rows = [] if data is None else csv_rows(data, index_rows(data, ordered_rows(data)))
    header = [t(f"synthetic.column.{column}") for column in COLUMNS]
    code = "" if selection.unit is None else selection.unit.code_at(selection.level)
    words = [t("synthetic.file"), code, str(selection.year or "")]
    return b"".join(csv_chunks(header, rows)), [word for word in words if word]
