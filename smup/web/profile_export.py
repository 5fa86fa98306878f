"""The profile of a unit as a file: the same query string as the page, the same rows and order."""

from flask import Blueprint, Response, abort, request

from smup.exports.csv import file_name, view_csv
from smup.i18n import LANGUAGES
from smup.repository import Repository
from smup.view_state import parse_state
from smup.views.profile import read_profile
from smup.views.profile.table import COLUMNS, profile_cells
from smup.views.unit import choose_unit
from smup.web.caching import data_etag, not_modified, with_validator


def add_profile_export(routes: Blueprint, repository: Repository) -> None:
    """Add ``/eksport/<lang>/jednostka/<teryt>.csv``."""

    @routes.get("/<lang>/jednostka/<teryt>.csv")
    def unit(lang: str, teryt: str) -> Response:
        if lang not in LANGUAGES:
            abort(404)
        etag = data_etag(repository)
        held = not_modified(etag)
        if held is not None:
            return held
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
        body = view_csv(profile_cells(profile), COLUMNS, lang)
        answer = Response(body, mimetype="text/csv")
        words = ["smup", "profil", choice.unit.code_at(choice.level), choice.group.kind]
        name = file_name([*words, str(profile.year)], sample=profile.dataset.is_sample, lang=lang)
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return with_validator(answer, etag)
