"""The button „Pobierz i użyj”, which opens the dialog of files, code and citation."""

from dash import html

from layouts.components.basics import icon
from smup.i18n import Texts
from smup.links import href


def take_out_button(t: Texts, page: str, *, look: str = "b s") -> html.A:
    """Return the button; without scripts it leads to the same as a page.

    Args:
        t: texts of the page's language.
        page: path of the page without the language, for example ``/obszar/edukacja``; of a
            practice also that of one of its tables. The query string is the one that the address
            of the browser has when the button is pressed.
        look: class of the button.
    """
    return html.A(
        [icon("download"), t("take_out.button")],
        href=href(t.lang, "/pobierz", strona=page),
        className=f"{look} nodr",
        **{
            "data-pobierz": page,
            "data-heading": t("take_out.title.heading"),
            "data-close": t("take_out.close"),
            "data-waiting": t("take_out.waiting"),
            "data-failed": t("take_out.failed"),
            "data-open": t("take_out.open_page"),
        },
    )
