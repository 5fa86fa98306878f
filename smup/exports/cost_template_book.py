"""The templates of costs as one workbook: a sheet each, instructions, lists of allowed codes."""

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from smup.costs.dictionary import OTHER, CostDictionary, CostService
from smup.costs.templates import TEMPLATES, Template
from smup.exports.cost_templates import rows_of
from smup.i18n import Texts, texts
from smup.models.costs import CIRCUMSTANCES, INCOME_KINDS

MADE = dt.datetime(2026, 1, 1)  # noqa: DTZ001  a fixed moment, so that the file is always the same
LAST_ROW = 5_000
STEPS = range(1, 8)
LINE_SIGNS, TWO_LINES = 124, 30
"""Signs that fit on a line of the instructions; height of two lines in points."""
WIDTHS = {"name": 34, "note": 48, "service": 26, "measure": 18, "amount": 18, "value": 18}
CODES = frozenset({"unit", "division", "chapter", "paragraph"})
MONEY = frozenset({"amount", "value"})
YEARS = frozenset({"year", "first_year", "last_year"})
LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "font_color": "#10243A"},
    "part": {"bold": True, "font_size": 12, "font_color": "#10243A"},
    "example": {"bold": True, "font_color": "#4D3800", "bg_color": "#FFF3CC"},
    "head": {"bold": True, "bg_color": "#E8EEF2", "bottom": 1},
    "optional": {"italic": True, "bg_color": "#E8EEF2", "bottom": 1},
    "wrap": {"text_wrap": True, "valign": "top", "indent": 1},
    "code": {"num_format": "@", "align": "left"},
    "money": {"num_format": "#,##0.00"},
    "plain": {},
}
Block = tuple[Sequence[str], Sequence[Sequence[str]]]


def template_workbook(dictionary: CostDictionary, *, lang: str, example: bool = False) -> bytes:
    """Return the workbook, XLSX without macros or formulas.

    Args:
        dictionary: whose codes are allowed.
        lang: ``pl`` or ``en``, for instructions and names; columns and sheets have one name.
        example: with the rows of the worked example, labelled so.
    """
    data = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(data, options) as workbook:
        workbook.set_properties({"created": MADE})
        _Book(workbook, dictionary, texts(lang), example=example).write()
    return data.getvalue()


