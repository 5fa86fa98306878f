"""A unit as a form names it: a TERYT code, or a name that says which one."""

from smup.errors import UnknownCodeError
from smup.repository import Repository
from smup.territory.unit import TerritorialUnit
from smup.web.texts import request_language, request_texts

LONGEST_UNIT = 120
LEVELS_THAT_WRITE = ("gmina", "powiat", "wojewodztwo")
SUGGESTED = 5


class UnitFieldError(ValueError):
    """A text that names no unit, or several; the message tells what to write."""


def unit_label(repository: Repository, unit_id: int | None) -> str | None:
    """Return name, kind and powiat of a unit with its code; None without a unit."""
    if unit_id is None:
        return None
    directory = repository.directory()
    unit = directory.by_id(unit_id)
    return f"{directory.label(unit, lang=request_language())} ({unit.teryt})"


def unit_of(repository: Repository, text: str) -> TerritorialUnit:
    """Return the unit that a text names: ``1420011``, ``Joniec`` or what ``unit_label`` returns.

    Raises:
        UnitFieldError: with the units that might be meant.
    """
    t = request_texts()
    directory = repository.directory()
    code = text.rpartition("(")[2].rstrip(")").strip()
    if code.isascii() and code.isdigit():
        return _by_code(repository, code)
    hits = [
        hit
        for hit in directory.search(text, limit=4 * SUGGESTED, lang=request_language())
        if hit.unit.level in LEVELS_THAT_WRITE
    ]
    named = [hit for hit in hits if text.casefold() in {hit.name.casefold(), hit.label.casefold()}]
    if len(named) == 1:
        return named[0].unit
    found = named or hits
    if not found:
        raise UnitFieldError(t("desk.unit.none"))
    alike = "; ".join(f"{hit.label} ({hit.unit.teryt})" for hit in found[:SUGGESTED])
    raise UnitFieldError(t("desk.unit.which", units=alike))


def _by_code(repository: Repository, code: str) -> TerritorialUnit:
    t = request_texts()
    try:
        match = repository.directory().lookup(code)
    except UnknownCodeError as error:
        raise UnitFieldError(t("desk.unit.unknown", code=code[:12])) from error
    unit = match.unit
    if unit.ended:
        heir = match.successor
        if heir is None:
            raise UnitFieldError(t("desk.unit.ended", code=code))
        named = f"{repository.directory().label(heir, lang=t.lang)} ({heir.teryt})"
        raise UnitFieldError(t("desk.unit.ended-heir", code=code, heir=named))
    if unit.level not in LEVELS_THAT_WRITE:
        raise UnitFieldError(t("desk.unit.level", code=code))
    return unit
