"""The Atom feed of releases: what each changed, of everything, of a sector or of a unit."""

from collections import Counter
from collections.abc import Callable
from xml.etree import ElementTree as ET

from flask import Blueprint, Response, request

from smup.errors import UnknownCodeError
from smup.formats import format_date
from smup.i18n import LANGUAGES, Texts, texts
from smup.links import release_href, releases_feed_href, releases_href
from smup.moments import aware, moment_text
from smup.repository import Repository
from smup.repository.release_reads import ReleaseSummary
from smup.views.releases.words import counts_words, kind_name, what_changed
from smup.web.atom import TYPE, FeedHead, add, feed_of, urn, xml
from smup.web.caching import data_etag, not_modified, with_validator
from smup.web.problems import problem
from smup.web.public_address import public_address

NEWEST = 50
MOST_ROWS = 10_000
SECTOR_KEY, UNIT_KEY = "obszar", "unit"
Said = tuple[ReleaseSummary, tuple[str, ...]]


def release_feed_routes(repository: Repository, public_url: str) -> Blueprint:
    """Return ``/wydania.atom`` and ``/en/wydania.atom``, with ``obszar`` or ``unit``.

    Args:
        repository: answers the questions.
        public_url: ``SMUP_PUBLIC_URL``, may be empty.
    """
    routes = Blueprint("smup-release-feed", __name__)
    for lang in LANGUAGES:
        routes.add_url_rule(
            releases_feed_href(lang),
            f"releases-{lang}",
            view_func=_answer,
            defaults={"repository": repository, "public_url": public_url, "lang": lang},
            methods=["GET"],
        )
    return routes


def _answer(repository: Repository, public_url: str, lang: str) -> Response:
    host = public_address(public_url)
    etag = data_etag(repository, host)
    held = not_modified(etag)
    if held is not None:
        return held
    sector, unit = request.args.get(SECTOR_KEY, ""), request.args.get(UNIT_KEY, "")
    try:
        body = _feed(repository, sector=sector, unit=unit, lang=lang, host=host)
    except UnknownCodeError as error:
        return problem(404, "unknown-code", str(error), code=error.code)
    answer = Response(body, mimetype=TYPE)
    answer.headers["Content-Type"] = f"{TYPE}; charset=utf-8"
    return with_validator(answer, etag)


def _feed(repository: Repository, *, sector: str, unit: str, lang: str, host: str) -> bytes:
    """Return the feed as XML.

    Raises:
        UnknownCodeError: when there is no such sector or unit.
    """
    t = texts(lang)
    title, said, kept = _chosen(repository, sector, unit, t)
    every = repository.release_summaries(NEWEST)
    entries = [(one, words) for one in every if (words := said(one))]
    newest = every[0].info.fetched_at if every else repository.dataset().changed_at
    head = FeedHead(
        lang=lang,
        key=f"smup:releases:{lang}:{sector}:{unit}",
        title=title,
        subtitle=t("releases.atom.subtitle"),
        author=t("common.site_full"),
        updated=aware(newest),
        own=host + releases_feed_href(lang, **kept),
        page=host + releases_href(lang, unit=unit or None),
    )
    feed = feed_of(head)
    for summary, words in entries:
        _entry(add(feed, "entry"), summary, words, lang=lang, host=host)
    return xml(feed)


def _entry(
    entry: ET.Element, summary: ReleaseSummary, words: tuple[str, ...], *, lang: str, host: str
) -> None:
    t, info = texts(lang), summary.info
    moment = moment_text(aware(info.fetched_at).replace(microsecond=0))
    # A database made anew counts its releases from 1 again; the moment tells them apart.
    add(entry, "id", urn(f"smup:release:{lang}:{info.id}:{moment}"))
    day, kind = format_date(aware(info.fetched_at), lang), kind_name(info.kind, lang)
    add(entry, "title", t("releases.atom.entry", number=info.id, kind=kind, date=day))
    add(entry, "updated", moment)
    add(entry, "link", rel="alternate", type="text/html", href=host + release_href(lang, info.id))
    add(entry, "category", term=info.kind, label=kind)
    add(entry, "summary", "; ".join(words))


def _chosen(
    repository: Repository, sector: str, unit: str, t: Texts
) -> tuple[str, Callable[[ReleaseSummary], tuple[str, ...]], dict[str, str | int | None]]:
    """Return title, what is said of a release (nothing: it is left out), and the keys kept."""
    if unit:
        found = repository.directory().by_code(unit)
        rows = repository.unit_revisions(found.id, since=0, limit=MOST_ROWS)
        revised = Counter((row.release_id, row.new_flag is None) for row in rows)
        name = repository.directory().label(found, lang=t.lang)
        title = t("releases.atom.title_unit", unit=name)
        return (
            title,
            lambda one: counts_words(
                t, (0, revised[one.info.id, False], revised[one.info.id, True])
            ),
            {UNIT_KEY: unit},
        )
    if sector:
        info = repository.sector(sector)
        title = t("releases.atom.title_sector", sector=info.name(t.lang))

        def of_sector(one: ReleaseSummary) -> tuple[str, ...]:
            counts = (row for row in repository.release_sectors(one.info.id))
            mine = next((row for row in counts if row.sector_id == info.id), None)
            return () if mine is None else counts_words(t, mine[2:])

        return title, of_sector, {SECTOR_KEY: sector}
    return t("releases.atom.title"), lambda one: what_changed(one, t.lang), {}
