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
    case,
    cast,
    false,
    func,
    or_,
    select,
)

from smup.models import Practice, PracticeEffect
from smup.moments import aware
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

PROOFS = (IMPROVED, CHARTED, COSTED)
"""Evidence that is something; ``opis`` is the lack of all of them."""
BETTER, NO_COST = "lepiej", "brak"
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
        self.status: ColumnElement[str] = case(
            (Practice.expires_on <= today, EXPIRED),
            (Practice.verified_on.is_not(None), VERIFIED),
            else_=REPORTED,
        )
        improved = _has_effect(PracticeEffect.verdict == BETTER)
        charted = _has_effect(PracticeEffect.change.is_not(None))
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
        known = (self.evidence[value] == 1 for value in values if value in EVIDENCE)
        return or_(false(), *known)

    def of_published(self, *columns: SQLColumnExpression[Any]) -> Select[Any]:
        """Return a SELECT of columns over all published practices."""
        return select(*columns).select_from(Practice).where(Practice.stage == "published")

    def listed(self) -> Select[Any]:
        """Return a SELECT of what ``info_of`` needs, over all published practices."""
        flags = [self.evidence[name].label(name) for name in PROOFS]
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


def _has_effect(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """Return 1 for a practice with such an effect, else 0."""
    # Both engines make a set of it once, which is quicker than a join or a look-up a row.
    with_effect = select(PracticeEffect.practice_id).where(condition)
    return case((Practice.id.in_(with_effect), 1), else_=0)


def info_of(row: Row[Any], indicators: tuple[str, ...]) -> PracticeInfo:
    """Return the record of a row of ``PracticeColumns.listed``."""
    values = {column.key: getattr(row, column.key) for column in _LISTED}
    values["published_at"] = aware(row.published_at)
    evidence = tuple(name for name in PROOFS if getattr(row, name)) or (DESCRIBED,)
    return PracticeInfo(**values, status=row.status, indicators=indicators, evidence=evidence)
