"""``/sitemap.xml`` and ``/robots.txt``: what search engines may read, and where it is."""

from xml.etree import ElementTree as ET

from flask import Blueprint, Response, abort

from smup.i18n import LANGUAGES
from smup.links import split_language
from smup.repository import Repository
from smup.views.sharing.pages import SharedPage, shared_pages
from smup.web.caching import data_etag, not_modified, with_validator
from smup.web.public_address import public_address

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
PAGES_OF_PART = 20_000
"""Pages of a part; each has two addresses, and a part may have 50,000."""
# Not the addresses that a page is drawn from: a crawler that may not read them sees no page.
HIDDEN = ("/eksport/", "/pobierz", "/konto", "/embed/", "/raport/")
ET.register_namespace("", SITEMAP)
ET.register_namespace("xhtml", XHTML)


def sitemap_routes(repository: Repository, public_url: str) -> Blueprint:
    """Return ``/robots.txt``, ``/sitemap.xml`` and its parts ``/sitemap/<n>.xml``.

    Args:
        repository: answers the questions.
        public_url: ``SMUP_PUBLIC_URL``, may be empty.
    """
    routes = Blueprint("smup-sitemap", __name__)

    @routes.get("/robots.txt")
    def robots() -> Response:
        return Response(_robots(public_address(public_url)), mimetype="text/plain")

    @routes.get("/sitemap.xml")
    def index() -> Response:
        etag, host = _tag(repository, public_url)
        return not_modified(etag) or with_validator(_index(_pages(repository), host), etag)

    @routes.get("/sitemap/<int:number>.xml")
    def part(number: int) -> Response:
        etag, host = _tag(repository, public_url)
        pages = _part(_pages(repository), number)
        if not pages:
            abort(404)
        return not_modified(etag) or with_validator(_addresses(pages, host), etag)

    return routes


def _tag(repository: Repository, public_url: str) -> tuple[str, str]:
    """Return the validator of an address, which holds the host that it writes, and the host."""
    host = public_address(public_url)
    return data_etag(repository, host), host


def _robots(host: str) -> str:
    hidden = [prefix + path for prefix in ("", "/en") for path in HIDDEN]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in hidden), "Allow: /", ""]
    return "\n".join([*lines, f"Sitemap: {host}/sitemap.xml", ""])


def _index(pages: tuple[SharedPage, ...], host: str) -> Response:
    root = ET.Element(f"{{{SITEMAP}}}sitemapindex")
    for number in range(1, _parts(pages) + 1):
        entry = ET.SubElement(root, f"{{{SITEMAP}}}sitemap")
        _text(entry, "loc", f"{host}/sitemap/{number}.xml")
        newest = max(page.changed for page in _part(pages, number))
        _text(entry, "lastmod", newest.isoformat())
    return _xml(root)


def _addresses(pages: tuple[SharedPage, ...], host: str) -> Response:
    root = ET.Element(f"{{{SITEMAP}}}urlset")
    for page in pages:
        for lang in LANGUAGES:
            _entry(root, page, lang, host)
    return _xml(root)


def _pages(repository: Repository) -> tuple[SharedPage, ...]:
    key = ("sitemap", repository.dataset().public_tag)
    return repository.keep(key, lambda: shared_pages(repository))


def _parts(pages: tuple[SharedPage, ...]) -> int:
    return -(-len(pages) // PAGES_OF_PART)


def _part(pages: tuple[SharedPage, ...], number: int) -> tuple[SharedPage, ...]:
    return pages[(number - 1) * PAGES_OF_PART : number * PAGES_OF_PART] if number else ()


def _entry(root: ET.Element, page: SharedPage, lang: str, host: str) -> None:
    entry = ET.SubElement(root, f"{{{SITEMAP}}}url")
    _text(entry, "loc", host + in_language(page.path, lang))
    _text(entry, "lastmod", page.changed.isoformat())
    for other in LANGUAGES:
        address = host + in_language(page.path, other)
        ET.SubElement(
            entry, f"{{{XHTML}}}link", {"rel": "alternate", "hreflang": other, "href": address}
        )


def in_language(path: str, lang: str) -> str:
    """Return the address of a page in a language, from its Polish one, already quoted."""
    _, plain = split_language(path)
    if lang == LANGUAGES[0]:
        return plain
    return f"/{lang}" if plain == "/" else f"/{lang}{plain}"


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, f"{{{SITEMAP}}}{name}").text = text


def _xml(root: ET.Element) -> Response:
    body = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(body, content_type="application/xml; charset=utf-8")
