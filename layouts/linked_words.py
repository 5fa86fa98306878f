"""Words of the linked view that the browser fills with numbers."""

from dataclasses import asdict
from typing import Any

from layouts.components.search import MARK
from smup.flags import Flag
from smup.links import unit_href
from smup.views.as_of import state_date
from smup.views.card import source_lines
from smup.views.linked import LinkedData
from smup.views.notes import reply_href, shown_note

REPLY_YEAR = "__ROK__"


def browser_words(data: LinkedData, *, whole: bool) -> dict[str, Any]:
    """Return the words with which the browser writes table, hover and chips.

    Args:
        data: the linked view.
        whole: the table has all units of the level, not the group alone.
    """
    t = data.t
    return {
        "better": t("common.better"),
        "worse": t("common.worse"),
        "empty": {flag.label: t(f"common.empty.{flag.label}.word") for flag in list(Flag)[1:]},
        "quarter": {place: t(f"view.quarter_short.{place}") for place in range(1, 5)},
        "median": t("view.median_is", value="{value}"),
        "more": t("view.table.more", n="{n}"),
        "rows": t("view.table.rows", shown="{shown}", rows="{rows}"),
        "clear_range": t("view.clear_range"),
        "from": t("view.range.from", value="{value}"),
        "to": t("view.range.to", value="{value}"),
        "clear_sel": t("view.clear_sel"),
        "profile": t("view.profile"),
        "profile_at": unit_href(data.lang, MARK),
        "names": {
            kind: t(f"territory.name.{kind}", name="{name}") for kind in ("powiat", "wojewodztwo")
        },
        "reply": {
            "question": t("notes.reply.question"),
            "add": t("notes.reply.add"),
            "at": reply_href(data.lang, MARK, data.indicator.code, REPLY_YEAR),
        },
        "in_powiat": t("territory.in_powiat", name="{name}"),
        "voivodeships": {
            unit.teryt: t("territory.in_voivodeship", name=unit.name)
            for unit in data.directory.units_of("wojewodztwo")
        },
        "columns": {
            "unit": t(f"view.table.unit.{data.selection.level}"),
            "change": t("view.table.change", year="{year}"),
            "change_none": t("view.table.change_none"),
            "place": t("view.table.against" if whole else "view.table.place"),
            "teryt": "TERYT",
            "quarter": t("view.table.quarter"),
        },
    }


def browser_notes(data: LinkedData) -> dict[str, dict[str, dict[str, str]]]:
    """Return what units of the level say about their values: by year, then by TERYT code."""
    level = data.selection.level
    found: dict[str, dict[str, dict[str, str]]] = {}
    for key, note in data.notes.items():
        unit = data.directory.by_id(key.unit_id)
        if unit.answers_at(level):
            shown = asdict(shown_note(note, data.lang))
            found.setdefault(str(key.year), {})[unit.code_at(level)] = shown
    return found


def voivodeship_medians(data: LinkedData) -> dict[str, str]:
    """Return how the medians of voivodeships are named in the trend, by TERYT code."""
    return {
        unit.teryt: data.t("view.trend.of_voivodeship", name=unit.name)
        for unit in data.directory.units_of("wojewodztwo")
    }


def picture_words(data: LinkedData) -> dict[str, str | None]:
    """Return what a saved picture says besides its drawing."""
    t, indicator = data.t, data.indicator
    changed = state_date(data.dataset, data.lang)
    source = " ".join(source_lines(data)).rstrip(".")
    return {
        "title": indicator.name(data.lang),
        "place": data.unit_name or "",
        "group": data.group_name,
        "source": t("view.picture.source", source=source, changed=changed),
        "half": t("view.trend.half"),
        "most": t("indicator.key.most"),
        "made": t("view.picture.made", date="{date}"),
        "stamp": t("common.sample_stamp") if data.dataset.is_sample else None,
        "file_mark": t("api.sample.file") if data.dataset.is_sample else "",
    }
