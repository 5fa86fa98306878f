"""My own comparison group: the dialog in which it is put together.

The markup stands here; what it does is in ``assets/js/groups/``. The lists of units, the fields
and the answers are written into the empty places by the script.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from layouts.components.basics import icon
from layouts.components.search import unit_picker
from smup.i18n import Texts
from smup.repository.records import DatasetInfo
from smup.territory.unit import TerritorialUnit

MOST_UNITS = 200
MOST_BYTES = 200_000
LEVELS = ("gmina", "powiat", "wojewodztwo")
_SAID = (
    "mine",
    "remove",
    "empty",
    "added",
    "all_added",
    "too_many",
    "file_too_large",
    "file_failed",
    "saved",
    "saved_session",
    "renamed",
    "deleted",
    "undo",
    "needs_name",
    "needs_units",
    "load",
    "load_group",
    "rename",
    "rename_group",
    "new_name",
    "confirm_name",
    "delete",
    "delete_group",
    "loaded",
    "failed",
    "line",
    "unknown",
    "other_level",
    "ended",
    "successor",
    "old_code",
    "no_code",
    "expanded",
    "wrong_length",
    "none_found",
    "no_neighbours",
)
_COUNTED = ("recognised", "added_units", "already", "repeated", "left_out", "more_problems")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnGroup:
    """What the dialog has to know of the page.

    Attributes:
        level: level of the units compared.
        unit: code of my unit at that level; None without one.
        codes: codes of the own group of the address.
        units_path: address of the compact list of units of the level.
    """

    level: str
    unit: str | None
    codes: Sequence[str]
    units_path: str

    def as_json(self) -> str:
        """Return it for the script."""
        return json.dumps(
            {
                "level": self.level,
                "unit": self.unit,
                "codes": list(self.codes),
                "units": self.units_path,
            }
        )


def own_group(
    dataset: DatasetInfo, unit: TerritorialUnit | None, *, level: str, codes: Sequence[str]
) -> OwnGroup:
    """Return what the dialog has to know, for ``Choices.own``.

    Args:
        dataset: version of the data, which stands in the address of the list of units.
        unit: my unit, or None.
        level: level of the units compared.
        codes: codes of the own group of the address (``ViewState.own_codes``).
    """
    return OwnGroup(
        level=level,
        unit=unit.code_at(level) if unit is not None else None,
        codes=tuple(codes),
        units_path=dataset.units_path(level),
    )


def own_group_dialog(prefix: str, t: Texts) -> html.Dialog:
    """Return the dialog, closed; a page has one.

    Args:
        prefix: beginning of the ids of its parts.
        t: texts of the page's language.
    """
    title = f"{prefix}-own-title"
    left = [_add(prefix, t), _paste(prefix, t), html.Div(className="go-wynik", role="status")]
    body = html.Div(
        [html.Div(left, className="go-lewa"), html.Div(_chosen(prefix, t), className="go-prawa")],
        className="go-cialo",
    )
    return html.Dialog(
        [_head(title, t), _saved(t), body, _foot(t)],
        id=f"{prefix}-own",
        className="grupa-okno",
        **{"aria-labelledby": title, "data-grupa": prefix, "data-words": json.dumps(_words(t))},
    )


def _head(title: str, t: Texts) -> html.Div:
    close = html.Button(
        icon("x"),
        type="button",
        className="b l",
        **{"aria-label": t("groups.own.close"), "data-go": "close"},
    )
    words = [html.H2(t("groups.own.title"), id=title), html.P(t("groups.own.lead"), className="m")]
    return html.Div([html.Div(words), close], className="go-gora")


def _saved(t: Texts) -> html.Div:
    """Return the place of the groups kept in this browser; the script shows it when there are."""
    return html.Div(
        [html.H3(t("groups.own.saved_title")), html.Ul(className="cz go-zapisane")],
        className="go-blok",
        hidden=True,
        **{"data-go-part": "saved"},
    )


def _add(prefix: str, t: Texts) -> html.Div:
    quick = [
        html.Button(
            html.Span(t(f"groups.own.quick.{name}")),
            type="button",
            className="b s",
            hidden=True,
            **{"data-go": "quick", "data-set": name},
        )
        for name in ("powiat", "wojewodztwo", "sasiedzi", "najblizsze")
    ]
    return html.Div(
        [
            unit_picker(f"{prefix}-own-pick", t, label=t("groups.own.add")),
            html.Div(quick, className="bb", role="group", **{"aria-label": t("groups.own.sets")}),
        ],
        className="go-blok",
    )


def _paste(prefix: str, t: Texts) -> html.Details:
    field, file = f"{prefix}-own-codes", f"{prefix}-own-file"
    check = html.Button(
        t("groups.own.check"), type="button", className="b s", **{"data-go": "check"}
    )
    chooser = html.Span(className="wejscie", **{"data-pole": "file", "data-id": file})
    load = html.Label([icon("download"), t("groups.own.file")], htmlFor=file, className="b s")
    return html.Details(
        [
            html.Summary(t("groups.own.paste")),
            html.Label(t("groups.own.codes"), htmlFor=field),
            html.Div(className="wejscie", **{"data-pole": "codes", "data-id": field}),
            html.P(t("groups.own.codes_note"), className="xs"),
            html.Div(
                [
                    check,
                    html.Span([chooser, load], className="plik"),
                ],
                className="bb",
            ),
        ],
        className="go-blok go-lista",
    )


def _chosen(prefix: str, t: Texts) -> list[Component]:
    name = f"{prefix}-own-name"
    clear = html.Button(
        t("groups.own.clear"), type="button", className="b l s", **{"data-go": "clear"}
    )
    save = html.Button(t("groups.own.save"), type="button", className="b s", **{"data-go": "save"})
    return [
        html.Div(
            [
                html.H3([t("groups.own.chosen"), " ", html.Span(className="m go-ile")]),
                clear,
            ],
            className="go-wiersz",
        ),
        html.Ul(className="cz go-chipy", **{"aria-label": t("groups.own.chosen")}),
        html.Label(t("groups.own.name"), htmlFor=name),
        html.Div(
            [
                html.Span(
                    className="wejscie",
                    **{
                        "data-pole": "name",
                        "data-id": name,
                        "data-placeholder": t("groups.own.name_example"),
                    },
                ),
                save,
            ],
            className="go-wiersz",
        ),
        html.P(t("groups.own.save_note"), className="xs"),
    ]


def _foot(t: Texts) -> html.Div:
    use = html.Button(t("groups.own.use"), type="button", className="b g", **{"data-go": "use"})
    close = html.Button(
        t("groups.own.cancel"), type="button", className="b", **{"data-go": "close"}
    )
    said = html.P(className="m go-mowi", role="status")
    return html.Div([said, html.Div([close, use], className="bb")], className="go-dol")


def _words(t: Texts) -> dict[str, object]:
    """Return the texts that the script puts together."""
    said = {key: t(f"groups.said.{key}") for key in _SAID}
    counted = {key: t.forms(f"groups.said.{key}") for key in _COUNTED}
    levels = {level: t.forms(f"groups.count.{level}") for level in LEVELS}
    names = {level: t(f"groups.units.{level}") for level in LEVELS}
    limits = {"units": MOST_UNITS, "bytes": MOST_BYTES}
    return {
        **said,
        **counted,
        "count": levels,
        "levels": names,
        "limits": limits,
        "in_powiat": t("territory.in_powiat", name="{name}"),
        "lang": t.lang,
    }
