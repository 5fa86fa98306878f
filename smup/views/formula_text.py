"""The formula of an indicator with the numbers of one unit and year filled in."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from pydantic import ValidationError

from smup.catalogue.formula import FormulaNames, parse
from smup.catalogue.schema import Formula
from smup.errors import CatalogueError
from smup.flags import Flag
from smup.formats import format_empty, format_number, format_value
from smup.i18n import Texts, texts
from smup.repository.records import IndicatorInfo
from smup.views.linked import Value

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_SIGNS = {"*": "×", "/": "÷", "-": "\u2212"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A variable of a formula in one year.

    Attributes:
        code: of the variable.
        name: in the reader's language.
        text: value with its unit of measure, or the word of its emptiness.
        flag: kind of the value; None when the database holds no row.
        source: where the value comes from; empty when not known.
    """

    code: str
    name: str
    text: str
    flag: Flag | None
    source: str

    @property
    def known(self) -> bool:
        """Tell whether there is a number."""
        return self.flag is not None and self.flag.has_value


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledFormula:
    """A formula as a fraction with numbers.

    Attributes:
        numerator: numbers in the places of variables; empty when there is no formula to show.
        denominator: the same; empty when nothing is divided.
        multiplier: ``× 1000``, or empty when it is 1.
        result: value of the indicator with its unit, or the word of its emptiness.
        known: whether the result is a number.
        terms: the variables, in order of appearance.
        reason: why there is no result, or why the numbers of the formula are not shown; or empty.
    """

    numerator: str
    denominator: str
    multiplier: str
    result: str
    known: bool
    terms: tuple[Term, ...]
    reason: str


def card_formula(indicator: IndicatorInfo) -> Formula | None:
    """Return the formula of a card; None when the card has none or it cannot be read."""
    try:
        formula = Formula.model_validate(indicator.card.get("formula"))
        parse(formula)
    except (ValidationError, CatalogueError):
        return None
    return formula


def formula_names(indicator: IndicatorInfo) -> tuple[str, ...]:
    """Return the codes of the variables that the formula of an indicator uses."""
    formula = card_formula(indicator)
    return () if formula is None else parse(formula).all


def formula_in_words(indicator: IndicatorInfo, lang: str) -> str:
    """Return ``licznik ÷ mianownik × 1000`` in the words of the card, or an empty text."""
    formula = card_formula(indicator)
    if formula is None:
        return ""
    above = getattr(formula.numerator_label, lang)
    below = formula.denominator_label
    words = [above] if below is None else [above, "÷", getattr(below, lang)]
    return " ".join([*words, _multiplier(formula, lang)]).strip()


def fill_formula(
    indicator: IndicatorInfo, frame: pd.DataFrame, value: Value, *, year: int, lang: str
) -> FilledFormula:
    """Return the formula of one unit and year with its numbers.

    Args:
        indicator: whose formula it is.
        frame: variables of the unit; columns as in ``Repository.variable_values``, any years.
        value: value of the indicator in the unit and year.
        year: the year.
        lang: language of words and number marks.
    """
    t = texts(lang)
    formula = card_formula(indicator)
    rows: dict[str, Mapping[str, Any]] = {
        str(row["variable_code"]): row for row in frame[frame["year"] == year].to_dict("records")
    }
    names = parse(formula) if formula else FormulaNames(numerator=(), denominator=())
    terms = tuple(_term(code, rows.get(code), frame, t) for code in names.all)
    if formula is None or not any(term.flag is not None for term in terms):
        return _without_numbers(indicator, value, t)
    shown = {term.code: term.text for term in terms}
    plain = {code: _plain(rows.get(code), lang) for code in names.denominator}
    return FilledFormula(
        numerator=_filled(formula.numerator, shown),
        denominator=_below(formula, plain, shown, lang),
        multiplier=_multiplier(formula, lang),
        result=_result(indicator, value, lang),
        known=value.known,
        terms=terms,
        reason="" if value.known else _why_empty(terms, value, t),
    )


