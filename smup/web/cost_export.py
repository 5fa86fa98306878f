"""The costs of a group as a file: the same query string as the page, the same units and keys."""

from flask import Blueprint, Response, request

from smup.exports.csv import csv_chunks
from smup.i18n import texts
from smup.repository import Repository
from smup.views.costs.read import read_cost
from smup.views.costs.selection import cost_service, select_service
from smup.views.costs.state import parse_cost_state
from smup.views.costs.table import column_names, csv_rows, group_rows
from smup.web.csv_answer import csv_answer


def cost_export_routes(repository: Repository) -> Blueprint:
    """Return ``/koszty/<service>.csv``; the English one stands under ``/en``."""
    routes = Blueprint("smup-cost-export", __name__)

    def table(service: str) -> Response:
        lang = "en" if request.path.startswith("/en/") else "pl"
        return csv_answer(repository, lang, lambda: _table(repository, service, lang))

    for prefix in ("", "/en"):
        routes.add_url_rule(
            f"{prefix}/koszty/<service>.csv", f"table{prefix[1:]}", table, methods=["GET"]
        )
    return routes


def _table(repository: Repository, code: str, lang: str) -> tuple[bytes, list[str]]:
    service = cost_service(code, lang=lang)
    state, problems = parse_cost_state(request.args, service)
    selection = select_service(repository, service, state=state, problems=problems, lang=lang)
    data = read_cost(repository, selection, lang=lang)
    t = texts(lang)
    rows = [] if data is None else csv_rows(data, group_rows(data))
    unit = "" if selection.unit is None else selection.unit.code_at(service.level)
    words = [t("costs.file.name"), service.code, unit, str(selection.year or "")]
    return b"".join(csv_chunks(column_names(lang), rows)), [word for word in words if word]
