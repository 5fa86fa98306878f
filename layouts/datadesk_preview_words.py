"""Words that the parts of the preview share: counts, names of columns, empties."""

from dash import html

from smup.flags import Flag
from smup.formats import format_empty, format_number
from smup.i18n import Texts
from smup.tabular import Cell, Column
from smup.views.datadesk.columns import decimals_of
from smup.views.datadesk.screen import EMPTY_LABELS, VALUE, Screen

_BELOW = Flag.BELOW_FORMAT.label
_FLAGS = {flag.label: flag for flag in Flag}
PLAIN_NUMBERS = ("year",)
"""Whole numbers that are read without marks between thousands."""
NUMBERS = ("number", "integer")
"""Kinds of columns that hold numbers."""
_PATTERN = {
    "below-format": "wz-form",
    "missing": "wz-brak",
    "secret": "wz-taj",
    "not-applicable": "wz-nd",
    "not-yet-published": "wz-np",
}


def counted(t: Texts, key: str, n: int) -> str:
    """Return a number of things in words: ``39 wierszy``, ``37 155 wierszy``."""
    return t.plural(f"datadesk_preview.{key}", n, number=whole(t, n))


def whole(t: Texts, n: int) -> str:
    """Return a whole number as it is read."""
    return format_number(n, decimals=0, lang=t.lang)


def head_over(screen: Screen, column: Column) -> str:
    """Return the head over the columns of an indicator: its name and unit; else nothing."""
    several = sum(one.column.indicator == column.indicator for one in screen.columns) > 1
    if not column.indicator or not (several or "@" in column.key):
        return ""
    return _indicator_words(screen, column)


def column_head(screen: Screen, column: Column, t: Texts) -> str:
    """Return the head of a column; under the name of its indicator only what differs there."""
    if not column.indicator:
        return column.title
    if not head_over(screen, column):
        return _indicator_words(screen, column)
    base, _, what = column.key.partition(":")
    year = base.partition("@")[2]
    if year and not what:
        return year
    word = t(f"datadesk_table.column.{what or VALUE}").lower()
    return f"{year} · {word}" if year else word


def _indicator_words(screen: Screen, column: Column) -> str:
    """Return the short name of the indicator of a column with the unit of its values."""
    lang = screen.chosen.lang
    found = next(item for item in screen.chosen.indicators if item.code == column.indicator)
    unit = found.unit(lang)
    # A unit that explains codes (1 = yes, 0 = no) is too long for a head.
    named = unit and "=" not in unit
    return f"{found.short_name(lang)}, {unit}" if named else found.short_name(lang)


def decimals_by(screen: Screen, column: Column) -> dict[str, int]:
    """Return the places of numbers by the indicator of the row, where rows differ in them."""
    if column.kind not in NUMBERS or column.decimals is not None:
        return {}
    what = column.key if not column.indicator else column.key.partition(":")[2]
    return {item.code: decimals_of(what, item) or 0 for item in screen.chosen.indicators}


def empty_words(lang: str) -> dict[str, list[str]]:
    """Return pattern and word of each kind of value that is not shown as a number."""
    return {
        label: [_PATTERN[label], "" if label == _BELOW else format_empty(_FLAGS[label], lang)]
        for label in sorted({*EMPTY_LABELS, _BELOW})
    }


def cell_content(cell: Cell, column: Column, decimals: int, lang: str) -> str | html.Span | None:
    """Return what stands in a cell: a number as it is read, a text, a pattern with its word.

    Args:
        cell: as of ``screen_rows``.
        column: of the cell.
        decimals: places to which its number is read.
        lang: ``pl`` or ``en``.
    """
    if cell is None:
        return None
    if column.kind not in NUMBERS:
        return str(cell)
    if isinstance(cell, str):
        pattern = html.I(className=_PATTERN[cell], **{"aria-hidden": "true"})
        word = format_empty(_FLAGS[cell], lang, decimals=decimals)
        return html.Span([pattern, word], className="puste")
    if column.key in PLAIN_NUMBERS:
        return str(cell)
    return format_number(cell, decimals=decimals, lang=lang, group_all=True)
