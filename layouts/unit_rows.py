"""Rows of a profile: the table of all indicators and the short lists made of the same parts."""

from itertools import groupby

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.components import (
    aligned_strip,
    icon,
    section_heading,
    stability_badge,
    stability_key,
    tag,
)
from layouts.components.basics import TagKind
from layouts.components.notes import value_note
from layouts.components.strip import Marker
from layouts.cost_links import costs_link
from layouts.unit_rows_head import row_filters, row_key
from smup.costs.dictionary import read_dictionary
from smup.i18n import Texts, texts
from smup.links import indicator_href, sector_href
from smup.view_state import ViewState
from smup.views.linked import series_breaks
from smup.views.profile import Band, HeatRow, Profile, ProfileRow
from smup.views.profile.words import (
    band_word,
    noise_note,
    noise_word,
    observed,
    place_words,
    trend_word,
)
from smup.views.stability import Stability
from smup.views.unit import median_text

FIRST_ROWS = 5
MARKERS: dict[Band, Marker] = {
    Band.BEST: "better",
    Band.MIDDLE: "mine",
    Band.WORST: "worse",
    Band.UNJUDGED: "hollow",
    Band.UNKNOWN: "hollow",
}
_TAGS: dict[Band, TagKind] = {
    Band.BEST: "better",
    Band.MIDDLE: "plain",
    Band.WORST: "worse",
    Band.UNJUDGED: "outline",
    Band.UNKNOWN: "outline",
}
_COLUMNS = 6
_WHOLE = "kraj"
_USUAL = ViewState()


def rows_section(
    profile: Profile, state: ViewState, *, csv: str, stability: Stability | None = None
) -> html.Section:
    """Return every indicator with its value, strip, median, place and trend, by sectors.

    Args:
        profile: the profile.
        state: of the address; links to indicators and sectors keep its group and year.
        csv: address of the same rows as a file.
        stability: in how many groups each band holds; without it rows do not say.
    """
    t = texts(profile.lang)
    listed = [row for row in profile.rows if row.indicator.dimension != "kontekst"]
    counted = t("unit.rows.counted", shown="{shown}", all="{all}")
    return html.Section(
        [
            section_heading(
                t("unit.rows.title"),
                note=t("unit.rows.note"),
                actions=_actions(profile, len(listed), csv),
            ),
            row_key(t),
            stability_key(t) if stability else None,
            row_filters(t),
            html.P(className="m licznik", role="status", **{"data-licznik": counted}),
            _table(profile, state, listed, stability),
            html.P(t("unit.rows.nothing"), className="m", hidden=True, **{"data-nic": ""}),
        ],
        id=ids.UNIT_ROWS,
        className="sek",
    )


def _actions(profile: Profile, n: int, csv: str) -> list[Component]:
    t = texts(profile.lang)
    every = html.Button(
        t("unit.rows.all", n=n),
        type="button",
        className="b s",
        **{"data-wszystkie": "", "aria-expanded": "false", "data-first": t("unit.rows.first")},
    )
    words = t("unit.rows.csv", rows=t.plural("common.rows", len(profile.rows)))
    return [every, html.A([icon("download"), words], href=csv, download="", className="b s")]


def _table(
    profile: Profile,
    state: ViewState,
    listed: list[ProfileRow],
    stability: Stability | None,
) -> html.Table:
    t = texts(profile.lang)
    sectors = {row.sector.code: row for row in profile.heat}
    bodies = [
        _sector(profile, state, sectors.get(code), list(rows), stability)
        for code, rows in groupby(listed, key=lambda row: row.indicator.sector_code)
    ]
    caption = html.Caption(t("unit.rows.table"), className="vh")
    return html.Table([caption, html.Thead(_header(profile, t)), *bodies], className="kreg")


def row_name(profile: Profile, state: ViewState, row: ProfileRow) -> html.A:
    """Return the name as a link to the indicator; the browser opens the detail in its place."""
    indicator = row.indicator
    address = indicator_href(
        profile.lang,
        indicator.code,
        unit=profile.unit.teryt,
        group=None if state.group == _USUAL.group else state.group,
        own=state.own,
        w=state.w,
    )
    return html.A(
        indicator.short_name(profile.lang),
        href=address,
        **{"data-detail": indicator.code},
    )


def row_strip(profile: Profile, row: ProfileRow) -> html.Div | html.Span:
    """Return the strip of a row, or in words why there is none."""
    if not row.value.known:
        word = texts(profile.lang)(f"common.empty.{row.value.flag.label}.name")
        pattern = html.I(className=_PATTERNS.get(row.value.flag.label, ""))
        return html.Span([pattern, word], className="puste")
    if row.stats is None:
        return html.Span(texts(profile.lang)("unit.rows.no_group"), className="puste")
    country = None if row.country is None or profile.group.kind == _WHOLE else row.country.median
    return aligned_strip(
        row.stats,
        row.value.value,
        marker=MARKERS[row.band],
        reverse=row.indicator.polarity == "down",
        country=country,
    )


