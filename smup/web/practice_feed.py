"""The Atom feed of practices: the newest cards, with absolute addresses."""

from xml.etree import ElementTree as ET

from flask import Blueprint, Response

from smup.i18n import LANGUAGES, texts
from smup.links import practice_href, practices_feed_href, practices_href
from smup.moments import moment_text, today
from smup.repository import Repository
from smup.repository.practice_records import PracticeInfo, PracticeQuery
from smup.views.practices.card_page import place_name, sector_name
from smup.web.atom import LANG, TYPE, FeedHead, add, feed_of, urn, xml
from smup.web.caching import data_etag, not_modified, with_validator
from smup.web.public_address import public_address

NEWEST = 50


def practice_feed_routes(repository: Repository, public_url: str) -> Blueprint:
    """Return ``/praktyki/atom.xml`` and ``/en/praktyki/atom.xml``.

    Args:
        repository: answers the questions.
        public_url: ``SMUP_PUBLIC_URL``, may be empty.
    """
    routes = Blueprint("smup-practice-feed", __name__)
    for lang in LANGUAGES:
        routes.add_url_rule(
            practices_feed_href(lang),
            f"feed-{lang}",
            view_func=_answer,
            defaults={"repository": repository, "public_url": public_url, "lang": lang},
            methods=["GET"],
        )
    return routes


def _answer(repository: Repository, public_url: str, lang: str) -> Response:
    etag = data_etag(repository)
    held = not_modified(etag)
    if held is not None:
        return held
    query = PracticeQuery(sort="nowe", today=today(), limit=NEWEST)
    body = _feed(
        repository,
        repository.practices(query).practices,
        lang=lang,
        host=public_address(public_url),
    )
    answer = Response(body, mimetype=TYPE)
    answer.headers["Content-Type"] = f"{TYPE}; charset=utf-8"
    return with_validator(answer, etag)


def _feed(
    repository: Repository, practices: tuple[PracticeInfo, ...], *, lang: str, host: str
) -> bytes:
    """Return the feed as XML."""
    t = texts(lang)
    head = FeedHead(
        lang=lang,
        key=f"smup:practices:{lang}",
        title=t("practice_api.feed.title"),
        subtitle=t("practice_api.feed.subtitle"),
        author=t("common.site_full"),
        updated=max(
            (info.published_at for info in practices), default=repository.dataset().changed_at
        ),
        own=host + practices_feed_href(lang),
        page=host + practices_href(lang),
    )
    feed = feed_of(head)
    for info in practices:
        _entry(add(feed, "entry"), repository, info, lang=lang, host=host)
    return xml(feed)


def _entry(
    entry: ET.Element, repository: Repository, info: PracticeInfo, *, lang: str, host: str
) -> None:
    t, sector = texts(lang), sector_name(repository, info, lang)
    add(entry, "id", urn(f"smup:practice:{lang}:{info.slug}"))
    # Cards are written in Polish; the English pages show them as they are.
    add(entry, "title", info.title, **{LANG: "pl"})
    add(entry, "updated", moment_text(info.published_at.replace(microsecond=0)))
    add(
        entry, "link", rel="alternate", type="text/html", href=host + practice_href(lang, info.slug)
    )
    add(add(entry, "author"), "name", place_name(repository.directory(), info, lang))
    add(entry, "category", term=info.sector, label=sector)
    summary = info.summary or t("practice_api.feed.no_summary")
    written = {LANG: "pl"} if info.summary else {}
    if info.example:
        summary = f"{t('practice_api.feed.example')} {summary}"
    add(entry, "summary", summary, **written)
