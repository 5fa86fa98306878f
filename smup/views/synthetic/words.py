"""What the page of the index says: sentences, and the lines that go into its files."""

from smup.formats import format_number
from smup.statistics.index import DRAWS, LEAST_COVERAGE
from smup.statistics.standardise import LEAST_UNITS, LIMIT
from smup.views.sentences import Sentence
from smup.views.synthetic.records import IndexData, Reading, Sensitivity
from smup.views.synthetic.selection import SPAN, IndexSelection


def opening(data: IndexData, found: Sensitivity | None) -> Sentence:
    """Return the sentence of the page: score, quarter, interval of places."""
    t, row = data.t, data.mine
    reading = data.level
    if found is None:
        return Sentence(
            before=t("synthetic.sentence.none", unit=data.name, year=data.year),
            strong=coverage(data, reading),
            after=t("synthetic.sentence.none_after", percent=_percent(data)),
        )
    place = t("synthetic.sentence.places", low=found.low, high=found.high, n=found.n)
    if found.low == found.high:
        place = t("synthetic.sentence.place", place=found.low, n=found.n)
    return Sentence(
        before=t("synthetic.sentence.unit", unit=data.name),
        strong=t("synthetic.points", n=data.number(float(reading.totals[row]))),
        after=t("synthetic.sentence.group", group=data.group.label, year=data.year)
        + t("synthetic.sentence.quarter", quarter=quarter_word(data, int(reading.quarters[row])))
        + place,
    )


def no_index(selection: IndexSelection) -> str:
    """Return why there is no index to show: the last part of a key under ``synthetic.empty``."""
    if selection.unit is None:
        return "no_unit" if selection.chosen is None else "larger_unit"
    return "no_year" if selection.year is None else "small_group"


def quarter_word(data: IndexData, quarter: int) -> str:
    """Return a quarter of the group in words; that there is no score for 0."""
    return data.t(f"view.quarter.{quarter}") if quarter else data.t("synthetic.no_score")


def coverage(data: IndexData, reading: Reading, row: int | None = None) -> str:
    """Return ``9 z 12``: known indicators of those that could be known."""
    at = data.mine if row is None else row
    return data.t("synthetic.of", known=int(reading.known[at]), counted=int(reading.counted[at]))


def signed(data: IndexData, number: float, *, decimals: int = 1) -> str:
    """Return points or deviations with their sign."""
    return format_number(number, decimals=decimals, lang=data.lang, signed=True)


def weights_line(data: IndexData) -> str:
    """Return the weights as a file tells them: equal, or each sector with its weight."""
    if data.selection.equal:
        return data.t("synthetic.weights.equal")
    pairs = zip(data.sectors, data.selection.weights, strict=True)
    return ", ".join(f"{sector.name(data.lang)} {weight:.0f}" for sector, weight in pairs)


def method_line(data: IndexData) -> str:
    """Return the method in one sentence, for files."""
    return data.t("synthetic.method.line", **method_numbers(data.lang))


def method_numbers(lang: str) -> dict[str, str | int]:
    """Return the numbers of the method that its texts name."""
    return {
        "limit": format_number(LIMIT, decimals=0, lang=lang),
        "percent": f"{100 * LEAST_COVERAGE:.0f}%",
        "units": LEAST_UNITS,
        "draws": DRAWS,
        "span": SPAN,
    }


def _percent(data: IndexData) -> str:
    return str(method_numbers(data.lang)["percent"])
