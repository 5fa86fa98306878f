"""The release that a page is read as of, in words: for banners, citations and files."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from smup.as_of import PAGE_KEY, asked_release, release_of
from smup.errors import UnknownCodeError
from smup.formats import format_date
from smup.i18n import texts
from smup.moments import aware, moment_text
from smup.repository import DatasetInfo, IndicatorInfo, ReleaseInfo, Repository


def release_read(repository: Repository) -> ReleaseInfo | None:
    """Return the release that the current answer is read as of; None: the data of today."""
    asked = asked_release()
    found = () if asked is None else repository.releases_by_id([asked])
    return found[0] if found else None


def read_release(repository: Repository, text: str) -> ReleaseInfo | None:
    """Return the release that an address asks for, when the data can be read as of it.

    Args:
        repository: answers the questions.
        text: what stands in the address.
    """
    try:
        asked = release_of({PAGE_KEY: text})
    except ValueError:
        return None
    if asked is None or not repository.is_readable(asked):
        return None
    found = repository.releases_by_id([asked])
    return found[0] if found else None


def require_readable(repository: Repository) -> None:
    """Refuse to go on when the release that is read can be read no more, as in a job that waited.

    Raises:
        UnknownCodeError: ``what="release"``, when its history has been dropped.
    """
    asked = asked_release()
    if asked is not None and not repository.is_readable(asked):
        message = texts("pl")("releases.as_of.unknown", value=asked)
        raise UnknownCodeError("release", str(asked), message)


def release_words(release: ReleaseInfo, lang: str) -> str:
    """Return number and day of a release: „wydanie 12 z 3 marca 2026”."""
    day = format_date(aware(release.fetched_at), lang)
    return texts(lang)("releases.as_of.name", number=release.id, date=day)


def state_notes(
    repository: Repository, lang: str, indicators: Iterable[IndicatorInfo] = ()
) -> tuple[str, ...]:
    """Return the notes that go with all data read as of a release; none for those of today.

    Args:
        repository: answers the questions.
        lang: ``pl`` or ``en``.
        indicators: whose values are shown; those redefined since are named.
    """
    release = release_read(repository)
    if release is None:
        return ()
    since = repository.redefined_since(release.id)
    codes = ", ".join(one.code for one in indicators if one.code in since)
    named = (texts(lang)("releases.as_of.redefined_codes", codes=codes),) if codes else ()
    return (" ".join(state_parts(release, lang)), *named)


def state_parts(release: ReleaseInfo, lang: str, redefined: int = 0) -> tuple[str, str]:
    """Return which release the data are read as of, and what is shown as of today beside them.

    Args:
        release: the release.
        lang: ``pl`` or ``en``.
        redefined: number of indicators whose definition has changed since.
    """
    day, t = format_date(aware(release.fetched_at), lang), texts(lang)
    rest = [t("releases.as_of.rest")]
    if redefined:
        rest.append(t.plural("releases.as_of.redefined", redefined))
    return t("releases.as_of.state", number=release.id, date=day), " ".join(rest)


def as_of_value(
    repository: Repository, of_today: Sequence[str], indicators: Collection[str] | None = None
) -> dict[str, Any]:
    """Return the member ``as_of`` of a JSON answer; empty for the data of today.

    Args:
        repository: answers the questions.
        of_today: members of the answer that are as of now, not as of the release.
        indicators: codes of the indicators in the answer; None: any.
    """
    release = release_read(repository)
    if release is None:
        return {}
    since = repository.redefined_since(release.id)
    redefined = sorted(since if indicators is None else since.intersection(indicators))
    return {
        "as_of": {
            "release": release.id,
            "fetched_at": moment_text(aware(release.fetched_at)),
            "of_today": list(of_today),
            "redefined": redefined,
        }
    }


def state_date(dataset: DatasetInfo, lang: str) -> str:
    """Return the day of the state of the data that is shown; of a release with its number."""
    if dataset.release is None or dataset.release_at is None:
        return format_date(dataset.changed_at, lang)
    day = format_date(dataset.release_at, lang)
    return texts(lang)("releases.as_of.date", date=day, number=dataset.release)


def release_file_word() -> str:
    """Return the word that names the release in the names of files; empty for today's data."""
    asked = asked_release()
    return "" if asked is None else f"wydanie-{asked}"
