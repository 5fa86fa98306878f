"""Parts of Atom feeds: elements, identifiers, the frame of a feed."""

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from smup.moments import moment_text

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ATOM = "http://www.w3.org/2005/Atom"
TYPE = "application/atom+xml"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ET.register_namespace("", ATOM)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedHead:
    """What a feed says of itself.

    Attributes:
        lang: language.
        key: what it is, from which its identifier is made.
        title: in words.
        subtitle: in words.
        author: in words.
        updated: moment of the newest entry.
        own: whole address of the feed.
        page: whole address of the page that shows the same.
    """

    lang: str
    key: str
    title: str
    subtitle: str
    author: str
    updated: datetime
    own: str
    page: str


def feed_of(head: FeedHead) -> ET.Element:
    """Return a feed without entries."""
    feed = ET.Element(f"{{{ATOM}}}feed", {LANG: head.lang})
    add(feed, "id", urn(head.key))
    add(feed, "title", head.title)
    add(feed, "subtitle", head.subtitle)
    add(feed, "updated", moment_text(head.updated.replace(microsecond=0)))
    add(feed, "link", rel="self", type=TYPE, href=head.own)
    add(feed, "link", rel="alternate", type="text/html", href=head.page)
    add(add(feed, "author"), "name", head.author)
    return feed


def add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    """Add an element; signs that XML cannot hold are left out of its text."""
    clean = {key: _NOT_XML.sub("", value) for key, value in attributes.items()}
    element = ET.SubElement(parent, f"{{{ATOM}}}{name}", clean)
    element.text = None if text is None else _NOT_XML.sub("", text)
    return element


def urn(name: str) -> str:
    """Return an identifier that depends neither on the host nor on the day."""
    return uuid5(NAMESPACE_URL, name).urn


def xml(feed: ET.Element) -> bytes:
    """Return a feed as XML."""
    body: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return body
