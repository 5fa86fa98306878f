"""What a report consists of: sections of blocks, plain values that every format draws alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from smup.reports.chart_records import StepChart, TrendChart
from smup.reports.strips import Strip

Tone = Literal["better", "middle", "worse", "plain", "context"]
Way = Literal["rising", "falling", "steady", ""]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph: ``lead`` opens a part, ``title`` heads what follows, ``note`` explains."""

    text: str
    style: Literal["lead", "body", "note", "title"] = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Names with their values, such as the year and the source of the data."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A part of the bar: how many, what of, in which tone."""

    count: int
    label: str
    tone: Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """The bar of three shares: best quarter, middle, worst quarter."""

    shares: tuple[Share, ...]
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatField:
    """A field of the heat map.

    Attributes:
        text: what it says, ``2 z 4``.
        grade: 0 (few better) … 4 (most better); None when nothing is counted.
        span: columns it covers.
    """

    text: str
    grade: int | None = None
    span: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatTable:
    """Sectors against dimensions: how many indicators are better than the median."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[HeatField, ...]], ...]
    key: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An indicator in a table.

    Attributes:
        name: of the indicator.
        note: under the name: year where it differs, flag, noise, break.
        value: with its unit of measure, or the word of its emptiness.
        median: of the group, with its unit; empty when nobody has a value.
        middle: from the lower to the upper quartile of the group, as text.
        place: the band of the group in words.
        tone: of the place; not judged ones are plain or context.
        trend: direction with its judgement in words.
        way: ``rising``, ``falling`` or ``steady``, drawn as a sign before the words; else empty.
        verdict: tone of the trend; not judged ones are plain.
        year: of the value.
        strip: where the value stands; None without a group or a value.
        address: page of the indicator.
    """

    name: str
    value: str
    median: str = ""
    middle: str = ""
    place: str = ""
    tone: Tone = "plain"
    trend: str = ""
    way: Way = ""
    verdict: Tone = "plain"
    year: str = ""
    note: str = ""
    strip: Strip | None = None
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineGroup:
    """Lines under a common heading, such as a sector."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineTable:
    """Indicators with their strips."""

    caption: str
    unit_name: str
    groups: tuple[LineGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An indicator told in a sentence, with its strip beside."""

    name: str
    sentence: str
    tone: Tone = "plain"
    strip: Strip | None = None
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stories:
    """Indicators told in sentences."""

    items: tuple[Told, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Charts:
    """Charts side by side; a waterfall takes a line of its own."""

    items: tuple[TrendChart | StepChart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainTable:
    """A table of texts with a header row; the first column heads its rows.

    Attributes:
        caption: what it holds.
        columns: headings.
        rows: texts, as many as columns.
        tones: tone of a cell by row and column, where it has one.
        mine: rows of my unit.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    tones: Mapping[tuple[int, int], Tone] = field(default_factory=dict)
    mine: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    """Terms, which may be empty, before texts; ``compact`` sets many small, in two columns."""

    items: tuple[tuple[str, str], ...]
    ordered: bool = False
    compact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Names of pages with their full addresses."""

    items: tuple[tuple[str, str], ...]


Block = (
    Paragraph
    | Facts
    | Bar
    | HeatTable
    | LineTable
    | Stories
    | Charts
    | PlainTable
    | Bullets
    | Links
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a report under its heading.

    Attributes:
        key: its name in the address and its anchor.
        title: heading.
        blocks: content.
        note: sentence under the heading.
    """

    key: str
    title: str
    blocks: tuple[Block, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A whole report.

    Attributes:
        kind: ``jednostka``, ``usluga``, ``sesja`` or ``porownanie``.
        lang: its language.
        label: what it is, above the title.
        title: name of what it is about.
        subtitle: kind, powiat, codes.
        opening: blocks of the title part.
        facts: group, year, date of data, release.
        sections: the rest, in order.
        problems: notes about bad values of the address.
        sample: mark of the sample, or an empty text.
        sample_note: what the mark means.
        foot: source, release, as printed at the foot of every page.
        address: permanent link to this very report as HTML.
        stem: file name without its ending.
    """

    kind: str
    lang: str
    label: str
    title: str
    subtitle: str
    opening: tuple[Block, ...]
    facts: Facts
    sections: tuple[Section, ...]
    problems: Sequence[str] = ()
    sample: str = ""
    sample_note: str = ""
    foot: str = ""
    address: str = ""
    stem: str = "smup"
