"""Whose card it is: what a role may write for, and what was typed into the field of the unit."""

from smup.accounts.permissions import Actor, Subject, may
from smup.i18n import texts
from smup.repository import Repository
from smup.repository.desk_records import DeskPractice
from smup.territory.unit import TerritorialUnit
from smup.web.desk.card_fields import Typed
from smup.web.desk.practice_form import Place
from smup.web.desk.units import LEVELS_THAT_WRITE, UnitFieldError, unit_label, unit_of


def subject_of(
    repository: Repository, practice: DeskPractice, *, author_id: int | None = None
) -> Subject:
    """Return a practice as the rules of ``smup.accounts.permissions`` see it."""
    if practice.unit_id is None:
        return Subject(unit_id=None, fictional=practice.example, author_id=author_id)
    unit = repository.directory().by_id(practice.unit_id)
    return Subject(unit_id=unit.id, fictional=unit.fictional, author_id=author_id)


def place_name(repository: Repository, practice: DeskPractice) -> str:
    """Return the unit of a practice with its code, or the institution."""
    return unit_label(repository, practice.unit_id) or practice.institution or ""


def units_offered(repository: Repository, actor: Actor) -> tuple[str, ...]:
    """Return the units to choose from of those who may write for few: all fictional ones."""
    if actor.role != "trainer":
        return ()
    directory = repository.directory()
    ids = [
        unit.id
        for unit in directory.units
        if unit.fictional and not unit.ended and unit.level in LEVELS_THAT_WRITE
    ]
    return tuple(label for one in ids if (label := unit_label(repository, one)) is not None)


def place_of(repository: Repository, actor: Actor, typed: Typed, *, lang: str) -> Place:
    """Return whose card it is.

    Args:
        repository: the database.
        actor: who writes; the unit of a contributor is their own, whatever was sent.
        typed: fields of the form.
        lang: of the messages.
    """
    if actor.role == "contributor" and actor.unit_id is not None:
        return _of_unit(repository, repository.directory().by_id(actor.unit_id))
    if typed["place"]:
        return _typed_unit(repository, actor, typed["place"], lang)
    if typed["institution"] and actor.role != "trainer":
        name = typed["institution"]
        return Place(institution=name, name=name)
    return Place(error=texts(lang)("submission.error_place"))


def _typed_unit(repository: Repository, actor: Actor, typed: str, lang: str) -> Place:
    try:
        unit = unit_of(repository, typed)
    except UnitFieldError as error:
        return Place(error=str(error))
    if not may(actor, "write", Subject(unit_id=unit.id, fictional=unit.fictional)):
        return Place(error=texts(lang)("submission.error_fictional"))
    return _of_unit(repository, unit)


def _of_unit(repository: Repository, unit: TerritorialUnit) -> Place:
    # The address of a card keeps its Polish name in both languages.
    name = repository.directory().display_name(unit, lang="pl")
    return Place(unit=unit.teryt, fictional=unit.fictional, name=name)
