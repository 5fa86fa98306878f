"""The page that asks which value a note is about."""

from flask import Response, request

from smup.errors import UnknownCodeError
from smup.repository import Repository
from smup.web.desk.access import who_is
from smup.web.desk.context import Desk
from smup.web.desk.pages import desk_page
from smup.web.desk.units import unit_label
from smup.web.texts import request_language, request_texts

FIELD_OF = {"unit": "jst", "indicator": "wskaznik", "year": "rok"}


def choice_page(desk: Desk, error: UnknownCodeError | None, *, status: int = 200) -> Response:
    """Return the page with what is known already; the unit of a contributor is not asked for.

    Args:
        desk: parts of the pages.
        error: what the address names and does not exist.
        status: HTTP status without an error.
    """
    lang, t, who, repository = request_language(), request_texts(), who_is(), desk.repository
    own = who.unit_id if who.role == "contributor" else None
    code = None if own is None else repository.directory().by_id(own).teryt
    errors = {}
    if error is not None:
        name = FIELD_OF.get(error.what, "jst")
        errors[name] = t(f"notes.choice.no_{name}")
    groups: dict[str, list[tuple[str, str]]] = {}
    sectors = {item.code: item.name(lang) for item in repository.sectors()}
    for item in repository.indicators():
        groups.setdefault(sectors[item.sector_code], []).append((item.code, item.short_name(lang)))
    return desk_page(
        repository,
        "note_choice.html",
        title=t("notes.choice.title"),
        status=status if error is None else 404,
        errors=errors,
        code=code,
        unit=unit_label(repository, own),
        groups=groups,
        asked={name: request.values.get(name, "")[:40] for name in FIELD_OF.values()},
        newest=_newest_year(repository),
    )


def _newest_year(repository: Repository) -> int:
    """Return the newest year with any value; without values last year."""
    years = (some[-1] for levels in repository.years_of_all().values() for some in levels.values())
    return max(years, default=repository.dataset().changed_at.year - 1)
