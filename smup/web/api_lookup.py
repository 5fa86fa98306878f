"""What codes of a list stand for: today's units, former codes, successors, nothing."""

from typing import Any

from flask import Blueprint, Response

from smup.errors import UnknownCodeError
from smup.repository import Repository
from smup.territory.directory import UnitDirectory
from smup.web.api_route import answers
from smup.web.api_units import reference
from smup.web.openapi.operations import LOOKUP
from smup.web.pages import page_answer
from smup.web.parameters import Parameters


def add_lookup_route(api: Blueprint, repository: Repository) -> None:
    """Add ``units/lookup``, so that a pasted list is checked with one question."""

    @answers(api, LOOKUP)
    def lookup(parameters: Parameters) -> Response:
        level = parameters.choice("level")
        codes = parameters.codes("codes")
        directory = repository.directory()
        data = [looked_up(directory, code, level=level) for code in codes]
        return page_answer({"data": data, "next": None}, parameters)


def looked_up(directory: UnitDirectory, code: str, *, level: str | None) -> dict[str, Any]:
    """Return what a code stands for.

    ``status`` is ``current``, ``old-code`` (the unit lives on under another code), ``ended``
    (``unit`` is then its successor, null when there is none), ``other-level`` (the unit does not
    answer at ``level``) or ``unknown``; ``found_code`` is the code of ``unit`` at the level.
    """
    answer: dict[str, Any] = {"code": code, "status": "unknown", "unit": None, "found_code": None}
    try:
        match = directory.lookup(code)
    except UnknownCodeError:
        return answer
    unit = match.successor if match.unit.ended else match.unit
    answer["status"] = match.note or "current"
    answer["was"] = match.unit.name
    if unit is None:
        return answer
    if level is not None and not unit.answers_at(level):
        answer["status"] = "other-level"
    answer["unit"] = reference(directory, unit)
    answer["found_code"] = unit.code_at(level or unit.level)
    return answer
