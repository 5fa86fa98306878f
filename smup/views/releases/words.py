"""Releases and revised values in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from smup.flags import Flag
from smup.formats import format_date, format_difference, format_number, format_observation
from smup.i18n import Texts, texts
from smup.moments import aware
from smup.repository import IndicatorInfo, ReleaseInfo
from smup.repository.release_reads import ReleaseSummary
from smup.repository.revision_reads import RevisionRow

PERCENT_DECIMALS = 1
PERCENT_PLACES, PLACES = 4, 10
"""Places to which differences are worked out: beyond them is the noise of binary fractions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisedValue:
    """A revised value in words.

    Attributes:
        old: value before, with its unit of measure or the word of its emptiness.
        new: value now, the same; of a withdrawn value that it is.
        old_flag: kind of empty before; None for a number.
        new_flag: kind of empty now; None for a number and for a withdrawn value.
        difference: now less before; why there is none where one of them is no number.
        percent: relative change; empty where it has no meaning.
    """

    old: str
    new: str
    old_flag: Flag | None
    new_flag: Flag | None
    difference: str
    percent: str


def kind_name(kind: str, lang: str) -> str:
    """Return what a load loaded: „Granice jednostek”."""
    t = texts(lang)
    key = f"releases.kind.{kind}"
    return t(key) if t.has(key) else t("releases.kind.other", kind=kind)


def source_name(source: str, lang: str) -> str:
    """Return the name of a source of ``source_state``."""
    t = texts(lang)
    key = f"releases.sources.name.{source}"
    return t(key) if t.has(key) else t("releases.sources.name.other", source=source)


def heading_of(release: ReleaseInfo, lang: str) -> str:
    """Return „Wydanie 12 z 3 marca 2026”."""
    day = format_date(aware(release.fetched_at), lang)
    return texts(lang)("releases.one_heading", number=release.id, date=day)


def what_changed(summary: ReleaseSummary, lang: str) -> tuple[str, ...]:
    """Return what a release changed, a part each; one that says so when nothing did."""
    t, info = texts(lang), summary.info
    found = list(counts_words(t, (summary.rows_new, summary.rows_changed, summary.rows_withdrawn)))
    if not summary.indicators:
        rows = (("new_rows", info.rows_new), ("changed_rows", info.rows_changed))
        found += [counted(t, f"releases.{key}", count) for key, count in rows if count]
    found += changes_words(summary.changes, t)
    if info.rows_rejected:
        found.append(counted(t, "releases.rejected", info.rows_rejected))
    return tuple(found) or (t("releases.words.nothing"),)


def counts_words(t: Texts, counts: tuple[int, int, int]) -> tuple[str, ...]:
    """Return new, revised and withdrawn values in words; those of none are left out."""
    keys = ("releases.new", "releases.revised", "releases.withdrawn")
    pairs = zip(keys, counts, strict=True)
    return tuple(counted(t, key, count) for key, count in pairs if count)


def changes_words(changes: Mapping[str, int], t: Texts) -> list[str]:
    """Return changes of catalogue, units and borders, a part for each kind."""
    return [
        t("releases.changes.count", kind=t(f"releases.change.{kind}"), n=n)
        for kind, n in changes.items()
    ]


def counted(t: Texts, key: str, count: int) -> str:
    """Return a text with a count, thousands set apart."""
    return t.plural(key, count, count=number(count, t.lang))


def number(count: int, lang: str) -> str:
    """Return a count, thousands set apart."""
    return format_number(count, decimals=0, lang=lang, group_all=True)


def revised_value(row: RevisionRow, indicator: IndicatorInfo, lang: str) -> RevisedValue:
    """Return a revision in words."""
    t = texts(lang)
    old_flag = Flag(row.old_flag)
    new_flag = None if row.new_flag is None else Flag(row.new_flag)
    gone = new_flag is None
    return RevisedValue(
        old=_said(row.old_value, old_flag, row.old_decimals, indicator, lang),
        new=t("releases.revisions.gone")
        if new_flag is None
        else _said(row.new_value, new_flag, row.new_decimals, indicator, lang),
        old_flag=None if old_flag.has_value else old_flag,
        new_flag=None if new_flag is None or new_flag.has_value else new_flag,
        difference=_difference(row, indicator, t, gone=gone),
        percent=_percent_words(percent_of(row), lang),
    )


def percent_of(row: RevisionRow) -> float | None:
    """Return the relative change in per cent; None without two numbers, or from zero."""
    if row.old_value is None or row.new_value is None or row.old_value == 0:
        return None
    return round(100 * (row.new_value - row.old_value) / abs(row.old_value), PERCENT_PLACES)


def difference_of(row: RevisionRow) -> float | None:
    """Return the new number less the old one; None where one of them is none."""
    if row.old_value is None or row.new_value is None:
        return None
    return round(row.new_value - row.old_value, PLACES)


def _said(
    value: float | None, flag: Flag, decimals: int | None, indicator: IndicatorInfo, lang: str
) -> str:
    digits = indicator.decimals if decimals is None else decimals
    return format_observation(value, flag, unit=indicator.unit(lang), decimals=digits, lang=lang)


def _difference(row: RevisionRow, indicator: IndicatorInfo, t: Texts, *, gone: bool) -> str:
    difference = difference_of(row)
    if difference is not None:
        digits = max(row.old_decimals or 0, row.new_decimals or 0, indicator.decimals)
        unit = indicator.unit(t.lang)
        return format_difference(difference, unit=unit, decimals=digits, lang=t.lang)
    if row.old_value is None and not gone:
        return t("releases.revisions.was_empty") if row.new_value is not None else ""
    return "" if row.old_value is None else t("releases.revisions.now_empty")


def _percent_words(percent: float | None, lang: str) -> str:
    if percent is None:
        return ""
    return f"{format_number(percent, decimals=PERCENT_DECIMALS, lang=lang, signed=True)}%"
