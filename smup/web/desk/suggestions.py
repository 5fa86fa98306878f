"""Indicators that a card might concern: of its service, and weak ones of the unit."""

from collections.abc import Iterator
from dataclasses import dataclass

from smup.formats import format_value
from smup.i18n import texts
from smup.repository import IndicatorInfo, Repository
from smup.territory.unit import TerritorialUnit
from smup.views.groups import USUAL, ready_group
from smup.views.profile.read import read_profile
from smup.views.profile.records import ProfileRow

MOST_OF_SERVICE, MOST_WEAK = 8, 6
LEVELS = ("gmina", "powiat")


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """An indicator offered to be linked.

    Attributes:
        code: its code.
        name: its name.
        reason: why it is offered, in words.
    """

    code: str
    name: str
    reason: str


def suggest(
    repository: Repository, unit: TerritorialUnit | None, *, subject: str, lang: str
) -> tuple[Suggestion, ...]:
    """Return indicators of the chosen service (or sector), then weak values of the unit.

    Context indicators, which a practice does not improve, are left out.

    Args:
        repository: the database.
        unit: of the card; None where it is not known yet.
        subject: field of the form: ``sector/service``, ``sector/`` or nothing.
        lang: of the texts.
    """
    sector, _, service = subject.partition("/")
    found: dict[str, Suggestion] = {}
    for indicator in _of_subject(repository, unit, sector, service):
        reason = texts(lang)(
            "submission.suggest_service" if service else "submission.suggest_sector"
        )
        found[indicator.code] = _suggestion(indicator, reason, lang)
    for row, reason in _weak(repository, unit, sector, lang):
        found[row.indicator.code] = _suggestion(row.indicator, reason, lang)
    return tuple(found.values())


def _suggestion(indicator: IndicatorInfo, reason: str, lang: str) -> Suggestion:
    return Suggestion(code=indicator.code, name=indicator.name(lang), reason=reason)


def _of_subject(
    repository: Repository, unit: TerritorialUnit | None, sector: str, service: str
) -> list[IndicatorInfo]:
    chosen = [
        one
        for one in repository.indicators()
        if one.sector_code == sector
        and (not service or one.service_code == service)
        and one.dimension != "kontekst"
        and (unit is None or any(unit.answers_at(lv) and one.is_task_of(lv) for lv in LEVELS))
    ]
    return chosen[:MOST_OF_SERVICE]


def _weak(
    repository: Repository, unit: TerritorialUnit | None, sector: str, lang: str
) -> Iterator[tuple[ProfileRow, str]]:
    """Yield the weakest rows of the unit's profile, those of the chosen sector first."""
    level = None if unit is None else next((lv for lv in LEVELS if unit.answers_at(lv)), None)
    if unit is None or level is None:
        return
    group = ready_group(repository.directory(), unit, level=level, kind=USUAL, lang=lang)
    profile = read_profile(repository, unit, level=level, group=group, year=None, lang=lang)
    rows = sorted(profile.weaknesses, key=lambda row: row.indicator.sector_code != sector)
    for row in rows[:MOST_WEAK]:
        shown = format_value(
            row.value.value,
            unit=row.indicator.unit(lang),
            decimals=row.indicator.decimals,
            lang=lang,
        )
        yield row, texts(lang)("submission.suggest_weak", value=shown, year=row.year)
