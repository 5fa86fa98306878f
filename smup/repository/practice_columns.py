"""What the database says of a published practice: columns of a list, status, evidence, facets."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    SQLColumnExpression,
    String,
    Subquery,
    case,
    cast,
    func,
    or_,
    select,
)

from smup.models import Practice, PracticeEffect
from smup.repository.moments import aware
from smup.repository.practice_records import (
    CHARTED,
    COSTED,
    DESCRIBED,
    EVIDENCE,
    EXPIRED,
    IMPROVED,
    REPORTED,
    VERIFIED,
    PracticeInfo,
)

BETTER, NO_DATA, NO_COST = "lepiej", "brak-danych", "brak"
_LISTED = (
    Practice.id,
    Practice.slug,
    Practice.title,
    Practice.summary,
    Practice.unit_id,
    Practice.institution,
    Practice.sector,
    Practice.service,
    Practice.dimension,
    Practice.cost_class,
    Practice.started,
    Practice.example,
    Practice.verified_on,
    Practice.published_at,
)
Facets = Mapping[str, SQLColumnExpression[Any]]
_FACET_COLUMNS: Facets = {
    "obszar": Practice.sector,
    "usluga": Practice.service,
    "wymiar": Practice.dimension,
    "rodzaj": Practice.unit_kind,
    # A class of powiats is another range of inhabitants than the same number of gminas.
    "wielkosc": case((Practice.unit_kind == "powiat", "powiat-"), else_="gmina-").concat(
        cast(Practice.size_class, String)
    ),
    "koszt": Practice.cost_class,
}
_LETTERS = "ąćęłńóśźż"
_PLAIN = ("a{", "c{", "e{", "l{", "n{", "o{", "s{", "z{", "z|")
"""Signs that put each letter right behind its plain one, in the order of the Polish alphabet."""


class PracticeColumns:
    """Expressions over ``practice`` and the effects of each practice, for one day.

    Attributes:
        status: one of ``STATUSES``.
        evidence: 1 or 0 by each of ``EVIDENCE``.
        facets: value by each of ``FACETS`` but ``dowod``, whose values are in ``evidence``.
    """

    def __init__(self, today: date) -> None:
        """Take the day that decides what is expired."""
        self._effects = _effects()
        self.status: ColumnElement[str] = case(
            (Practice.expires_on <= today, EXPIRED),
            (Practice.verified_on.is_not(None), VERIFIED),
            else_=REPORTED,
        )
        improved = func.coalesce(self._effects.c.improved, 0)
        charted = func.coalesce(self._effects.c.charted, 0)
        costed = case((Practice.cost_class != NO_COST, 1), else_=0)
        none = case((or_(improved == 1, charted == 1, costed == 1), 0), else_=1)
        self.evidence: Mapping[str, ColumnElement[int]] = {
            IMPROVED: improved,
            CHARTED: charted,
            COSTED: costed,
            DESCRIBED: none,
        }
        self.facets: Facets = {**_FACET_COLUMNS, "status": self.status}

    def chosen(self, facet: str, values: tuple[str, ...]) -> ColumnElement[bool]:
        """Return the condition that a practice has one of the values of a facet."""
        if facet != "dowod":
            return self.facets[facet].in_(values)
        return or_(*(self.evidence[value] == 1 for value in values if value in EVIDENCE))

    def of_published(self, *columns: SQLColumnExpression[Any]) -> Select[Any]:
        """Return a SELECT of columns over all published practices."""
        return (
            select(*columns)
            .select_from(Practice)
            .outerjoin(self._effects, self._effects.c.practice_id == Practice.id)
            .where(Practice.stage == "published")
        )

    def listed(self) -> Select[Any]:
        """Return a SELECT of what ``info_of`` needs, over all published practices."""
        flags = [value.label(name) for name, value in self.evidence.items()]
        return self.of_published(*_LISTED, self.status.label("status"), *flags)


def title_order() -> SQLColumnExpression[str]:
    """Return the title in a form that both engines order as a Polish dictionary does.

    SQLite has no Polish collation and lowers ASCII letters only; PostgreSQL may lack the locale.
    """
    title: SQLColumnExpression[str] = Practice.title
    for letter, plain in zip(_LETTERS, _PLAIN, strict=True):
        for one in (letter, letter.upper()):
            title = func.replace(title, one, plain)
    for quote in "„”\"'":
        title = func.replace(title, quote, "")
    return func.lower(title)


def _effects() -> Subquery:
    """Return (practice_id, improved, charted): 1 or 0 a practice with effects."""
    verdict = PracticeEffect.verdict
    return (
        select(
            PracticeEffect.practice_id,
            func.max(case((verdict == BETTER, 1), else_=0)).label("improved"),
            func.max(case((verdict != NO_DATA, 1), else_=0)).label("charted"),
        )
        .group_by(PracticeEffect.practice_id)
        .subquery("effects")
    )


def info_of(row: Row[Any], indicators: tuple[str, ...]) -> PracticeInfo:
    """Return the record of a row of ``PracticeColumns.listed``."""
    values = {column.key: getattr(row, column.key) for column in _LISTED}
    values["published_at"] = aware(row.published_at)
    evidence = tuple(name for name in EVIDENCE if getattr(row, name))
    return PracticeInfo(**values, status=row.status, indicators=indicators, evidence=evidence)
