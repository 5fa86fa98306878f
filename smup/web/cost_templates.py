"""Templates of costs to download: empty and as a filled example."""

import hashlib
from functools import lru_cache

from flask import Blueprint, Response, abort, request

from smup.costs.dictionary import read_dictionary
from smup.costs.templates import TEMPLATES, WORKBOOK
from smup.exports.cost_template_book import template_workbook
from smup.exports.cost_templates import template_csv
from smup.i18n import texts
from smup.web.caching import not_modified, with_validator

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def cost_template_routes() -> Blueprint:
    """Return ``/koszty/szablony/<name>.csv``, ``koszty.xlsx`` and both under ``przyklad/``."""
    routes = Blueprint("smup-cost-templates", __name__)
    for prefix in ("", "/en"):
        for folder in ("", "przyklad/"):
            routes.add_url_rule(
                f"{prefix}/koszty/szablony/{folder}<name>.<any(csv, xlsx):suffix>",
                f"template{prefix[1:]}{folder[:1]}",
                _template,
                methods=["GET"],
            )
    return routes


def _template(name: str, suffix: str) -> Response:
    known = TEMPLATES if suffix == "csv" else {WORKBOOK}
    if name not in known:
        abort(404)
    lang = "en" if request.path.startswith("/en/") else "pl"
    example = "/przyklad/" in request.path
    body = _csv(name, example=example) if suffix == "csv" else _xlsx(lang, example=example)
    etag = hashlib.blake2b(body, digest_size=12).hexdigest()
    held = not_modified(etag)
    if held is not None:
        return held
    answer = Response(body, mimetype="text/csv" if suffix == "csv" else XLSX)
    mark = texts(lang)("cost_import.book.example_file") if example else ""
    file = "-".join(word for word in ("smup", name, mark) if word)
    answer.headers["Content-Disposition"] = f'attachment; filename="{file}.{suffix}"'
    return with_validator(answer, etag)


@lru_cache(maxsize=16)
def _csv(name: str, *, example: bool) -> bytes:
    return template_csv(TEMPLATES[name], example=example)


@lru_cache(maxsize=4)
def _xlsx(lang: str, *, example: bool) -> bytes:
    return template_workbook(read_dictionary(), lang=lang, example=example)
