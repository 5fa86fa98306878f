"""The badge of an indicator: how much of it there is, since when, and how fresh it is."""

from collections.abc import Iterable
from dataclasses import dataclass

from smup.i18n import texts
from smup.links import coverage_href
from smup.repository import IndicatorInfo
from smup.repository.facade import Repository
from smup.views.coverage.facts import IndicatorCoverage, coverage_of
from smup.views.coverage.states import GAPS
from smup.views.coverage.words import badge_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """A badge ready to be shown.

    Attributes:
        text: ``2 431 z 2 477 gmin · 2010–2024 · na czas``.
        look: ``komplet``, ``czesc``, ``spoznione`` or ``pusto``.
        address: of the coverage of the indicator.
    """

    text: str
    look: str
    address: str


def badge(repository: Repository, indicator: IndicatorInfo, *, lang: str) -> Badge:
    """Return the badge of an indicator at the level of its task; nothing is read anew."""
    one = coverage_of(repository, indicator)
    return Badge(
        text=badge_text(one, texts(lang)),
        look=_look(one),
        address=coverage_href(lang, f"ind={indicator.code}"),
    )


def badges(
    repository: Repository, indicators: Iterable[IndicatorInfo], *, lang: str
) -> dict[str, str]:
    """Return the texts of badges by code of the indicator."""
    t = texts(lang)
    return {one.code: badge_text(coverage_of(repository, one), t) for one in indicators}


def _look(one: IndicatorCoverage) -> str:
    last = one.last
    if last is None:
        return "pusto"
    if one.fresh is not None and one.fresh.kind in GAPS:
        return "spoznione"
    return "komplet" if one.known(last) == one.wanted(last) else "czesc"
