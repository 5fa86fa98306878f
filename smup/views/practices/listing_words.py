"""The catalogue of practices in words: options, chips, counts, problems, ways out."""

from collections.abc import Mapping
from dataclasses import dataclass

from smup.i18n import Texts
from smup.repository.practice_records import SORTS, PracticeInfo
from smup.view_state import Problem
from smup.views.practices.card_page import place_name
from smup.views.practices.listing import Listing, WayOut

RELEVANCE, IMPROVEMENT = SORTS[:2]
FEW_SERVICES = 8
"""Services are offered unfolded when there are not more, or when a sector is chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A thing chosen that one click takes away.

    Attributes:
        key: of the address.
        value: taken out of the list under the key; empty: the whole key goes.
        text: words on the chip.
    """

    key: str
    value: str
    text: str


def option_label(listing: Listing, facet: str, value: str, t: Texts) -> str:
    """Return the name of a value of a facet."""
    if facet == "obszar":
        return listing.sectors[value].name(t.lang)
    if facet == "usluga":
        return listing.services[value].name(t.lang)
    return t(f"{_FACET_TEXTS[facet]}.{value}")


_FACET_TEXTS: Mapping[str, str] = {
    "wymiar": "common.dimension",
    "rodzaj": "territory.group.kind",
    "wielkosc": "territory.group.size",
    "koszt": "practices.cost",
    "status": "practices.status",
    "dowod": "practices.evidence",
}


def services_offered(listing: Listing) -> tuple[frozenset[str], bool]:
    """Return the codes of services to choose from, and whether they are folded.

    Of chosen sectors only, or all of them; a service that is chosen is always among them.
    """
    sectors = listing.state.chosen.get("obszar", ())
    options = listing.options["usluga"]
    offered = frozenset(
        one.value
        for one in options
        if not sectors or one.chosen or listing.services[one.value].sector_code in sectors
    )
    opened = bool(sectors) or len(offered) <= FEW_SERVICES or "usluga" in listing.state.chosen
    return offered, not opened


def chips(listing: Listing, t: Texts) -> tuple[Chip, ...]:
    """Return everything that narrows the list, in the order of the address."""
    state = listing.state
    words = Chip(key="q", value="", text=t("practices.chip.q", text=state.text))
    found = [words] if state.text else []
    found += [
        Chip(key=facet, value=value, text=_chip_text(listing, facet, value, t))
        for facet in listing.options
        for value in state.chosen.get(facet, ())
    ]
    found += [
        Chip(
            key="wskaznik",
            value=one.code,
            text=t("practices.chip.wskaznik", name=one.short_name(t.lang)),
        )
        for one in listing.indicators
    ]
    if state.similar:
        found.append(Chip(key="podobne", value="", text=similar_label(listing, t)))
    if listing.place is not None:
        name = listing.directory.display_name(listing.place, lang=t.lang)
        found.append(Chip(key="gdzie", value="", text=t("practices.chip.gdzie", name=name)))
    return tuple(found)


def _chip_text(listing: Listing, facet: str, value: str, t: Texts) -> str:
    label = option_label(listing, facet, value, t)
    # "Not given" and "reported" say nothing without the name of their facet.
    return f"{t(f'practices.facet.{facet}')}: {label}" if facet in {"koszt", "status"} else label


def similar_label(listing: Listing, t: Texts) -> str:
    """Return the name of the choice of units similar to mine."""
    if listing.unit is None:
        return ""
    name = listing.directory.display_name(listing.unit, lang=t.lang)
    return t("practices.similar.option", unit=name)


def sorts_offered(listing: Listing) -> tuple[str, ...]:
    """Return the orders to choose from; without words nothing is more relevant than another."""
    return SORTS if listing.state.text else SORTS[1:]


def sort_shown(listing: Listing) -> str:
    """Return the order in force."""
    sort = listing.state.sort
    return IMPROVEMENT if sort == RELEVANCE and not listing.state.text else sort


def found_words(listing: Listing, t: Texts) -> tuple[str, str]:
    """Return how many are found, and of how many: ``16 praktyk``, ``z 29``."""
    page = listing.page
    rest = "" if page.total == page.all else t("practices.of_all", all=page.all)
    return t.plural("practices.count", page.total), rest


def unit_line(listing: Listing, info: PracticeInfo, t: Texts) -> tuple[str, str]:
    """Return the name of whose practice it is, and what stands after it."""
    name, rest = place_name(listing.directory, info, t.lang), ""
    if info.unit_id is not None:
        unit = listing.directory.by_id(info.unit_id)
        rest = listing.directory.beside_name(unit, lang=t.lang)
    parts = [rest] if rest else []
    if info.started is not None:
        parts.append(t("practices.started", year=info.started))
    return name, " · ".join(parts)


def sector_name(listing: Listing, info: PracticeInfo, t: Texts) -> str:
    """Return the name of the sector of a practice, or the code of one that is not known here."""
    sector = listing.sectors.get(info.sector)
    return info.sector if sector is None else sector.name(t.lang)


def way_out_words(listing: Listing, way: WayOut, t: Texts) -> str:
    """Return what would have to go, and how many practices there are then."""
    count = t.plural("practices.count", way.total)
    if way.key in listing.options:
        facet = t(f"practices.facet.{way.key}")
        return t("practices.empty.without_facet", facet=facet, count=count)
    return t(f"practices.empty.without_{way.key}", count=count)


def problem_lines(listing: Listing, t: Texts) -> list[str]:
    """Return what was wrong with the address, one sentence each."""
    return [_problem(problem, t) for problem in listing.problems]


def _problem(problem: Problem, t: Texts) -> str:
    return t(f"practices.problem.{problem.parameter}", value=problem.value)
