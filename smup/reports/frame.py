"""What every report has: facts about the data, notes on its address, method, foot, file name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from smup import __version__
from smup.flags import Flag
from smup.formats import format_date
from smup.i18n import Texts, texts
from smup.reports.records import Block, Bullets, Paragraph, Section
from smup.reports.spec import SESSION, ReportSpec
from smup.reports.words import tidy
from smup.repository.facade import Repository
from smup.repository.records import DatasetInfo, IndicatorInfo
from smup.typography import polish_key
from smup.view_state import Problem
from smup.views.as_of import release_file_word, release_read, state_date, state_notes
from smup.views.groups import Group

METHOD = ("place", "colour", "unjudged", "trend", "chance", "break")
_ASCII = str.maketrans("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ", "acelnoszzACELNOSZZ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where the numbers of a report come from.

    Attributes:
        dataset: kind and moment of the data.
        release: source and day of the newest load, or of the release read as of, in words.
        as_of: what is of an earlier release and what of today; empty for the data of today.
    """

    dataset: DatasetInfo
    release: str
    as_of: str = ""


def read_origin(repository: Repository, lang: str) -> Origin:
    """Read what the data is and which release it has."""
    read = release_read(repository)
    known = [read] if read is not None else repository.releases(limit=1)
    release = (
        f"{known[0].source}, {format_date(known[0].fetched_at, lang)} (nr\u00a0{known[0].id})"
        if known
        else ""
    )
    return Origin(
        dataset=repository.dataset(),
        release=release,
        as_of=" ".join(state_notes(repository, lang)),
    )


def data_facts(t: Texts, origin: Origin) -> list[tuple[str, str]]:
    """Return the lines about the data: kind, date, release."""
    sample = origin.dataset.is_sample
    return [
        (t("reports.fact.data"), t(f"reports.fact.data_{'sample' if sample else 'real'}")),
        (t("reports.fact.changed"), state_date(origin.dataset, t.lang)),
        *([(t("reports.fact.release"), origin.release)] if origin.release else []),
        *([(t("reports.fact.as_of"), origin.as_of)] if origin.as_of else []),
    ]


def group_facts(t: Texts, group: Group) -> list[tuple[str, str]]:
    """Return the lines about the comparison group: name, size, how it was chosen."""
    units = t.plural("reports.group_units", group.size)
    value = t("reports.fact.group_value", label=group.label, units=units)
    how = t(f"reports.group_how.{group.kind}")
    return [(t("reports.fact.group"), value), (t("reports.fact.chosen"), how)]


def link(spec: ReportSpec) -> str:
    """Return the permanent address of a report, to be read in a browser."""
    return f"{spec.origin}{spec.as_form('html').path}"


def sample_mark(t: Texts, dataset: DatasetInfo) -> str:
    """Return the stamp of a sample, or an empty text."""
    return t("common.sample_stamp") if dataset.is_sample else ""


def sample_note(t: Texts, dataset: DatasetInfo) -> str:
    """Return what the stamp means, or an empty text."""
    return t("reports.sample.note") if dataset.is_sample else ""


def foot(t: Texts, origin: Origin) -> str:
    """Return the line at the foot of every page: whose, which data, of when, which program."""
    sample = origin.dataset.is_sample
    return " · ".join(
        (
            t("reports.foot.line"),
            t("common.sample_badge" if sample else "reports.fact.data_real"),
            state_date(origin.dataset, t.lang),
            t("reports.foot.version", version=__version__),
        )
    )


def problem_lines(t: Texts, problems: Iterable[Problem]) -> tuple[str, ...]:
    """Return each replaced part of the address in a sentence, each once."""
    lines = []
    for problem in problems:
        known = next(
            (
                key
                for key in (
                    f"reports.problem.{problem.parameter}",
                    f"compare.problem.{problem.parameter}",
                )
                if t.has(key)
            ),
            "reports.problem.other",
        )
        line = t(known, value=problem.value)
        lines.append(f"{line} {problem.instead}".strip())
    return tuple(dict.fromkeys(lines))


def method_section(
    t: Texts,
    *,
    flags: Iterable[Flag],
    indicators: Sequence[IndicatorInfo],
    extra: tuple[Block, ...] = (),
) -> Section:
    """Return how to read the report: judgement, trend, kinds of empty that occur, sources.

    Args:
        t: texts of the language.
        flags: flags of the values in the report.
        indicators: whose sources are listed.
        extra: blocks at the end.
    """
    notes = tuple((t(f"reports.method.{key}_term"), t(f"reports.method.{key}")) for key in METHOD)
    kinds = sorted({flag for flag in flags if flag is not Flag.OCCURRED})
    names = "; ".join(
        f"{t(f'common.empty.{flag.label}.word')} – {t(f'common.empty.{flag.label}.name')}"
        for flag in kinds
    )
    if names:
        notes = (*notes, (t("reports.method.empty_term"), t("reports.empty.found", list=names)))
    blocks: tuple[Block, ...] = (Bullets(items=notes), *_sources(t, indicators), *extra)
    return Section(key="metoda", title=t("reports.section.metoda"), blocks=blocks)


def _sources(t: Texts, indicators: Sequence[IndicatorInfo]) -> tuple[Block, ...]:
    """Return the sources of the indicators as a list, each once."""
    told = (tidy(item.card_text("source", t.lang), t.lang) for item in indicators)
    found = {text.casefold(): f"{text[:1].upper()}{text[1:]}" for text in told if text}
    if not found:
        return ()
    return (
        Paragraph(text=t("reports.method.sources"), style="title"),
        Paragraph(text=t("reports.method.source_each"), style="note"),
        Bullets(
            items=tuple(("", text) for text in sorted(found.values(), key=polish_key)),
            compact=True,
        ),
    )


def stem(spec: ReportSpec, name: str, year: int | None) -> str:
    """Return the file name without its ending: ``smup-plonsk-1420011-2024``."""
    words = ["smup", *([spec.kind] if spec.kind == SESSION else [])]
    words += [slug(name), spec.subject if spec.subject != slug(name) else ""]
    words += [str(year) if year else "", release_file_word()]
    return "-".join(word for word in words if word)


def slug(text: str) -> str:
    """Return a name fit for a file: small letters without diacritics, joined by hyphens."""
    plain = text.translate(_ASCII).casefold()
    cleaned = "".join(sign if sign.isascii() and sign.isalnum() else " " for sign in plain)
    return "-".join(cleaned.split())[:60]


def t_of(spec: ReportSpec) -> Texts:
    """Return the texts of the report's language."""
    return texts(spec.lang)
