"""Which report is asked for: from an address to a frozen value and back."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from urllib.parse import quote, urlencode

from smup.compare_state import CompareState, parse_compare_state
from smup.links import href, with_query
from smup.view_state import MAX_TEXT, Problem, ViewState, parse_state

UNIT, SERVICE, SESSION, COMPARISON = "jednostka", "usluga", "sesja", "porownanie"
KINDS = (UNIT, SERVICE, SESSION, COMPARISON)
FORMATS = ("pdf", "docx", "html")
FORMATS_OF: Mapping[str, tuple[str, ...]] = {
    UNIT: FORMATS,
    SERVICE: FORMATS,
    SESSION: ("pdf", "html"),
    COMPARISON: ("pdf", "html"),
}
SECTIONS_OF: Mapping[str, tuple[str, ...]] = {
    UNIT: ("obraz", "strony", "trendy", "wskazniki", "koszt", "kontekst", "grupa", "metoda"),
    SERVICE: ("wskazniki", "koszt", "trendy", "powiat", "definicje", "metoda"),
    SESSION: (),
    COMPARISON: ("tabela", "trendy", "metoda"),
}
KEYS = ("unit", "group", "year", "own", "w")
MOST_LISTED = 60
_INDICATOR = re.compile(r"[A-Z0-9-]{1,60}", re.ASCII)
_SECTOR = re.compile(r"[a-z0-9-]{1,60}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSpec:
    """A report that can be asked for; two equal ones are the same report.

    Attributes:
        kind: ``jednostka``, ``usluga``, ``sesja`` or ``porownanie``.
        subject: TERYT code of the unit or code of the service; empty for a comparison.
        form: ``pdf``, ``docx`` or ``html``.
        lang: language of the report.
        state: unit, group, year, own group and weights.
        sections: parts asked for; empty: all.
        ind: codes of the indicators asked for; empty: all.
        sectors: codes of the sectors asked for; empty: all.
        compare: state of a comparison, else None.
        problems: parameters that were replaced by their defaults; the report tells them.
        origin: scheme and host of the links in the report, without a slash at the end.
    """

    kind: str
    subject: str
    form: str
    lang: str
    state: ViewState = field(default_factory=ViewState)
    sections: tuple[str, ...] = ()
    ind: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    compare: CompareState | None = None
    problems: tuple[Problem, ...] = ()
    origin: str = ""

    @property
    def query(self) -> str:
        """Return the canonical query string: only what differs from the default."""
        if self.compare is not None:
            own = self.compare.to_query()
        else:
            pairs = (("ind", ".".join(self.ind)), ("sectors", ".".join(self.sectors)))
            own = "&".join(
                part
                for part in (self.state.to_query(), urlencode([p for p in pairs if p[1]]))
                if part
            )
        sections = urlencode({"sections": ".".join(self.sections)}) if self.sections else ""
        return "&".join(part for part in (own, sections) if part)

    @property
    def path(self) -> str:
        """Return the address on this server, with all options."""
        where = f"/raport/{self.kind}"
        if self.subject:
            where += f"/{quote(self.subject, safe='')}"
        address = href(self.lang, f"{where}.{self.form}")
        return with_query(address, self.query)

    def key(self, *state: str) -> str:
        """Return the name under which the finished report is kept.

        Args:
            state: version of the data and of the program, so that none outlives them.
        """
        told = (f"{item.parameter}={item.value}" for item in self.problems)
        parts = (self.origin, self.path, *told, "", *state)
        return blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()

    def wants(self, section: str) -> bool:
        """Tell whether a part of the report was asked for."""
        return not self.sections or section in self.sections

    def as_form(self, form: str) -> "ReportSpec":
        """Return the same report in another format."""
        return replace(self, form=form)


def parse_spec(
    kind: str, subject: str, form: str, *, lang: str, query: Mapping[str, str], origin: str = ""
) -> ReportSpec:
    """Read the options of a report; never raises, tells what was replaced in ``problems``."""
    found: list[Problem] = []
    sections = _chosen(query, "sections", SECTIONS_OF[kind], found)
    spec = ReportSpec(
        kind=kind, subject=subject, form=form, lang=lang, sections=sections, origin=origin
    )
    if kind == COMPARISON:
        compare, problems = parse_compare_state(query)
        return replace(spec, compare=compare, problems=(*problems, *found))
    state, problems = parse_state({key: query.get(key) for key in KEYS})
    if kind != SERVICE:
        state = state.with_changes(unit=None)
    return replace(
        spec,
        state=state,
        ind=_listed(query, "ind", _INDICATOR, found, upper=True),
        sectors=_listed(query, "sectors", _SECTOR, found),
        problems=(*problems, *found),
    )


def _pieces(query: Mapping[str, str], key: str) -> list[str]:
    text = query.get(key) or ""
    return list(dict.fromkeys(piece for piece in re.split(r"[.,\s]+", text) if piece))


def _chosen(
    query: Mapping[str, str], key: str, choices: tuple[str, ...], found: list[Problem]
) -> tuple[str, ...]:
    """Return the choices asked for in their own order; all of them is the same as none."""
    asked = _pieces(query, key)
    found += [
        Problem(parameter=key, value=piece[:MAX_TEXT]) for piece in asked if piece not in choices
    ][:MOST_LISTED]
    chosen = tuple(choice for choice in choices if choice in asked)
    return () if chosen == choices else chosen


def _listed(
    query: Mapping[str, str],
    key: str,
    pattern: re.Pattern[str],
    found: list[Problem],
    *,
    upper: bool = False,
) -> tuple[str, ...]:
    """Return the codes of a list that look like codes; the others are told."""
    pieces = [piece.upper() if upper else piece.lower() for piece in _pieces(query, key)]
    bad = [piece for piece in pieces if not pattern.fullmatch(piece)][:MOST_LISTED]
    found += [Problem(parameter=key, value=piece[:MAX_TEXT]) for piece in bad]
    codes = list(dict.fromkeys(piece for piece in pieces if pattern.fullmatch(piece)))
    if len(codes) > MOST_LISTED:
        found.append(Problem(parameter=f"{key}_many", value=str(len(codes))))
    return tuple(codes[:MOST_LISTED])
