"""Costs as the API gives them: services, units, parts, keys, and the loaded rows."""

import math
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from urllib.parse import quote

from smup.catalogue.schema import Bilingual
from smup.costs.dictionary import CostService, MeasureCard
from smup.costs.keys import Keys, default_keys
from smup.i18n import texts
from smup.links import cost_href
from smup.repository.cost_reads import CoveredService
from smup.repository.cost_row_reads import LoadedCosts
from smup.repository.records import ReleaseInfo, ServiceInfo
from smup.views.costs.expected import expected_of
from smup.views.costs.records import CostData, CostSelection
from smup.views.costs.table import (
    MONEY_DECIMALS,
    SHARE_DECIMALS,
    CostRow,
    absent_units,
    cost_row,
    keys_of_row,
)
from smup.views.costs.warnings import cost_notes, warning_codes
from smup.web.api_releases import load_value
from smup.web.api_units import reference
from smup.web.openapi.operations import ROOT


def service_value(
    service: CostService, info: ServiceInfo, covered: CoveredService | None
) -> dict[str, Any]:
    """Return a service whose cost is counted."""
    code = quote(service.code, safe="")
    return {
        "code": service.code,
        "sector": info.sector_code,
        "name": {"pl": info.name_pl, "en": info.name_en},
        "title": _both(service.title),
        "level": service.level,
        "output": _measure(service.output),
        "resource": _measure(service.resource),
        "facilities": _measure(service.facilities),
        "keys": {
            "entity": list(service.entity_keys),
            "shared": list(service.shared_keys),
            "capital": list(service.capital_ways),
            "usual": default_keys(service).to_text(),
        },
        "years": list(covered.years) if covered else [],
        "units": covered.units[-1] if covered else 0,
        "links": {
            "self": f"{ROOT}/costs/{code}",
            "page": {lang: cost_href(lang, service.code) for lang in ("pl", "en")},
            "indicators": f"{ROOT}/indicators?sector={quote(info.sector_code, safe='')}",
        },
    }


def head_value(data: CostData) -> dict[str, Any]:
    """Return what every answer about costs begins with: service, year, keys, group."""
    selection, group = data.selection, data.selection.group
    return {
        "service": data.service.code,
        "level": data.service.level,
        "year": selection.year,
        "years": list(selection.years),
        "output": _measure(data.service.output),
        "keys": keys_value(data.keys),
        "group": {
            "kind": group.kind,
            "code": group.code,
            "label": group.label,
            "n": group.size,
            "ranked": len(data.ranked),
            "note": group.note or None,
        },
        "sample": data.dataset.is_sample,
    }


def nothing_value(selection: CostSelection, lang: str) -> dict[str, Any]:
    """Return the answer about a service of which no costs are loaded; it says how to load them."""
    head = {"service": selection.service.code, "level": selection.service.level}
    said = texts(lang)("cost_files.book.no_year")
    return head | {
        "year": None,
        "years": [],
        "cost": None,
        "data": [],
        "next": None,
        "detail": said,
    }


def keys_value(keys: Keys) -> dict[str, Any]:
    """Return keys by part, and as an address holds them; shares are percent."""
    return {
        "entity": keys.entity or None,
        "shared": keys.shared,
        "capital": keys.capital,
        "entity_share": keys.entity_share,
        "shared_share": keys.shared_share,
        "text": keys.to_text(),
    }


def row_value(data: CostData, row: CostRow) -> dict[str, Any]:
    """Return the cost of one unit: zl, places and warnings; null is what is not known."""
    return {
        "unit": row.unit.code_at(data.service.level),
        "name": row.unit.name,
        "year": data.selection.year,
        "gross": row.gross,
        "net": row.net,
        "output": row.output,
        "unit_cost": row.unit_cost,
        "net_unit_cost": row.net_unit_cost,
        "low": row.low,
        "high": row.high,
        "place": None if row.place is None else list(row.place),
        "expected": row.expected,
        "deviation": row.deviation,
        "parts": row.parts,
        "keys": keys_of_row(data, mine=row.mine).to_text(),
        "warnings": list(warning_codes(row.warnings)),
        "release": row.release,
    }


