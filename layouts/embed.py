"""An embedded view: one block of a page in a frame of another site, with its source."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.components import icon, problem_note
from layouts.embed_blocks import EMPTY, PLACES
from layouts.embed_parts import NOTE, Wanted, alone, find, without_writing
from layouts.embed_source import source_of, year_of
from layouts.frozen import parts_of
from smup.i18n import Texts, texts
from smup.links import href
from smup.repository import DatasetInfo
from smup.views.embed import EmbedOptions

SIZE_CLASS = {"zwykly": "osadzone", "zwarty": "osadzone zwarte"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedded:
    """What a frame shows.

    Attributes:
        lang: language of the view.
        kind: key of the page in ``layouts.PAGES``.
        name: title of the page.
        address: path and query of the full page.
        options: block, theme, size.
        dataset: what the database holds.
        state: the release that the data are read as of, in words; empty for today's.
    """

    lang: str
    kind: str
    name: str
    address: str
    options: EmbedOptions
    dataset: DatasetInfo
    state: str = ""


def embedded(view: Embedded, page: Component) -> Component:
    """Return the content of the frame; the given page is changed."""
    t, stores = texts(view.lang), stores_of(page)
    block = view.options.block
    key = block.key if block else ""
    place = PLACES.get(view.kind, {}).get(key)
    part = None if place is None else find(page, place)
    notes = [one for one in parts_of(page) if getattr(one, "className", None) == NOTE]
    empty = [one for one in (find(page, Wanted(id=name)) for name in EMPTY) if one is not None]
    kept = [*notes, *empty, *([] if part is None else [part])]
    body = without_writing(alone(page, kept)) if kept else None
    nothing = part is None and not any(not getattr(one, "hidden", False) for one in empty)
    return html.Main(
        [
            _head(view, t, stores),
            *_problems(view.options, t),
            # Blocks begin with h2 or h3; without one before them a level would be skipped.
            html.H2(block.title, className="vh") if block else None,
            html.Div(body, className="os-tresc"),
            _nothing(t) if nothing else None,
            _foot(view, t, stores),
        ],
        id=ids.MAIN,
        tabIndex=-1,
        className=SIZE_CLASS[view.options.size],
        **{"data-blok": key},
    )


def not_embedded(lang: str, *, known: bool, message: str = "", title: str = "") -> Component:
    """Return the small page of an address that leads to no embedded view.

    Args:
        lang: language of the view.
        known: there is such a page, but nothing of it can be embedded.
        message: says which code is not known.
        title: heading; that there is no such view by default.
    """
    t = texts(lang)
    words = message or t("embed.no_blocks_note" if known else "embed.unknown_note")
    return html.Main(
        [
            html.H1(title or t("embed.unknown_title")),
            html.P(words, className="m"),
            html.P(_way_out(t, href(lang, "/"))),
        ],
        id=ids.MAIN,
        tabIndex=-1,
        className="osadzone os-brak",
    )


def stores_of(page: Component) -> dict[str, Any]:
    """Return what the stores of a page hold, by their ids."""
    found = ((getattr(one, "id", None), getattr(one, "data", None)) for one in parts_of(page))
    return {name: data for name, data in found if isinstance(name, str) and data is not None}


def _head(view: Embedded, t: Texts, stores: Mapping[str, Any]) -> html.Header:
    block, words = view.options.block, []
    if block is not None:
        words.append(block.title)
    indicator = ((stores.get(ids.VIEW_PAYLOAD) or {}).get("view") or {}).get("indicator") or {}
    name = str(indicator.get("name") or view.name)
    words += [str(part) for part in (indicator.get("unit"), _years(view, t, stores)) if part]
    badge = html.Span(t("embed.sample"), className="bp") if view.dataset.is_sample else None
    line = html.P([" · ".join(words), " ", badge], className="m")
    head = html.Div([html.H1(name), line])
    return html.Header(head, className="os-glowa" if view.options.heading else "os-glowa vh")


def _years(view: Embedded, t: Texts, stores: Mapping[str, Any]) -> str:
    """Return the year shown; of a trend the years."""
    linked = (stores.get(ids.VIEW_PAYLOAD) or {}).get("view") or {}
    years = linked.get("years") or []
    block = view.options.block
    if block is not None and block.key in {"trend", "wykres"} and years:
        return t("embed.years", first=years[0], last=years[-1])
    year = year_of(stores)
    return "" if year is None else t("embed.year", year=year)


def _problems(options: EmbedOptions, t: Texts) -> list[Component]:
    if not options.problems:
        return []
    lines = [t(f"embed.problem.{one.parameter}", value=one.value) for one in options.problems]
    return [problem_note(t("embed.problem_title"), lines)]


def _nothing(t: Texts) -> html.Div:
    words = [html.H2(t("embed.empty_title")), html.P(t("embed.empty_note"), className="m")]
    return html.Div(words, className="stan c")


def _foot(view: Embedded, t: Texts, stores: Mapping[str, Any]) -> html.Footer:
    words = [source_of(view.kind, view.dataset, stores, t), " ", view.state]
    source = html.P("".join(words).strip(), className="xs")
    return html.Footer([source, _way_out(t, view.address)], className="os-stopka")


def _way_out(t: Texts, address: str) -> html.A:
    return html.A(
        [
            t("embed.open"),
            icon("arrow-right"),
            html.Span(f" ({t('embed.open_note')})", className="vh"),
        ],
        href=address,
        target="_blank",
        rel="noopener",
        className="os-link",
    )