def _without_numbers(indicator: IndicatorInfo, value: Value, t: Texts) -> FilledFormula:
    reason = (
        t("indicator.formula.direct")
        if value.known
        else t(f"indicator.formula.flag.{value.flag.label}")
    )
    return FilledFormula(
        numerator="",
        denominator="",
        multiplier="",
        result=_result(indicator, value, t.lang),
        known=value.known,
        terms=(),
        reason=reason,
    )


def _term(code: str, row: Mapping[str, Any] | None, frame: pd.DataFrame, t: Texts) -> Term:
    lang = t.lang
    if row is None:
        names = frame.loc[frame["variable_code"] == code, f"name_{lang}"]
        name = str(names.iloc[0]) if len(names) else code
        word = format_empty(Flag.MISSING, lang)
        return Term(code=code, name=name, text=word, flag=None, source="")
    flag = Flag(int(row["flag"]))
    decimals = _decimals(row)
    unit = str(row[f"unit_{lang}"])
    number = row["value"]
    text = (
        format_value(float(number), unit=unit, decimals=decimals, lang=lang)
        if flag.has_value and not pd.isna(number)
        else format_empty(flag, lang, decimals=decimals)
    )
    source = row[f"source_{lang}"]
    return Term(
        code=code,
        name=str(row[f"name_{lang}"]),
        text=text,
        flag=flag,
        source="" if pd.isna(source) else str(source),
    )


def _decimals(row: Mapping[str, Any]) -> int:
    return 0 if pd.isna(row["decimals"]) else int(row["decimals"])


def _plain(row: Mapping[str, Any] | None, lang: str) -> str | None:
    """Return a value without its unit, or None when it is empty."""
    if row is None or pd.isna(row["value"]):
        return None
    return format_number(float(row["value"]), decimals=_decimals(row), lang=lang)


def _below(
    formula: Formula, plain: Mapping[str, str | None], shown: Mapping[str, str], lang: str
) -> str:
    """Return the denominator: numbers and the words of the card, which name what is counted."""
    if formula.denominator is None or formula.denominator_label is None:
        return ""
    if any(text is None for text in plain.values()):
        return _filled(formula.denominator, shown)
    numbers = _filled(formula.denominator, {code: str(text) for code, text in plain.items()})
    numbers = f"({numbers})" if len(plain) > 1 else numbers
    return f"{numbers} {getattr(formula.denominator_label, lang)}"


def _filled(expression: str, shown: Mapping[str, str]) -> str:
    """Return an expression with typographic signs and what stands for each variable."""
    signs = "".join(_SIGNS.get(sign, sign) for sign in expression)
    return _NAME.sub(lambda match: shown.get(match[0], match[0]), signs)


def _multiplier(formula: Formula, lang: str) -> str:
    if formula.multiplier == 1:
        return ""
    decimals = 0 if float(formula.multiplier).is_integer() else 4
    return f"× {format_number(formula.multiplier, decimals=decimals, lang=lang)}"


def _result(indicator: IndicatorInfo, value: Value, lang: str) -> str:
    if not value.known or value.flag is Flag.BELOW_FORMAT or math.isnan(value.value):
        return format_empty(value.flag, lang, decimals=indicator.decimals)
    return format_value(
        value.value, unit=indicator.unit(lang), decimals=indicator.decimals, lang=lang
    )


def _why_empty(terms: Sequence[Term], value: Value, t: Texts) -> str:
    """Name the first empty term and its kind; without one the denominator is zero."""
    for term in terms:
        if not term.known:
            kind = t(f"common.empty.{(term.flag or Flag.MISSING).label}.name")
            return t("indicator.formula.empty_term", name=term.name, kind=kind)
    if value.flag is Flag.NOT_APPLICABLE:
        return t("indicator.formula.zero_denominator")
    return t(f"indicator.formula.flag.{value.flag.label}")