def band_tag(row: ProfileRow, lang: str) -> html.Span:
    """Return where a row stands, as a small label."""
    return tag(band_word(row.band, lang), _TAGS[row.band])


def trend_class(row: ProfileRow) -> str:
    """Return the class that draws the arrow of a trend in the colour of its judgement."""
    direction, _, verdict = row.trend.value.partition("-")
    return f"{direction} {_VERDICTS.get(verdict, 'n')}"


_VERDICTS = {"good": "l", "bad": "g"}
_PATTERNS = {
    "did-not-occur": "wz-zero",
    "missing": "wz-brak",
    "secret": "wz-taj",
    "not-applicable": "wz-nd",
    "not-yet-published": "wz-np",
}


def _header(profile: Profile, t: Texts) -> html.Tr:
    axis = [
        html.Span(["\u2190 ", t("unit.rows.worse")]),
        html.Span(t("unit.rows.median")),
        html.Span([t("unit.rows.better"), " \u2192"]),
    ]
    return html.Tr(
        [
            html.Th(t("unit.rows.name"), scope="col"),
            html.Th(profile.name, scope="col", className="num"),
            html.Th(html.Div(axis, className="kier"), scope="col"),
            html.Th(t("unit.rows.median_head"), scope="col", className="num"),
            html.Th(t("unit.rows.place"), scope="col"),
            html.Th(t("unit.rows.trend"), scope="col"),
        ]
    )


def _sector(
    profile: Profile,
    state: ViewState,
    heat: HeatRow | None,
    rows: list[ProfileRow],
    stability: Stability | None,
) -> html.Tbody:
    t, code = texts(profile.lang), rows[0].indicator.sector_code
    name = heat.sector.name(profile.lang) if heat else code
    address = sector_href(
        profile.lang,
        code,
        unit=profile.unit.teryt,
        group=None if state.group == _USUAL.group else state.group,
        own=state.own,
        w=state.w,
    )
    whole = html.A(
        t("unit.rows.whole"),
        href=address,
        **{"aria-label": t("unit.rows.whole_name", sector=name)},
    )
    seen = state.with_changes(unit=profile.unit.teryt)
    counted = read_dictionary().services.keys() & {row.indicator.service_code for row in rows}
    costs = [costs_link(t, code, name, seen), " "] if counted else []
    head = html.Tr(
        html.Th([html.Span(name), whole, *costs], colSpan=_COLUMNS, scope="rowgroup"),
        className="grp",
    )
    return html.Tbody(
        [
            head,
            *(_row(profile, state, row, place, stability) for place, row in enumerate(rows)),
        ]
    )


def _row(
    profile: Profile,
    state: ViewState,
    row: ProfileRow,
    place: int,
    stability: Stability | None,
) -> html.Tr:
    t, lang = texts(profile.lang), profile.lang
    notes = _notes(profile, row, t)
    name: list[Component] = [row_name(profile, state, row)]
    if notes:
        name.append(html.Small(notes))
    said = profile.note_of(row)
    if said is not None:
        name.append(value_note(said, lang))
    tags: list[Component | str | None] = [band_tag(row, lang), *_place(row, stability, t)]
    return html.Tr(
        [
            html.Th(name, scope="row"),
            html.Td(observed(row, lang), className="num w"),
            html.Td(row_strip(profile, row), className="pz"),
            html.Td(median_text(row, lang), className="num u1 m"),
            html.Td(tags, className="u2"),
            _trend(row, lang),
        ],
        **{
            "data-wiersz": row.band.value,
            "data-pole": f"{row.indicator.sector_code}.{row.indicator.dimension}",
            **({"hidden": True} if place >= FIRST_ROWS and said is None else {}),
            **(
                {"data-zmiana": ""}
                if row.change is not None and row.change.good is not None
                else {}
            ),
        },
    )


def _place(row: ProfileRow, stability: Stability | None, t: Texts) -> list[Component]:
    """Return the place in the group and in how many groups the band holds."""
    stands = place_words(row, t.lang) if row.judged else ""
    found = stability.of(row) if stability is not None else None
    return [
        *([stability_badge(found, t)] if found is not None else []),
        *([html.Small(stands)] if stands else []),
    ]


def _trend(row: ProfileRow, lang: str) -> html.Td:
    if not row.value.known:
        return html.Td(className="u3")
    return html.Td(html.Span(trend_word(row, lang)), className=f"u3 {trend_class(row)}")


def _notes(profile: Profile, row: ProfileRow, t: Texts) -> list[Component | str]:
    """Return year where it differs, a break and the guard against chance, in small letters."""
    notes: list[Component | str] = []
    if row.year is not None and row.year != profile.year:
        notes.append(t("unit.rows.data_of", year=row.year))
    if row.break_year is not None and series_breaks(row.indicator):
        notes.append(t("unit.rows.break_in", year=row.break_year))
    chance = noise_word(row, profile.lang)
    if chance:
        notes.append(html.Abbr(chance, title=noise_note(row, profile.lang)))
    for place in range(len(notes) - 1, 0, -1):
        notes.insert(place, " · ")
    return notes
