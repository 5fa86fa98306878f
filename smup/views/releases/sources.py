"""The state of the official sources in words, and what a reader must know of it elsewhere."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from smup.formats import format_date
from smup.i18n import texts
from smup.repository import Repository
from smup.repository.release_page_reads import SourceStateInfo
from smup.views.releases.words import source_name

FAILED = ("failed", "partial")
OLD_DAYS = 45
"""Sources are meant to be asked every night; data older than this are told of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """A source in words.

    Attributes:
        name: of the source.
        address: host that the data come from.
        complete: day of the last complete fetch, or that there was none.
        tried: day of the last try.
        state: how it went.
        message: why it failed and the remedy, as the sync wrote it (Polish); empty if it did not.
        left: parts of the plan still to be fetched.
        failed: whether the last try failed, in whole or in part.
    """

    name: str
    address: str
    complete: str
    tried: str
    state: str
    message: str
    left: int
    failed: bool


def source_lines(repository: Repository, lang: str) -> tuple[SourceLine, ...]:
    """Return every source that was ever asked, by name."""
    return tuple(_line(one, lang) for one in repository.source_states())


def warnings(repository: Repository, lang: str, *, now: datetime) -> tuple[str, ...]:
    """Return a sentence for each source that failed or was not fetched for long.

    Args:
        repository: answers the questions.
        lang: ``pl`` or ``en``.
        now: moment with a time zone.
    """
    said = (_warning(one, lang, now) for one in repository.source_states())
    return tuple(filter(None, said))


def _line(one: SourceStateInfo, lang: str) -> SourceLine:
    t = texts(lang)
    done = one.succeeded_at
    return SourceLine(
        name=source_name(one.source, lang),
        address=one.address,
        complete=t("releases.sources.never") if done is None else format_date(done, lang),
        tried=format_date(one.tried_at, lang),
        state=t(f"releases.sources.status.{one.status}"),
        message=one.message or "",
        left=one.parts_left,
        failed=one.status in FAILED,
    )


def _warning(one: SourceStateInfo, lang: str, now: datetime) -> str:
    t, name = texts(lang), source_name(one.source, lang)
    done = one.succeeded_at
    if one.status in FAILED:
        tried = format_date(one.tried_at, lang)
        if done is None:
            return t("releases.sources.quiet_first", name=name, date=tried)
        good = format_date(done, lang)
        return t("releases.sources.quiet_one", name=name, date=tried, good=good)
    if done is not None and now - done > timedelta(days=OLD_DAYS):
        day = format_date(done, lang)
        return t("releases.sources.quiet_old", name=name, date=day, days=OLD_DAYS)
    return ""
