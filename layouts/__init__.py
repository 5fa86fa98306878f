"""Pages: functions that build component trees from plain values, and the table of them."""

from layouts import (
    about,
    areas,
    compare,
    cost,
    cost_method,
    costs,
    indicator,
    indicators,
    practice,
    report,
    sector,
    start,
    synthetic,
    unit,
)
from layouts.routes import Page

PAGES: tuple[Page, ...] = (
    Page(key="start", path="/", layout=start.layout, title=start.title),
    Page(key="areas", path="/obszary", layout=areas.layout, title=areas.title, nav="areas"),
    Page(
        key="indicators",
        path="/wskazniki",
        layout=indicators.layout,
        title=indicators.title,
        nav="indicators",
    ),
    Page(
        key="sector",
        path="/obszar/<sector>",
        layout=sector.layout,
        title=sector.title,
        nav="areas",
    ),
    Page(
        key="indicator",
        path="/wskaznik/<code>",
        layout=indicator.layout,
        title=indicator.title,
        nav="indicators",
    ),
    Page(key="unit", path="/jednostka/<teryt>", layout=unit.layout, title=unit.title),
    Page(key="synthetic", path="/indeks", layout=synthetic.layout, title=synthetic.title),
    Page(
        key="compare",
        path="/porownaj",
        layout=compare.layout,
        title=compare.title,
        nav="compare",
    ),
    Page(
        key="cost_method",
        path="/koszty/metoda",
        layout=cost_method.layout,
        title=cost_method.title,
        nav="costs",
    ),
    Page(key="costs", path="/koszty", layout=costs.layout, title=costs.title, nav="costs"),
    Page(
        key="cost",
        path="/koszty/<service>",
        layout=cost.layout,
        title=cost.title,
        nav="costs",
    ),
    Page(
        key="practice",
        path="/praktyki/<slug>",
        layout=practice.layout,
        title=practice.title,
        nav="practices",
    ),
    Page(key="report", path="/raport", layout=report.layout, title=report.title),
    Page(key="about", path="/o-systemie", layout=about.layout, title=about.title, nav="about"),
)
