"""How many published practices a question about indicators can count on."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Engine, distinct, func, select

from smup.models import Practice, PracticeIndicator


class PracticeReach(NamedTuple):
    """Numbers of published practices.

    Attributes:
        indicators: practices linked to any of the indicators asked about.
        service: practices of the service.
        sector: practices of the sector.
    """

    indicators: int
    service: int
    sector: int


class PracticeReachReads:
    """A part of ``Repository``; its methods are documented there for callers."""

    _engine: Engine

    def practice_reach(
        self, indicators: Sequence[str], *, service: str | None, sector: str | None
    ) -> PracticeReach:
        """Return how many practices concern indicators, their service and their sector.

        One SELECT of three counts over indexes.

        Args:
            indicators: codes.
            service: code, or None.
            sector: code, or None.
        """
        published = Practice.stage == "published"
        linked = (
            select(func.count(distinct(PracticeIndicator.practice_id)))
            .join(Practice, Practice.id == PracticeIndicator.practice_id)
            .where(published, PracticeIndicator.indicator.in_(indicators))
        )
        every = select(func.count()).select_from(Practice).where(published)
        statement = select(
            linked.scalar_subquery(),
            every.where(Practice.service == (service or "")).scalar_subquery(),
            every.where(Practice.sector == (sector or "")).scalar_subquery(),
        )
        with self._engine.connect() as connection:
            row = connection.execute(statement).one()
        return PracticeReach(int(row[0]), int(row[1]), int(row[2]))
