"""Strengths, what to improve and the biggest changes of a unit: a sentence and a strip each."""

from collections.abc import Callable, Sequence

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.components import button_link, section_heading
from layouts.unit_rows import row_name, row_strip
from smup.i18n import texts
from smup.links import compare_href
from smup.view_state import ViewState
from smup.views.profile import Profile, ProfileRow
from smup.views.unit import change_sentence, side_sentence

SHOWN = 4
_USUAL = ViewState()


def sides_column(profile: Profile, state: ViewState) -> html.Div:
    """Return the lists of the strongest and the weakest indicators."""
    lists = (("best", profile.strengths), ("worst", profile.weaknesses))
    return html.Div(
        [
            _list(profile, state, key, rows, lambda row: side_sentence(profile, row))
            for key, rows in lists
        ],
        id=ids.UNIT_SIDES,
        className="k5",
    )


def changes_section(profile: Profile, state: ViewState) -> html.Section:
    """Return the list of the biggest changes, in two columns."""
    return _list(
        profile, state, "changes", profile.changes, lambda row: change_sentence(profile, row)
    )


def _list(
    profile: Profile,
    state: ViewState,
    key: str,
    rows: Sequence[ProfileRow],
    sentence: Callable[[ProfileRow], str],
) -> html.Section:
    t = texts(profile.lang)
    title = t(f"unit.sides.{key}")
    note = t("unit.sides.changes_note") if key == "changes" else None
    head = section_heading(title, note=note, actions=_every(profile, key, len(rows), title))
    if not rows:
        return html.Section(
            [head, html.P(t(f"unit.sides.no_{key}"), className="m")], className="sek"
        )
    shown = rows[: 2 * SHOWN] if key == "changes" else rows[:SHOWN]
    items = [
        html.Li(
            [
                html.Div([row_name(profile, state, row), html.P(sentence(row), className="m")]),
                row_strip(profile, row),
            ]
        )
        for row in shown
    ]
    many = " dwie" if key == "changes" else ""
    way = _improved(profile, state, rows[0]) if key == "worst" else None
    return html.Section([head, html.Ul(items, className=f"cz ms{many}"), way], className="sek")


def _improved(profile: Profile, state: ViewState, weakest: ProfileRow) -> html.P:
    """Return the way to the units of the group that improved what is weakest here."""
    words = texts(profile.lang)(f"unit.sides.improved.{profile.level}")
    address = compare_href(
        profile.lang,
        ind=weakest.indicator.code,
        view="better",
        group=None if state.group == _USUAL.group else state.group,
        level=state.level,
        unit=profile.unit.teryt,
        year=state.year,
        own=state.own,
        w=state.w,
    )
    way = button_link(words, address, icon_name="graph-up")
    return html.P(way, className="pod nodr")


def _every(profile: Profile, key: str, n: int, title: str) -> list[Component]:
    """Return the link that shows the whole list in the table of indicators."""
    if not n:
        return []
    t = texts(profile.lang)
    link = html.A(
        t("unit.sides.all", n=n),
        href=f"#{ids.UNIT_ROWS}",
        className="m",
        **{
            "aria-label": t("unit.sides.all_name", title=title, n=n),
            "data-tylko": "changed" if key == "changes" else key,
        },
    )
    return [link]
