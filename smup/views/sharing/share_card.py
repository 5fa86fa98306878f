"""What the picture of a shared link says: title, a few numbers, a map, the source."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from smup.errors import UnknownCodeError
from smup.figures.classes import class_index, ramp_of
from smup.flags import Flag
from smup.formats import format_value
from smup.i18n import texts
from smup.repository.facade import Repository
from smup.repository.records import IndicatorInfo
from smup.view_state import ViewState
from smup.views.as_of import state_date
from smup.views.costs.selection import cost_service
from smup.views.costs.spoken import opened, spoken
from smup.views.pictures import map_breaks, scheme_of
from smup.views.practices.card_page import read_title
from smup.views.profile import Band, read_profile
from smup.views.profile.words import headline, plain
from smup.views.sharing.pictures import GENERAL
from smup.views.unit import choose_unit
from smup.views.unit.words import kind_words

MISSING = "#DCE3E8"
MINE, OTHERS = "#B3124A", "#D5DDE2"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareCard:
    """A picture of a page in words and colours.

    Attributes:
        kind: small line above the title.
        title: title of the page.
        lines: sentences under it.
        numbers: big numbers with their names, three at most.
        level: level of the units on the map; empty for no map.
        colours: colour of a unit by its code at the level.
        ground: colour of the units without one.
        source: source and date.
        stamp: mark of sample data; empty for real ones.
    """

    kind: str
    title: str
    lines: tuple[str, ...] = ()
    numbers: tuple[tuple[str, str], ...] = ()
    level: str = ""
    colours: Mapping[str, str] = field(default_factory=dict)
    ground: str = OTHERS
    source: str = ""
    stamp: str = ""


def share_card(repository: Repository, page_path: str, lang: str) -> ShareCard:
    """Return what the picture of a page says.

    Args:
        repository: answers the questions.
        page_path: path of the page without the language, or ``/smup`` for the whole service.
        lang: language of the words.

    Raises:
        UnknownCodeError: when there is no such page.
    """
    dataset, t = repository.dataset(), texts(lang)
    source = t("embed.source_sample" if dataset.is_sample else "embed.source_real")
    changed = state_date(dataset, lang)
    return replace(
        _card(repository, page_path, lang),
        source=t("embed.source", source=source, changed=changed),
        stamp=t("common.sample_stamp") if dataset.is_sample else "",
    )


def _card(repository: Repository, page_path: str, lang: str) -> ShareCard:
    if page_path == GENERAL:
        return _general(repository, lang)
    kind, _, code = page_path.strip("/").partition("/")
    makers = {
        "wskaznik": _indicator,
        "jednostka": _unit,
        "obszar": _sector,
        "koszty": _cost,
        "praktyki": _practice,
    }
    if kind not in makers or not code:
        raise UnknownCodeError("page", page_path, texts(lang)("not_found.title"))
    return makers[kind](repository, code, lang)


def _general(repository: Repository, lang: str) -> ShareCard:
    t = texts(lang)
    numbers = (
        (str(len(repository.indicators())), t("sharing.card.indicators")),
        (_count(len(repository.directory().codes_of("gmina")), lang), t("sharing.card.gminas")),
        (str(len(repository.sectors())), t("sharing.card.sectors")),
    )
    return ShareCard(
        kind=t("common.site"),
        title=t("common.site_full"),
        lines=(t("shell.description"),),
        numbers=numbers,
        level="wojewodztwo",
        ground="#7DBDB5",
    )


def _indicator(repository: Repository, code: str, lang: str) -> ShareCard:
    item, t = repository.indicator(code), texts(lang)
    sector = next(one for one in repository.sectors() if one.code == item.sector_code)
    level = "powiat" if item.task_level == "powiat" else "gmina"
    matrix = repository.matrix(item.id, level)
    if not matrix.years:
        return ShareCard(
            kind=sector.name(lang),
            title=item.name(lang),
        )
    breaks = map_breaks(matrix, item)
    values = np.where(matrix.flags[-1] == Flag.DID_NOT_OCCUR, np.nan, matrix.values[-1])
    colours = ramp_of(scheme_of(item, breaks).colours, len(breaks) + 1)
    codes = repository.directory().codes_of(level, fictional=True)
    classes = class_index(values, breaks)
    shown = {
        unit: colours[place]
        for unit, place in zip(codes, classes.tolist(), strict=True)
        if place >= 0
    }
    known = matrix.values[-1][np.isfinite(matrix.values[-1])]
    numbers = [
        (_amount(item, float(np.median(known)), lang), t(f"sharing.card.median_{level}")),
        (str(matrix.years[-1]), t("sharing.card.newest")),
    ]
    return ShareCard(
        kind=sector.name(lang),
        title=item.name(lang),
        numbers=tuple(numbers),
        level=level,
        colours=shown,
        ground=MISSING,
    )


def _amount(item: IndicatorInfo, value: float, lang: str) -> str:
    return format_value(value, unit=item.unit(lang), decimals=item.decimals, lang=lang)


def _count(number: int, lang: str) -> str:
    return format_value(number, unit="", decimals=0, lang=lang)


def _unit(repository: Repository, code: str, lang: str) -> ShareCard:
    t = texts(lang)
    choice = choose_unit(repository, code, state=ViewState(), problems=(), lang=lang)
    profile = read_profile(
        repository, choice.unit, level=choice.level, group=choice.group, year=None, lang=lang
    )
    bands = (Band.BEST, Band.MIDDLE, Band.WORST)
    numbers = tuple(
        (str(len(profile.of_band(band))), t(f"sharing.card.{band.value}")) for band in bands
    )
    return ShareCard(
        kind=" · ".join(kind_words(repository.directory(), choice.unit, lang)[:-1]),
        title=profile.name[:1].upper() + profile.name[1:],
        lines=(plain(headline(profile)),),
        numbers=numbers if any(number != "0" for number, _ in numbers) else (),
        level=choice.level,
        colours={choice.unit.code_at(choice.level): MINE},
    )


def _sector(repository: Repository, code: str, lang: str) -> ShareCard:
    sector, t = repository.sector(code), texts(lang)
    names = ", ".join(service.name(lang) for service in repository.services(sector.code))
    numbers = (
        (str(sector.indicator_count), t("sharing.card.indicators")),
        (str(sector.service_count), t("sharing.card.services")),
    )
    return ShareCard(
        kind=t("sharing.card.sector"),
        title=sector.name(lang),
        lines=(names,),
        numbers=numbers,
    )


def _cost(_repository: Repository, code: str, lang: str) -> ShareCard:
    t, service = texts(lang), cost_service(code, lang=lang)
    return ShareCard(
        kind=t("sharing.card.cost"),
        title=opened(spoken(service.title, lang)),
        lines=(t("sharing.card.cost_about"),),
        level=service.level,
        ground="#7DBDB5",
    )


def _practice(repository: Repository, slug: str, lang: str) -> ShareCard:
    found, t = read_title(repository, slug, lang=lang), texts(lang)
    lines = (found.summary,) if found.summary else ()
    return ShareCard(
        kind=t("sharing.card.practice"),
        title=found.title,
        lines=lines,
    )
