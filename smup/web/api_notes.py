"""Published notes of units on their values in the API, also on values that are missing."""

from typing import Any

from flask import Blueprint, Response

from smup.repository import Repository
from smup.repository.practice_records import NoteInfo
from smup.territory.directory import UnitDirectory
from smup.views.notes import note_value
from smup.web.caching import json_answer
from smup.web.parameters import FIRST_YEAR, LAST_YEAR, Parameters

MOST_NOTES = 10_000_000
NO_YEAR = 0


def add_notes_route(api: Blueprint, repository: Repository) -> None:
    """Add ``notes``."""

    @api.get("/notes")
    def notes() -> Response:
        parameters = Parameters("indicator", "unit", "year", "limit", "cursor")
        codes, units = parameters.codes("indicator"), parameters.codes("unit")
        directory = repository.directory()
        found = repository.notes(
            indicators=[repository.indicator(code).code for code in codes] or None,
            unit_ids=[directory.by_code(code).id for code in units] or None,
            year=parameters.whole("year", default=NO_YEAR, low=FIRST_YEAR, high=LAST_YEAR) or None,
        )
        start = parameters.whole("cursor", default=0, low=0, high=MOST_NOTES)
        end = start + parameters.limit()
        values = [_value(directory, note) for note in found[start:end]]
        return json_answer({"data": values, "next": str(end) if end < len(found) else None})


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
