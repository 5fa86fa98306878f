"""What must be known of a table of the data desk when it leaves the product."""

from collections.abc import Mapping

from smup.i18n import Texts, texts
from smup.repository import IndicatorInfo, ReleaseInfo, Repository
from smup.typography import plain_spaces
from smup.views.as_of import release_file_word, release_read, state_notes
from smup.views.coverage.badge import badges
from smup.views.datadesk.problems import desk_problem_text
from smup.views.datadesk.selection import Chosen
from smup.views.linked import series_breaks
from smup.views.take_out.describing import unit_places
from smup.views.take_out.records import Description, Places

PAGE = "/dane"
WIDE = "szeroki"
COUNTRY = "kraj"
_NOTED = {"zmiana": "change", "miejsce": "rank", "grupa": "group", "ludnosc": "population"}


def described(repository: Repository, chosen: Chosen) -> Description:
    """Return title, words, sources and notes of a table."""
    dataset, as_of = repository.dataset(), release_read(repository)
    t = texts(chosen.lang)
    return Description(
        lang=chosen.lang,
        title=title_of(repository, chosen),
        words=file_words(chosen),
        page=PAGE,
        table=PAGE,
        query=chosen.state.to_query(),
        sample=dataset.is_sample,
        tag=dataset.tag,
        changed_at=dataset.changed_at,
        indicators=tuple(item for item, _ in chosen.measured),
        releases=releases_of(repository, chosen),
        notes=tuple(
            plain_spaces(note)
            for note in (
                *state_notes(repository, chosen.lang, [item for item, _ in chosen.measured]),
                *_column_notes(t, chosen),
                *_break_notes(t, chosen),
                *(desk_problem_text(t, problem) for problem in chosen.problems),
            )
        ),
        as_of=as_of,
        coverage=badges(repository, [item for item, _ in chosen.measured], lang=chosen.lang),
    )


def title_of(repository: Repository, chosen: Chosen) -> str:
    """Return what the table shows: „Uczniowie szkół podstawowych, 39 gmin, 2022–2024”."""
    t = texts(chosen.lang)
    measured = chosen.measured
    if not measured:
        return t("datadesk_table.title.nothing")
    n = len(measured)
    name = measured[0][0].name(chosen.lang)
    what = name if n == 1 else t.plural("datadesk_table.title.indicators", n)
    first, last = chosen.years[0], chosen.years[-1]
    years = str(first) if first == last else f"{first}–{last}"
    return f"{what}, {_units_text(repository, chosen, t)}, {years}"


def _units_text(repository: Repository, chosen: Chosen, t: Texts) -> str:
    if chosen.level == COUNTRY:
        return t("datadesk_table.title.country")
    n = len(chosen.unit_ids)
    if n == 1:
        directory = repository.directory()
        return directory.display_name(directory.by_id(int(chosen.unit_ids[0])), lang=chosen.lang)
    return t.plural(f"datadesk_table.title.{chosen.level}", n)


def file_words(chosen: Chosen) -> tuple[str, ...]:
    """Return the words of the file name after ``smup``."""
    codes = [item.code.lower() for item, _ in chosen.measured]
    what = codes[:1] if len(codes) == 1 else [f"{len(codes)}-wskaznikow"]
    years = sorted({*chosen.years[:1], *chosen.years[-1:]})
    words = ("dane", *what, chosen.level, *map(str, years), release_file_word())
    return tuple(filter(None, words))


def releases_of(repository: Repository, chosen: Chosen) -> tuple[ReleaseInfo, ...]:
    """Return the loads that the values of the chosen indicators and years come from."""
    ids: set[int] = set()
    for indicator, span in chosen.measured:
        by_year = _releases_by_year(repository, indicator)
        for year in range(span.first_year, span.last_year + 1):
            ids.update(by_year.get(year, ()))
    return repository.releases_by_id(ids)


def _releases_by_year(
    repository: Repository, indicator: IndicatorInfo
) -> Mapping[int, tuple[int, ...]]:
    return repository.keep(("releases", indicator.id), lambda: repository.release_ids(indicator.id))


def _column_notes(t: Texts, chosen: Chosen) -> list[str]:
    group = t("datadesk_table.group.country") if chosen.group is None else chosen.group.label
    notes = [
        t(f"datadesk_table.note.{_NOTED[option]}", group=group)
        for option in chosen.options
        if option in _NOTED
    ]
    if "powod" in chosen.options:
        notes.append(t("datadesk_table.note.flag"))
    if chosen.state.filtr or chosen.state.szukaj or chosen.state.wiersze != "wszystkie":
        notes.append(t("datadesk_table.note.filtered"))
    return notes


def _break_notes(t: Texts, chosen: Chosen) -> list[str]:
    """Return the breaks in series that the years of the table cross."""
    return [
        t(
            "datadesk_table.note.break",
            name=indicator.name(t.lang),
            year=item.year,
            reason=item.reason(t.lang),
        )
        for indicator, span in chosen.measured
        for item in series_breaks(indicator)
        if span.first_year < item.year <= span.last_year
    ]


def places_of(repository: Repository, chosen: Chosen) -> Places | None:
    """Return how rows find their borders: only in the wide table is a row a unit."""
    if chosen.state.uklad != WIDE or chosen.level == COUNTRY:
        return None
    return unit_places(repository, chosen.level)
