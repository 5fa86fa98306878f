"""Releases in the API: loads with what they changed, revised values, changes for one unit."""

import re
from typing import Any

from flask import Blueprint, Response

from smup.flags import Flag
from smup.i18n import LANGUAGES
from smup.links import release_href
from smup.moments import moment_text
from smup.repository import IndicatorInfo, ReleaseInfo, Repository
from smup.repository.release_reads import ReleaseSummary
from smup.repository.revision_reads import Place, RevisionQuery, RevisionRow
from smup.views.releases.one import release_of_number
from smup.views.releases.words import difference_of, percent_of
from smup.web.api_route import answers
from smup.web.caching import json_answer
from smup.web.openapi.operations import (
    RELEASE_DETAIL,
    RELEASE_REVISIONS,
    RELEASES,
    ROOT,
    UNIT_REVISIONS,
)
from smup.web.pages import page_answer
from smup.web.parameters import Parameters, invalid

_PLACE = re.compile(r"(\d{1,9})\.(\d{4})\.(\d{1,9})", re.ASCII)
MOST_CHANGES = 1_000


def add_release_routes(api: Blueprint, repository: Repository) -> None:
    """Add ``releases``, ``releases/<id>``, its ``revisions``, and those of a unit."""

    @answers(api, RELEASES)
    def releases(parameters: Parameters) -> Response:
        limit, before = parameters.limit(), parameters.start() or None
        found = repository.release_summaries(limit + 1, before_id=before)
        following = str(found[limit - 1].info.id) if len(found) > limit else None
        data = [release_value(item) for item in found[:limit]]
        return page_answer({"data": data, "next": following}, parameters)

    @answers(api, RELEASE_DETAIL)
    def release(parameters: Parameters, id: str) -> Response:  # noqa: A002  as in the address
        summary = release_of_number(repository, id, parameters.lang)
        return json_answer(release_detail(repository, summary))

    @answers(api, RELEASE_REVISIONS)
    def revisions(parameters: Parameters, id: str) -> Response:  # noqa: A002
        summary = release_of_number(repository, id, parameters.lang)
        key = summary.info.id
        limit = parameters.limit()
        found = repository.value_revisions(
            _asked(repository, key, parameters), limit=limit + 1, after=_place(parameters)
        )
        following = None
        if len(found) > limit:
            following = ".".join(map(str, found[limit - 1].place))
        body = {"data": revised_values(repository, found[:limit]), "next": following}
        return page_answer(body | _dropped(dropped=not summary.readable), parameters)

    _add_of_unit(api, repository)


def _add_of_unit(api: Blueprint, repository: Repository) -> None:
    """Add ``units/<teryt>/revisions``."""

    @answers(api, UNIT_REVISIONS)
    def of_unit(parameters: Parameters, teryt: str) -> Response:
        unit = repository.directory().by_code(teryt)
        since, limit = parameters.whole("since") or 0, parameters.limit()
        start = parameters.start()
        found = repository.unit_revisions(unit.id, since=since, limit=start + limit + 1)[start:]
        news = repository.unit_news(unit.id, since=since)
        body = {
            "unit": unit.code_at(unit.level),
            "since": since,
            "counts": {
                "new": sum(one.new for one in news),
                "changed": sum(one.changed for one in news),
                "withdrawn": sum(one.withdrawn for one in news),
            },
            "data": revised_values(repository, found[:limit]),
            "next": str(start + limit) if len(found) > limit else None,
            "links": {"self": f"{ROOT}/units/{unit.teryt}"},
        }
        first = repository.dataset().history_from
        return page_answer(body | _dropped(dropped=since + 1 < first), parameters)


def _dropped(*, dropped: bool) -> dict[str, bool]:
    """Return that values from before the kept history are not among those told; else nothing."""
    return {"dropped": True} if dropped else {}


