"""Context of a unit: conditions that it hardly influences, never judged."""

from collections.abc import Sequence

from dash import html

from layouts import ids
from layouts.components import section_heading
from layouts.unit_rows import row_name, row_strip
from smup.i18n import texts
from smup.view_state import ViewState
from smup.views.profile import Profile, ProfileRow
from smup.views.profile.words import observed, of_group

SHOWN = 6


def context_section(profile: Profile, state: ViewState, *, class_name: str) -> html.Section:
    """Return the table of context indicators; those after the first few behind a summary."""
    t = texts(profile.lang)
    rows = sorted(profile.context, key=lambda row: row.indicator.sector_code != "finanse")
    body = [_table(profile, state, rows[:SHOWN])] if rows else [html.P(t("unit.context.none"))]
    if rows[SHOWN:]:
        more = html.Summary(t("unit.context.more", n=len(rows) - SHOWN))
        body.append(html.Details([more, _table(profile, state, rows[SHOWN:])]))
    head = section_heading(t("unit.context.title"), note=t("unit.context.note"))
    return html.Section([head, *body], id=ids.UNIT_CONTEXT, className=class_name)


def _table(profile: Profile, state: ViewState, rows: Sequence[ProfileRow]) -> html.Table:
    t = texts(profile.lang)
    against = t("unit.context.against", count=profile.group.size, group=of_group(profile))
    header = html.Tr(
        [
            html.Th(t("unit.context.head"), scope="col"),
            html.Th(profile.name, scope="col", className="num"),
            html.Th(against, scope="col"),
        ]
    )
    lines = [
        html.Tr(
            [
                html.Th(row_name(profile, state, row), scope="row"),
                html.Td(html.B(observed(row, profile.lang)), className="num"),
                html.Td(row_strip(profile, row), className="kol-os"),
            ]
        )
        for row in rows
    ]
    return html.Table([html.Thead(header), html.Tbody(lines)], className="t kontekst")
