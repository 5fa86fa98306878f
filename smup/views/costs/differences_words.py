"""What the differences say: a sentence, bars that add up, and the table behind them."""

import math
from dataclasses import dataclass

from smup.costs.differences import Effect
from smup.figures.cost_effects import EffectBar, EffectsText, effects_figure
from smup.figures.theme import Figure
from smup.formats import format_number
from smup.views.costs.differences import KINDS, ROUNDS_TO_NOTHING, Differences
from smup.views.costs.money import per_unit, per_unit_number, unit_decimals, zloty
from smup.views.costs.records import CostData
from smup.views.costs.spoken import spoken

SCALES = (1, 100, 1_000, 10_000, 100_000, 1_000_000)
POSTS, PLACES = "etaty", "wielkosc"


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectRow:
    """A row of the table.

    Attributes:
        label: the effect in words: ``mniejsze oddziały``.
        measure: what is compared: ``uczniów na 1 oddział``.
        mine: in my unit.
        theirs: in the middle of the peers.
        amount: zl per unit of output, with sign.
    """

    label: str
    measure: str
    mine: str
    theirs: str
    amount: str


def shown_effects(found: Differences, kind: str | None = None) -> list[Effect]:
    """Return the effects worth a row: not those of what neither mine nor the peers have."""
    return [
        effect
        for effect in found.effects
        if (effect.mine or effect.theirs) and kind in {None, effect.kind}
    ]


def effect_label(data: CostData, effect: Effect) -> str:
    """Return an effect in words that say its direction; of none, what it is about."""
    t, side = data.t, "above" if effect.amount > 0 else "below"
    if abs(effect.amount) < ROUNDS_TO_NOTHING:
        side = "same"
    words = _nouns(data)
    key = f"cost_trend.effect.{effect.code}"
    resource = data.service.resource
    if resource is not None and t.has(f"{key}.{resource.code}.{side}"):
        return t(f"{key}.{resource.code}.{side}")
    return t(f"{key}.{side}", **words)


def _nouns(data: CostData) -> dict[str, str]:
    """Return the nouns of the service in the reader's language."""
    service, lang = data.service, data.lang
    resource = service.resource
    return {
        "per": spoken(service.per, lang),
        "outputs": spoken(service.output.many, lang),
        "resource": "" if resource is None else spoken(resource.one, lang),
        "resources": "" if resource is None else spoken(resource.many, lang),
    }


def effect_row(data: CostData, effect: Effect) -> EffectRow:
    """Return an effect with the two ratios it comes from."""
    scale, decimals, mine, theirs = _ratio(effect)
    counted = format_number(scale, decimals=0, lang=data.lang)
    if decimals is None:
        pair = [_money(data, effect, value) for value in (mine, theirs)]
    else:
        pair = [format_number(one, decimals=decimals, lang=data.lang) for one in (mine, theirs)]
    return EffectRow(
        label=effect_label(data, effect),
        measure=data.t(f"cost_trend.measure.{effect.code}", **_nouns(data), scale=counted),
        mine=pair[0],
        theirs=pair[1],
        amount=per_unit_number(data, effect.amount, signed=True),
    )


def _money(data: CostData, effect: Effect, value: float) -> str:
    if effect.code == "placa":
        return zloty(value, lang=data.lang, group_all=True)
    return per_unit(data, value)


def _ratio(effect: Effect) -> tuple[int, int | None, float, float]:
    """Return scale, decimals (None: money) and the two ratios in a form that can be read.

    Places per unit of output are turned into output per place: pupils in a class.
    """
    if effect.code == PLACES:
        return 1, 1, 1 / effect.mine, 1 / effect.theirs
    if effect.code == "obsada":
        return 1, 2, effect.mine, effect.theirs
    if effect.code == POSTS:
        scale = next((one for one in SCALES if effect.theirs * one >= 1), SCALES[-1])
        return scale, 2, effect.mine * scale, effect.theirs * scale
    return 1, None, effect.mine, effect.theirs


def differences_sentence(data: CostData, found: Differences) -> str:
    """Return the difference and the two effects that make most of it."""
    t = data.t
    words = {
        "unit": data.unit_name,
        "mine": per_unit(data, found.mine),
        "theirs": per_unit(data, found.theirs),
        "per": _nouns(data)["per"],
        "difference": per_unit(data, abs(found.total)),
    }
    half = 0.5 * 10 ** -unit_decimals(data)
    side = "same" if abs(found.total) < half else "above" if found.total > 0 else "below"
    opening = t(f"cost_trend.differences.{side}", **words)
    named = [
        t(
            "cost_trend.differences.effect",
            label=effect_label(data, effect),
            amount=per_unit(data, effect.amount, signed=True),
        )
        for effect in found.largest
    ]
    if not named:
        return opening
    key = "most_two" if len(named) > 1 else "most_single"
    return opening + t(f"cost_trend.differences.{key}", first=named[0], second=named[-1])


def differences_pictures(data: CostData, found: Differences) -> dict[str, Figure]:
    """Return the figure by width."""
    t = data.t
    bars = [
        EffectBar(
            label=effect_label(data, effect),
            amount=effect.amount,
            text=per_unit_number(data, effect.amount, signed=True),
        )
        for effect in shown_effects(found)
    ]
    total = EffectBar(
        label=t("cost_trend.differences.total"),
        amount=found.total,
        text=per_unit_number(data, found.total, signed=True),
    )
    text = EffectsText(
        lower=t("cost_trend.differences.lower"),
        higher=t("cost_trend.differences.higher"),
        number_format=f",.{unit_decimals(data)}f",
    )
    return effects_figure(bars, total, text=text, lang=data.lang, sample_text=data.stamp)


def kind_rows(data: CostData, found: Differences) -> list[tuple[str, str, list[EffectRow]]]:
    """Return name, sum and rows of each kind of effect that has any."""
    groups = []
    for kind in KINDS:
        rows = [effect_row(data, effect) for effect in shown_effects(found, kind)]
        if rows:
            together = per_unit_number(data, found.of_kind(kind), signed=True)
            groups.append((data.t(f"cost_trend.kind.{kind}"), together, rows))
    return groups


def differences_notes(data: CostData, found: Differences) -> list[str]:
    """Return how the middle is made, the median beside it, and who is left out."""
    t = data.t
    notes = [t.plural("cost_trend.differences.middle", found.peers)]
    if not math.isnan(data.median):
        notes.append(t("cost_trend.differences.median", median=per_unit(data, data.median)))
    if found.left_out:
        notes.append(t.plural("cost_trend.differences.left_out", found.left_out))
    if found.plain:
        notes.insert(0, t(f"cost_trend.differences.plain.{found.plain}"))
    return notes
