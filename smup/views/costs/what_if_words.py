"""What the what-if says: a sentence, and the numbers before and after."""

import math
from typing import NamedTuple

from smup.formats import format_number
from smup.views.costs.money import UNKNOWN, large, per_unit, percent, zloty
from smup.views.costs.places import place_text
from smup.views.costs.records import CostData
from smup.views.costs.spoken import counted, spoken
from smup.views.costs.what_if import WhatIf


class Row(NamedTuple):
    """A row of the table: name, now, after, difference."""

    name: str
    before: str
    after: str
    difference: str


def what_if_sentence(data: CostData, found: WhatIf) -> str:
    """Return what comes of the change, or the invitation to make one."""
    t = data.t
    if not found.changed:
        return t("cost_page.what_if.nothing")
    before, after = found.before, found.after
    said = t(
        "cost_page.what_if.sentence",
        change=_change_words(data, found),
        gross=_whole(data, after.gross),
        gross_difference=_difference(data, after.gross - before.gross, whole=True),
    )
    if not math.isnan(after.unit):
        said += t(
            f"cost_page.what_if.unit_{data.service.level}",
            per=spoken(data.service.per, data.lang),
            unit=per_unit(data, after.unit),
            net=per_unit(data, after.net_unit),
            net_difference=_difference(data, after.net_unit - before.net_unit, whole=False),
        )
    if after.place is not None and before.place is not None:
        said += t(
            "cost_page.what_if.place",
            after=place_words(after.place),
            before=place_words(before.place),
            n=found.n,
        )
    return said


def _change_words(data: CostData, found: WhatIf) -> str:
    """Return what is changed: ``mniej: 1 szkoła, oszczędność 45% jej kosztu; opłaty +10%``."""
    t, change, parts = data.t, found.change, []
    if change.fewer and data.service.facilities is not None:
        key = "fewer" if change.fewer > 0 else "more"
        places = counted(data.service.facilities, abs(change.fewer), data.lang)
        share = percent(change.saved_share, lang=data.lang)
        parts.append(t(f"cost_page.what_if.{key}", places=places, share=share))
    if change.fee:
        fee = percent(change.fee, lang=data.lang, signed=True)
        parts.append(t("cost_page.what_if.fee_change", percent=fee))
    return "; ".join(parts)


def place_words(place: tuple[int, int] | None) -> str:
    """Return places: ``14–22``, ``14``; a dash without one."""
    return UNKNOWN if place is None else place_text(place)


def _whole(data: CostData, amount: float) -> str:
    return " ".join(large(amount, lang=data.lang)).replace(" ", "\u00a0")


def _difference(data: CostData, amount: float, *, whole: bool) -> str:
    """Return a difference in words: ``o 2,0 mln zł mniej``; that there is none."""
    words = _whole(data, abs(amount)) if whole else per_unit(data, abs(amount))
    if words == (_whole(data, 0.0) if whole else per_unit(data, 0.0)):
        return data.t("cost_page.what_if.same")
    return data.t(f"cost_page.what_if.{'up' if amount > 0 else 'down'}", amount=words)


def what_if_rows(data: CostData, found: WhatIf) -> tuple[Row, ...]:
    """Return the table of numbers before and after."""
    t, before, after = data.t, found.before, found.after
    per = spoken(data.service.per, data.lang)

    def money(key: str, now: float, then: float) -> Row:
        before, after = (zloty(one, lang=data.lang, group_all=True) for one in (now, then))
        change = zloty(then - now, lang=data.lang, signed=True, group_all=True)
        return Row(t(f"cost_page.what_if.row.{key}"), before, after, change)

    def unit(key: str, now: float, then: float) -> Row:
        before, after = (per_unit(data, one) for one in (now, then))
        change = per_unit(data, then - now, signed=True)
        return Row(t(f"cost_page.what_if.row.{key}", per=per), before, after, change)

    rows = [
        money("gross", before.gross, after.gross),
        money("net", before.net, after.net),
        unit("unit", before.unit, after.unit),
        unit("net_unit", before.net_unit, after.net_unit),
    ]
    n = format_number(found.n, decimals=0, lang=data.lang)
    place = t("cost_page.what_if.row.place", n=n)
    rows.append(Row(place, place_words(before.place), place_words(after.place), ""))
    return tuple(rows)


def obstacle_words(data: CostData, part: str, obstacle: str) -> str:
    """Return why something cannot be changed."""
    facilities = data.service.facilities
    names = {} if facilities is None else {"places": spoken(facilities.many, data.lang)}
    key = f"cost_page.what_if.no_{part}.{obstacle}"
    return data.t(key, **names) if part == "places" and obstacle == "unknown" else data.t(key)
