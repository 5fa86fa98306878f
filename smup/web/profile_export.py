"""The profile of a unit as a file: the same query string as the page, the same rows and order."""

from flask import Blueprint, Response, request

from smup.exports.csv import view_csv
from smup.repository import Repository
from smup.view_state import parse_state
from smup.views.profile import read_profile
from smup.views.profile.table import COLUMNS, profile_cells
from smup.views.unit import choose_unit
from smup.web.csv_answer import csv_answer


def add_profile_export(routes: Blueprint, repository: Repository) -> None:
    """Add ``/eksport/<lang>/jednostka/<teryt>.csv``."""

    @routes.get("/<lang>/jednostka/<teryt>.csv")
    def unit(lang: str, teryt: str) -> Response:
        return csv_answer(repository, lang, lambda: _profile(repository, teryt, lang))


def _profile(repository: Repository, teryt: str, lang: str) -> tuple[bytes, list[str]]:
    state, problems = parse_state(request.args)
    choice = choose_unit(repository, teryt, state=state, problems=problems, lang=lang)
    profile = read_profile(
        repository,
        choice.unit,
        level=choice.level,
        group=choice.group,
        year=choice.state.year,
        lang=lang,
    )
    words = ["profil", choice.unit.code_at(choice.level), choice.group.kind, str(profile.year)]
    return view_csv(profile_cells(profile), COLUMNS, lang), words
