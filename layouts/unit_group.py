"""Section of the profile: where the comparison group comes from and whether the choice matters."""

from dash import html
from dash.development.base_component import Component

from layouts.components.basics import button_link, icon, section_heading
from layouts.components.stability import kept_sentence
from layouts.unit_likeness import (
    distance_table,
    nearest_part,
    weight_bars,
    weight_fields,
    weights_button,
)
from smup.formats import format_number
from smup.i18n import Texts, texts
from smup.links import href, unit_href, with_query
from smup.services import Services
from smup.statistics.similarity import LEVELS_WITH_NEAREST
from smup.view_state import ViewState
from smup.views.group_story import NAMED, GroupStory, Member, group_story
from smup.views.likeness import likeness
from smup.views.profile.records import Profile
from smup.views.stability import Stability, stability_of

SECTION = "grupa"
MOST_LISTED = 120  # nearest first; all units of the country would weigh more than the page
NEAREST = "najblizsze"


def group_section(
    services: Services,
    profile: Profile,
    state: ViewState,
    *,
    stability: Stability | None = None,
    width: str = "k6",
) -> html.Section:
    """Return the section ``#grupa``.

    Args:
        services: the repository is asked for the borders and for the likeness of units.
        profile: the profile whose group is told.
        state: state of the address; links of the section keep it.
        stability: of the judgements, when the page has it already; else it is read here.
        width: class of the column the section stands in.
    """
    t, repository = texts(profile.lang), services.repository
    near = likeness(repository, profile, state) if profile.group.kind == NEAREST else None
    order = [row.unit.id for row in near.rows] if near else None
    story = group_story(repository, profile, order=order)
    found = stability_of(repository, profile) if stability is None else stability
    told = [weight_bars(near, t), *nearest_part(near, t)] if near else _nearest(story, t)
    body = html.Div(
        [
            html.Div(_folded(_map(story, t), t), className="k6"),
            html.Div([*told, *_stable(found, t)], className="k6"),
        ],
        className="siatka skad",
    )
    ways = [weights_button(t)] if near else []
    head = section_heading(
        t("groups.story.heading"),
        note=story.title,
        actions=[*ways, *_ways(profile, state, t)],
    )
    return html.Section(
        [
            head,
            html.P([story.reason, " ", profile.group.note], className="m"),
            body,
            weight_fields(near, t) if near else None,
            distance_table(near, t, mine=profile.name) if near else _everybody(story, t),
        ],
        id=SECTION,
        className=f"sek {width}".strip(),
    )


def _ways(profile: Profile, state: ViewState, t: Texts) -> list[Component]:
    """Return the ways to another group: the most similar units, or one's own."""
    own = html.Button(
        [icon("list"), t("groups.story.own_way")],
        type="button",
        className="b s",
        **{"data-grupa-otworz": ""},
    )
    if profile.group.kind == NEAREST or profile.level not in LEVELS_WITH_NEAREST:
        return [own]
    asked = state.with_changes(unit=None, group=NEAREST)
    address = href(t.lang, f"/jednostka/{profile.unit.code_at(profile.level)}")
    similar = button_link(
        t("groups.story.similar_way"),
        f"{with_query(address, asked.to_query())}#{SECTION}",
        icon_name="search",
    )
    return [similar, own]


def _map(story: GroupStory, t: Texts) -> html.Figure:
    labels = [
        html.Span(
            label.text,
            className=f"{label.side}{' ja' if label.mine else ''}",
            style={"left": f"{label.left:.1f}%", "top": f"{label.top:.1f}%"},
        )
        for label in story.labels
    ]
    frame = html.Div(
        [
            html.Img(src=story.picture, alt=story.picture_name),
            html.Div(labels, **{"aria-hidden": "true"}),
        ],
        className="mapka",
    )
    note = html.Figcaption(t("groups.story.enlarged"), className="xs") if story.enlarged else None
    return html.Figure([frame, note])


def _folded(picture: html.Figure, t: Texts) -> html.Details:
    """Return the picture behind a summary, which only a phone shows and the browser closes."""
    summary = html.Summary(t("groups.story.show_map"), className="tylko-telefon")
    return html.Details([summary, picture], open=True, **{"data-na-telefonie": ""})


def _nearest(story: GroupStory, t: Texts) -> list[Component]:
    known = [one for one in story.members if one.away is not None][:NAMED]
    if not known:
        return [html.P(t("groups.story.alone"))] if not story.members else []
    names = ", ".join(one.title for one in known)
    return [html.H3(t("groups.story.near", names=names))]


def _stable(stability: Stability, t: Texts) -> list[Component]:
    if stability.kept is None:
        return []
    words = kept_sentence(stability.kept, stability.level, t)
    return [html.Div([html.H3(t("groups.story.stable")), html.P(words)], className="uw i")]


def _everybody(story: GroupStory, t: Texts) -> Component | None:
    if not story.members:
        return None
    rows = [html.Li(_member(one, t)) for one in story.members[:MOST_LISTED]]
    every = len(story.members)
    words = (
        t("groups.story.all", n=every)
        if every <= MOST_LISTED
        else t("unit.group_some", n=len(rows), every=every)
    )
    return html.Details(
        [
            html.Summary(words),
            html.Ul(rows, className="cz czlonkowie"),
        ],
        className="wszyscy",
    )


def _member(member: Member, t: Texts) -> list[Component]:
    parts: list[Component] = [html.A(member.name, href=unit_href(t.lang, member.unit.teryt))]
    about = [member.note] if member.note else []
    if member.away is not None:
        far = format_number(member.away, decimals=0, lang=t.lang)
        about.append(t("groups.story.away", km=far))
    return [*parts, html.Span(" · ".join(about), className="m")]
