"""The workbook of the cost of a service in a unit: the same query string as the page."""

from flask import Blueprint, Response, request

from smup.exports.cost_workbook import MIMETYPE, cost_workbook
from smup.exports.csv import file_name
from smup.exports.workbook.read import read_book
from smup.i18n import texts
from smup.links import cost_href, with_query
from smup.repository import Repository
from smup.views.costs.read import read_cost
from smup.views.costs.records import CostSelection
from smup.views.costs.selection import cost_service, select_service
from smup.views.costs.state import parse_cost_state
from smup.web.caching import data_etag, not_modified, with_validator
from smup.web.problems import problem

LONGEST_HOST = 253


def cost_workbook_routes(repository: Repository) -> Blueprint:
    """Return ``/koszty/<service>.xlsx``; the English one stands under ``/en``."""
    routes = Blueprint("smup-cost-workbook", __name__)

    def workbook(service: str) -> Response:
        return _answer(repository, service, "en" if request.path[:4] == "/en/" else "pl")

    for prefix in ("", "/en"):
        routes.add_url_rule(
            f"{prefix}/koszty/<service>.xlsx", f"workbook{prefix[1:]}", workbook, methods=["GET"]
        )
    return routes


def _answer(repository: Repository, code: str, lang: str) -> Response:
    """Return the file, 304 when the client holds it, or 404 that says what is missing.

    Raises:
        UnknownCodeError: when the cost of no such service is counted.
    """
    service = cost_service(code, lang=lang)
    etag = data_etag(repository)
    held = not_modified(etag)
    if held is not None:
        return held
    state, problems = parse_cost_state(request.args, service)
    chosen = select_service(repository, service, state=state, problems=problems, lang=lang)
    data = read_cost(repository, chosen, lang=lang)
    address = cost_href(lang, service.code)
    query = chosen.state.to_query()
    full = request.host_url.rstrip("/")[:LONGEST_HOST] + with_query(address, query)
    book = None if data is None else read_book(data, address=full)
    if book is None:
        return problem(404, "not-found", _reason(repository, chosen, lang))
    answer = Response(cost_workbook(book), mimetype=MIMETYPE)
    words = ["smup", texts(lang)("cost_files.book.file"), service.code]
    words += [book.unit_code, str(book.year)]
    sample = repository.dataset().is_sample
    name = file_name(words, sample=sample, lang=lang).removesuffix(".csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return with_validator(answer, etag)


def _reason(repository: Repository, chosen: CostSelection, lang: str) -> str:
    """Return why there is no workbook, and what to ask for."""
    t = texts(lang)
    if chosen.year is None:
        return t("cost_files.book.no_year")
    if chosen.chosen is None:
        return t("cost_files.book.no_unit")
    name = repository.directory().label(chosen.unit or chosen.chosen, lang=lang)
    if chosen.unit is None:
        level = t(f"common.level.{chosen.service.level}")
        return t("cost_files.book.larger", name=name, level=level)
    return t("cost_files.book.no_costs", name=name, year=chosen.year)
