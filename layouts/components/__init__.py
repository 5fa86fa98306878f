"""Parts that several pages are made of."""

from layouts.components.basics import breadcrumbs, button_link, icon, section_heading, tag
from layouts.components.states import empty_state, error_state, problem_note, skeleton

__all__ = [
    "breadcrumbs",
    "button_link",
    "empty_state",
    "error_state",
    "icon",
    "problem_note",
    "section_heading",
    "skeleton",
    "tag",
]
