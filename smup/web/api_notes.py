"""Published notes of units on their values in the API, also on values that are missing."""

from typing import Any

from flask import Blueprint, Response

from smup.repository import Repository
from smup.repository.practice_records import NoteInfo
from smup.territory.directory import UnitDirectory
from smup.views.notes import note_value
from smup.web.api_codes import asked_indicators, asked_units
from smup.web.api_route import answers
from smup.web.openapi.operations import NOTES
from smup.web.pages import page_answer
from smup.web.parameters import Parameters


def add_notes_route(api: Blueprint, repository: Repository) -> None:
    """Add ``notes``."""

    @answers(api, NOTES)
    def notes(parameters: Parameters) -> Response:
        directory = repository.directory()
        found = repository.notes(
            indicators=[one.code for one in asked_indicators(repository, parameters)] or None,
            unit_ids=[one.id for one in asked_units(repository, parameters)] or None,
            year=parameters.whole("year"),
        )
        start = parameters.start()
        end = start + parameters.limit()
        values = [_value(directory, note) for note in found[start:end]]
        following = str(end) if end < len(found) else None
        return page_answer({"data": values, "next": following}, parameters)


def _value(directory: UnitDirectory, note: NoteInfo) -> dict[str, Any]:
    unit = directory.by_id(note.unit_id)
    return {
        "indicator": note.indicator,
        "unit": unit.code_at(unit.level),
        "name": unit.name,
        "year": note.year,
        "note": note_value(note),
        "example": note.example,
    }
