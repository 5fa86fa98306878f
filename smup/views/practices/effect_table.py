"""The numbers of a chart of a practice as the rows of a file."""

from collections.abc import Iterator
from math import isnan

from smup.flags import Flag
from smup.i18n import texts
from smup.repository.facade import Repository
from smup.territory.groups import group_label
from smup.views.practices.card_page import CardPage
from smup.views.practices.effect import read_effect_data
from smup.views.practices.records import EffectData

Cell = str | int | float | None
COLUMNS = (
    "teryt",
    "unit",
    "indicator",
    "indicator_name",
    "year",
    "value",
    "flag",
    "unit_of_measure",
    "q1",
    "median",
    "q3",
    "group",
    "source",
)


def effect_rows(repository: Repository, page: CardPage, code: str) -> list[tuple[Cell, ...]] | None:
    """Return a row for each year of a linked indicator; None when the card does not link it.

    Columns as in ``COLUMNS``; an empty cell where there is no number, with the reason as its flag.
    """
    found = read_effect_data(
        repository,
        unit=page.unit,
        indicators=[link for link in page.card.indicators if link.code == code],
        started=page.card.started,
        today=page.today,
        lang=page.lang,
    )
    return list(_rows(found[0])) if found else None


def _rows(data: EffectData) -> Iterator[tuple[Cell, ...]]:
    t, indicator, lang = texts(data.lang), data.indicator, data.lang
    group = group_label(data.directory, data.group.code, level=data.group.level, lang=lang)
    sample = data.dataset.is_sample
    source = t("api.sample.source") if sample else indicator.card_text("source", lang)
    columns = ("year", "value", "flag", "q1", "median", "q3")
    for year, value, flag, *band in zip(
        *(data.frame[name].tolist() for name in columns), strict=True
    ):
        yield (
            data.unit.teryt,
            data.unit_name,
            indicator.code,
            indicator.name(lang),
            int(year),
            _number(value),
            Flag(int(flag)).label,
            indicator.unit(lang),
            *(_number(one) for one in band),
            group,
            source,
        )


def _number(value: float) -> float | None:
    return None if isnan(value) else float(value)
