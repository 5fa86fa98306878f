"""The tables of the page of coverage as files."""

from collections.abc import Mapping

from smup.formats import format_date
from smup.i18n import texts
from smup.repository.facade import Repository
from smup.views.coverage.selection import select_coverage
from smup.views.coverage.tables import coverage_table
from smup.views.take_out.describing import Shown, described
from smup.views.take_out.records import Extract


def coverage_extract(repository: Repository, query: Mapping[str, str], *, lang: str) -> Extract:
    """Return the table of the view of coverage that the address names, all pages of it."""
    chosen, t = select_coverage(repository, query), texts(lang)
    state, level = chosen.state, chosen.level.level
    of_units = chosen.indicator is not None and state.widok == "obraz"
    part = chosen.indicator or chosen.service or chosen.sector
    shown = Shown(
        lang=lang,
        title=[
            t(f"coverage.table.{'units' if of_units else state.widok}"),
            "" if part is None else part.name(lang),
            t(f"coverage.levels.{level}"),
            str(chosen.year or "") if of_units else state.years or "",
        ],
        words=[
            t("coverage.table.name"),
            state.widok,
            level,
            "" if part is None else part.code,
        ],
        page="/luki",
        query=state.having(strona=1).to_query(),
        notes=[t("coverage.table.note", date=format_date(chosen.level.today, lang))]
        + [t(f"coverage.method.{key}") for key in ("units", "value", "empty", "late")],
    )
    return Extract(
        description=described(repository, shown),
        table=coverage_table(repository, chosen, lang=lang),
    )
