"""What the panel of keys says."""

import math

from smup.costs.keys import OWN
from smup.views.costs.keys_panel import KeyPart, Total
from smup.views.costs.money import per_unit, zloty
from smup.views.costs.records import CostData
from smup.views.costs.spoken import spoken
from smup.views.costs.waterfall import has_output
from smup.views.costs.waterfall_words import pools_of
from smup.views.sentences import Sentence


def part_note(data: CostData, code: str) -> str:
    """Return what is shared by the key: the names of the pools."""
    if code == "capital":
        return data.t("cost_page.keys.capital_note")
    return ", ".join(spoken(pool.name, data.lang) for pool in pools_of(data, code))


def others_words(data: CostData, part: KeyPart) -> str:
    """Return what the part would cost by another permitted key; empty when there is none."""
    t, others = data.t, part.others
    if len(part.options) < 2 or not others:
        return ""
    low, high = others[0], others[-1]
    if len(others) == 1 or amount_words(data, low) == amount_words(data, high):
        return t("cost_page.keys.other.single", amount=amount_words(data, low))
    if len(others) == 2 and low == 0:
        return t("cost_page.keys.other.zero", high=amount_words(data, high))
    return t("cost_page.keys.other.span", low=_number(data, low), high=amount_words(data, high))


def unavailable(data: CostData, part: KeyPart) -> tuple[str, ...]:
    """Return why each key without numbers cannot be chosen."""
    return tuple(
        data.t(f"cost_page.keys.unavailable.{option.code}")
        for option in part.options
        if not option.known and option.code != OWN
    )


def total_words(data: CostData, total: Total) -> Sentence:
    """Return the full cost by the chosen keys, and between what it lies by the others."""
    t = data.t
    after = ""
    if not math.isnan(total.low) and total.low < total.high:
        low, high = _number(data, total.low), amount_words(data, total.high)
        after = t("cost_page.keys.total.span", low=low, high=high)
        if not math.isnan(total.without):
            after += t("cost_page.keys.total.without", low=amount_words(data, total.without))
    unknown = t("cost_page.keys.total.unknown")
    strong = unknown if math.isnan(total.value) else amount_words(data, total.value)
    return Sentence(before=t("cost_page.keys.total.sum"), strong=strong, after=after)


def amount_words(data: CostData, amount: float) -> str:
    """Return an amount of the panel: per unit of output, in all where there is none."""
    return per_unit(data, amount) if has_output(data) else zloty(amount, lang=data.lang)


def _number(data: CostData, amount: float) -> str:
    """Return an amount without its unit, before a longer one that has it."""
    unit = data.t("cost_page.unit.zl")
    return amount_words(data, amount).removesuffix(unit).rstrip()
