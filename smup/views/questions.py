"""Three ready questions of the start page, each with a miniature computed from the database."""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from smup.errors import UnknownCodeError
from smup.formats import format_number
from smup.i18n import texts
from smup.repository import Matrix, Repository
from smup.view_state import ViewState
from smup.views.linked import GroupStats, LinkedData
from smup.views.pictures import trend_frame
from smup.views.practice_question import improved_practice
from smup.views.practices.records import SmallEffect
from smup.views.selection import Selection, select_indicator
from smup.views.sentences import opening

PLACES = "EDU-WP-01"
DIRECT_COST = "EDU-SP-07"
FULL_COST = "EDU-SP-06"
COSTED = "szkoly-podstawowe"
WASTE = "SRO-OD-01"
MIXED_WASTE = "SRO-OD-02"
THOUSAND = 1_000
NO_UNIT = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class StripPicture:
    """A value in its group."""

    value: float | None
    value_text: str
    median_text: str
    stats: GroupStats
    low: str
    high: str
    polarity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the cost picture, in shares of the tallest one."""

    name: str
    text: str
    start: float
    height: float
    kind: Literal["part", "added", "whole"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnsPicture:
    """From the direct cost to the full one."""

    columns: tuple[Column, ...]
    measure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinesPicture:
    """My unit's series beside the median of its group; NaN where there is no value."""

    mine: tuple[float, ...]
    median: tuple[float, ...]
    mine_text: str
    median_text: str
    first_year: int
    last_year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A ready question.

    Attributes:
        key: ``places``, ``cost``, and ``practice`` or, without one that tells, ``trend``.
        title: the question.
        text: what the view answers, in a sentence.
        indicator: code of the indicator whose page it leads to.
        unit: TERYT code of my unit, kept by the link.
        picture: the miniature.
        service: code of the service whose page of costs answers it; None: the indicator does.
        practice: end of the address of the practice that answers it.
    """

    key: str
    title: str
    text: str
    indicator: str
    unit: str | None
    picture: StripPicture | ColumnsPicture | LinesPicture | SmallEffect
    service: str | None = None
    practice: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """The questions and for whom they are answered.

    Attributes:
        unit: TERYT code of the unit; None for the country.
        unit_name: its name; None for the country.
        items: the questions.
    """

    unit: str | None
    unit_name: str | None
    items: tuple[Question, ...]


def questions(repository: Repository, lang: str, *, unit: str | None) -> Questions:
    """Return the questions that the database can answer, for a unit or for the country.

    Args:
        repository: the database.
        lang: language of the texts.
        unit: TERYT code of the unit seen last; an unknown one counts as none.
    """
    views = _views(repository, lang, state=ViewState(unit=unit))
    shown = next((view for view in views.values() if view.unit_name), None)
    mine = shown.selection.state.unit if shown else None
    found = [
        _places(views.get(PLACES)),
        _cost(views.get(DIRECT_COST), views.get(FULL_COST)),
        _practice(repository, lang, unit=mine) or _trend(views.get(WASTE)),
    ]
    if repository.cost_years(COSTED):
        found[1] = found[1] and replace(found[1], service=COSTED)
    return Questions(
        unit=mine,
        unit_name=shown.unit_name if shown else None,
        items=tuple(item for item in found if item is not None),
    )


def _views(repository: Repository, lang: str, *, state: ViewState) -> dict[str, LinkedData]:
    """Return the views of the indicators that exist and have values, by code.

    Miniatures need my unit and its group but no map, so the matrix stays empty, and indicators of
    one level and group are read together.
    """
    selections: dict[tuple[str, str], list[Selection]] = {}
    for code in (PLACES, DIRECT_COST, FULL_COST, WASTE):
        try:
            selection = select_indicator(repository, code, state=state)
        except UnknownCodeError:
            continue
        if selection.year is not None:
            selections.setdefault((selection.level, selection.group_code), []).append(selection)
    found: dict[str, LinkedData] = {}
    for (level, group), some in selections.items():
        ids = [selection.indicator.id for selection in some]
        mine = some[0].unit
        stats = repository.group_stats(ids, level=level, group_code=group)
        series = repository.unit_series(mine.id if mine else NO_UNIT, ids)
        for selection in some:
            found[selection.indicator.code] = LinkedData(
                selection=selection,
                lang=lang,
                dataset=repository.dataset(),
                directory=repository.directory(),
                matrix=_no_matrix(selection),
                stats=stats,
                series=series,
                newest={selection.indicator.id: selection.years[-1]},
            )
    return found


def _no_matrix(selection: Selection) -> Matrix:
    shape = (len(selection.years), 0)
    return Matrix(
        years=selection.years,
        unit_ids=np.empty(0, dtype=np.int64),
        values=np.empty(shape),
        flags=np.empty(shape, dtype=np.int8),
    )


def _question(key: str, data: LinkedData, picture: StripPicture | LinesPicture) -> Question:
    return Question(
        key=key,
        title=data.t(f"start.question.{key}"),
        text=opening(data, data.selection.year).text,
        indicator=data.indicator.code,
        unit=data.selection.state.unit,
        picture=picture,
    )


def _places(data: LinkedData | None) -> Question | None:
    if data is None or data.selection.year is None:
        return None
    stats = data.stats_of(data.indicator, data.selection.year)
    if stats is None:
        return None
    value = data.value_of(data.indicator, data.selection.year)
    mine = data.unit is not None and value.known
    median = data.amount(stats.median)
    picture = StripPicture(
        value=value.value if mine else None,
        value_text=data.amount(value.value) if mine else median,
        median_text=data.t("start.group_median", value=median)
        if mine
        else data.t("start.country_median"),
        stats=stats,
        low=data.number(stats.min),
        high=data.number(stats.max),
        polarity=data.indicator.polarity,
    )
    return _question("places", data, picture)


def _cost(direct: LinkedData | None, full: LinkedData | None) -> Question | None:
    if direct is None or full is None:
        return None
    common = set(direct.selection.years) & set(full.selection.years)
    for year in sorted(common, reverse=True):
        part = direct.value_of(direct.indicator, year)
        whole = full.value_of(full.indicator, year)
        if part.known and whole.known and 0 < part.value < whole.value:
            return _cost_in(full, year, part.value, whole.value)
    return None


def _cost_in(full: LinkedData, year: int, part: float, whole: float) -> Question:
    t, lang = full.t, full.lang

    def text(value: float, *, signed: bool = False) -> str:
        return format_number(value / THOUSAND, decimals=1, lang=lang, signed=signed)

    columns = [
        Column(
            name=t("start.cost.direct"), text=text(part), start=0, height=part / whole, kind="part"
        ),
        Column(name=t("start.cost.full"), text=text(whole), start=0, height=1, kind="whole"),
    ]
    if full.unit is not None:
        # Only of one unit: the difference of two medians is nobody's cost.
        added = Column(
            name=t("start.cost.added"),
            text=text(whole - part, signed=True),
            start=part / whole,
            height=1 - part / whole,
            kind="added",
        )
        columns.insert(1, added)
    who = full.unit_name or t("start.cost.typical")
    return Question(
        key="cost",
        title=t("start.question.cost"),
        text=t("start.cost.text"),
        indicator=full.indicator.code,
        unit=full.selection.state.unit,
        picture=ColumnsPicture(
            columns=tuple(columns), measure=t("start.cost.measure", who=who, year=year)
        ),
    )


def _practice(repository: Repository, lang: str, *, unit: str | None) -> Question | None:
    found = improved_practice(repository, MIXED_WASTE, lang=lang)
    if found is None:
        return None
    practice, effect = found
    t = texts(lang)
    said = [t("start.practice.example")] if practice.example else []
    return Question(
        key="practice",
        title=t("start.question.practice"),
        text=" ".join([*said, effect.alt]),
        indicator=MIXED_WASTE,
        unit=unit,
        picture=effect,
        practice=practice.slug,
    )


def _trend(data: LinkedData | None) -> Question | None:
    if data is None or len(data.selection.years) < 2:
        return None
    frame = trend_frame(data).dropna(subset=["median"])
    if len(frame) < 2:
        return None
    last = frame.iloc[-1]
    mine = tuple(frame["value"].tolist())
    known = bool(np.isfinite(mine[-1]))
    t = texts(data.lang)
    picture = LinesPicture(
        mine=mine,
        median=tuple(frame["median"].tolist()),
        mine_text=f"{data.amount(mine[-1])} {t('start.trend.mine')}" if known else "",
        median_text=f"{data.amount(float(last['median']))} {t('start.trend.median')}",
        first_year=int(frame["year"].iloc[0]),
        last_year=int(last["year"]),
    )
    return _question("trend", data, picture)
