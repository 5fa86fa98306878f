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
from smup.web.api_codes import asked_indicators, asked_units
from smup.web.api_route import answers
from smup.web.caching import json_answer
from smup.web.openapi.operations import PRACTICE, PRACTICES
from smup.web.pages import page_answer
from smup.web.parameters import Parameters, invalid
from smup.web.practice_values import FACET_OF, facet_values, practice_detail, practice_value
from smup.web.public_address import public_address

USUAL_ROWS = 50


def add_practice_routes(api: Blueprint, repository: Repository, public_url: str) -> None:
    """Add ``practices`` and ``practices/<slug>``.

    Args:
        api: the routes of the API.
        repository: answers the questions.
        public_url: ``SMUP_PUBLIC_URL``, may be empty.
    """

    @answers(api, PRACTICES)
    def practices(parameters: Parameters) -> Response:
        query = _query(repository, parameters)
        page = repository.practices(query)
        end = query.offset + len(page.practices)
        directory = repository.directory()
        return page_answer(
            {
                "data": [practice_value(info, directory) for info in page.practices],
                "next": str(end) if page.practices and end < page.total else None,
                "total": page.total,
                "all": page.all,
                "loosened": page.loosened,
                "facets": facet_values(page.facets),
                "sample": repository.dataset().is_sample,
            },
            parameters,
        )

    @answers(api, PRACTICE)
    def practice(_parameters: Parameters, slug: str) -> Response:
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
        indicators=tuple(one.code for one in asked_indicators(repository, parameters)),
        unit_ids=_units(repository, parameters),
        sort=parameters.choice("sort") or SORTS[0],
        today=today(),
        limit=parameters.whole("limit") or USUAL_ROWS,
        offset=parameters.start(),
    )


def _permitted(repository: Repository) -> Mapping[str, Sequence[str]]:
    sectors = [item.code for item in repository.sectors()]
    services = [item.code for item in repository.services()]
    return {"obszar": sectors, "usluga": services, **ORDERED}


def _choices(parameters: Parameters, name: str, permitted: Sequence[str]) -> tuple[str, ...]:
    values = parameters.codes(name)
    parameters.permitted(name, values, permitted)
    return values


def _units(repository: Repository, parameters: Parameters) -> tuple[int, ...] | None:
    """Return the keys of the units asked for; a unit that has ended keeps its practices."""
    units = asked_units(repository, parameters)
    return tuple(dict.fromkeys(unit.id for unit in units)) or None
