"""Observations of the API: pages of JSON, streams of CSV."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast, get_args

from flask import Blueprint, Response

from smup.errors import InvalidQueryError
from smup.exports.csv import Cell, Separator, column_names, csv_chunks, file_name
from smup.flags import Flag
from smup.i18n import texts
from smup.models import LEVELS
from smup.repository import (
    IndicatorInfo,
    ObservationQuery,
    ObservationRow,
    Repository,
    Span,
)
from smup.territory.directory import UnitDirectory
from smup.views.notes import NoteKey, Notes, note_cell, note_value, read_notes
from smup.web.caching import json_answer
from smup.web.parameters import LAST_YEAR, Parameters, invalid

FORMATS = ("json", "csv")
MOST_CELLS = 3_000_000
USUAL_YEARS = 20
COLUMNS = (
    "indicator",
    "indicator_name",
    "teryt",
    "unit",
    "kind",
    "powiat",
    "voivodeship",
    "year",
    "value",
    "flag",
    "decimals",
    "unit_of_measure",
    "source",
    "note",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What a request asks for.

    Attributes:
        level: level named in the request; it decides which code a city with powiat rights has.
        indicators: by key, in the order asked for.
    """

    query: ObservationQuery
    level: str | None
    indicators: dict[int, IndicatorInfo]
    lang: str


def add_data_routes(api: Blueprint, repository: Repository) -> None:
    """Add ``data``."""

    @api.get("/data")
    def data() -> Response:
        parameters = Parameters(
            "indicator", "unit", "level", "year", "format", "sep", "limit", "cursor"
        )
        chosen = parameters.choice("format", FORMATS)
        selection = _selection(repository, parameters)
        if chosen == "csv":
            separator = parameters.choice("sep", get_args(Separator)) or "semicolon"
            return _csv(repository, selection, cast("Separator", separator))
        limit, after = parameters.limit(), parameters.text("cursor")
        try:
            page = repository.observations(selection.query, limit=limit, after=after)
        except InvalidQueryError as error:
            raise invalid(error.parameter, "cursor") from error
        directory = repository.directory()
        notes = _notes(repository, selection)
        values = [_value(directory, selection, notes, row) for row in page.rows]
        return json_answer({"data": values, "next": page.next})


def _selection(repository: Repository, parameters: Parameters) -> Selection:
    codes, unit_codes = parameters.codes("indicator"), parameters.codes("unit")
    level = parameters.choice("level", LEVELS)
    years = parameters.years("year")
    if not codes and not unit_codes:
        raise invalid("indicator", "nothing_asked")
    found = [repository.indicator(code) for code in codes] or repository.indicators()
    indicators = {item.id: item for item in found}
    unit_ids = _unit_ids(repository, unit_codes, level)
    spans = tuple(_spans(repository, indicators, years, level))
    query = ObservationQuery(spans=spans, unit_ids=unit_ids, by_unit=bool(unit_codes))
    return Selection(query=query, level=level, indicators=indicators, lang=parameters.lang)


def _unit_ids(repository: Repository, codes: tuple[str, ...], level: str | None) -> tuple[int, ...]:
    directory = repository.directory()
    if codes:
        units = [directory.by_code(code) for code in codes]
        return tuple(unit.id for unit in units if level is None or unit.answers_at(level))
    levels = LEVELS if level is None else (level,)
    positions = [directory.positions(one, fictional=True) for one in levels]
    return tuple(dict.fromkeys(int(directory.ids[p]) for found in positions for p in found))


def _spans(
    repository: Repository,
    indicators: dict[int, IndicatorInfo],
    years: tuple[int, int] | None,
    level: str | None,
) -> Iterator[Span]:
    for key in indicators:
        if years is not None:
            yield Span(indicator_id=key, first_year=years[0], last_year=years[1])
            continue
        levels = LEVELS[1:] if level is None else (level,)
        last = max((max(repository.years(key, one), default=0) for one in levels), default=0)
        if last:
            yield Span(indicator_id=key, first_year=last, last_year=min(last, LAST_YEAR))


def _notes(repository: Repository, selection: Selection) -> Notes:
    """Return all published notes of what is asked for; one SELECT."""
    codes = [item.code for item in selection.indicators.values()]
    return read_notes(repository, indicators=codes, unit_ids=selection.query.unit_ids)


def _value(
    directory: UnitDirectory, selection: Selection, notes: Notes, row: ObservationRow
) -> dict[str, Any]:
    indicator_id, year, unit_id, value, flag, decimals, _release = row
    unit = directory.by_id(unit_id)
    indicator = selection.indicators[indicator_id]
    return {
        "indicator": indicator.code,
        "unit": unit.code_at(selection.level or unit.level),
        "name": unit.name,
        "year": year,
        "value": value,
        "flag": Flag(flag).label,
        "decimals": indicator.decimals if decimals is None else decimals,
        "note": note_value(notes.get(NoteKey(indicator.code, unit_id, year))),
    }


def _csv(repository: Repository, selection: Selection, separator: Separator) -> Response:
    lang, query = selection.lang, selection.query
    if not query.by_unit and len(query.spans) * len(query.unit_ids) * USUAL_YEARS > MOST_CELLS:
        raise invalid("indicator", "too_much", count=len(query.spans))
    header = column_names(COLUMNS, lang)
    rows = _csv_rows(repository, selection)
    answer = Response(csv_chunks(header, rows, separator=separator), mimetype="text/csv")
    codes = [item.code for item in selection.indicators.values()]
    parts = ["smup", *(codes if len(codes) == 1 else ["dane"]), *filter(None, [selection.level])]
    name = file_name(parts, sample=repository.dataset().is_sample, lang=lang)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _csv_rows(repository: Repository, selection: Selection) -> Iterator[list[Cell]]:
    """Yield rows; what repeats for a unit or an indicator is worked out once."""
    lang, directory = selection.lang, repository.directory()
    notes = _notes(repository, selection)
    sample = texts(lang)("api.sample.source") if repository.dataset().is_sample else None
    of_unit: dict[int, list[Cell]] = {}
    of_indicator: dict[int, tuple[list[Cell], list[Cell], int]] = {}
    for key, item in selection.indicators.items():
        source = sample or item.card_text("source", lang)
        of_indicator[key] = ([item.code, item.name(lang)], [item.unit(lang), source], item.decimals)
    for indicator_id, year, unit_id, value, flag, decimals, _release in repository.data_rows(
        selection.query
    ):
        if unit_id not in of_unit:
            unit = directory.by_id(unit_id)
            powiat, voivodeship = directory.powiat_of(unit), directory.voivodeship_of(unit)
            of_unit[unit_id] = [
                unit.code_at(selection.level or unit.level),
                unit.name,
                directory.kind_label(unit, lang=lang),
                None if powiat is None else powiat.name,
                None if voivodeship is None else voivodeship.name,
            ]
        first, last, usual = of_indicator[indicator_id]
        shown = usual if decimals is None else decimals
        note = notes.get(NoteKey(str(first[0]), unit_id, year)) if notes else None
        said = note_cell(note, lang)
        yield [*first, *of_unit[unit_id], year, value, Flag(flag).label, shown, *last, said]
