"""The four numbered steps of the data desk: indicators, units, years, layout.

Boxes to tick and fields are put in by ``assets/js/datadesk/desk.js``: Dash has no such plain
elements. What an element changes stands in its ``data-dane-…`` attributes.
"""

from collections import Counter

from dash import html
from dash.development.base_component import Component

from layouts.datadesk_choices_shape import shape_step
from layouts.datadesk_choices_units import units_step
from layouts.datadesk_choices_years import years_step
from layouts.datadesk_dialogs import INDICATORS_DIALOG
from layouts.datadesk_steps import (
    add_button,
    chip,
    chip_list,
    clear_button,
    count_text,
    step,
    taken,
)
from smup.i18n import Texts, texts
from smup.services import Services
from smup.views.datadesk.selection import Chosen


def choices(services: Services, chosen: Chosen) -> list[Component]:
    """Return the steps with what is chosen."""
    t = texts(chosen.lang)
    return [
        _indicators(services, chosen, t),
        units_step(services, chosen, t),
        years_step(services, chosen, t),
        shape_step(services, chosen, t),
    ]


def _indicators(services: Services, chosen: Chosen, t: Texts) -> html.Div:
    n, chips = len(chosen.indicators), _chips(services, chosen, t)
    every = sum(sector.indicator_count for sector in services.repository.sectors())
    nothing = None if chips else html.P(t("datadesk.indicators.none"), className="m dane-nic")
    clear = clear_button(
        t, "indicators", t("datadesk.indicators.clear"), ind=None, usluga=None, obszar=None
    )
    add = t("datadesk.indicators.add", n=count_text(every, t.lang))
    return step(
        1,
        "indicators",
        t.plural("common.indicators", n),
        [
            nothing,
            chip_list("indicators", t("datadesk.indicators.chosen"), chips, t),
            add_button(add, INDICATORS_DIALOG),
        ],
        title=t("datadesk.indicators.title"),
        clear=clear if chips else None,
    )


def _chips(services: Services, chosen: Chosen, t: Texts) -> list[html.Li]:
    """Return whole sectors, then whole services, then single indicators."""
    state, repository = chosen.state, services.repository
    of_sector = Counter(item.sector_code for item in chosen.indicators)
    of_service = Counter(item.service_code for item in chosen.indicators)
    by_code = {item.code: item for item in chosen.indicators}
    found = [
        ("obszar", code, repository.sector(code).name(t.lang), of_sector[code])
        for code in codes(state.obszar)
    ]
    found += [
        ("usluga", code, repository.service(code).name(t.lang), of_service[code])
        for code in codes(state.usluga)
    ]
    whole = [
        _chip(t, key, code, t("datadesk.indicators.whole", name=name, n=n))
        for key, code, name, n in found
    ]
    single = [
        _chip(t, "ind", code, by_code[code].short_name(t.lang))
        for code in codes(state.ind)
        if code in by_code
    ]
    return [*whole, *single]


def _chip(t: Texts, key: str, code: str, text: str) -> html.Li:
    return chip(text, t("datadesk.remove", name=text), taken(key, code))


def codes(text: str | None) -> list[str]:
    """Return the codes of a list of the address."""
    return [code for code in (text or "").split(".") if code]
