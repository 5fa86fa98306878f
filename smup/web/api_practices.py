"""Good practices in the API: search with facets, and one practice with its whole card."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, Response, request

from smup.i18n import LANGUAGES
from smup.moments import today
from smup.practices.asked import LONGEST_QUERY
from smup.repository import Repository
from smup.repository.practice_records import SORTS, PracticeQuery
from smup.views.practices.card_page import read_card_page
from smup.views.practices.listing import ORDERED
from smup.web.caching import json_answer
from smup.web.pages import MOST_ITEMS
from smup.web.parameters import Parameters, invalid, shown
from smup.web.practice_values import FACET_OF, facet_values, practice_detail, practice_value
from smup.web.public_address import public_address

USUAL_ROWS, MOST_ROWS = 50, 500
_OTHERS = ("q", "indicator", "unit", "sort", "limit", "cursor")


def add_practice_routes(api: Blueprint, repository: Repository, public_url: str) -> None:
    """Add ``practices`` and ``practices/<slug>``.

    Args:
        api: the routes of the API.
        repository: answers the questions.
        public_url: ``SMUP_PUBLIC_URL``, may be empty.
    """

    @api.get("/practices")
    def practices() -> Response:
        parameters = Parameters(*FACET_OF, *_OTHERS)
        query = _query(repository, parameters)
        page = repository.practices(query)
        end = query.offset + len(page.practices)
        directory = repository.directory()
        return json_answer(
            {
                "data": [practice_value(info, directory) for info in page.practices],
                "next": str(end) if page.practices and end < page.total else None,
                "total": page.total,
                "all": page.all,
                "loosened": page.loosened,
                "facets": facet_values(page.facets),
                "sample": repository.dataset().is_sample,
            }
        )

    @api.get("/practices/<slug>")
    def practice(slug: str) -> Response:
        Parameters()
        pages = {
            lang: read_card_page(repository, slug, lang=lang, today=today()) for lang in LANGUAGES
        }
        host = public_address(public_url)
        return json_answer(practice_detail(repository, pages, host=host))


def _query(repository: Repository, parameters: Parameters) -> PracticeQuery:
    """Return the query of the request.

    Raises:
        InvalidQueryError: when a parameter cannot be taken as it is.
        UnknownCodeError: when there is no such indicator or unit.
    """
    # Not the text of a parameter: signs that cannot be shown are no fault in a search.
    text = request.args.get("q", "")
    if len(text) > LONGEST_QUERY:
        raise invalid("q", "too_long", most=LONGEST_QUERY)
    permitted = _permitted(repository)
    return PracticeQuery(
        text=text,
        chosen={
            facet: _choices(parameters, name, permitted[facet]) for name, facet in FACET_OF.items()
        },
        indicators=tuple(repository.indicator(one).code for one in parameters.codes("indicator")),
        unit_ids=_units(repository, parameters),
        sort=parameters.choice("sort", SORTS) or SORTS[0],
        today=today(),
        limit=parameters.whole("limit", default=USUAL_ROWS, low=1, high=MOST_ROWS),
        offset=parameters.whole("cursor", default=0, low=0, high=MOST_ITEMS),
    )


def _permitted(repository: Repository) -> Mapping[str, Sequence[str]]:
    sectors = [item.code for item in repository.sectors()]
    services = [item.code for item in repository.services()]
    return {"obszar": sectors, "usluga": services, **ORDERED}


def _choices(parameters: Parameters, name: str, permitted: Sequence[str]) -> tuple[str, ...]:
    values = parameters.codes(name)
    for value in values:
        if value not in permitted:
            raise invalid(name, "not_a_choice", value=shown(value), choices=", ".join(permitted))
    return values


def _units(repository: Repository, parameters: Parameters) -> tuple[int, ...] | None:
    """Return the keys of the units asked for; a unit that has ended keeps its practices."""
    codes = parameters.codes("unit")
    if not codes:
        return None
    matches = [repository.directory().lookup(code) for code in codes]
    return tuple(dict.fromkeys(match.unit.id for match in matches))
