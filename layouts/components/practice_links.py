"""From a page of numbers to practices: who improved, and how."""

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.components.basics import section_heading
from smup.links import desk_href, practice_href
from smup.moments import today
from smup.repository.facade import Repository
from smup.repository.practice_records import EXPIRED, IMPROVED
from smup.services import Services
from smup.views.linked import LinkedData
from smup.views.practices.gap import INDICATORS, NOWHERE, Gap, GapQuestion, GapRow, read_gap
from smup.views.practices.gap_questions import linked_question


def practice_section(services: Services, question: GapQuestion, lang: str) -> html.Section:
    """Return the section of a page: at most three practices and the way to all of them."""
    gap = gap_today(services.repository, question, lang)
    t = gap.t
    head = section_heading(
        t("practices.gap.heading"), note=_note(gap), heading_id=ids.PRACTICES_LINKED
    )
    unit = None if question.unit is None else question.unit.teryt
    rows = html.Ul(
        [html.Li(_row(row, gap, unit)) for row in gap.rows], className="cz prakt-luka-siatka"
    )
    body: list[Component] = [rows] if gap.rows else []
    return html.Section([head, *body, _ways(gap)], className="sek prakt-luka")


def practice_part(services: Services, data: LinkedData) -> html.Div:
    """Return the section of the linked view, which follows its indicator and unit."""
    section = practice_section(services, linked_question(data), data.lang)
    return html.Div(section, id=ids.VIEW_PRACTICES)


def gap_today(repository: Repository, question: GapQuestion, lang: str) -> Gap:
    """Return the practices for a page, with those expired by today told as such."""
    return read_gap(repository, question, lang=lang, today=today())


def _note(gap: Gap) -> str | None:
    t = gap.t
    if gap.scope == NOWHERE:
        return t("practices.gap.none")
    return None if gap.scope == INDICATORS else t(f"practices.gap.by_{gap.scope}")


def _row(row: GapRow, gap: Gap, unit: str | None) -> list[Component | None]:
    t, info = gap.t, row.info
    own = {} if gap.lang == "pl" else {"lang": "pl"}
    title = html.A(info.title, href=practice_href(gap.lang, info.slug, unit=unit))
    place: list[Component | str] = [html.B(row.place)]
    place += [f", {row.note}"] if row.note else []
    place += [f" · {t(f'practices.gap.{row.role}')}"] if row.role else []
    concerns = None
    if row.concerns:
        words = t("practices.gap.concerns", names=", ".join(row.concerns))
        concerns = html.P(words, className="xs")
    return [
        html.H3(title, **own),
        html.P(place, className="m"),
        concerns,
        html.Div(_marks(row, gap), className="tags"),
    ]


def _marks(row: GapRow, gap: Gap) -> list[Component]:
    """Return what speaks for the practice, in words, and the mark of a made-up card."""
    t, info = gap.t, row.info
    words = [(t(f"practices.evidence.{name}"), name == IMPROVED) for name in info.evidence[:2]]
    status = t(f"practices.status.{info.status}")
    marks = [html.Span(word, className="tag l" if good else "tag") for word, good in words]
    marks.append(html.Span(status, className="tag g" if info.status == EXPIRED else "tag o"))
    if info.example:
        note = t("practices.example_note")
        marks.append(html.Span(t("practices.example"), className="bp", title=note))
    return marks


def _ways(gap: Gap) -> html.P:
    t = gap.t
    submit = html.A(
        t("practices.submit"), href=desk_href(gap.lang, "/praktyki/nowa"), target="_self"
    )
    if gap.scope == NOWHERE:
        return html.P(submit, className="prakt-luka-dalej nodr")
    count = t.plural("practices.count", gap.total)
    every = html.A(t("practices.gap.more_link", count=count), href=gap.address, className="b s")
    return html.P([every, submit], className="prakt-luka-dalej nodr")
