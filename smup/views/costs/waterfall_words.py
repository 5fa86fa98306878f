"""What the waterfall of costs says: names of terms, where they come from, picture."""

from smup.costs.dictionary import OTHER, PoolCard, Rule, read_dictionary
from smup.costs.keys import AVERAGE, OWN
from smup.figures.theme import Figure
from smup.figures.waterfall import Step, WaterfallText, waterfall_figure
from smup.formats import format_number
from smup.views.costs.money import MILLION, per_unit, per_unit_number, zloty
from smup.views.costs.records import CostData
from smup.views.costs.spoken import opened, spoken
from smup.views.costs.waterfall import Term, has_output, missing_parts, terms_of

LINE = "|"
HUGE = 100 * MILLION
THOUSAND = 1e3


def counted_in_all(data: CostData) -> bool:
    """Tell whether the waterfall shows amounts in all: on request, or without output."""
    return data.selection.state.total or not has_output(data)


def term_name(data: CostData, key: str) -> str:
    """Return the name of a term, short enough to stand under its bar."""
    if key == "sales":
        return data.t(f"cost_page.term.sales.{data.service.level}")
    return data.t(f"cost_page.term.{key}.name")


def term_note(data: CostData, key: str) -> tuple[str, ...]:
    """Return the small lines under the name of a term."""
    t = data.t
    if key == "capital":
        way = data.keys.capital
        years = 0 if data.mine is None else int(data.costs.capital_years[data.mine])
        note = t.plural("cost_page.term.capital.srednia", years) if way == AVERAGE else None
        return tuple((note or t(f"cost_page.term.capital.{way}")).split(LINE))
    if key == "net":
        return (t(f"cost_page.term.net.note_{data.service.level}"),)
    return tuple(t(f"cost_page.term.{key}.note").split(LINE))


def key_word(data: CostData, code: str) -> str:
    """Return the word of a key: ``czas pracy``, ``średnia 10 lat``."""
    return data.t(f"cost_page.key.{code}")


def pools_of(data: CostData, part: str) -> tuple[PoolCard, ...]:
    """Return the pools behind the entity or the shared costs, in the order of the dictionary."""
    return tuple(pool for pool in read_dictionary().pools_of(data.service) if pool.kind == part)


def origin(data: CostData, key: str) -> str:
    """Return where a term comes from: chapters, key, register."""
    t = data.t
    words = {"chapters": chapters(data.service.rules, data.selection.year or 0)}
    if key in {"entity", "shared"}:
        pools = pools_of(data, key)
        words["pools"] = ", ".join(spoken(pool.name, data.lang) for pool in pools)
        rules = tuple(rule for pool in pools for rule in pool.rules)
        words["chapters"] = chapters(rules, data.selection.year or 0)
        words["key"] = chosen_key(data, key)
        return t(f"cost_page.origin.{key}", **words)
    if key == "capital":
        return t(f"cost_page.origin.capital.{data.keys.capital}")
    if key == "fees" and data.service.fees_label is not None:
        return opened(spoken(data.service.fees_label, data.lang))
    return t(
        f"cost_page.origin.{key}", **({"chapters": words["chapters"]} if key == "direct" else {})
    )


def chosen_key(data: CostData, part: str) -> str:
    """Return the chosen key of entity or shared costs in words, an own one with its share."""
    keys = data.keys
    code = keys.entity if part == "entity" else keys.shared
    share = keys.entity_share if part == "entity" else keys.shared_share
    if code == OWN and share is not None:
        number = format_number(share, decimals=1 if share % 1 else 0, lang=data.lang)
        return data.t("cost_page.key.share", share=number)
    return key_word(data, code)


def chapters(rules: tuple[Rule, ...], year: int) -> str:
    """Return the chapters of rules in force in a year: ``80101, 80107``."""
    found = [
        rule.chapter
        for rule in rules
        if (rule.first_year or year) <= year <= (rule.last_year or year)
    ]
    return ", ".join(dict.fromkeys(found)) or OTHER


def heading_note(data: CostData) -> str:
    """Return what the bars are: unit, year, prices, and what the light ones mean."""
    t = data.t
    unit = picture_unit(data)
    return t("cost_page.waterfall.note", unit=opened(unit), year=data.selection.year)


def picture_unit(data: CostData) -> str:
    """Return the unit of measure of the bars: ``zł na ucznia``, ``tys. zł``."""
    t = data.t
    if counted_in_all(data):
        return t("cost_page.unit.mln" if _huge(data) else "cost_page.unit.tys")
    return f"{t('cost_page.unit.zl')} {spoken(data.service.per, data.lang)}"


def picture_text(data: CostData) -> str:
    """Return the waterfall in a sentence: every term with its amount."""
    listed = [
        f"{term_name(data, term.key).lower()} {_label(data, term, signs=False)}"
        for term in terms_of(data)
    ]
    return data.t(
        "cost_page.waterfall.text",
        unit=picture_unit(data),
        year=data.selection.year,
        terms="; ".join(listed),
    )


def missing_words(data: CostData, part: str) -> str:
    """Return that the key of a part has no numbers in my unit, and what can be done.

    Of a sum: why each of its parts is missing.
    """
    codes = {
        "entity": data.keys.entity,
        "shared": data.keys.shared,
        "capital": data.keys.capital,
    }
    parts = [part] if part in codes else missing_parts(data)
    return " ".join(data.t(f"cost_page.missing.{codes[one]}") for one in parts)


def waterfall_pictures(data: CostData) -> dict[str, Figure]:
    """Return the figure by width."""
    steps = [_step(data, term) for term in terms_of(data)]
    text = WaterfallText(
        unit=picture_unit(data),
        sample=data.stamp,
    )
    return {
        width: waterfall_figure(steps, text=text, lang=data.lang, narrow=width == "narrow")
        for width in ("wide", "narrow")
    }


def _step(data: CostData, term: Term) -> Step:
    value = term.amount if counted_in_all(data) else term.unit
    name = term_name(data, term.key)
    per = spoken(data.service.per, data.lang)
    amounts = [f"{per_unit(data, term.unit)} {per}", zloty(term.amount, lang=data.lang)]
    return Step(
        name=name,
        notes=term_note(data, term.key),
        kind=term.kind,
        value=-value if term.kind == "taken" else value,
        label=_label(data, term),
        hover=f"<b>{name}</b><br>{'<br>'.join(amounts)}<br>{origin(data, term.key)}",
    )


def _label(data: CostData, term: Term, *, signs: bool = True) -> str:
    """Return the value of a bar in words; what is not known says so."""
    if not term.known:
        return data.t("cost_page.waterfall.unknown")
    signed = term.kind == "added" and signs
    sign = -1 if term.kind == "taken" else 1
    if not counted_in_all(data):
        return per_unit_number(data, sign * term.unit, signed=signed)
    scale, decimals = (MILLION, 1) if _huge(data) else (THOUSAND, 0)
    return format_number(
        sign * term.amount / scale, decimals=decimals, lang=data.lang, group_all=True, signed=signed
    )


def _huge(data: CostData) -> bool:
    """Tell whether whole thousands would be too long to stand over a bar."""
    return any(term.known and abs(term.amount) >= HUGE for term in terms_of(data))
