"""Practices as the API gives them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from smup.errors import UnknownCodeError
from smup.links import attachment_href, practice_href
from smup.moments import moment_text
from smup.practices.card import SECTIONS, PracticeCard
from smup.practices.rendering import safe_html
from smup.repository import Repository
from smup.repository.practice_records import AttachmentInfo, EffectInfo, PracticeInfo
from smup.statistics.practice_effects import PLACES
from smup.territory.directory import UnitDirectory
from smup.views.practices.card_page import CardPage
from smup.views.practices.citation import citation_of
from smup.web.api_units import reference

PATH = "/api/v1/practices"
FACET_OF = {
    "sector": "obszar",
    "service": "usluga",
    "dimension": "wymiar",
    "kind": "rodzaj",
    "size": "wielkosc",
    "cost": "koszt",
    "status": "status",
    "evidence": "dowod",
}
"""Facet of the repository by parameter of the API."""


def practice_value(info: PracticeInfo, directory: UnitDirectory) -> dict[str, Any]:
    """Return a practice as lists of the API give it; null is what nobody has said."""
    unit = None if info.unit_id is None else directory.by_id(info.unit_id)
    return {
        "slug": info.slug,
        "title": info.title,
        "summary": info.summary or None,
        "unit": None if unit is None else reference(directory, unit),
        "institution": info.institution,
        "sector": info.sector,
        "service": info.service,
        "dimension": info.dimension,
        "indicators": list(info.indicators),
        "cost": info.cost_class,
        "started": info.started,
        "status": info.status,
        "evidence": list(info.evidence),
        "verified_on": _day(info.verified_on),
        "published_at": moment_text(info.published_at),
        "example": info.example,
        "links": {
            "self": f"{PATH}/{info.slug}",
            "page": {lang: practice_href(lang, info.slug) for lang in ("pl", "en")},
        },
    }


def facet_values(facets: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, int]]:
    """Return the counts of facets under the names of the parameters."""
    return {name: dict(facets[facet]) for name, facet in FACET_OF.items()}


def practice_detail(
    repository: Repository, pages: Mapping[str, CardPage], *, host: str
) -> dict[str, Any]:
    """Return a practice with its whole card.

    Args:
        repository: names the units of measure of indicators.
        pages: what the page of the practice shows, by language.
        host: scheme and host of absolute addresses.
    """
    page = pages["pl"]
    practice = page.practice
    return (
        practice_value(practice.info, page.directory)
        | card_value(practice.card)
        | {
            "expires_on": _day(page.dates.expires_on),
            "effects": [effect_value(repository, one) for one in practice.effects],
            "attachments": [attachment_value(one) for one in practice.attachments],
            "citation": {
                lang: citation_of(one, address=host + practice_href(lang, practice.info.slug)).text
                for lang, one in pages.items()
            },
            "sample": page.dataset.is_sample,
        }
    )


def card_value(card: PracticeCard) -> dict[str, Any]:
    """Return what a card says beside what lists give."""
    told = card.model_dump(
        mode="json",
        include={
            "lang", "months", "partners", "legal_basis", "audience", "sources",
            "contact", "verified", "licence",
        },
    )  # fmt: skip
    return told | {
        "cost_pln": card.cost,
        "upkeep_pln_a_year": card.upkeep,
        "linked": [link.model_dump(mode="json") for link in card.indicators],
        "sections": [_section(card, name) for name in SECTIONS],
        "missing": list(card.missing),
    }


def effect_value(repository: Repository, effect: EffectInfo) -> dict[str, Any]:
    """Return a change against similar units, in the indicator's unit of measure."""
    return {
        "indicator": effect.indicator,
        "unit": _measure(repository, effect.indicator),
        "before_year": effect.before_year,
        "after_year": effect.after_year,
        "change": effect.change,
        "peers_change": effect.peers_change,
        "difference": _difference(effect),
        "low": effect.low,
        "high": effect.high,
        "peers": effect.peers,
        "verdict": effect.verdict,
    }


def attachment_value(attachment: AttachmentInfo) -> dict[str, Any]:
    """Return a file of a practice with its address."""
    return {
        "title": attachment.title,
        "file_name": attachment.file_name,
        "media_type": attachment.media_type,
        "size": attachment.size,
        "href": attachment_href(attachment.name, attachment.file_name),
    }


def _section(card: PracticeCard, name: str) -> dict[str, Any]:
    """Return a part of the text; both texts are null where it is to be filled in."""
    text = {str(key): value for key, value in card.sections.items()}.get(name) or None
    return {"name": name, "markdown": text, "html": text and safe_html(text)}


def _difference(effect: EffectInfo) -> float | None:
    """Return the change less that of similar units, without what subtraction leaves of it."""
    if effect.change is None or effect.peers_change is None:
        return None
    return round(effect.change - effect.peers_change, PLACES)


def _measure(repository: Repository, code: str) -> dict[str, str] | None:
    try:
        indicator = repository.indicator(code)
    except UnknownCodeError:
        return None
    return {"pl": indicator.unit_pl, "en": indicator.unit_en}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
