"""„Od mojej ostatniej wizyty”: what changed for a unit since a release."""

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.components import empty_state, problem_note, section_heading
from layouts.components.search import unit_of_form
from layouts.releases_table import value_cell
from smup.formats import format_date
from smup.i18n import Texts
from smup.links import indicator_href, release_href, releases_href, unit_href
from smup.moments import aware
from smup.repository import Repository
from smup.repository.release_reads import ReleaseSummary
from smup.views.releases.since import SINCE_KEY, UNIT_KEY, IndicatorNews, Since
from smup.views.releases.words import counts_words, kind_name, revised_value

SECTION = "od-wizyty"


def since_section(repository: Repository, since: Since, t: Texts) -> html.Section:
    """Return the form, and what changed when a unit is chosen.

    The script ``assets/js/releases.js`` fills in the unit looked at last and the release that
    this browser saw last; without it both are chosen by hand.
    """
    newest = since.offered[0].info.id if since.offered else 0
    head = section_heading(t("releases.since.heading"), note=t("releases.since.note"))
    answer = _answer(repository, since, t)
    return html.Section(
        [head, _form(repository, since, t), *answer],
        id=SECTION,
        className="sek",
        **{
            "data-wydania": str(newest),
            "data-jednostka": since.unit.teryt if since.unit else "",
        },
    )


def _form(repository: Repository, since: Since, t: Texts) -> html.Div:
    """Return the form that asks for a unit and a release."""
    chosen = since.since or (since.offered[-1].info if since.offered else None)
    code = since.unit.teryt if since.unit else since.unknown_unit
    shown = repository.directory().label(since.unit, lang=t.lang) if since.unit else code
    options = [_option(one, t, selected=one.info == chosen) for one in since.offered]
    fields = [
        *unit_of_form(
            ids.RELEASES_UNIT,
            t,
            name=UNIT_KEY,
            label=t("releases.since.unit"),
            chosen=(code, shown),
            optional=False,
        ),
        html.Div(
            [
                html.Label(t("releases.since.from"), htmlFor=ids.RELEASES_FROM),
                html.Select(options, id=ids.RELEASES_FROM, name=SINCE_KEY, className="wyb"),
            ]
        ),
        html.Button(t("releases.since.show"), type="submit", className="b g"),
    ]
    remembered = html.P(
        html.A(href=releases_href(t.lang)),
        className="m",
        hidden=True,
        **{"data-zapamietane": t("releases.since.remembered", number="{number}")},
    )
    form = html.Form(
        fields,
        action=f"{releases_href(t.lang)}#{SECTION}",
        method="get",
        className="wydania-form nodr",
    )
    return html.Div([form, remembered])


def _option(one: ReleaseSummary, t: Texts, *, selected: bool) -> html.Option:
    info = one.info
    day = format_date(aware(info.fetched_at), t.lang)
    words = f"{info.id} · {day} · {kind_name(info.kind, t.lang)}"
    return html.Option(words, value=str(info.id), selected=selected)


def _answer(repository: Repository, since: Since, t: Texts) -> list[Component]:
    found: list[Component] = []
    if since.unknown_unit:
        words = t("releases.since.unknown_unit", value=since.unknown_unit)
        found.append(problem_note(t("releases.problem.title"), words))
    if since.unknown_release:
        words = t("releases.since.unknown_release", value=since.unknown_release)
        found.append(problem_note(t("releases.problem.title"), words))
    if since.unit is None or since.since is None:
        return found
    name = repository.directory().label(since.unit, lang=t.lang)
    day = format_date(aware(since.since.fetched_at), t.lang)
    values = {"number": since.since.id, "date": day}
    link = html.A(name, href=unit_href(t.lang, since.unit.teryt))
    found.append(html.H3(t("releases.since.title", unit=name, **values)))
    if not since.news:
        nothing = t("releases.since.nothing_note", **values)
        return [*found, empty_state(t("releases.since.nothing"), nothing, action=link)]
    n = t.plural("releases.since.indicators", len(since.news))
    found.append(html.P([link, f" – {n}"], className="m"))
    return [*found, *(_indicator(one, t) for one in since.news)]


def _indicator(one: IndicatorNews, t: Texts) -> html.Div:
    counts = one.counts
    words = "; ".join(counts_words(t, (counts.new, counts.changed, counts.withdrawn)))
    link = html.A(one.indicator.name(t.lang), href=indicator_href(t.lang, one.indicator.code))
    head = html.P([html.B(link), " – ", words, "."], className="wydania-wsk")
    if not one.revisions:
        return html.Div(head)
    rows = []
    for row in one.revisions:
        said = revised_value(row, one.indicator, t.lang)
        rows.append(
            html.Tr(
                [
                    html.Th(str(row.year), scope="row"),
                    html.Td(value_cell(said.old, said.old_flag), className="num"),
                    html.Td(value_cell(said.new, said.new_flag), className="num"),
                    html.Td(said.difference, className="num"),
                    html.Td(said.percent, className="num"),
                    html.Td(
                        html.A(row.release_id, href=release_href(t.lang, row.release_id)),
                        className="num",
                    ),
                ]
            )
        )
    keys = ("year", "old", "new", "difference", "percent", "release")
    cells = [
        html.Th(t(f"releases.revisions.{key}"), scope="col", className="num" if at else None)
        for at, key in enumerate(keys)
    ]
    caption = t("releases.since.caption", unit=one.indicator.name(t.lang))
    table = html.Table(
        [html.Caption(caption, className="vh"), html.Thead(html.Tr(cells)), html.Tbody(rows)],
        className="t",
    )
    return html.Div([head, html.Div(table, className="tw", tabIndex=0)])
