"""Observations of the API: pages of JSON, and whole files."""

import json
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from json.encoder import encode_basestring
from typing import cast

from flask import Blueprint, Response

from smup.errors import InvalidQueryError
from smup.exports import forms
from smup.exports.csv import Separator
from smup.flags import Flag
from smup.i18n import texts
from smup.repository import ObservationRow, Repository
from smup.views.as_of import as_of_value
from smup.views.notes import NoteKey, note_value, read_notes
from smup.views.observations import Asked, observation_extract
from smup.web.api_route import answers
from smup.web.api_selection import asked_observations
from smup.web.openapi.declared import JSON, XLSX
from smup.web.openapi.operations import DATA
from smup.web.pages import with_next
from smup.web.parameters import Parameters, invalid
from smup.web.public_address import public_address

MOST_ROWS = 10_000_000
"""Of one file; more is asked for by sectors."""
MOST_SHEET_ROWS = 200_000
"""Of a workbook made while the client waits; more comes from the data desk as a prepared file."""
MOST_CELLS = 60_000_000
"""Indicators x units x years that are worth counting."""
USUAL_YEARS = 20
OF_TODAY = ("data.name", "data.note")
"""What rows say as of now, also as of a release."""
LABELS = tuple(f'"{flag.label}"' for flag in Flag)
Rows = Sequence[ObservationRow]
_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_text = encode_basestring


def add_data_routes(api: Blueprint, repository: Repository, public_url: str = "") -> None:
    """Add ``data``.

    Args:
        api: the routes.
        repository: answers the questions.
        public_url: ``SMUP_PUBLIC_URL``, may be empty.
    """

    @answers(api, DATA)
    def data(parameters: Parameters) -> Response:
        form = parameters.choice("format") or JSON
        asked = asked_observations(repository, parameters)
        if form != JSON:
            return _file(repository, asked, parameters, public_address(public_url))
        limit, after = parameters.limit(), parameters.text("cursor")
        try:
            page = repository.observations(asked.query, limit=limit, after=after)
        except InvalidQueryError as error:
            raise invalid(error.parameter, "cursor") from error
        rows = rows_json(repository, asked, page.rows, parameters.fields)
        following = json.dumps(page.next)
        codes = [one.code for one in asked.indicators.values()]
        told = _COMPACT.encode(as_of_value(repository, OF_TODAY, codes))[1:-1]
        body = f'{{"data":[{rows}],"next":{following}{"," if told else ""}{told}}}'
        return with_next(Response(body, mimetype="application/json"), page.next)


def rows_json(repository: Repository, asked: Asked, rows: Rows, fields: Sequence[str]) -> str:
    """Return observations as JSON objects separated by commas, made field by field.

    A page has thousands of rows of few indicators and units: their texts are quoted once.

    Args:
        repository: knows the units and notes.
        asked: what was asked for.
        rows: of the page.
        fields: which ones, in the order of the answer.
    """
    if not rows:
        return ""
    words = repository.keep(
        ("api words", asked.level), partial(_unit_words, repository, asked.level)
    )
    indicators = {key: _text(one.code) for key, one in asked.indicators.items()}
    usual = {key: one.decimals for key, one in asked.indicators.items()}
    make: dict[str, Callable[[], Iterable[object]]] = {
        "indicator": lambda: [indicators[row[0]] for row in rows],
        "unit": lambda: [words[row[2]][0] for row in rows],
        "name": lambda: [words[row[2]][1] for row in rows],
        "year": lambda: [row[1] for row in rows],
        "value": lambda: ["null" if row[3] is None else repr(float(row[3])) for row in rows],
        "flag": lambda: [LABELS[row[4]] for row in rows],
        "decimals": lambda: [usual[row[0]] if row[5] is None else row[5] for row in rows],
        "note": lambda: _notes(repository, asked, rows),
    }
    row_of = "{" + ",".join([f'"{field}":%s' for field in fields]) + "}"
    columns = [make[field]() for field in fields]
    return ",".join([row_of % cells for cells in zip(*columns, strict=True)])


def _unit_words(repository: Repository, level: str | None) -> dict[int, tuple[str, str]]:
    """Return the code at a level (each at its own by default) and the name of all units, quoted."""
    return {
        unit.id: (_text(unit.code_at(level or unit.level)), _text(unit.name))
        for unit in repository.directory().units
    }


def _notes(repository: Repository, asked: Asked, rows: Rows) -> list[str]:
    cards = asked.indicators
    codes = {cards[key].code for key in {row[0] for row in rows}}
    notes = read_notes(repository, indicators=codes, unit_ids={row[2] for row in rows})
    if not notes:
        return ["null"] * len(rows)
    found = (notes.get(NoteKey(cards[row[0]].code, row[2], row[1])) for row in rows)
    return [_COMPACT.encode(note_value(note)) for note in found]


def _file(repository: Repository, asked: Asked, parameters: Parameters, origin: str) -> Response:
    form = parameters.choice("format") or JSON
    query = asked.query
    if len(query.spans) * len(query.unit_ids) * USUAL_YEARS > MOST_CELLS:
        raise invalid("format", "too_much", most=MOST_ROWS)
    extract = observation_extract(repository, asked, parameters.columns).served_from(origin)
    if extract.table.rows > MOST_ROWS:
        raise invalid("format", "too_much", most=MOST_ROWS)
    if form == XLSX and extract.table.rows > MOST_SHEET_ROWS:
        raise invalid("format", "long_sheet", rows=extract.table.rows, most=MOST_SHEET_ROWS)
    refused = forms.refusal(form, extract)
    if refused is not None:
        reason = texts(asked.lang)(f"exports.refused.{refused.key}", **refused.values)
        raise invalid("format", "refused_form", reason=reason)
    separator = cast("Separator", parameters.choice("sep") or "semicolon")
    answer = Response(forms.chunks(form, extract, separator=separator), mimetype=DATA.media[form])
    name = forms.file_name(form, extract.description)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