def unit_answer(
    data: CostData, releases: Mapping[int, ReleaseInfo], loaded: LoadedCosts | None
) -> dict[str, Any]:
    """Return the cost of my unit beside its group; ``cost`` is null without a row."""
    unit = data.selection.unit
    assert unit is not None  # noqa: S101 - asked for before
    level = data.service.level
    value = head_value(data) | {
        "unit": reference(data.directory, unit) | {"code": unit.code_at(level), "level": level},
        "cost": None,
        "by_keys": [],
        "expected": None,
        "median": _number(data.median),
        "left_out": [one.code_at(level) for one in absent_units(data)],
        "notes": [note._asdict() for note in cost_notes(data)],
        "release": None,
    }
    if data.mine is not None:
        row = cost_row(data, data.mine)
        release = releases.get(row.release or 0)
        value |= {
            "cost": row_value(data, row),
            "by_keys": _by_keys(data, data.mine),
            "expected": _expected(data, data.mine),
            "release": None if release is None else load_value(release),
        }
    return value | ({} if loaded is None else {"rows": rows_value(loaded)})


def rows_value(loaded: LoadedCosts) -> dict[str, Any]:
    """Return the loaded rows behind each term; amounts are whole grosze."""
    return {
        "spending": [row._asdict() for row in loaded.spending],
        "current_outside_pools": round(loaded.current, MONEY_DECIMALS),
        "drivers": [row._asdict() for row in loaded.drivers],
        "assets": [row._asdict() for row in loaded.assets],
        "incomes": [row._asdict() for row in loaded.incomes],
        "outputs": [row._asdict() for row in loaded.outputs],
        "circumstances": [row._asdict() for row in loaded.circumstances],
        "releases": [load_value(item) for _, item in sorted(loaded.releases.items())],
    }


def _by_keys(data: CostData, at: int) -> list[dict[str, Any]]:
    """Return the unit cost by each permitted combination of keys with capital, usual first."""
    return [
        {"keys": keys.to_text(), "unit_cost": _number(float(cost))}
        for keys, cost in zip(data.combos, data.matrix[:, at], strict=True)
    ]


def _expected(data: CostData, at: int) -> dict[str, Any]:
    """Return what is expected of the unit: by the way the page names first, and its quality."""
    view = expected_of(data)
    best, found = view.best, view.diagnostics
    return {
        "way": view.way,
        "value": _number(best.value[at]),
        "low": _number(best.low[at]),
        "high": _number(best.high[at]),
        "deviation": _number(best.deviation[at], SHARE_DECIMALS),
        "difference": _number(best.difference[at]),
        "conditions": [
            {"indicator": one.indicator.code, "year": one.year} for one in view.conditions
        ],
        "diagnostics": None if found is None else _finite(asdict(found)),
    }


def _finite(found: dict[str, Any]) -> dict[str, Any]:
    """Return diagnostics with null for numbers that are none."""
    terms = [
        {
            "code": code,
            "coefficient": _number(value, SHARE_DECIMALS),
            "error": _number(error, SHARE_DECIMALS),
            "p": _number(p, SHARE_DECIMALS),
        }
        for code, value, error, p in found["terms"]
    ]
    numbers = {
        name: _number(value, SHARE_DECIMALS) if isinstance(value, float) else value
        for name, value in found.items()
        if name != "terms"
    }
    return numbers | {"terms": terms}


def _number(value: float, decimals: int = MONEY_DECIMALS) -> float | None:
    return round(float(value), decimals) if math.isfinite(value) else None


def _measure(card: MeasureCard | None) -> dict[str, Any] | None:
    if card is None:
        return None
    return {"code": card.code, "name": _both(card.many), "decimals": card.decimals}


def _both(text: Bilingual) -> dict[str, str]:
    return {"pl": text.pl, "en": text.en}