def release_value(item: ReleaseSummary) -> dict[str, Any]:
    """Return a release as lists of the API give it."""
    info = item.info
    own = f"{ROOT}/releases/{info.id}"
    return load_value(info) | {
        "readable": item.readable,
        "values": {
            "new": item.rows_new,
            "changed": item.rows_changed,
            "withdrawn": item.rows_withdrawn,
        },
        "changes": dict(item.changes),
        "links": {
            "self": own,
            "revisions": f"{own}/revisions",
            "page": {lang: release_href(lang, info.id) for lang in LANGUAGES},
        },
    }


def load_value(info: ReleaseInfo) -> dict[str, Any]:
    """Return what a load says of itself."""
    return {
        "id": info.id,
        "kind": info.kind,
        "source": info.source,
        "file_name": info.file_name,
        "checksum": info.checksum,
        "fetched_at": moment_text(info.fetched_at),
        "rows": {
            "read": info.rows_read,
            "new": info.rows_new,
            "changed": info.rows_changed,
            "same": info.rows_same,
            "skipped": info.rows_skipped,
            "rejected": info.rows_rejected,
        },
        "note": info.note,
    }


def release_detail(repository: Repository, summary: ReleaseSummary) -> dict[str, Any]:
    """Return a release with its indicators, changes and refusals."""
    key = summary.info.id
    by_id = {one.indicator_id: one for one in repository.release_indicators(key)}
    indicators = [
        {
            "indicator": item.code,
            "first_year": by_id[item.id].first_year,
            "last_year": by_id[item.id].last_year,
            "new": by_id[item.id].rows_new,
            "changed": by_id[item.id].rows_changed,
            "withdrawn": by_id[item.id].rows_withdrawn,
        }
        for item in repository.indicators()
        if item.id in by_id
    ]
    changed = repository.release_changes(key, limit=MOST_CHANGES)
    refused = repository.refused_rows(key)
    return release_value(summary) | {
        "indicators": indicators,
        "changed": [one._asdict() for one in changed],
        "refused": [{"reason": one.reason, "rows": one.rows} for one in refused],
    }


def revised_values(repository: Repository, rows: list[RevisionRow]) -> list[dict[str, Any]]:
    """Return revisions as the API gives them."""
    known = {item.id: item for item in repository.indicators()}
    return [
        _revised(repository, row, known[row.indicator_id])
        for row in rows
        if row.indicator_id in known
    ]


def _revised(repository: Repository, row: RevisionRow, indicator: IndicatorInfo) -> dict[str, Any]:
    unit = repository.directory().by_id(row.unit_id)
    old = _value(row.old_value, row.old_flag, row.old_decimals, indicator)
    new = None
    if row.new_flag is not None:
        new = _value(row.new_value, row.new_flag, row.new_decimals, indicator)
    return {
        "release": row.release_id,
        "indicator": indicator.code,
        "unit": unit.code_at(unit.level),
        "name": unit.name,
        "year": row.year,
        "old": old,
        "new": new,
        "difference": difference_of(row),
        "percent": percent_of(row),
    }


def _value(
    value: float | None, flag: int, decimals: int | None, indicator: IndicatorInfo
) -> dict[str, Any]:
    digits = indicator.decimals if decimals is None else decimals
    return {"value": value, "flag": Flag(flag).label, "decimals": digits}


def _asked(repository: Repository, key: int, parameters: Parameters) -> RevisionQuery:
    code, unit = parameters.text("indicator"), parameters.text("unit")
    return RevisionQuery(
        release_id=key,
        indicator_id=repository.indicator(code).id if code else None,
        unit_id=repository.directory().by_code(unit).id if unit else None,
        year=parameters.whole("year"),
        level=parameters.choice("level"),
        least_percent=parameters.whole("least_percent"),
    )


def _place(parameters: Parameters) -> Place | None:
    """Return where the page before ended.

    Raises:
        InvalidQueryError: when the cursor is none of this list.
    """
    text = parameters.text("cursor")
    if text is None:
        return None
    found = _PLACE.fullmatch(text)
    if found is None:
        raise invalid("cursor", "cursor")
    return int(found[1]), int(found[2]), int(found[3])
