"""The way from a view to the data desk, with what the view shows."""

from dash import html

from layouts.components.basics import icon
from smup.i18n import Texts
from smup.links import data_href


def open_in_desk(t: Texts, **query: str) -> html.A:
    """Return the link; ``assets/js/datadesk/way.js`` adds unit, group and year of the view.

    Args:
        t: texts of the page's language.
        query: keys of the data desk, for example ``ind``.
    """
    return html.A(
        [icon("table"), t("datadesk.open_here")],
        href=data_href(t.lang, **query),
        className="b s",
        **{"data-do-danych": ""},
    )
