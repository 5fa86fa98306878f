"""A practice in words: its line under the title, and the facts of „W skrócie”."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from smup.formats import format_date, format_number, format_value
from smup.i18n import Texts
from smup.practices.card import Source
from smup.repository.practice_records import EXPIRED, VERIFIED
from smup.views.practices.card_page import CardPage

SIZES_OF_POWIATS = 4
THOUSAND = 1000
SPEECH = " · "
State = Literal["known", "missing"]


class Line(NamedTuple):
    """A line of a fact.

    Attributes:
        text: words.
        address: where they lead; empty for plain words.
        of_card: they are the card's own words, so in the card's language.
        note: smaller words after them.
    """

    text: str
    address: str = ""
    of_card: bool = False
    note: str = ""


class Fact(NamedTuple):
    """A fact of a card; without lines nobody has given it yet.

    Attributes:
        key: last part of the key of its name.
        lines: what is known.
    """

    key: str
    lines: tuple[Line, ...]


def unit_line(page: CardPage) -> tuple[str, str]:
    """Return the name of the place and what stands after it: kind, powiat, year, kind of card."""
    t, card = page.t, page.card
    parts = []
    if page.unit is not None:
        parts.append(page.directory.beside_name(page.unit, lang=page.lang))
    parts.append(
        t("practice.line.started", year=card.started)
        if card.started
        else t("practice.line.no_year")
    )
    if card.example:
        parts.append(t("practice.line.example"))
    elif card.missing:
        parts.append(t("practice.line.to_fill"))
    return page.place, SPEECH.join(part for part in parts if part)


def opening(page: CardPage) -> str:
    """Return the first sentence of a card that no chart speaks for; the card's own or ours."""
    if page.card.summary:
        return page.card.summary
    key = "practice.opening.little" if page.card.missing else "practice.opening.none"
    return page.t(key)


def facts(page: CardPage) -> tuple[Fact, ...]:
    """Return what the card says in short, in a fixed order."""
    makers: tuple[tuple[str, Callable[[CardPage], Sequence[Line]]], ...] = (
        ("audience", _audience),
        ("months", _months),
        ("cost", _cost),
        ("upkeep", _upkeep),
        ("partners", _partners),
        ("legal", _legal),
        ("verified", _verified),
        ("valid", _valid),
        ("contact", _contact),
        ("sources", _sources),
        ("licence", lambda page: [Line(page.card.licence)]),
    )
    made = [Fact(key, tuple(make(page))) for key, make in makers]
    return tuple(fact for fact in made if fact.lines or fact.key != "valid")


def history(page: CardPage) -> str:
    """Return when the card was published and how many versions it has had, in a sentence."""
    t, info, dates = page.t, page.info, page.dates
    published = format_date(info.published_at, page.lang)
    text = t("practice.history.published", date=published)
    if dates.editions > 1 and dates.first is not None:
        first = format_date(dates.first, page.lang)
        text += " " + t("practice.history.edition", n=dates.editions, date=first)
    return text


def status_word(page: CardPage) -> str:
    """Return the status of the card: ``zweryfikowana``."""
    return page.t(f"practice.status.{page.info.status}")


def size_text(size: int, t: Texts) -> str:
    """Return the size of a file: ``1,2 MB``."""
    if size < THOUSAND:
        return f"{size} B"
    unit, scale = ("kB", THOUSAND) if size < THOUSAND**2 else ("MB", THOUSAND**2)
    number = size / scale
    shown = format_number(number, decimals=1 if number < 10 else 0, lang=t.lang)
    return f"{shown}\u00a0{unit}"


def _audience(page: CardPage) -> Sequence[Line]:
    t, audience = page.t, page.card.audience
    kinds = [t(f"territory.group.kind.{kind}") for kind in audience.kinds]
    level = "powiat" if set(audience.kinds) == {"powiat"} else "gmina"
    most = SIZES_OF_POWIATS if level == "powiat" else max(audience.sizes, default=0)
    sizes = [t(f"territory.group.size.{level}-{one}") for one in audience.sizes if one <= most]
    lines = [Line(text) for text in (", ".join(kinds), ", ".join(sizes)) if text]
    if audience.note:
        lines.append(Line(audience.note, of_card=True))
    return lines


def _months(page: CardPage) -> Sequence[Line]:
    months, t = page.card.months, page.t
    if months is None:
        return ()
    return [Line(t.plural("practice.months", months) if months else t("practice.under_month"))]


def _zloty(page: CardPage, amount: float, *, decimals: int = 0) -> str:
    return format_value(amount, unit=page.t("practice.zl"), decimals=decimals, lang=page.lang)


def _cost(page: CardPage) -> Sequence[Line]:
    cost, unit, t = page.card.cost, page.unit, page.t
    if cost is None:
        return ()
    if cost == 0:
        return [Line(t("practice.free", amount=_zloty(page, 0)))]
    if unit is None or not unit.population:
        return [Line(_zloty(page, cost))]
    each = cost / unit.population
    amount = _zloty(page, each, decimals=0 if each >= 10 else 2)
    note = t("practice.each", amount=amount, year=unit.population_year)
    return [Line(_zloty(page, cost), note=note)]


def _upkeep(page: CardPage) -> Sequence[Line]:
    upkeep = page.card.upkeep
    if upkeep is None:
        return ()
    return [Line(page.t("practice.a_year", amount=_zloty(page, upkeep)))]


def _partners(page: CardPage) -> Sequence[Line]:
    partners = page.card.partners
    return [Line(", ".join(partners), of_card=True)] if partners else ()


def _legal(page: CardPage) -> Sequence[Line]:
    return [Line(act, of_card=True) for act in page.card.legal_basis]


def _verified(page: CardPage) -> Sequence[Line]:
    verified = page.card.verified
    if verified is None:
        return [Line(page.t("practice.not_verified"))]
    return [Line(_day(page, verified.on)), Line(verified.source, of_card=True)]


def _valid(page: CardPage) -> Sequence[Line]:
    end = page.dates.expires_on
    if end is None or page.info.status not in {VERIFIED, EXPIRED}:
        return ()
    if page.info.status == EXPIRED:
        return [Line(page.t("practice.expired_on", date=_day(page, end)))]
    # "Do 9 marca" is still valid on that day; the first day of the expired card is the next.
    return [Line(page.t("practice.valid_until", date=_day(page, end - timedelta(days=1))))]


def _contact(page: CardPage) -> Sequence[Line]:
    contact = page.card.contact
    if contact is None:
        return ()
    lines = [Line(contact.office, of_card=True)]
    if contact.email:
        lines.append(Line(contact.email, f"mailto:{contact.email}"))
    if contact.phone:
        digits = "".join(sign for sign in contact.phone if sign.isdigit() or sign == "+")
        lines.append(Line(contact.phone, f"tel:{digits}"))
    return lines


def _sources(page: CardPage) -> Sequence[Line]:
    return [_source(source) for source in page.card.sources]


def _source(source: Source) -> Line:
    words = source.title if source.year is None else f"{source.title} ({source.year})"
    return Line(words, source.url or "", of_card=True)


def _day(page: CardPage, day: date) -> str:
    return format_date(day, page.lang)
