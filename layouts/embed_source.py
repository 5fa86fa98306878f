"""What the stores of a page tell about what it shows: source and year."""

from collections.abc import Callable, Mapping
from typing import Any

from layouts import ids
from smup.formats import format_date
from smup.i18n import Texts
from smup.repository import DatasetInfo
from smup.views.as_of import state_date

_YEARS = (
    ids.VIEW_YEAR,
    ids.SYNTHETIC_YEAR,
    ids.COST_YEAR,
    f"{ids.UNIT_PREFIX}-year",
    f"{ids.COMPARE_PREFIX}-year",
)


def year_of(stores: Mapping[str, Any]) -> int | None:
    """Return the year that a page shows; None when it has no slider of years."""
    found = (stores.get(name) for name in _YEARS)
    return next((int(year) for year in found if year is not None), None)


def source_of(kind: str, dataset: DatasetInfo, stores: Mapping[str, Any], t: Texts) -> str:
    """Return the line that names the source of what a page shows and the date of the data.

    Args:
        kind: key of the page in ``layouts.PAGES``.
        dataset: what the database holds.
        stores: what the stores of the page hold, by their ids.
        t: texts of the page.
    """
    linked = (stores.get(ids.VIEW_PAYLOAD) or {}).get("view") or {}
    if linked:
        return str(linked["picture"]["source"])
    # Costs are those of today, whatever release the indicators are read as of.
    today = kind == "cost"
    changed = format_date(dataset.changed_at, t.lang) if today else state_date(dataset, t.lang)
    return _LINES.get(kind, _usual)(dataset, changed, t)


def _usual(dataset: DatasetInfo, changed: str, t: Texts) -> str:
    source = t("embed.source_sample" if dataset.is_sample else "embed.source_real")
    return t("embed.source", source=source, changed=changed)


def _cost(dataset: DatasetInfo, changed: str, t: Texts) -> str:
    kind = "sample" if dataset.is_sample else "loaded"
    return t("cost_page.source.line", source=t(f"cost_page.source.{kind}"), changed=changed)


def _practice(dataset: DatasetInfo, changed: str, t: Texts) -> str:
    return t(f"practice.source.{'sample' if dataset.is_sample else 'loaded'}", changed=changed)


def _unit(dataset: DatasetInfo, changed: str, t: Texts) -> str:
    data = t(f"unit.data_{'sample' if dataset.is_sample else 'real'}")
    return t("unit.source", data=data, changed=changed)


_LINES: dict[str, Callable[[DatasetInfo, str, Texts], str]] = {
    "cost": _cost,
    "practice": _practice,
    "unit": _unit,
}
