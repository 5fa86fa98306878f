"""The second step of the data desk: the level and which of its units."""

from dash import html

from layouts.datadesk_dialogs import UNITS_DIALOG
from layouts.datadesk_steps import (
    add_button,
    change,
    chip,
    chip_list,
    clear_button,
    count_text,
    listed,
    step,
    taken,
)
from smup.errors import UnknownCodeError
from smup.i18n import Texts
from smup.services import Services
from smup.territory.unit import TerritorialUnit
from smup.views.datadesk.selection import Chosen
from smup.views.datadesk.state import LEVELS

COUNTRY = "kraj"


def units_step(services: Services, chosen: Chosen, t: Texts) -> html.Div:
    """Return the level, what is chosen of it as chips, and the way to choose."""
    n = len(chosen.unit_ids)
    words = t.plural(f"datadesk.units.count.{chosen.level}", n, count=count_text(n, t.lang))
    levels = [(level, t(f"datadesk.units.level.{level}")) for level in LEVELS]
    some = any((chosen.state.units, chosen.state.gdzie, chosen.state.unit, chosen.state.group))
    clear = clear_button(
        t, "units", t("datadesk.units.clear"),
        units=None, gdzie=None, unit=None, group=None, own=None, w=None,
    )  # fmt: skip
    label = t("datadesk.units.chosen")
    choosable = chosen.level != COUNTRY
    return step(
        2,
        "units",
        words,
        [
            html.Div(
                listed("level", t("datadesk.units.level_label"), levels, chosen.level),
                className="dane-pole",
            ),
            chip_list("units", label, _chips(services, chosen, t), t),
            add_button(t(f"datadesk.units.add.{chosen.level}"), UNITS_DIALOG)
            if choosable
            else None,
        ],
        title=t("datadesk.units.title"),
        clear=clear if some else None,
    )


def _chips(services: Services, chosen: Chosen, t: Texts) -> list[html.Li]:
    directory, state = services.repository.directory(), chosen.state
    chips: list[html.Li] = []
    if chosen.unit is not None:
        name = directory.display_name(chosen.unit, lang=t.lang)
        gone = change(unit=None, group=None, own=None, w=None)
        chips.append(chip(name, t("datadesk.remove", name=name), gone, mine=True))
    if chosen.group is not None:
        name = t(
            "datadesk.units.group",
            name=chosen.group.label,
            n=count_text(chosen.group.size, t.lang),
        )
        gone = change(group=None, own=None, w=None)
        chips.append(chip(name, t("datadesk.remove", name=name), gone))
    elif not state.units and not state.gdzie:
        chips.append(chip(_all(chosen, t), None, {}))
    for key, code in (*_codes("gdzie", state.gdzie), *_codes("units", state.units)):
        unit = _unit(services, code)
        if unit is None:
            continue
        name = directory.display_name(unit, lang=t.lang)
        if key == "gdzie":
            name = t("datadesk.units.all_of", name=name)
        chips.append(chip(name, t("datadesk.remove", name=name), taken(key, code)))
    return chips


def _all(chosen: Chosen, t: Texts) -> str:
    n = count_text(len(chosen.unit_ids), t.lang)
    return t(f"datadesk.units.all.{chosen.level}", n=n)


def _codes(key: str, text: str | None) -> list[tuple[str, str]]:
    return [(key, code) for code in (text or "").split(".") if code]


def _unit(services: Services, code: str) -> TerritorialUnit | None:
    try:
        return services.repository.directory().by_code(code)
    except UnknownCodeError:
        return None
