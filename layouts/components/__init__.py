"""Parts that several pages are made of."""

from layouts.components.basics import breadcrumbs, button_link, icon, section_heading, tag
from layouts.components.context_bar import (
    Choices,
    YearAxis,
    context_bar,
    group_select,
    select,
    year_cell,
    year_slider,
)
from layouts.components.desk_link import open_in_desk
from layouts.components.groups import OwnGroup, own_group
from layouts.components.kpi import change_mark, kpi_card, kpi_row, strip_key
from layouts.components.legend import legend_part
from layouts.components.search import unit_search
from layouts.components.stability import (
    kept_sentence,
    stability_badge,
    stability_key,
)
from layouts.components.states import empty_state, error_state, problem_note, skeleton
from layouts.components.strip import aligned_strip, band_strip

__all__ = [
    "Choices",
    "OwnGroup",
    "YearAxis",
    "aligned_strip",
    "band_strip",
    "breadcrumbs",
    "button_link",
    "change_mark",
    "context_bar",
    "empty_state",
    "error_state",
    "group_select",
    "icon",
    "kept_sentence",
    "kpi_card",
    "kpi_row",
    "legend_part",
    "open_in_desk",
    "own_group",
    "problem_note",
    "section_heading",
    "select",
    "skeleton",
    "stability_badge",
    "stability_key",
    "strip_key",
    "tag",
    "unit_search",
    "year_cell",
    "year_slider",
]
