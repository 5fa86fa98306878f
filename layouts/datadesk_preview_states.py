"""What the data desk says when there is no table to show: nothing chosen, or too much."""

import json
from dataclasses import replace
from urllib.parse import parse_qsl

from dash import html

from layouts.components import empty_state, error_state
from layouts.datadesk_sets import set_links
from smup.errors import TooLargeError
from smup.i18n import Texts
from smup.services import Services
from smup.views.datadesk.selection import Chosen
from smup.views.datadesk.state import DeskState


def nothing_chosen(services: Services, chosen: Chosen, t: Texts) -> html.Div:
    """Return what to do first, with the ready sets to begin with."""
    sets = set_links(services, chosen, t)
    title, note = (t(f"datadesk_preview.empty.{key}") for key in ("title", "note"))
    return empty_state(title, note, action=html.Div(sets, className="bb"))


def too_large(chosen: Chosen, error: TooLargeError, t: Texts) -> html.Div:
    """Return why the table cannot be shown, with the choices that make it smaller."""
    state = chosen.state
    ways = [
        ("unsorted", replace(state, sort=None), state.sort is not None),
        ("unfiltered", replace(state, filtr=None), state.filtr is not None),
        ("long", replace(state, uklad="dlugi"), state.uklad != "dlugi"),
        ("latest", replace(state, years="latest"), len(chosen.years) > 1),
    ]
    actions = [_way(key, state, other, t) for key, other, possible in ways if possible]
    return error_state(t("datadesk_preview.large.title"), str(error), actions=actions)


def _way(key: str, state: DeskState, other: DeskState, t: Texts) -> html.A:
    """Return a link to another choice; the browser asks for what differs without leaving."""
    return html.A(
        t(f"datadesk_preview.large.{key}"),
        href=f"?{other.to_query()}",
        className="b s",
        **{"data-dane-zmiana": changes(state, other)},
    )


def changes(state: DeskState, other: DeskState) -> str:
    """Return the keys in which two states differ, as JSON for the browser; null takes one out."""
    before, after = (dict(parse_qsl(one.to_query())) for one in (state, other))
    keys = before.keys() | after.keys()
    return json.dumps({key: after.get(key) for key in keys if before.get(key) != after.get(key)})
