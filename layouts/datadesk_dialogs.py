"""The dialogs of the data desk: the tree of indicators, the units, the sets kept in the browser.

The markup stands here; trees, lists, fields and answers are written into the empty places by
``assets/js/datadesk/``. What is ticked in a dialog changes the table when it is used, at once.
"""

import json
from collections.abc import Mapping

from dash import html
from dash.development.base_component import Component

from layouts.components import icon
from layouts.components.search import unit_picker
from smup.i18n import Texts
from smup.repository import Repository
from smup.views.datadesk.tree import tree_version

INDICATORS_DIALOG = "data-indicators"
UNITS_DIALOG = "data-units"
SETS_DIALOG = "data-sets"
LEVELS = ("gmina", "powiat", "wojewodztwo")
_WORDS = {
    INDICATORS_DIALOG: (
        "open", "close", "none", "rest", "failed", "loading", "shown",
    ),
    UNITS_DIALOG: (
        "empty", "remove", "all_of", "failed", "loading", "mine", "no_group", "group_label",
        "change", "whole", "line", "pick", "found_none", "working", "added", "back", "open",
        "close", "map_name", "map_powiat", "map_gmina", "taken", "not_taken",
        "voivodeship", "powiat",
    ),
    SETS_DIALOG: (
        "saved", "saved_session", "needs_name", "replaced", "renamed", "deleted", "undo", "open",
        "open_set", "rename", "rename_set", "new_name", "confirm", "delete", "delete_set",
        "copied", "not_copied", "none",
    ),
}  # fmt: skip
_COUNTED = {
    INDICATORS_DIALOG: ("chosen", "all_of"),
    UNITS_DIALOG: (
        "chosen", "count_gmina", "count_powiat", "count_wojewodztwo", "lines",
        "more_lines", "units", "repeated",
    ),
    SETS_DIALOG: (),
}  # fmt: skip
_NAMES = {INDICATORS_DIALOG: "tree", UNITS_DIALOG: "places", SETS_DIALOG: "sets"}


def dialogs(repository: Repository, t: Texts, *, sets: Component | None) -> list[Component]:
    """Return the closed dialogs of the page.

    Args:
        repository: tells where the lists and borders are.
        t: texts of the page's language.
        sets: links of the ready sets, which stand in the dialog of indicators too.
    """
    return [_indicators(repository, t, sets), _units(repository, t), _sets(t)]


def _dialog(
    dialog: str, t: Texts, body: list[Component | None], foot: html.Div | None, **data: str
) -> html.Dialog:
    name = _NAMES[dialog]
    close = html.Button(
        icon("x"),
        type="button",
        className="b l",
        **{"aria-label": t("datadesk.dialog.close"), "data-dane-zamknij": ""},
    )
    words = [
        html.H2(t(f"datadesk.{name}.title"), id=f"{dialog}-title"),
        html.P(t(f"datadesk.{name}.lead"), className="m"),
    ]
    head = html.Div([html.Div(words), close], className="go-gora")
    return html.Dialog(
        [head, *(part for part in body if part is not None), foot],
        id=dialog,
        className=f"grupa-okno dane-okno {name}",
        **{
            "aria-labelledby": f"{dialog}-title",
            "data-words": json.dumps(_words(dialog, t)),
            **data,
        },
    )


def _words(dialog: str, t: Texts) -> Mapping[str, object]:
    """Return the texts that the script puts together."""
    name = _NAMES[dialog]
    words: dict[str, object] = {key: t(f"datadesk.{name}.say.{key}") for key in _WORDS[dialog]}
    words |= {key: t.forms(f"datadesk.{name}.say.{key}") for key in _COUNTED[dialog]}
    return words | {"lang": t.lang}


def _foot(t: Texts, *, use: str | None) -> html.Div:
    said = html.P(className="m go-mowi", role="status")
    close = html.Button(
        t(f"datadesk.dialog.{'cancel' if use else 'close'}"),
        type="button",
        className="b",
        **{"data-dane-zamknij": ""},
    )
    apply = html.Button(use, type="button", className="b g", **{"data-dane-zastosuj": ""})
    return html.Div(
        [said, html.Div([close, apply if use else None], className="bb")], className="go-dol"
    )


def _field(t: Texts, key: str, field: str, kind: str) -> list[Component]:
    """Return a label and the place of a plain field, which the script puts in."""
    data = {"data-pole": kind, "data-id": field}
    if kind != "codes":
        data["data-placeholder"] = t(f"{key}_example")
    return [
        html.Label(t(key), htmlFor=field),
        html.Div(className="wejscie", **data),
    ]


