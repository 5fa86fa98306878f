"""Whose card it is: what a role may write for, and what was typed into the field of the unit."""

from smup.accounts.permissions import Actor, Subject, may
from smup.errors import UnknownCodeError
from smup.repository import Repository
from smup.repository.desk_records import DeskPractice
from smup.territory.directory import UnitDirectory
from smup.territory.unit import TerritorialUnit
from smup.web.desk.card_fields import Typed
from smup.web.desk.practice_form import Place

DASH = " – "
MOST_OFFERED = 8
LEVELS = ("gmina", "powiat", "wojewodztwo")


def subject_of(
    repository: Repository, practice: DeskPractice, *, author_id: int | None = None
) -> Subject:
    """Return a practice as the rules of ``smup.accounts.permissions`` see it."""
    if practice.unit_id is None:
        return Subject(unit_id=None, fictional=practice.example, author_id=author_id)
    unit = repository.directory().by_id(practice.unit_id)
    return Subject(unit_id=unit.id, fictional=unit.fictional, author_id=author_id)


def unit_text(directory: UnitDirectory, unit: TerritorialUnit, lang: str) -> str:
    """Return a unit as the field shows and reads it: ``1420011 – Płońsk, miasto, …``."""
    return f"{unit.teryt}{DASH}{directory.label(unit, lang=lang)}"


def units_offered(
    directory: UnitDirectory, actor: Actor, typed: str, *, lang: str
) -> tuple[str, ...]:
    """Return units for the list under the field.

    Who may write for fictional ones only is offered all of them, others what the typed words find.
    """
    if actor.role == "trainer":
        found = [unit for unit in directory.units if unit.fictional and not unit.ended]
    else:
        hits = directory.search(typed, limit=MOST_OFFERED, lang=lang) if typed else []
        found = [hit.unit for hit in hits]
    chosen = [unit for unit in found if unit.level in LEVELS]
    return tuple(unit_text(directory, unit, lang) for unit in chosen)


def place_of(directory: UnitDirectory, actor: Actor, typed: Typed, *, lang: str) -> Place:
    """Return whose card it is.

    Args:
        directory: the units.
        actor: who writes; the unit of a contributor is their own, whatever was sent.
        typed: fields of the form.
        lang: of the name in the address of a new card.
    """
    if actor.role == "contributor":
        if actor.unit_id is None:
            return Place(error="error_place")
        return _of_unit(directory, directory.by_id(actor.unit_id), lang)
    if typed["place"]:
        return _typed_unit(directory, actor, typed["place"], lang)
    if typed["institution"] and actor.role != "trainer":
        name = typed["institution"]
        return Place(institution=name, name=name)
    return Place(error="error_place")


def _typed_unit(directory: UnitDirectory, actor: Actor, typed: str, lang: str) -> Place:
    code = typed.split(DASH, maxsplit=1)[0].strip()
    try:
        unit = directory.by_code(code) if code.isdigit() else _only_hit(directory, typed)
    except UnknownCodeError:
        unit = None
    if unit is None or unit.ended or unit.level not in LEVELS:
        return Place(error="error_place_unknown")
    if not may(actor, "write", Subject(unit_id=unit.id, fictional=unit.fictional)):
        return Place(error="error_place_fictional")
    return _of_unit(directory, unit, lang)


def _only_hit(directory: UnitDirectory, typed: str) -> TerritorialUnit | None:
    """Return the unit that the words find, when they find one only."""
    hits = directory.search(typed, limit=2)
    return hits[0].unit if len(hits) == 1 else None


def _of_unit(directory: UnitDirectory, unit: TerritorialUnit, lang: str) -> Place:
    name = directory.display_name(unit, lang=lang)
    return Place(unit=unit.teryt, fictional=unit.fictional, name=name)
