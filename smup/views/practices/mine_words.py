"""What is said of the reader's unit beside a practice, and of units that could use it."""

from smup.formats import format_observation, format_value
from smup.i18n import Texts
from smup.repository.records import IndicatorInfo
from smup.territory.naming import display_name
from smup.views.practices.card_page import CardPage
from smup.views.practices.helped import Helped
from smup.views.practices.mine import Mine, MineRow
from smup.views.profile.records import Band


def value_text(row: MineRow, lang: str) -> str:
    """Return the value with its unit, or the word of its emptiness."""
    value = row.value.value if row.value.known else None
    return format_observation(
        value,
        row.value.flag,
        unit=row.indicator.unit(lang),
        decimals=row.indicator.decimals,
        lang=lang,
    )


def row_words(row: MineRow, t: Texts) -> str:
    """Return what follows the value: year, place in the group, median, or why there is none."""
    if row.year is None:
        return t("practice.mine.no_row")
    if not row.value.known:
        reason = t(f"common.empty.{row.value.flag.label}.name")
        return t("practice.mine.no_value", year=row.year, reason=reason)
    if row.stats is None or row.band is Band.UNKNOWN:
        return t("practice.mine.alone", year=row.year)
    group = t(f"profile.of_group.{row.group.kind}", units=t(f"profile.units.{row.level}"))
    median = amount(row.indicator, row.stats.median, t.lang)
    return t(f"practice.mine.{row.band.value}", year=row.year, group=group, median=median)


def likeness_words(mine: Mine, page: CardPage) -> str:
    """Return how alike the reader's unit and that of the practice are, in a sentence."""
    t = page.t
    units = t(f"profile.units.{page.level}") if page.level else ""
    return t(
        f"practice.mine.like.{mine.likeness}",
        place=mine.place,
        of=mine.of,
        units=units,
        unit=page.place,
    )


def others_words(mine: Mine, page: CardPage) -> str:
    """Return the linked indicators that the reader's unit does not answer for; empty without."""
    names = ", ".join(item.short_name(page.lang) for item in mine.others)
    return page.t("practice.mine.others", names=names) if names else ""


def helped_words(found: Helped, page: CardPage) -> str:
    """Return who could use the practice and by what that is told, or why nobody is named."""
    t = page.t
    if found.indicator is None or found.stats is None:
        return t(f"practice.helped.why.{found.reason}")
    units = t(f"profile.units.{found.level}")
    limit = found.stats.q1 if found.indicator.polarity == "up" else found.stats.q3
    key = "practice.helped.why.none" if found.reason else "practice.helped.note"
    said = t(
        key,
        of=found.of,
        units=units,
        unit=page.place,
        name=found.indicator.short_name(page.lang),
        year=found.year,
        limit=amount(found.indicator, limit, page.lang),
    )
    # A unit of measure may end with a full stop of its own.
    return said.replace("..", ".")


def unit_name(mine: Mine, lang: str) -> str:
    """Return the name of the reader's unit."""
    return display_name(mine.unit, lang=lang)


def amount(indicator: IndicatorInfo, value: float, lang: str) -> str:
    """Return a number with its unit of measure."""
    return format_value(value, unit=indicator.unit(lang), decimals=indicator.decimals, lang=lang)
