"""Search of a unit: an accessible combobox. Its behaviour is in ``assets/js/combobox.js``."""

from dash import dcc, html
from dash.development.base_component import Component

from layouts.components.basics import icon
from smup.i18n import Texts

MARK = "__TERYT__"


def unit_search(
    component_id: str,
    t: Texts,
    *,
    label: str,
    shown: str = "",
    address: str | None = None,
    compact: bool = False,
) -> html.Div:
    """Return the combobox of units.

    The script puts the text field in, asks ``/api/v1/units?q=`` and handles the keys. A choice
    goes to the store ``component_id`` as ``{"code", "name", "label"}``, or, with ``address``,
    leads to it.

    Args:
        component_id: id of the store that receives the choice.
        t: texts of the page's language.
        label: visible name of the field.
        shown: label of the unit chosen now; the field begins with it.
        address: where a choice leads, with ``MARK`` in the place of the TERYT code.
        compact: the low field of the context bar, with my diamond and without the button.
    """
    sign = html.I(className="romb") if compact else icon("search")
    button = html.Button(t("search.show"), type="button", className="b g")
    field = [sign, html.Span(className="wejscie"), *([] if compact else [button])]
    options = html.Ul(
        id=f"{component_id}-list",
        className="cz lista",
        role="listbox",
        hidden=True,
        **{"aria-label": label},
    )
    data = _script_data(component_id, t, shown=shown)
    if address is not None:
        data["data-address"] = address
    return html.Div(
        [
            html.Label(label, htmlFor=data["data-field"]),
            html.Div([html.Div(field, className="pole"), options], className="ramka"),
            html.P(className="m komunikat", role="status", **{"aria-live": "polite"}),
            dcc.Store(id=component_id),
        ],
        className="szuk",
        role="search",
        **{"aria-label": label, **data},
    )


def unit_of_form(
    component_id: str, t: Texts, *, name: str, label: str, chosen: tuple[str, str], optional: bool
) -> list[Component]:
    """Return a search of a unit inside a form that is sent without a callback.

    The script ``assets/js/unit-of-form.js`` puts the code of the unit found by its name into a
    hidden field, and takes it out when the name is taken out.

    Args:
        component_id: id of the search; the hidden field's is the same with ``-code``.
        t: texts of the page's language.
        name: key of the address that gets the TERYT code.
        label: visible name of the field.
        chosen: TERYT code and label of the unit chosen now; both empty for none.
        optional: whether the form may be sent without a unit.
    """
    code, shown = chosen
    search = unit_search(component_id, t, label=label, shown=shown, compact=True)
    setattr(search, "data-in-form", "optional" if optional else "required")
    return [search, dcc.Input(id=f"{component_id}-code", name=name, value=code, type="hidden")]


def unit_picker(component_id: str, t: Texts, *, label: str) -> html.Div:
    """Return the combobox from which several units are picked, one after another.

    A choice empties the field and is told by the event ``smup:picked`` on the component, with
    detail ``{code, name, label}``; the script that asks for it sets ``data-level``.

    Args:
        component_id: beginning of the ids of its parts.
        t: texts of the page's language.
        label: visible name of the field.
    """
    options = html.Ul(
        id=f"{component_id}-list",
        className="cz lista",
        role="listbox",
        hidden=True,
        **{"aria-label": label},
    )
    data = _script_data(component_id, t, shown="") | {"data-many": ""}
    field = html.Div([icon("search"), html.Span(className="wejscie")], className="pole")
    return html.Div(
        [
            html.Label(label, htmlFor=data["data-field"]),
            html.Div([field, options], className="ramka"),
            html.P(className="m komunikat", role="status", **{"aria-live": "polite"}),
        ],
        className="szuk mala",
        **data,
    )


def _script_data(component_id: str, t: Texts, *, shown: str) -> dict[str, str]:
    """Return what the script reads: ids, language, texts."""
    return {
        "data-combobox": component_id,
        "data-lang": t.lang,
        "data-field": f"{component_id}-field",
        "data-placeholder": t("search.placeholder"),
        "data-shown": shown,
        "data-none": t("search.none"),
        "data-failed": t("search.failed"),
        "data-count": "|".join(t.forms("search.found")),
        "data-required": t("search.required"),
    }
