"""Reads of published practices."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Engine,
    Row,
    Select,
    SQLColumnExpression,
    and_,
    case,
    func,
    select,
)

from smup.errors import UnknownCodeError
from smup.models import (
    Practice,
    PracticeAttachment,
    PracticeEffect,
    PracticeIndicator,
    PracticeRevision,
)
from smup.practices.asked import AskedPart, asked_parts
from smup.practices.card import PracticeCard
from smup.practices.markdown_card import card_from_markdown
from smup.repository.practice_columns import PracticeColumns, info_of, title_order
from smup.repository.practice_facets import Counts, count
from smup.repository.practice_records import (
    CHARTED,
    EXPIRED,
    IMPROVED,
    VERIFIED,
    AttachmentInfo,
    EffectInfo,
    PracticeInfo,
    PracticePage,
    PracticeQuery,
    PublishedPractice,
)
from smup.repository.practice_search import hits

_EFFECT = (
    PracticeEffect.practice_id,
    PracticeEffect.indicator,
    PracticeEffect.before_year,
    PracticeEffect.after_year,
    PracticeEffect.change,
    PracticeEffect.peers_change,
    PracticeEffect.low,
    PracticeEffect.high,
    PracticeEffect.peers,
    PracticeEffect.verdict,
)
Order = tuple[SQLColumnExpression[Any], ...]


class _Asked(NamedTuple):
    """A query ready for the database: expressions of the day, the hits, the conditions."""

    columns: PracticeColumns
    found: CTE | None
    wanted: list[ColumnElement[bool]]
    chosen: Mapping[str, ColumnElement[bool]]


class PracticeReads:
    """A part of ``Repository``; its methods are documented there for callers."""

    _engine: Engine

    def practices(self, query: PracticeQuery) -> PracticePage:
        """Return a page of published practices with the counts of facets.

        Three SELECTs whatever the number of practices; four when no practice has all the words
        and those that have any of them are given instead (``loosened``).
        """
        parts = asked_parts(query.text)
        with self._engine.connect() as connection:
            asked, counts = _counted(connection, query, parts, any_part=False)
            loosened = len(parts) > 1 and not counts.total
            if loosened:
                asked, counts = _counted(connection, query, parts, any_part=True)
            infos = _infos(connection, _page(query, asked)) if counts.total else ()
        return PracticePage(
            practices=infos,
            total=counts.total,
            all=counts.all,
            facets=counts.facets,
            places=counts.places,
            loosened=loosened and counts.total > 0,
        )

    def practice(self, slug: str, *, today: date) -> PublishedPractice:
        """Return a published practice with its whole card; five SELECTs.

        Raises:
            UnknownCodeError: ``what="practice"``; also of one that is not public.
        """
        statement = PracticeColumns(today).listed()
        statement = statement.add_columns(
            PracticeRevision.id.label("shown"), PracticeRevision.document
        ).join(PracticeRevision, PracticeRevision.id == Practice.revision_id)
        with self._engine.connect() as connection:
            row = connection.execute(statement.where(Practice.slug == slug)).first()
            if row is None:
                message = f"Nie ma opublikowanej praktyki {slug[:80]}."
                raise UnknownCodeError("practice", slug, message)
            (info,) = _with_indicators(connection, [row])
            card = card_from_markdown(row.document, file=f"{slug}.md")
            return PublishedPractice(
                info=info,
                card=card,
                revision_id=row.shown,
                effects=_effects(connection, [info.id]),
                attachments=_attachments(connection, info.id, card),
            )

    def practices_for(
        self,
        indicators: Sequence[str],
        *,
        today: date,
        limit: int = 3,
        unit_ids: Collection[int] | None = None,
    ) -> dict[str, tuple[PracticeInfo, ...]]:
        """Return the best practices of each indicator; one without any is absent; two SELECTs.

        Those after which this very indicator improved come first, expired ones last; then
        verified ones, then the newest.

        Args:
            indicators: codes.
            today: decides what is expired.
            limit: most practices of an indicator.
            unit_ids: only practices of these units; None: all.
        """
        if not indicators or (unit_ids is not None and not unit_ids):
            return {}
        columns = PracticeColumns(today)
        ranked = _ranked(columns, indicators, unit_ids).subquery("ranked")
        statement = (
            columns.listed()
            .add_columns(ranked.c.indicator)
            .join(ranked, ranked.c.practice_id == Practice.id)
            .where(ranked.c.place <= limit)
            .order_by(ranked.c.indicator, ranked.c.place)
        )
        with self._engine.connect() as connection:
            rows = connection.execute(statement).all()
            infos = _with_indicators(connection, rows)
        found: dict[str, tuple[PracticeInfo, ...]] = {}
        for row, info in zip(rows, infos, strict=True):
            found[row.indicator] = (*found.get(row.indicator, ()), info)
        return {code: found[code] for code in indicators if code in found}

    def practice_effects(self, practice_ids: Collection[int]) -> tuple[EffectInfo, ...]:
        """Return the stored effects of practices, the indicators in the order of each card.

        One SELECT; none for no practices.
        """
        if not practice_ids:
            return ()
        with self._engine.connect() as connection:
            return _effects(connection, practice_ids)


def _counted(
    connection: Connection, query: PracticeQuery, parts: Sequence[AskedPart], *, any_part: bool
) -> tuple[_Asked, Counts]:
    columns = PracticeColumns(query.today)
    found = hits(connection.dialect.name, parts, any_part=any_part) if parts else None
    wanted: list[ColumnElement[bool]] = []
    if query.indicators:
        linked = select(PracticeIndicator.practice_id)
        wanted.append(
            Practice.id.in_(linked.where(PracticeIndicator.indicator.in_(query.indicators)))
        )
    if query.unit_ids is not None:
        wanted.append(Practice.unit_id.in_(query.unit_ids))
    chosen = {
        facet: columns.chosen(facet, tuple(values))
        for facet, values in query.chosen.items()
        if values
    }
    asked = _Asked(columns, found, wanted, chosen)
    return asked, count(connection, columns, [*_with_words(found), *wanted], chosen)


def _with_words(found: CTE | None) -> list[ColumnElement[bool]]:
    return [] if found is None else [Practice.id.in_(select(found.c.practice_id))]


def _page(query: PracticeQuery, asked: _Asked) -> Select[Any]:
    """Return the SELECT of the practices of the page in their order."""
    statement = asked.columns.listed().where(*asked.wanted, *asked.chosen.values())
    order = _order(query.sort, asked.columns)
    if asked.found is not None and query.sort == "trafnosc":
        statement = statement.join(asked.found, asked.found.c.practice_id == Practice.id)
        order = (asked.found.c.own.desc(), asked.found.c.score.desc(), *order)
    else:
        statement = statement.where(*_with_words(asked.found))
    return statement.order_by(*order).limit(query.limit).offset(query.offset)


def _order(sort: str, columns: PracticeColumns) -> Order:
    """Return the order of a list; the last part is unique, so that pages never overlap."""
    newest: Order = (Practice.published_at.desc(), Practice.id.desc())
    if sort == "nowe":
        return newest
    if sort == "tytul":
        return (title_order(), Practice.id)
    if sort == "rok":
        return (func.coalesce(Practice.started, 0).desc(), *newest)
    verified = case((columns.status == VERIFIED, 1), else_=0)
    evidence = columns.evidence
    return (evidence[IMPROVED].desc(), evidence[CHARTED].desc(), verified.desc(), *newest)


def _ranked(
    columns: PracticeColumns, indicators: Sequence[str], unit_ids: Collection[int] | None
) -> Select[Any]:
    """Return (practice_id, indicator, place): the place among practices of the indicator."""
    improved = case((PracticeEffect.verdict == "lepiej", 1), else_=0)
    status = case((columns.status == VERIFIED, 0), (columns.status == EXPIRED, 2), else_=1)
    expired = case((columns.status == EXPIRED, 1), else_=0)
    order = (expired, improved.desc(), status, Practice.published_at.desc(), Practice.id.desc())
    place = func.row_number().over(partition_by=PracticeIndicator.indicator, order_by=order)
    same = and_(
        PracticeEffect.practice_id == PracticeIndicator.practice_id,
        PracticeEffect.indicator == PracticeIndicator.indicator,
    )
    statement = (
        select(PracticeIndicator.practice_id, PracticeIndicator.indicator, place.label("place"))
        .join(Practice, Practice.id == PracticeIndicator.practice_id)
        .outerjoin(PracticeEffect, same)
        .where(Practice.stage == "published", PracticeIndicator.indicator.in_(indicators))
    )
    return statement if unit_ids is None else statement.where(Practice.unit_id.in_(unit_ids))


def _infos(connection: Connection, statement: Select[Any]) -> tuple[PracticeInfo, ...]:
    return _with_indicators(connection, connection.execute(statement).all())


def _with_indicators(connection: Connection, rows: Sequence[Row[Any]]) -> tuple[PracticeInfo, ...]:
    """Return the records of rows of a list; one SELECT for the indicators of all of them."""
    statement = (
        select(PracticeIndicator.practice_id, PracticeIndicator.indicator)
        .where(PracticeIndicator.practice_id.in_({row.id for row in rows}))
        .order_by(PracticeIndicator.practice_id, PracticeIndicator.position)
    )
    linked: dict[int, tuple[str, ...]] = {}
    for practice_id, indicator in connection.execute(statement) if rows else ():
        linked[practice_id] = (*linked.get(practice_id, ()), indicator)
    return tuple(info_of(row, linked.get(row.id, ())) for row in rows)


def _effects(connection: Connection, practice_ids: Collection[int]) -> tuple[EffectInfo, ...]:
    same = and_(
        PracticeIndicator.practice_id == PracticeEffect.practice_id,
        PracticeIndicator.indicator == PracticeEffect.indicator,
    )
    statement = (
        select(*_EFFECT)
        .join(PracticeIndicator, same)
        .where(PracticeEffect.practice_id.in_(practice_ids))
        .order_by(PracticeEffect.practice_id, PracticeIndicator.position)
    )
    return tuple(EffectInfo(**row._mapping) for row in connection.execute(statement))  # noqa: SLF001


def _attachments(
    connection: Connection, practice_id: int, card: PracticeCard
) -> tuple[AttachmentInfo, ...]:
    """Return the files that the published card names, in its order."""
    statement = select(
        PracticeAttachment.name,
        PracticeAttachment.file_name,
        PracticeAttachment.media_type,
        PracticeAttachment.size,
    ).where(PracticeAttachment.practice_id == practice_id)
    kept = {row.name: row for row in connection.execute(statement)}
    return tuple(
        AttachmentInfo(title=one.title, **kept[one.file]._mapping)  # noqa: SLF001
        for one in card.attachments
        if one.file in kept
    )
