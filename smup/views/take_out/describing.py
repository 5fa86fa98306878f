"""What goes with the table of a page: its description, its loads, the borders of its rows."""

import gzip
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from smup.repository import IndicatorInfo, ReleaseInfo, Repository
from smup.typography import plain_spaces
from smup.views.as_of import release_file_word, release_read, state_notes
from smup.views.coverage.badge import badges
from smup.views.take_out.records import Description, Places


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a page shows, as far as its table must tell.

    Attributes:
        lang: ``pl`` or ``en``.
        title: in words; empty parts are left out, the others joined by commas.
        words: ASCII words of the file name; empty ones are left out.
        page: path of the page.
        table: path of the table; None when it is that of the page.
        query: canonical query string.
        indicators: whose values stand in the table.
        years: of these values; None for all.
        releases: keys of further loads that rows come from.
        notes: limits to be known.
    """

    lang: str
    title: Sequence[str]
    words: Sequence[str]
    page: str
    query: str
    table: str | None = None
    indicators: Sequence[IndicatorInfo] = ()
    years: Iterable[int] | None = ()
    releases: Iterable[int] = ()
    notes: Sequence[str] = ()


def described(repository: Repository, shown: Shown) -> Description:
    """Return the description of the table of a page."""
    dataset, as_of = repository.dataset(), release_read(repository)
    state = state_notes(repository, shown.lang, shown.indicators)
    return Description(
        lang=shown.lang,
        title=plain_spaces(", ".join(part for part in shown.title if part)),
        words=tuple(word for word in (*shown.words, release_file_word()) if word),
        page=shown.page,
        table=shown.table or shown.page,
        query=shown.query,
        sample=dataset.is_sample,
        tag=dataset.tag,
        changed_at=dataset.changed_at,
        indicators=tuple(shown.indicators),
        releases=_releases(repository, shown),
        coverage=badges(repository, shown.indicators, lang=shown.lang),
        notes=tuple(plain_spaces(note) for note in (*state, *shown.notes) if note),
        as_of=as_of,
    )


def _releases(repository: Repository, shown: Shown) -> tuple[ReleaseInfo, ...]:
    years = None if shown.years is None else set(shown.years)
    ids = set(shown.releases)
    for indicator in shown.indicators:
        by_year = repository.keep(
            ("releases", indicator.id),
            lambda indicator=indicator: repository.release_ids(indicator.id),  # type: ignore[misc]
        )
        for year, found in by_year.items():
            if years is None or year in years:
                ids.update(found)
    return repository.releases_by_id(ids)


def unit_places(repository: Repository, level: str) -> Places:
    """Return how rows of units of a level find their borders, the finest that are loaded."""
    sets = [item for item in repository.boundary_sets() if item.level == level]

    def read() -> bytes | None:
        body = repository.boundary(level, max(item.detail for item in sets)) if sets else None
        return None if body is None else gzip.decompress(body.gzip_body)

    return Places(
        column="teryt",
        level=level,
        geojson=read,
        approximate=any(item.approximate for item in sets),
    )
