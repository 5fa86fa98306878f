"""Writes practices: a new one, the published card of one, its end.

``practice`` repeats of the published card what lists, facets and the search need; everything
here happens in the caller's transaction.
"""

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from smup.catalogue.schema import Slug
from smup.models import (
    Dataset,
    Indicator,
    Practice,
    PracticeIndicator,
    PracticeRevision,
    Sector,
    Service,
)
from smup.practices.card import PracticeCard, cost_class
from smup.practices.markdown_card import card_to_markdown
from smup.practices.rendering import plain_text
from smup.practices.search_index import drop_words, write_words
from smup.territory.directory import UnitDirectory
from smup.territory.groups import size_class
from smup.territory.naming import kind_code

LONGEST_SLUG = 60
_NO_MARK = str.maketrans({"ł": "l", "Ł": "l", "ß": "ss", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceOfCard:
    """Where a card comes from, as ``practice`` keeps it.

    Attributes:
        unit_id: key of the unit; None for an institution.
        kind: kind of the unit as comparison groups know it.
        size: size class at the unit's level; None when its population is not known.
        names: of the unit and of those it lies in, or of the institution; found by the search.
        fictional: an example unit of the sample.
    """

    unit_id: int | None = None
    kind: str | None = None
    size: int | None = None
    names: str = ""
    fictional: bool = False


def place_of_card(directory: UnitDirectory, card: PracticeCard) -> PlaceOfCard:
    """Return where a card comes from.

    Raises:
        UnknownCodeError: when the directory has no such unit.
    """
    if card.unit is None:
        return PlaceOfCard(names=card.institution or "")
    unit = directory.by_code(card.unit)
    above = (directory.powiat_of(unit), directory.voivodeship_of(unit))
    names = [unit.name, *(one.name for one in above if one is not None)]
    return PlaceOfCard(
        unit_id=unit.id,
        kind=kind_code(unit),
        size=size_class(unit.population, unit.level),
        names=" ".join(dict.fromkeys(names)),
        fictional=unit.fictional,
    )


def slug_of(title: str) -> Slug:
    """Return the end of an address made from a title: ``Żłobki w Łodzi`` gives zlobki-w-lodzi."""
    plain = unicodedata.normalize("NFKD", title.casefold().translate(_NO_MARK))
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode().lower())
    slug = words[0][:LONGEST_SLUG] if words else "praktyka"
    for word in words[1:]:
        if len(slug) + 1 + len(word) > LONGEST_SLUG:
            break
        slug += f"-{word}"
    return slug


def new_practice(
    connection: Connection,
    card: PracticeCard,
    *,
    place: PlaceOfCard,
    account_id: int | None,
    now: datetime,
) -> tuple[int, int]:
    """Write a new practice that nobody sees yet, and its first revision, a draft.

    Args:
        connection: a transaction.
        card: its card; when its slug is taken, it gets a number at its end.
        place: where it comes from.
        account_id: of the author; None for a command.
        now: moment, UTC.

    Returns:
        Keys of the practice and of the revision.
    """
    own = card.model_copy(update={"slug": _free_slug(connection, card.slug)})
    practice_id = connection.execute(
        insert(Practice)
        .values(slug=own.slug, stage="draft", **_columns(own, place))
        .returning(Practice.id)
    ).scalar_one()
    revision_id = add_revision(connection, practice_id, own, account_id=account_id, now=now)
    return int(practice_id), revision_id


def add_revision(
    connection: Connection,
    practice_id: int,
    card: PracticeCard,
    *,
    account_id: int | None,
    now: datetime,
) -> int:
    """Begin a revision of a practice that has no open one; return its key."""
    values = {
        "practice_id": practice_id,
        "state": "draft",
        "document": card_to_markdown(card),
        "version": 1,
        "account_id": account_id,
        "created_at": now,
        "changed_at": now,
    }
    statement = insert(PracticeRevision).values(values).returning(PracticeRevision.id)
    return int(connection.execute(statement).scalar_one())


def describe_draft(
    connection: Connection, practice_id: int, card: PracticeCard, *, place: PlaceOfCard
) -> None:
    """Keep what ``practice`` repeats of a card that nobody has published yet up to its draft."""
    connection.execute(
        update(Practice)
        .where(Practice.id == practice_id, Practice.stage == "draft")
        .values(_columns(card, place))
    )


def publish_card(
    connection: Connection,
    *,
    revision_id: int,
    card: PracticeCard,
    place: PlaceOfCard,
    now: datetime,
    months: int,
) -> int:
    """Make a revision the one that everybody sees; the one before it is kept as replaced.

    The address of the practice stays as it was made. Effects are not computed here: see
    ``smup.statistics.practice_effects``.

    Args:
        connection: a transaction.
        revision_id: the revision; its document is ``card``.
        card: its card.
        place: where it comes from.
        now: moment, UTC.
        months: for how long a verified card is valid.

    Returns:
        Key of the practice.
    """
    table = PracticeRevision
    query = select(table.practice_id).where(table.id == revision_id)
    practice_id = int(connection.execute(query).scalar_one())
    earlier = (table.practice_id == practice_id, table.state == "published")
    connection.execute(
        update(table).where(*earlier, table.id != revision_id).values(state="replaced")
    )
    connection.execute(update(table).where(table.id == revision_id).values(state="published"))
    checked = card.verified.on if card.verified else None
    connection.execute(
        update(Practice)
        .where(Practice.id == practice_id)
        .values(
            **_columns(card, place),
            stage="published",
            verified_on=checked,
            expires_on=checked and months_later(checked, months),
            published_at=now,
            revision_id=revision_id,
            file_name=None,
        )
    )
    _write_indicators(connection, practice_id, card)
    body = "\n".join([*_texts(card), *_names(connection, card)])
    write_words(connection, practice_id, title=card.title, place=place.names, body=body)
    count_public_change(connection)
    return practice_id


def withdraw(connection: Connection, practice_id: int) -> None:
    """Take a published practice out of the catalogue; its card and history stay."""
    connection.execute(update(Practice).where(Practice.id == practice_id).values(stage="withdrawn"))
    drop_words(connection, practice_id)
    count_public_change(connection)


def count_public_change(connection: Connection) -> None:
    """Note that what is public has changed, so that no cached answer outlives it."""
    connection.execute(update(Dataset).values(practices_version=Dataset.practices_version + 1))


def months_later(day: date, months: int) -> date:
    """Return the same day some months later, or the last of that month when it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _columns(card: PracticeCard, place: PlaceOfCard) -> dict[str, Any]:
    """Return what ``practice`` repeats of a card."""
    same = {
        name: getattr(card, name)
        for name in (
            "title", "summary", "institution", "sector", "service", "dimension", "started",
            "example",
        )
    }  # fmt: skip
    return same | {
        "unit_id": place.unit_id,
        "unit_kind": place.kind,
        "size_class": place.size,
        "cost_class": cost_class(card.cost),
    }


def _free_slug(connection: Connection, wanted: str) -> str:
    taken = set(connection.scalars(select(Practice.slug).where(Practice.slug.startswith(wanted))))
    slug, number = wanted, 1
    while slug in taken:
        number += 1
        slug = f"{wanted[: LONGEST_SLUG - len(str(number)) - 1].rstrip('-')}-{number}"
    return slug


def _write_indicators(connection: Connection, practice_id: int, card: PracticeCard) -> None:
    table = PracticeIndicator
    connection.execute(delete(table).where(table.practice_id == practice_id))
    rows = [
        {
            "practice_id": practice_id,
            "indicator": link.code,
            "position": position,
            "before_year": link.before,
            "after_year": link.after,
        }
        for position, link in enumerate(card.indicators, start=1)
    ]
    if rows:
        connection.execute(insert(table), rows)


def _texts(card: PracticeCard) -> list[str]:
    """Return the texts of a card that the search finds it by."""
    sections = (plain_text(text) for text in card.sections.values())
    sources = (source.title for source in card.sources)
    return [card.summary, *sections, *card.partners, *card.legal_basis, *sources]


def _names(connection: Connection, card: PracticeCard) -> list[str]:
    """Return the names, in both languages, of its sector, service and indicators."""
    codes = [link.code for link in card.indicators]
    wanted = ((Sector, [card.sector]), (Service, [card.service]), (Indicator, codes))
    names: list[str] = []
    for table, some in wanted:
        query = select(table.name_pl, table.name_en).where(table.code.in_([c for c in some if c]))
        names.extend(name for row in connection.execute(query) for name in row)
    return names
