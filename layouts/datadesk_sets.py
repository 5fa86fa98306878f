"""The ready sets of the data desk as links."""

from dash import html

from smup.i18n import Texts
from smup.links import data_href, with_query
from smup.services import Services
from smup.views.datadesk.selection import Chosen
from smup.views.datadesk.sets import ready_sets


def set_links(services: Services, chosen: Chosen, t: Texts) -> list[html.A]:
    """Return the ready sets as links; the script adds the unit looked at last, where one is."""
    return [
        html.A(
            one.name,
            href=with_query(data_href(t.lang), one.query),
            title=one.purpose,
            className="b s",
            **{"data-zestaw-gotowy": "mine" if one.needs_unit else "group"},
        )
        for one in ready_sets(services.repository, t.lang, chosen.unit)
    ]
