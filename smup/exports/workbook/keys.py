"""Sheet of keys: what every pool is shared by, the shares and the parts, all as formulas."""

from collections.abc import Sequence

from smup.costs.keys import BY_DIRECT, DRIVER_COLUMNS, OWN
from smup.exports.workbook.records import OTHER, Driver, Pool, known
from smup.exports.workbook.rows import spent_on
from smup.exports.workbook.writer import FIRST_ROW, BookWriter, Sheet
from smup.typography import NBSP
from smup.views.costs.warnings import warning_titles

ENTITY, SHARED = "entity", "shared"
NAMES = {ENTITY: "podmiot", SHARED: "wspolne"}
Cells = dict[str, list[str]]


def key_word(writer: BookWriter, key: str) -> str:
    """Return the word of a key or a way, as the cells of the result hold it."""
    return writer.t(f"cost_files.key.{key}")


def offered(writer: BookWriter, kind: str) -> tuple[str, ...]:
    """Return the keys that pools of a kind may be shared by, the unit's own one last."""
    service = writer.book.data.service
    keys: Sequence[str] = service.entity_keys if kind == ENTITY else service.shared_keys
    return (*keys, OWN) if keys else ()


def keys_sheet(writer: BookWriter) -> dict[str, dict[str, str]]:
    """Write every pool with its drivers, and the service's part by each key.

    Returns:
        The cell of the part by each key, by kind of pool: ``entity`` and ``shared``.
    """
    sheet = writer.sheets["keys"]
    sheet.head((44, 16, 16, 16, 16, 16, 16))
    at = FIRST_ROW + 1
    _base_of_direct(writer, sheet)
    parts: dict[str, Cells] = {ENTITY: {}, SHARED: {}}
    amounts: dict[str, list[str]] = {ENTITY: [], SHARED: []}
    for pool in writer.book.pools:
        at = _pool(writer, at + 2, pool, parts[pool.kind])
        amounts[pool.kind].append(f"pula_{pool.code.replace('-', '_')}")
    found = {}
    for kind in (ENTITY, SHARED):
        at += 2
        found[kind] = _summary(writer, at, kind, (parts[kind], amounts[kind]))
        at += 3
    return found


def _base_of_direct(writer: BookWriter, sheet: Sheet) -> None:
    """Write what the share of direct cost is a share of: current spending outside the pools."""
    book = writer.book
    rest = book.current - book.of_mine(book.costs.direct)
    sheet.text(FIRST_ROW, 0, writer.t("cost_files.keys.rest"))
    sheet.number(FIRST_ROW, 1, rest, "input_money")
    sheet.text(FIRST_ROW + 1, 0, writer.t("cost_files.keys.outside_pools"))
    formula = f"koszt_wprost+{spent_on(OTHER)}+{sheet.cell(FIRST_ROW, 1)}"
    sheet.formula(FIRST_ROW + 1, 1, formula, book.current)
    writer.name("wydatki_poza_pulami", sheet.cell(FIRST_ROW + 1, 1))


def _pool(writer: BookWriter, at: int, pool: Pool, parts: Cells) -> int:
    """Write one pool: its amount, its drivers, shares and parts; return the last row used."""
    sheet, book, t = writer.sheets["keys"], writer.book, writer.t
    keys = offered(writer, pool.kind)
    sheet.part(at, pool.name, columns=len(keys) + 1)
    name = f"pula_{pool.code.replace('-', '_')}"
    amount = sum(r.amount for r in book.spending if (r.target, r.year) == (pool.code, book.year))
    sheet.text(at + 1, 0, t("cost_files.keys.amount"))
    sheet.formula(at + 1, 1, spent_on(pool.code), amount, "sum")
    writer.name(name, sheet.cell(at + 1, 1))
    top = at + 2
    sheet.headings(top, [t("cost_files.column.service"), *(_column_word(writer, k) for k in keys)])
    drivers = book.pool_drivers(pool.code)
    for row, driver in enumerate(drivers, start=top + 1):
        _driver(sheet, row, driver, keys)
    last = top + len(drivers)
    mine = next((top + 1 + i for i, one in enumerate(drivers) if one.mine), None)
    sheet.text(last + 1, 0, t("cost_files.keys.share"), "bold")
    sheet.text(last + 2, 0, t("cost_files.keys.part"), "bold")
    for column, key in enumerate(keys, start=1):
        share = _share(writer, key, drivers)
        cells = sheet.range(top + 1, column, max(last, top + 1), column)
        cell = None if mine is None else sheet.cell(mine, column)
        formula = _share_formula(writer, key, (cells, cell, len(drivers)))
        sheet.formula(last + 1, column, formula, share, "percent")
        own = sheet.cell(last + 1, column)
        part = f'IF({name}=0,0,IF(ISNUMBER({own}),{name}*{own},"{writer.missing}"))'
        value = 0.0 if amount == 0 else None if share is None else amount * share
        sheet.formula(last + 2, column, part, value, "sum")
        parts.setdefault(key, []).append(sheet.cell(last + 2, column))
    return last + 2


