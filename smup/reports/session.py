"""The packet for a session: exactly one A4 page for a councillor."""

from smup.i18n import Texts
from smup.links import href, with_query
from smup.reports.frame import (
    Origin,
    data_facts,
    foot,
    group_facts,
    link,
    problem_lines,
    sample_mark,
    sample_note,
    stem,
    t_of,
)
from smup.reports.lines import line_of
from smup.reports.records import (
    Block,
    Bullets,
    Facts,
    LineGroup,
    LineTable,
    Links,
    Paragraph,
    Report,
    Section,
)
from smup.reports.spec import UNIT, ReportSpec
from smup.reports.unit import opening, subtitle
from smup.views.profile import (
    Profile,
    ProfileRow,
    five_sentences,
    headline,
    plain,
    row_sentence,
    session_questions,
)

STRIPS = 3
QUESTIONS = 3
SENTENCES = 5
LONGEST = 330  # signs of a sentence; longer ones would push the packet to a second page
SPARE_QUESTIONS = ("q_peers", "q_aim", "q_data")


def session_report(spec: ReportSpec, profile: Profile, *, origin: Origin) -> Report:
    """Return the packet: sentence, bar, three strips, five sentences, three questions, links.

    Args:
        spec: what was asked for.
        profile: of the unit against the group.
        origin: where the numbers come from.
    """
    t = t_of(spec)
    sections = (_strips(t, spec, profile), _sentences(t, profile), _questions(t, profile))
    return Report(
        kind=spec.kind,
        lang=spec.lang,
        label=t("reports.label.sesja"),
        title=profile.name,
        subtitle=subtitle(t, profile),
        opening=opening(t, profile),
        facts=Facts(rows=()),
        sections=(*sections, _links(t, spec, profile, origin)),
        problems=problem_lines(t, spec.problems),
        sample=sample_mark(t, profile.dataset),
        sample_note=sample_note(t, profile.dataset),
        foot=foot(t, origin),
        address=link(spec),
        stem=stem(spec, profile.unit.name, profile.year),
    )


def telling_rows(profile: Profile) -> tuple[ProfileRow, ...]:
    """Return three rows to show as strips: strongest, weakest, most changed; others fill up."""
    firsts = [rows[0] for rows in (profile.strengths, profile.weaknesses, profile.changes) if rows]
    known = [row for row in profile.rows if row.value.known and row.stats is not None]
    rest = [*profile.weaknesses, *profile.strengths, *known]
    found: dict[int, ProfileRow] = {}
    for row in (*firsts, *rest):
        found.setdefault(row.indicator.id, row)
    return tuple(found.values())[:STRIPS]


def _section(t: Texts, key: str, *blocks: Block) -> Section:
    return Section(key=key, title=t(f"reports.section.{key}"), blocks=blocks)


def _strips(t: Texts, spec: ReportSpec, profile: Profile) -> Section:
    lines = tuple(line_of(spec, profile, row) for row in telling_rows(profile))
    if not lines:
        return _section(t, "paski", Paragraph(text=t("reports.session.no_rows")))
    caption = t("reports.table.caption", name=profile.name, year=profile.year)
    table = LineTable(
        caption=caption, unit_name=profile.name, groups=(LineGroup(title="", lines=lines),)
    )
    return _section(t, "paski", table)


def _sentences(t: Texts, profile: Profile) -> Section:
    """Return five sentences beside the headline, which opens the page and is not said twice."""
    opened = plain(headline(profile))
    sentences = [text for text in five_sentences(profile) if text != opened]
    said = " ".join(sentences)
    more = (*profile.weaknesses, *profile.strengths, *profile.context)
    sentences += [
        row_sentence(profile, row)
        for row in more
        if row.value.known and row.indicator.short_name(profile.lang) not in said
    ]
    told = tuple(("", shortened(text)) for text in sentences[:SENTENCES])
    blocks: tuple[Block, ...] = (Bullets(items=told, ordered=True),) if told else ()
    return _section(t, "zdania", *blocks)


def _questions(t: Texts, profile: Profile) -> Section:
    asked = [shortened(question.text) for question in session_questions(profile)]
    spare = [t(f"reports.session.{key}") for key in SPARE_QUESTIONS]
    asked = [*asked, *spare][:QUESTIONS]
    items = tuple(("", text) for text in asked)
    return _section(t, "pytania", Bullets(items=items, ordered=True))


def _links(t: Texts, spec: ReportSpec, profile: Profile, origin: Origin) -> Section:
    code = profile.unit.code_at(profile.level)
    page, report = (
        spec.origin + with_query(href(spec.lang, path), spec.query)
        for path in (f"/jednostka/{code}", f"/raport/{UNIT}/{code}.pdf")
    )
    facts = Facts(
        rows=(
            *group_facts(t, profile.group)[:1],
            (t("reports.fact.year"), str(profile.year)),
            *data_facts(t, origin)[:2],
        )
    )
    items = (
        (t("reports.session.link_profile"), page),
        (t("reports.session.link_report"), report),
        (t("reports.session.link_this"), link(spec)),
    )
    return _section(t, "linki", Links(items=items), facts)


def shortened(text: str) -> str:
    """Return a sentence cut at a word so that the packet stays on its page."""
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST].rsplit(" ", maxsplit=1)[0].rstrip(",;: ") + "…"