class _Book:
    def __init__(
        self, workbook: Any, dictionary: CostDictionary, t: Texts, *, example: bool
    ) -> None:
        self.workbook, self.dictionary, self.t, self.example = workbook, dictionary, t, example
        self.looks = {name: workbook.add_format(look) for name, look in LOOKS.items()}
        self.lists: dict[str, str] = {}

    def write(self) -> None:
        first = self.workbook.add_worksheet(self.t("cost_import.book.instructions"))
        sheets = {name: self.workbook.add_worksheet(name) for name in TEMPLATES}
        self._dictionaries(self.workbook.add_worksheet(self.t("cost_import.book.dictionaries")))
        for name, sheet in sheets.items():
            self._table(sheet, TEMPLATES[name])
        self._instructions(first)

    def _instructions(self, sheet: Any) -> None:
        t, looks = self.t, self.looks
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_column(0, 0, 20)
        sheet.set_column(1, 1, 96, looks["wrap"])
        sheet.write(0, 0, t("cost_import.book.title"), looks["title"])
        at = 1
        if self.example:
            sheet.merge_range(at, 0, at, 1, t("cost_import.book.example"), looks["example"])
            at += 1
        for step in STEPS:
            sheet.write(at + 1, 0, f"{step}.", looks["wrap"])
            text = t(f"cost_import.step.{step}")
            sheet.write(at + 1, 1, text, looks["wrap"])
            if len(text) > LINE_SIGNS:
                sheet.set_row(at + 1, TWO_LINES)
            at += 1
        for name, template in TEMPLATES.items():
            at += 2
            sheet.write(at, 0, name, looks["part"])
            sheet.write(at, 1, t(f"cost_import.table.{name}"), looks["wrap"])
            for column in template.columns:
                at += 1
                look = "optional" if column in template.optional else "head"
                sheet.write(at, 0, column, looks[look])
                sheet.write(at, 1, self._about(template, column), looks["wrap"])

    def _table(self, sheet: Any, template: Template) -> None:
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        for at, column in enumerate(template.columns):
            look = "code" if column in CODES else "money" if column in MONEY else "plain"
            sheet.set_column(at, at, WIDTHS.get(column, 12), self.looks[look])
            head = "optional" if column in template.optional else "head"
            sheet.write(0, at, column, self.looks[head])
            sheet.write_comment(0, at, self._about(template, column), {"x_scale": 2})
            if rule := self._rule(template, column):
                sheet.data_validation(1, at, LAST_ROW, at, rule)
        if self.example:
            for line, row in enumerate(rows_of(template), start=1):
                for at, cell in enumerate(row):
                    if cell is not None:
                        number = float(cell) if isinstance(cell, Decimal) else cell
                        sheet.write(line, at, number)

    def _about(self, template: Template, column: str) -> str:
        return self.t(f"cost_import.column.{template.name}.{column}")

    def _rule(self, template: Template, column: str) -> dict[str, Any] | None:
        """Return what a spreadsheet checks at once; the load checks everything again."""
        if column in YEARS:
            return {"validate": "integer", "criteria": "between", "minimum": 1900, "maximum": 2100}
        source = self.lists.get(f"{template.name}.{column}") or self.lists.get(column)
        return {"validate": "list", "source": source} if source else None

    def _dictionaries(self, sheet: Any) -> None:
        """Write the allowed codes side by side, and keep where each list is."""
        column = 0
        for name, (heads, rows) in self._blocks().items():
            sheet.write(0, column, self.t(f"cost_import.list.{name}"), self.looks["part"])
            sheet.write_row(1, column, heads, self.looks["head"])
            for line, row in enumerate(rows, start=2):
                for at, cell in enumerate(row, start=column):
                    sheet.write_string(line, at, cell, self.looks["code"])
            letter = xl_col_to_name(column)
            self.lists[name] = f"='{sheet.name}'!${letter}$3:${letter}${len(rows) + 2}"
            for at in range(len(heads)):
                sheet.set_column(column + at, column + at, 16 if at == 0 else 40)
            column += len(heads) + 1
        for table in ("dochody", "okolicznosci"):
            self.lists[f"{table}.kind"] = self.lists.pop(table)
        self.lists["klucze.service"] = self.lists["key_service"]

    def _blocks(self) -> Mapping[str, Block]:
        """Return the lists by name; the first column of each holds the codes."""
        t, dictionary = self.t, self.dictionary
        code, name = t("cost_import.head.code"), t("cost_import.head.name")
        services = [(one.code, self._said(one.title)) for one in dictionary.services.values()]
        rest = (OTHER, t("cost_import.list.rest"))
        measures = _measures(dictionary.services, t.lang)
        return {
            "service": ((code, name), services),
            "key_service": ((code, name), [*services, rest]),
            "pool": (
                (code, name),
                [(one.code, self._said(one.name)) for one in dictionary.pools.values()],
            ),
            "measure": ((code, t("cost_import.head.services")), measures),
            "dochody": (
                (code, name),
                [(kind, t(f"costs.income.{kind}")) for kind in INCOME_KINDS],
            ),
            "okolicznosci": (
                (code, name),
                [(kind, t(f"cost_import.circumstance.{kind}")) for kind in CIRCUMSTANCES],
            ),
            "chapters": (
                (code, name),
                [(one.code, self._said(one.name)) for one in dictionary.chapters.values()],
            ),
            "paragraphs": (
                (code, name),
                [(one.code, self._said(one.name)) for one in dictionary.paragraphs.values()],
            ),
        }

    def _said(self, both: Any) -> str:
        found: str = both.en if self.t.lang == "en" else both.pl
        return found


def _measures(services: Mapping[str, CostService], lang: str) -> list[tuple[str, str]]:
    """Return the codes of measures, each once, with the services that have it."""
    users: dict[str, list[str]] = {}
    for service in services.values():
        for measure in (service.output, service.resource, service.facilities):
            if measure is not None:
                said = service.title.en if lang == "en" else service.title.pl
                users.setdefault(measure.code, []).append(said)
    return [(code, ", ".join(dict.fromkeys(said))) for code, said in users.items()]
