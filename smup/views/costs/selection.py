"""From the state of an address to what exists: service, unit, group, years and keys."""

from dataclasses import replace

import numpy as np

from smup.address_lists import weights_text
from smup.costs.dictionary import CostService, read_dictionary
from smup.costs.keys import OWN, Keys, default_keys
from smup.errors import UnknownCodeError
from smup.i18n import texts
from smup.repository.facade import Repository
from smup.territory.directory import UnitDirectory
from smup.territory.unit import TerritorialUnit
from smup.view_state import MAX_TEXT, Problem, ViewState
from smup.views.choices import picked_code, shown_year, unit_at_level, unit_of_code
from smup.views.costs.records import CostSelection
from smup.views.costs.state import CostState
from smup.views.groups import OWN as OWN_GROUP
from smup.views.groups import group_with_choices
from smup.views.own_group import kept_list
from smup.views.similar import own_weights


def cost_service(code: str, *, lang: str) -> CostService:
    """Return the entry of a service in the dictionary of costs, by its code in any case.

    Raises:
        UnknownCodeError: ``what="cost"`` when its cost is not counted.
    """
    found = read_dictionary().services.get(code.lower())
    if found is None:
        message = texts(lang)("costs.state.unknown", code=code[:MAX_TEXT])
        raise UnknownCodeError("cost", code, message)
    return found


def select_cost(
    repository: Repository,
    service_code: str,
    *,
    state: CostState,
    problems: tuple[Problem, ...] = (),
    lang: str,
) -> CostSelection:
    """Resolve the state of the page of a service.

    Raises:
        UnknownCodeError: when the dictionary of costs or the catalogue has no such service.
    """
    service = cost_service(service_code, lang=lang)
    return select_service(repository, service, state=state, problems=problems, lang=lang)


def select_service(
    repository: Repository,
    service: CostService,
    *,
    state: CostState,
    problems: tuple[Problem, ...] = (),
    lang: str,
) -> CostSelection:
    """Resolve the state for an entry of the dictionary; see ``select_cost``."""
    info = repository.service(service.code)
    directory, found = repository.directory(), list(problems)
    chosen = unit_of_code(directory, "unit", state.view.unit, found)
    unit = unit_at_level(directory, chosen, service.level)
    if chosen is not None and unit is None:
        name = directory.display_name(chosen, lang=lang)[:MAX_TEXT]
        found.append(Problem(parameter="unit", value=name, reason=f"larger_{service.level}"))
    group, choices, told = group_with_choices(
        repository, unit, level=service.level, state=state.view, lang=lang
    )
    found += told
    years = repository.cost_years(service.code)
    year = shown_year(state.view, years, found)
    keys = _keys(repository, service, (unit, year), state.keys or default_keys(service), found)
    view = _canonical(directory, state.view, service.level, found).with_changes(
        unit=None if chosen is None else chosen.teryt,
        year=None if year in years[-1:] else year,
    )
    return CostSelection(
        state=replace(state, view=view, keys=None if keys == default_keys(service) else keys),
        service=service,
        info=info,
        chosen=chosen,
        unit=unit,
        group=group,
        choices=choices,
        years=years,
        year=year,
        keys=keys,
        problems=tuple(found),
    )


def api_query(selection: CostSelection) -> str:
    """Return the query string that asks the API for the same numbers.

    The API refuses what a page replaces by a default: a unit that does not run the service, a
    group of no unit, and keys that only say how the page is drawn.
    """
    view = selection.state.view
    unit = None if selection.unit is None else selection.unit.code_at(selection.service.level)
    own = view.own if view.group == OWN_GROUP else None
    group = selection.group.kind if unit or own else ViewState().group
    asked = ViewState(unit=unit, group=group, year=view.year, own=own, w=view.w)
    return CostState(view=asked, keys=selection.state.keys).to_query()


def _canonical(
    directory: UnitDirectory, view: ViewState, level: str, found: list[Problem]
) -> ViewState:
    """Return the state with what stays in the address of the picked unit, own list and weights.

    What is wrong with the list and the weights was told when they made the group.
    """
    weights, _ = own_weights(view)
    return view.with_changes(
        sel=picked_code(directory, view, level, found),
        own=kept_list(directory, view) if view.group == OWN_GROUP else view.own,
        w=weights_text(weights),
    )


def _keys(
    repository: Repository,
    service: CostService,
    mine: tuple[TerritorialUnit | None, int | None],
    keys: Keys,
    found: list[Problem],
) -> Keys:
    """Return the keys; own ones give way to the usual ones where my unit has no such share.

    One SELECT when a share that the unit loaded is asked for, else none.
    """
    unit, year = mine
    if not keys.own:
        return keys
    usual = keys.usual_for_others(service)
    if unit is None or year is None:
        found.append(Problem(parameter="keys", value=keys.to_text(), reason="no_unit"))
        return usual
    asked = _loaded_asked(keys)
    if not asked:
        return keys
    costs = repository.service_costs_of(service.code, [unit.id]).get(year)
    for part in asked:
        shares = None if costs is None else getattr(costs, part)[OWN]
        if shares is None or np.isnan(shares).all():
            found.append(Problem(parameter="keys", value=keys.to_text(), reason=f"none_{part}"))
            keys = _given_up(keys, usual, part)
    return keys


def _loaded_asked(keys: Keys) -> tuple[str, ...]:
    """Return the parts that are to be shared by what the unit itself loaded."""
    shares = {
        "entity": (keys.entity, keys.entity_share),
        "shared": (keys.shared, keys.shared_share),
    }
    return tuple(part for part, asked in shares.items() if asked == (OWN, None))


def _given_up(keys: Keys, usual: Keys, part: str) -> Keys:
    if part == "entity":
        return replace(keys, entity=usual.entity)
    return replace(keys, shared=usual.shared)