def _column_word(writer: BookWriter, key: str) -> str:
    word = key_word(writer, key)
    return f"{word} (%)" if key == OWN else word


def _driver(sheet: Sheet, row: int, driver: Driver, keys: Sequence[str]) -> None:
    look = "mine" if driver.mine else "text"
    sheet.text(row, 0, driver.name, look)
    for column, key in enumerate(keys, start=1):
        if key == BY_DIRECT:
            continue
        value = getattr(driver, DRIVER_COLUMNS[key])
        if value is None or not known(value):
            sheet.text(row, column, "", "input")
        else:
            sheet.number(row, column, value * (100 if key == OWN else 1), "input_quantity")


def _share_formula(writer: BookWriter, key: str, cells: tuple[str, str | None, int]) -> str:
    """Return the formula of the service's share: of its cells, its own cell, the count of rows."""
    every, mine, count = cells
    word = f'"{writer.missing}"'
    if key == BY_DIRECT:
        return f"IF(wydatki_poza_pulami>0,koszt_wprost/wydatki_poza_pulami,{word})"
    if mine is None:
        return word
    if key == OWN:  # what is left empty beside others is no share
        return f"IF(SUM({every})<=0,{word},N({mine})/SUM({every}))"
    return f"IF(OR(COUNT({every})<{count},SUM({every})<=0),{word},{mine}/SUM({every}))"


def _share(writer: BookWriter, key: str, drivers: Sequence[Driver]) -> float | None:
    """Return the value of that formula; None where it gives the word of a missing number."""
    book = writer.book
    mine = next((row for row in drivers if row.mine), None)
    if key == BY_DIRECT:
        direct = book.of_mine(book.costs.direct)
        return direct / book.current if book.current > 0 else None
    if mine is None:
        return None
    every: list[float | None] = [getattr(row, DRIVER_COLUMNS[key]) for row in drivers]
    if key != OWN and not all(known(number) for number in every):
        return None
    total = sum(number or 0.0 for number in every)
    value: float | None = getattr(mine, DRIVER_COLUMNS[key])
    return (value or 0.0) / total if total > 0 else None


def _summary(
    writer: BookWriter, at: int, kind: str, found: tuple[Cells, list[str]]
) -> dict[str, str]:
    """Write the part of all pools of a kind by each key; a share set by the reader goes first."""
    parts, amounts = found
    keys = offered(writer, kind)
    if not keys:
        return {}
    sheet, book, t = writer.sheets["keys"], writer.book, writer.t
    sheet.part(at, t(f"cost_files.keys.{kind}"), columns=len(keys) + 1)
    sheet.text(at + 2, 0, t("cost_files.keys.part"), "bold")
    cells = {}
    for column, key in enumerate(keys, start=1):
        sheet.text(at + 1, column, key_word(writer, key), "head")
        listed = parts.get(key, [])
        whole = ",".join(listed)
        formula = writer.missing_or(whole, len(listed), f"SUM({whole})") if listed else "0"
        if key == OWN:
            set_share = f"udzial_{NAMES[kind]}"
            pools = "+".join(amounts) or "0"
            formula = f"IF(ISNUMBER({set_share}),({pools})*{set_share}/100,{formula})"
        value = book.entity_by(key) if kind == ENTITY else book.shared_by(key)
        sheet.formula(at + 2, column, formula, value, "sum")
        cells[key] = sheet.cell(at + 2, column)
    writer.name(f"{NAMES[kind]}_klucze", sheet.range(at + 1, 1, at + 1, len(keys)))
    writer.name(f"{NAMES[kind]}_czesci", sheet.range(at + 2, 1, at + 2, len(keys)))
    return cells


def usual_key(writer: BookWriter, kind: str) -> str:
    """Return the formula of the key that other units are counted by: never my unit's own."""
    usual = writer.book.data.usual
    word = key_word(writer, usual.entity if kind == ENTITY else usual.shared)
    return f'IF(klucz_{NAMES[kind]}="{key_word(writer, OWN)}","{word}",klucz_{NAMES[kind]})'


def warning_words(writer: BookWriter, position: int) -> str:
    """Return what makes the cost of a unit hard to compare, as words."""
    data = writer.book.data
    titles = warning_titles(data, int(data.costs.warnings[position]))
    return "; ".join(titles).replace(NBSP, " ")
