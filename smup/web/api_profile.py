"""The profile of a unit in the API: every indicator with its place in a group."""

from typing import Any

from flask import Blueprint, Response, request

from smup.errors import UnknownCodeError
from smup.repository import Repository
from smup.territory.unit import CodeMatch
from smup.view_state import LEVEL_CHOICES, parse_state
from smup.views.as_of import as_of_value
from smup.views.linked import GroupStats
from smup.views.notes import note_value
from smup.views.profile import Profile, ProfileRow, read_profile
from smup.views.unit import UnitChoice, choose_unit
from smup.web.api_route import answers
from smup.web.api_units import reference, unit_value
from smup.web.openapi.operations import PROFILE
from smup.web.pages import page_answer
from smup.web.parameters import Parameters, invalid, shown
from smup.web.problems import problem
from smup.web.texts import say

QUANTILES = ("p5", "q1", "median", "q3", "p95")
MOST_DECIMALS = 8
OF_TODAY = ("unit", "group", "data.of_task", "data.break_year", "data.note")
"""What a profile says as of now, also as of a release: who is in the group, what is a task."""


def add_profile_route(api: Blueprint, repository: Repository) -> None:
    """Add ``units/<teryt>/profile``."""

    @answers(api, PROFILE)
    def profile(parameters: Parameters, teryt: str) -> Response:
        parameters.choice("group")
        parameters.choice("level")
        year = parameters.whole("year")
        limit = parameters.limit()
        match = repository.directory().lookup(teryt)
        if match.unit.ended:
            return retired(repository, match, teryt)
        if not any(match.unit.answers_at(level) for level in LEVEL_CHOICES):
            return problem(404, "no-profile", say("detail.no-profile", code=shown(teryt)))
        choice = _choice(repository, teryt, parameters.lang)
        found = read_profile(
            repository,
            choice.unit,
            level=choice.level,
            group=choice.group,
            year=year,
            lang=parameters.lang,
        )
        if year and year != found.year:
            known = ", ".join(str(one) for one in found.years)
            raise invalid("year", "no_value_in_year", value=year, years=known)
        start = parameters.whole("cursor", most=len(found.rows)) or 0
        told = as_of_value(repository, OF_TODAY)
        return page_answer(profile_value(found, start=start, limit=limit) | told, parameters)


def profile_value(profile: Profile, *, start: int, limit: int) -> dict[str, Any]:
    """Return a profile as the API gives it: unit, group, and one page of its indicators."""
    group, end = profile.group, start + limit
    return {
        "unit": unit_value(profile.directory, profile.unit, level=profile.level),
        "level": profile.level,
        "year": profile.year,
        "years": list(profile.years),
        "group": {
            "kind": group.kind,
            "code": group.code,
            "label": group.label,
            "n": group.size,
            "note": group.note or None,
            "ready": group.ready,
            "units": [
                profile.directory.units[position].code_at(group.level)
                for position in group.positions
            ],
        },
        "data": [
            row_value(row, group.code) | {"note": _note(profile, row)}
            for row in profile.rows[start:end]
        ],
        "next": str(end) if end < len(profile.rows) else None,
    }


def _note(profile: Profile, row: ProfileRow) -> dict[str, Any] | None:
    """Return what the unit says, with its year: it may be on a later, missing value."""
    note = profile.note_of(row)
    return None if note is None else {"year": note.year, **(note_value(note) or {})}


def row_value(row: ProfileRow, group_code: str) -> dict[str, Any]:
    """Return one indicator of a profile.

    ``rank`` is 1 = best by polarity, largest first when not judged; ``ranks`` the first and last
    place that equal values and chance allow, null when that was not worked out.
    """
    noise, change = row.noise, row.change
    return {
        "indicator": row.indicator.code,
        "year": row.year,
        "value": row.value.value if row.value.known else None,
        "flag": row.value.flag.label,
        "rank": row.rank,
        "n": row.n,
        **_quantiles(row.stats),
        "trend": row.trend.value,
        "group": group_code,
        "ranks": None if row.ranks is None else list(row.ranks),
        "band": row.band.value,
        "of_task": row.of_task,
        "break_year": row.break_year,
        "chance": None
        if noise is None
        else {"low": noise.low, "high": noise.high, "within": noise.within, "base": noise.base},
        "change": None
        if change is None
        else {
            "since": change.since,
            "before": change.before,
            "difference": round(change.difference, MOST_DECIMALS),
        },
    }


def _quantiles(stats: GroupStats | None) -> dict[str, float | None]:
    """Return quantiles without the traces of binary arithmetic: 81.325, not 81.32499999999999."""
    if stats is None:
        return dict.fromkeys(QUANTILES)
    return {name: round(getattr(stats, name), MOST_DECIMALS) for name in QUANTILES}


def _choice(repository: Repository, teryt: str, lang: str) -> UnitChoice:
    """Return what is asked for; what a page would replace by a default is an error here.

    Raises:
        InvalidQueryError: when a parameter cannot be taken as it is.
        UnknownCodeError: when the unit has no profile, or no such group.
    """
    state, problems = parse_state(request.args)
    choice = choose_unit(repository, teryt, state=state, problems=problems, lang=lang)
    if "group" in request.args and choice.group.kind != state.group:
        raise UnknownCodeError("group", state.group, state.group)
    for one in choice.problems:
        raise invalid(one.parameter, "not_taken", value=shown(one.value))
    return choice


def retired(repository: Repository, match: CodeMatch, teryt: str) -> Response:
    """Answer for a unit that no longer exists: who took over its territory."""
    if match.successor is None:
        return problem(410, "retired-unit", say("detail.retired-unit", code=shown(teryt)))
    successor = reference(repository.directory(), match.successor)
    detail = say("detail.retired-unit-successor", code=shown(teryt), successor=successor["code"])
    return problem(410, "retired-unit", detail, code=shown(teryt), successor=successor)
