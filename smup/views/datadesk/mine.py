"""The groups that my unit can be compared with, offered in the dialog of units."""

from typing import Any

from smup.errors import UnknownCodeError
from smup.repository import Repository
from smup.territory.unit import TerritorialUnit
from smup.view_state import LEVEL_CHOICES, ViewState
from smup.views.groups import WHOLE_COUNTRY, group_choices


def my_groups(repository: Repository, code: str, *, level: str, lang: str) -> dict[str, Any]:
    """Return my unit at a level with the groups it can be compared with.

    A gmina stands for its powiat at the level of powiats, any unit for its voivodeship at theirs.

    Args:
        repository: answers the questions.
        code: TERYT code of the unit.
        level: of the units of the table.
        lang: language of the names.

    Returns:
        ``unit`` (``code``, ``name``) and ``groups`` (``kind``, ``label``, ``n``); ``unit`` is None
        and there are no groups when nothing at the level answers to the code.
    """
    directory = repository.directory()
    try:
        match = directory.lookup(code)
    except UnknownCodeError:
        return {"unit": None, "groups": []}
    unit = match.successor if match.unit.ended else match.unit
    unit = None if unit is None else _at_level(repository, unit, level)
    if unit is None or level not in LEVEL_CHOICES:
        return {"unit": None, "groups": []}
    found = group_choices(repository, unit, level=level, state=ViewState(), lang=lang)
    return {
        "unit": {"code": unit.code_at(level), "name": directory.display_name(unit, lang=lang)},
        "groups": [
            {"kind": one.kind, "label": one.label, "n": one.n}
            for one in found
            if one.kind != WHOLE_COUNTRY
        ],
    }


def _at_level(repository: Repository, unit: TerritorialUnit, level: str) -> TerritorialUnit | None:
    directory = repository.directory()
    if unit.answers_at(level):
        return unit
    if level == "powiat":
        return directory.powiat_of(unit)
    return directory.voivodeship_of(unit) if level == "wojewodztwo" else None
