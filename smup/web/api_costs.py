"""Costs of services in the API: the services, all units of a year, one unit with its rows."""

from typing import Any, cast

from flask import Blueprint, Response, request

from smup.costs.dictionary import CostService, read_dictionary
from smup.errors import UnknownCodeError
from smup.exports.csv import Separator, csv_chunks, file_name
from smup.i18n import texts
from smup.repository import Repository
from smup.views.costs.read import read_cost
from smup.views.costs.records import CostData, CostSelection
from smup.views.costs.selection import cost_service, select_service
from smup.views.costs.state import parse_cost_state
from smup.views.costs.table import column_names, cost_row, csv_rows, group_rows, shown_positions
from smup.web.api_profile import retired
from smup.web.api_route import answers
from smup.web.caching import json_answer
from smup.web.cost_values import head_value, nothing_value, row_value, service_value, unit_answer
from smup.web.openapi.operations import COST, COSTS
from smup.web.pages import listed, page_answer
from smup.web.parameters import Parameters, invalid, shown

OF_PAGE = ("unit", "year", "keys", "group", "own", "w")


def add_cost_routes(api: Blueprint, repository: Repository) -> None:
    """Add ``costs`` and ``costs/<service>``."""

    @answers(api, COSTS)
    def costs(parameters: Parameters) -> Response:
        known = {item.code: item for item in repository.services()}
        covered = repository.covered_services()
        services = [one for code, one in read_dictionary().services.items() if code in known]
        return listed(
            services,
            parameters,
            to_value=lambda one: service_value(one, known[one.code], covered.get(one.code)),
        )

    @answers(api, COST)
    def costs_of(parameters: Parameters, service: str) -> Response:
        card = cost_service(service, lang=parameters.lang)
        parameters.choice("level", (card.level,))
        unit = parameters.text("unit")
        match = None if unit is None else repository.directory().lookup(unit)
        if unit is not None and match is not None and match.unit.ended:
            return retired(repository, match, unit)
        selection = _selection(repository, card, parameters)
        data = read_cost(repository, selection, lang=parameters.lang)
        if parameters.choice("format") == "csv":
            return _csv(repository, selection, data, parameters)
        if data is None:
            return json_answer(nothing_value(selection, parameters.lang))
        with_rows = parameters.choice("rows") == "true"
        return _unit(data, with_rows) if selection.unit else _units(data, parameters)


def _selection(
    repository: Repository, service: CostService, parameters: Parameters
) -> CostSelection:
    """Return what is asked for; what a page would replace by a default is an error here.

    Raises:
        InvalidQueryError: when a parameter cannot be taken as it is.
        UnknownCodeError: when there is no such group.
    """
    asked = {name: request.args[name] for name in OF_PAGE if name in request.args}
    state, problems = parse_cost_state(asked, service)
    years = repository.cost_years(service.code)
    if state.view.year is not None and state.view.year not in years:
        known = ", ".join(str(year) for year in years)
        key = "no_cost_in_year" if years else "no_cost_at_all"
        raise invalid("year", key, value=state.view.year, years=known)
    selection = select_service(
        repository, service, state=state, problems=problems, lang=parameters.lang
    )
    if "group" in asked and selection.group.kind != state.view.group:
        raise UnknownCodeError("group", asked["group"], asked["group"])
    for one in selection.problems:
        raise invalid(one.parameter, "not_taken", value=shown(one.value))
    return selection


def _units(data: CostData, parameters: Parameters) -> Response:
    """Return one page of the units of the group, from the lowest place."""
    positions = shown_positions(data)
    start = parameters.start()
    end = start + parameters.limit()
    page: dict[str, Any] = {
        "data": [row_value(data, cost_row(data, at)) for at in positions[start:end]],
        "next": str(end) if end < len(positions) else None,
    }
    return page_answer(head_value(data) | page, parameters)


def _unit(data: CostData, with_rows: bool) -> Response:  # noqa: FBT001 - as the address says
    unit, year = data.selection.unit, data.selection.year
    loaded = None
    if with_rows and unit is not None and year is not None:
        loaded = data.repository.cost_rows(data.service.code, unit.id, year)
    newest = [] if data.mine is None else [int(data.costs.release_ids[data.mine])]
    releases = data.repository.releases_of(newest)
    return json_answer(unit_answer(data, releases, loaded))


def _csv(
    repository: Repository, selection: CostSelection, data: CostData | None, parameters: Parameters
) -> Response:
    """Return the units of the group as the file of the page; the header alone without costs."""
    lang = parameters.lang
    separator = parameters.choice("sep")
    rows = () if data is None else csv_rows(data, group_rows(data))
    chunks = csv_chunks(column_names(lang), rows, separator=cast("Separator", separator))
    answer = Response(chunks, mimetype="text/csv")
    words = ["smup", texts(lang)("costs.file.name"), selection.service.code]
    words += [str(selection.year)] if selection.year else []
    name = file_name(words, sample=repository.dataset().is_sample, lang=lang)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
