"""The table of the synthetic index as a file: all units of the group, with method and weights."""

from flask import Blueprint, Response, abort, request

from smup.exports.csv import csv_chunks, file_name
from smup.i18n import LANGUAGES, texts
from smup.repository import Repository
from smup.views.synthetic import parse_index_state, read_index, select_index
from smup.views.synthetic.table import COLUMNS, csv_rows, index_rows, ordered_rows
from smup.web.caching import data_etag, not_modified, with_validator


def add_index_export(routes: Blueprint, repository: Repository) -> None:
    """Add ``/<lang>/indeks.csv`` with the query string of the page."""

    @routes.get("/<lang>/indeks.csv")
    def index(lang: str) -> Response:
        if lang not in LANGUAGES:
            abort(404)
        etag = data_etag(repository)
        held = not_modified(etag)
        if held is not None:
            return held
        state, problems = parse_index_state(request.args)
        selection = select_index(repository, state, problems=problems, lang=lang)
        data = read_index(repository, selection, lang=lang)
        t = texts(lang)
        rows = [] if data is None else csv_rows(data, index_rows(data, ordered_rows(data)))
        header = [t(f"synthetic.column.{column}") for column in COLUMNS]
        answer = Response(b"".join(csv_chunks(header, rows)), mimetype="text/csv")
        code = "" if selection.unit is None else selection.unit.code_at(selection.level)
        words = [t("synthetic.file"), code, str(selection.year or "")]
        sample = repository.dataset().is_sample
        name = file_name(["smup", *(word for word in words if word)], sample=sample, lang=lang)
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return with_validator(answer, etag)
