"""The table of the data desk: its first rows as HTML, and the place of the grid that scrolls."""

import json
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any

from dash import html
from dash.development.base_component import Component

from layouts.datadesk_preview_words import (
    NUMBERS,
    PLAIN_NUMBERS,
    cell_content,
    column_head,
    counted,
    decimals_by,
    empty_words,
    head_over,
    whole,
)
from layouts.frozen import markup
from smup.i18n import Texts
from smup.links import table_href
from smup.repository import Repository
from smup.settings import ASSETS
from smup.tabular import Cell, Column
from smup.views.datadesk.screen import Screen

FIRST_ROWS = 20
"""Rows of the HTML table, before the grid is there, without it and in print."""
PINNED = ("teryt", "unit")
"""Columns that stay while the others scroll sideways, on wide screens."""
SCRIPTS = "vendor/on-demand"
HEAD_ROWS = 2


def table_panel(repository: Repository, screen: Screen, t: Texts) -> html.Div:
    """Return the table; the browser puts the grid in the place of the first rows."""
    rows = screen.extract.table.rows
    words = "caption_sample" if screen.extract.description.sample else "caption"
    caption = t(
        f"datadesk_preview.{words}",
        shown=whole(t, len(screen.first)),
        rows=counted(t, "rows_of", rows),
    )
    table = html.Table(
        [html.Caption(caption), _head(screen, t), _body(screen)],
        className="t",
    )
    label = {"aria-label": t("datadesk_preview.table", rows=counted(t, "rows", rows))}
    plain = html.Div(
        tabIndex=0, role="region", className="tw", **{"data-html": markup(table)}, **label
    )
    host = html.Div(className="dane-siatka", **{"data-dane-siatka": _grid(repository, screen, t)})
    return html.Div([plain, host], className="dane-tabela")


def _head(screen: Screen, t: Texts) -> html.Thead:
    """Return the head: names of indicators over their years, where there are several columns."""
    columns = [one.column for one in screen.columns]
    overs = [head_over(screen, column) for column in columns]
    if not any(overs):
        return html.Thead(html.Tr([_head_cell(screen, column, t) for column in columns]))
    top: list[Component] = []
    under: list[Component] = []
    for over, found in groupby(zip(overs, columns, strict=True), key=lambda pair: pair[0]):
        group = [column for _over, column in found]
        if over:
            top.append(html.Th(over, colSpan=len(group), scope="colgroup", className="nad"))
            under += [_head_cell(screen, column, t) for column in group]
        else:
            top += [_head_cell(screen, column, t, rowSpan=HEAD_ROWS) for column in group]
    return html.Thead([html.Tr(top), html.Tr(under)])


def _head_cell(screen: Screen, column: Column, t: Texts, **more: Any) -> html.Th:
    kind = "num" if column.kind in NUMBERS else None
    text = column_head(screen, column, t)
    return html.Th(text, scope="col", className=kind, title=column.title, **more)


def _body(screen: Screen) -> html.Tbody:
    mine, code, indicator = _my_code(screen), _place(screen, "teryt"), _place(screen, "indicator")
    differing = [decimals_by(screen, one.column) for one in screen.columns]

    def cells(row: list[Cell]) -> list[Component]:
        of = "" if indicator is None else str(row[indicator])
        return [
            _cell(screen, cell, one.column, by.get(of, one.column.decimals or 0))
            for cell, one, by in zip(row, screen.columns, differing, strict=True)
        ]

    def look(row: list[Cell]) -> str | None:
        return "ja" if mine and code is not None and row[code] == mine else None

    return html.Tbody([html.Tr(cells(row), className=look(row)) for row in screen.first])


def _cell(screen: Screen, cell: Cell, column: Column, decimals: int) -> html.Td:
    kind = "num" if column.kind in NUMBERS else "nb"
    return html.Td(cell_content(cell, column, decimals, screen.chosen.lang), className=kind)


def _grid(repository: Repository, screen: Screen, t: Texts) -> str:
    """Return what the grid is made of, as JSON: columns, address of rows, words."""
    description = screen.extract.description
    rows = screen.extract.table.rows
    directory = repository.directory()
    return json.dumps(
        {
            "script": grid_script(),
            "rows_url": table_href(t.lang, description.table, "rows.json", description.query),
            "rows": rows,
            "lang": t.lang,
            "columns": [_grid_column(screen, place, t) for place in range(len(screen.columns))],
            "sort": screen.chosen.state.sort,
            "mine": _my_code(screen),
            "code": _place(screen, "teryt"),
            "indicator": _place(screen, "indicator"),
            "fictional": [unit.teryt for unit in directory.units if unit.fictional],
            "empty": empty_words(t.lang),
            "words": {
                "label": t("datadesk_preview.table", rows=counted(t, "rows", rows)),
                "loading": t("datadesk_preview.loading"),
                "mine": t("datadesk_preview.mine"),
                "fictional": t("datadesk_preview.fictional"),
                "failed": t("datadesk_preview.failed"),
                "retry": t("datadesk_preview.retry"),
                "seen": t("datadesk_preview.seen_rows"),
            },
        },
        ensure_ascii=False,
    )


def _grid_column(screen: Screen, place: int, t: Texts) -> dict[str, Any]:
    column = screen.columns[place].column
    return {
        "key": column.key,
        "head": column_head(screen, column, t),
        "over": head_over(screen, column),
        "letters": _letters(screen, place, t),
        "number": column.kind in NUMBERS,
        "plain": column.key in PLAIN_NUMBERS,
        "decimals": column.decimals or 0,
        "decimals_by": decimals_by(screen, column),
        "pinned": column.key in PINNED,
    }


def _letters(screen: Screen, place: int, t: Texts) -> int:
    """Return how many letters the column needs, by its head and its first cells."""
    column = screen.columns[place].column
    by = max([column.decimals or 0, *decimals_by(screen, column).values()])
    cells = [_text(row[place], column, by, t) for row in screen.first]
    return max(map(len, [column_head(screen, column, t), *cells]))


def _text(cell: Cell, column: Column, decimals: int, t: Texts) -> str:
    content = cell_content(cell, column, decimals, t.lang)
    # A pattern takes the room of some letters beside its word.
    return f"    {content.children[1]}" if isinstance(content, html.Span) else content or ""


@lru_cache(maxsize=1)
def grid_script() -> str | None:
    """Return the address of the grid's script; None when assets were not built."""
    found = sorted((ASSETS / SCRIPTS).glob("ag-grid-*.min.js"))
    if not found:
        return None
    # ``m`` makes it stay in the browser for a year; another version has another name.
    return f"/assets/{SCRIPTS}/{found[-1].name}?m={int(found[-1].stat().st_mtime)}"


def _my_code(screen: Screen) -> str | None:
    unit = screen.chosen.unit
    return None if unit is None else unit.code_at(screen.chosen.level)


def _place(screen: Screen, key: str) -> int | None:
    keys: Sequence[str] = [one.column.key for one in screen.columns]
    return keys.index(key) if key in keys else None