def _indicators(repository: Repository, t: Texts, sets: Component | None) -> html.Dialog:
    search = [
        html.Div(
            _field(t, "datadesk.tree.search", "data-tree-search", "search"), className="pole-d"
        ),
        html.P(className="m", role="status", **{"data-drzewo-ile": ""}),
    ]
    tree = html.Div(
        className="dane-drzewo", role="group", **{"aria-labelledby": f"{INDICATORS_DIALOG}-title"}
    )
    clear = html.Button(
        t("datadesk.dialog.clear"), type="button", className="b l s", **{"data-dane-czysc": ""}
    )
    found = html.Div([html.Div(search), clear], className="dane-szukanie")
    path = f"/dane/wskazniki-{t.lang}.{tree_version(repository)}.json"
    foot = _foot(t, use=t("datadesk.dialog.use"))
    return _dialog(INDICATORS_DIALOG, t, [sets, found, tree], foot, **{"data-drzewo": path})


def _units(repository: Repository, t: Texts) -> html.Dialog:
    left = [
        unit_picker(f"{UNITS_DIALOG}-add", t, label=t("datadesk.places.add")),
        html.Div(
            [
                html.H3(t("datadesk.places.mine")),
                html.P(t("datadesk.places.mine_note"), className="xs"),
                unit_picker(f"{UNITS_DIALOG}-mine", t, label=t("datadesk.places.mine_label")),
                html.Div(className="dane-moja"),
            ],
            className="go-blok",
        ),
        _paste(t),
        html.Div(
            [html.H3(t("datadesk.places.areas")), html.Div(className="dane-obszary")],
            className="go-blok",
            **{"data-obszary": ""},
        ),
    ]
    right = [
        html.Div(
            [
                html.H3([t("datadesk.places.chosen"), " ", html.Span(className="m go-ile")]),
                _clear(t),
            ],
            className="go-wiersz",
        ),
        html.Ul(className="cz go-chipy", **{"aria-label": t("datadesk.places.chosen")}),
        html.Div(_map(t), className="dane-na-mapie"),
    ]
    body = html.Div(
        [html.Div(left, className="go-lewa"), html.Div(right, className="go-prawa")],
        className="go-cialo",
    )
    dataset = repository.dataset()
    lists = {level: dataset.units_path(level) for level in LEVELS}
    borders = {item.level: item.path for item in repository.boundary_sets() if not item.detail}
    data = {"data-listy": json.dumps(lists), "data-granice": json.dumps(borders)}
    return _dialog(UNITS_DIALOG, t, [body], _foot(t, use=t("datadesk.dialog.use")), **data)


def _clear(t: Texts) -> html.Button:
    return html.Button(
        t("datadesk.dialog.clear"), type="button", className="b l s", **{"data-dane-czysc": ""}
    )


def _map(t: Texts) -> list[Component]:
    return [
        html.H3(t("datadesk.places.map")),
        html.P(t("datadesk.places.map_note"), className="xs"),
        html.Div(className="dane-mapa"),
        html.P(className="m dane-mapa-mowi", role="status"),
    ]


def _paste(t: Texts) -> html.Details:
    check = html.Button(
        t("datadesk.places.check"), type="button", className="b s", **{"data-dane-lista": ""}
    )
    return html.Details(
        [
            html.Summary(t("datadesk.places.paste")),
            *_field(t, "datadesk.places.codes", "data-units-codes", "codes"),
            html.P(t("datadesk.places.codes_note"), className="xs"),
            check,
            html.Div(className="go-wynik", role="status"),
        ],
        className="go-blok go-lista",
    )


def _sets(t: Texts) -> html.Dialog:
    save = html.Button(
        t("datadesk.sets.save"), type="button", className="b s g", **{"data-zestaw": "save"}
    )
    copy = html.Button(
        [icon("link-45deg"), t("datadesk.sets.copy")],
        type="button",
        className="b s",
        **{"data-zestaw": "copy"},
    )
    name = html.Div(_field(t, "datadesk.sets.name", "data-sets-name", "name"), className="pole-d")
    body = html.Div(
        [
            html.Div([name, save, copy], className="dane-szukanie"),
            html.P(t("datadesk.sets.note"), className="xs"),
            html.H3(t("datadesk.sets.list")),
            html.Ul(className="cz go-zapisane"),
        ],
        className="dane-zestawy",
    )
    return _dialog(SETS_DIALOG, t, [body], _foot(t, use=None))
