"""The Atom feed of practices: the newest cards, with absolute addresses."""

import re
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from flask import Blueprint, Response

from smup.i18n import LANGUAGES, texts
from smup.links import practice_href, practices_feed_href, practices_href
from smup.moments import moment_text, today
from smup.repository import Repository
from smup.repository.practice_records import PracticeInfo, PracticeQuery
from smup.views.practices.card_page import place_name, sector_name
from smup.web.caching import data_etag, not_modified, with_validator
from smup.web.public_address import public_address

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ATOM = "http://www.w3.org/2005/Atom"
TYPE = "application/atom+xml"
NEWEST = 50
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ET.register_namespace("", ATOM)


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
    feed = ET.Element(f"{{{ATOM}}}feed", {LANG: lang})
    _add(feed, "id", _urn(f"smup:practices:{lang}"))
    _add(feed, "title", t("practice_api.feed.title"))
    _add(feed, "subtitle", t("practice_api.feed.subtitle"))
    changed = max(
        (info.published_at for info in practices), default=repository.dataset().changed_at
    )
    _add(feed, "updated", moment_text(changed.replace(microsecond=0)))
    _add(feed, "link", rel="self", type=TYPE, href=host + practices_feed_href(lang))
    _add(feed, "link", rel="alternate", type="text/html", href=host + practices_href(lang))
    _add(_add(feed, "author"), "name", t("common.site_full"))
    for info in practices:
        _entry(_add(feed, "entry"), repository, info, lang=lang, host=host)
    body: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return body


def _entry(
    entry: ET.Element, repository: Repository, info: PracticeInfo, *, lang: str, host: str
) -> None:
    t, sector = texts(lang), sector_name(repository, info, lang)
    _add(entry, "id", _urn(f"smup:practice:{lang}:{info.slug}"))
    # Cards are written in Polish; the English pages show them as they are.
    _add(entry, "title", info.title, **{LANG: "pl"})
    _add(entry, "updated", moment_text(info.published_at.replace(microsecond=0)))
    _add(
        entry, "link", rel="alternate", type="text/html", href=host + practice_href(lang, info.slug)
    )
    _add(_add(entry, "author"), "name", place_name(repository.directory(), info, lang))
    _add(entry, "category", term=info.sector, label=sector)
    summary = info.summary or t("practice_api.feed.no_summary")
    written = {LANG: "pl"} if info.summary else {}
    if info.example:
        summary = f"{t('practice_api.feed.example')} {summary}"
    _add(entry, "summary", summary, **written)


def _add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    """Add an element; signs that XML cannot hold are left out of its text."""
    clean = {key: _NOT_XML.sub("", value) for key, value in attributes.items()}
    element = ET.SubElement(parent, f"{{{ATOM}}}{name}", clean)
    element.text = None if text is None else _NOT_XML.sub("", text)
    return element


def _urn(name: str) -> str:
    """Return an identifier that depends neither on the host nor on the day."""
    return uuid5(NAMESPACE_URL, name).urn
