"""State of the data desk, to and from the query string; the same keys name its files."""

from dataclasses import dataclass

from smup.view_state import canonical_query

LAYOUTS = ("szeroki", "lata", "dlugi")
"""``szeroki`` a row a unit, a column an indicator and year · ``lata`` a row a unit and year, a
column an indicator · ``dlugi`` a row a value."""
OPTIONS = (
    "rodzaj", "powiat", "wojewodztwo", "ludnosc",
    "powod", "zmiana", "miejsce", "grupa", "uwaga", "zrodlo",
)  # fmt: skip
"""Optional columns in the order of the table: of the unit, then of each value."""
USUAL_OPTIONS = "powiat.powod"
ROWS = ("wszystkie", "z-wartoscia", "puste")
VIEWS = ("tabela", "mapa", "wykres")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskState:
    """What the data desk shows. Lists are codes joined by dots; None means: choose for me.

    Attributes:
        ind: codes of indicators, in the order of the table.
        usluga: codes of services, each standing for all its indicators.
        obszar: codes of sectors, each standing for all its indicators.
        level: gmina, powiat, wojewodztwo or kraj; None: level of the task of the first indicator.
        units: TERYT codes of units taken one by one.
        gdzie: TERYT codes of voivodeships and powiats, each standing for its units of the level.
        unit: TERYT code of my unit, the base of ``group`` and first in the table.
        group: kind of my unit's comparison group, all of whose units are taken.
        own: TERYT codes of my own group, for ``group=wlasna``.
        w: weights of similarity, for ``group=najblizsze``.
        years: ``2020-2024``, ``2024``, ``latest`` (each indicator's newest) or ``all``; None: the
            newest three years of the chosen indicators. Without units all of the level are taken.
        uklad: one of ``LAYOUTS``.
        kolumny: chosen ``OPTIONS``; ``brak`` for none.
        wiersze: one of ``ROWS``: all, only with a value, only empty.
        szukaj: words in the name, powiat or code of a unit.
        filtr: ranges of columns, ``key~low~high`` joined by ``_``; a bound may be empty.
        sort: key of a column, with a minus for the largest first; None: my unit, then by code.
        widok: one of ``VIEWS``.
        na: code of the indicator on map and chart; None: the first.
        year: year on the map; None: the newest of the table.
    """

    ind: str | None = None
    usluga: str | None = None
    obszar: str | None = None
    level: str | None = None
    units: str | None = None
    gdzie: str | None = None
    unit: str | None = None
    group: str | None = None
    own: str | None = None
    w: str | None = None
    years: str | None = None
    uklad: str = "szeroki"
    kolumny: str = USUAL_OPTIONS
    wiersze: str = "wszystkie"
    szukaj: str | None = None
    filtr: str | None = None
    sort: str | None = None
    widok: str = "tabela"
    na: str | None = None
    year: int | None = None

    def to_query(self) -> str:
        """Return the canonical query string: only what differs from the default, fixed order."""
        return canonical_query(self)
