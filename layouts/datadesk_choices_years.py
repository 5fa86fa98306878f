"""The third step of the data desk: the years, and what breaks a series within them."""

from dash import html
from dash.development.base_component import Component

from layouts.datadesk_steps import change, step
from smup.i18n import Texts
from smup.services import Services
from smup.views.datadesk.selection import Chosen
from smup.views.linked import series_breaks

MOST_TOLD = 3
NEWEST, EVERY = "latest", "all"


def years_step(services: Services, chosen: Chosen, t: Texts) -> html.Div:
    """Return the ends of the range, the ready choices and the sentence about breaks."""
    known = _known_years(services, chosen)
    if not chosen.years or not known:
        body: list[Component] = [html.P(t("datadesk.years.none"), className="m dane-nic")]
        return step(3, "years", "", body, title=t("datadesk.years.title"))
    first, last = chosen.years[0], chosen.years[-1]
    value = str(first) if first == last else t("datadesk.years.range", first=first, last=last)
    if chosen.state.years == NEWEST:
        value = t("datadesk.years.latest")
    ends = [
        _end(t, "from", known, first),
        html.Span("–", **{"aria-hidden": "true"}),
        _end(t, "to", known, last),
    ]
    return step(
        3,
        "years",
        value,
        [html.Div(ends, className="dane-lata"), _ready(chosen, t), *_breaks(chosen, t)],
        title=t("datadesk.years.title"),
    )


def _known_years(services: Services, chosen: Chosen) -> list[int]:
    """Return every year that a chosen indicator has at the level, ascending."""
    return sorted(
        {
            year
            for item in chosen.indicators
            for year in services.repository.years(item.id, chosen.level)
        }
        | set(chosen.years)
    )


def _end(t: Texts, name: str, years: list[int], shown: int) -> html.Select:
    options = [html.Option(str(year), value=str(year), selected=year == shown) for year in years]
    return html.Select(
        options,
        id=f"data-years-{name}",
        className="wyb",
        **{
            "aria-label": t(f"datadesk.years.{name}"),
            "data-dane-lata": name,
            "data-pokazane": str(shown),
        },
    )


def _ready(chosen: Chosen, t: Texts) -> html.Div:
    """Return the choices that are no range of their own; the chosen one is pressed."""
    buttons = [
        html.Button(
            t(f"datadesk.years.{name}"),
            type="button",
            id=f"data-years-{name}",
            **{"aria-pressed": str(chosen.state.years == value).lower(), **change(years=value)},
        )
        for name, value in (("usual", None), ("latest", NEWEST), ("all", EVERY))
    ]
    label = {"aria-label": t("datadesk.years.ready")}
    return html.Div(buttons, className="dane-gotowe-lata", role="group", **label)


def _breaks(chosen: Chosen, t: Texts) -> list[Component]:
    """Return what a reader of a series must know: values are counted anew from a year."""
    crossed: list[tuple[str, int]] = []
    apart: list[tuple[str, int]] = []
    for item, span in chosen.measured:
        for found in series_breaks(item):
            inside = span.first_year < found.year <= span.last_year
            (crossed if inside else apart).append((item.short_name(t.lang), found.year))
    told = crossed or apart
    if not told or chosen.state.years == NEWEST:
        return []
    names = "; ".join(
        t("datadesk.years.break", name=name, year=year) for name, year in told[:MOST_TOLD]
    )
    if len(told) > MOST_TOLD:
        names += "; " + t.plural("datadesk.years.more_breaks", len(told) - MOST_TOLD)
    key = "crossed" if crossed else "apart"
    mark = "xs dane-przerwa" if crossed else "xs"
    return [html.P(t(f"datadesk.years.{key}", names=names), className=mark)]
