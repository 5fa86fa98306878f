"""The HTML document around the application: language, title, addresses, cards for sharing."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

from layouts.document_cards import card_tags
from smup.i18n import LANGUAGES, texts
from smup.links import PROJECTOR_KEY, catalogue_href, href, practices_feed_href, with_query
from smup.views.sharing import absolute

TEMPLATE = """<!DOCTYPE html>
<html lang="{lang}"{html_marks}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<meta name="description" content="{description}">
<meta name="theme-color" content="#10243A">
{links}
{cards}
<link rel="icon" type="image/svg+xml" href="/assets/img/logo.svg">
<link rel="preload" href="/assets/vendor/fonts/source-sans-3-latin-wght-normal.woff2" as="font" \
type="font/woff2" crossorigin>
{css}
</head>
<body>
<div id="react-entry-point"><div class="gora pusta" aria-hidden="true"></div>\
<p class="w wstep" role="status">{loading}</p></div>
<noscript><p class="w wstep">{noscript}</p></noscript>
<footer class="skrypty">
{config}
{scripts}
{renderer}
</footer>
</body>
</html>"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the document says about the page.

    Attributes:
        lang: language of the page.
        path: path without the language, for the links to both languages.
        title: full title of the window.
        query: canonical query string of the view, without question mark.
        projector: the page is asked for in projector mode.
        exists: there is such a page; if not, the answer is 404.
        description: what the page is about; empty for the description of the whole site.
        theme: theme of a view embedded in another site; empty for a page.
        picture: address of the picture shown beside a shared link; empty for none.
        picture_text: what that picture shows, for those who do not see it.
        data: description of the data for search engines (schema.org), or nothing.
        past: the data are those of an earlier release, which search engines leave out.
    """

    lang: str
    path: str
    title: str
    query: str = ""
    projector: bool = False
    exists: bool = True
    description: str = ""
    theme: str = ""
    picture: str = ""
    picture_text: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    past: bool = False

    def address(self, lang: str) -> str:
        """Return path and query of the page in a language."""
        path = href(lang, self.path)
        return with_query(path, self.query)


def render(
    head: Head, *, host: str = "", css: str, config: str, scripts: str, renderer: str
) -> str:
    """Return the document; the parts named after Dash's own go in as Dash made them.

    Args:
        head: what the document says about the page.
        host: address of the service, before paths that others follow.
        css: style sheets.
        config: settings of Dash.
        scripts: scripts.
        renderer: what starts Dash.
    """
    t = texts(head.lang)
    return TEMPLATE.format(
        lang=head.lang,
        html_marks=_marks(head),
        title=escape(head.title),
        description=escape(head.description or t("shell.description")),
        links="\n".join([*_addresses(head, host), *_elsewhere(head)]),
        cards="\n".join([*card_tags(head, host), *_data(head, host)]),
        loading=escape(t("common.loading")),
        noscript=escape(t("shell.noscript")),
        css=css,
        config=config,
        scripts=scripts,
        renderer=renderer,
    )


def wants_projector(query: dict[str, str]) -> bool:
    """Tell whether the address asks for projector mode."""
    return query.get(PROJECTOR_KEY) == "1"


def _marks(head: Head) -> str:
    """Return the marks of the whole document: projector mode, embedded with its theme."""
    if head.theme:
        return f' class="osadz" data-motyw="{escape(head.theme)}"'
    return ' class="proj"' if head.projector else ""


def _addresses(head: Head, host: str) -> list[str]:
    """Return the canonical address and those of both languages, absolute."""
    if not head.exists:
        return ['<meta name="robots" content="noindex">']
    links = [f'<link rel="canonical" href="{escape(host + head.address(head.lang))}">']
    if head.theme or head.past:
        return [*links, '<meta name="robots" content="noindex">']
    pairs = [*((lang, lang) for lang in LANGUAGES), ("x-default", LANGUAGES[0])]
    return links + [
        f'<link rel="alternate" hreflang="{name}" href="{escape(host + head.address(lang))}">'
        for name, lang in pairs
    ]


def _elsewhere(head: Head) -> list[str]:
    """Return the feed of practices and the catalogue of data, which stand beside every page."""
    if head.theme:
        return []
    t = texts(head.lang)
    kinds = (
        ("alternate", "application/atom+xml", "practice.feed", practices_feed_href(head.lang)),
        ("describedby", "text/turtle", "sharing.catalogue", catalogue_href("ttl")),
    )
    return [
        f'<link rel="{rel}" type="{kind}" title="{escape(t(key))}" href="{address}">'
        for rel, kind, key, address in kinds
    ]


def _data(head: Head, host: str) -> list[str]:
    """Return the description of the data; a block of data is no script, so the policy allows it."""
    if not head.data or head.theme or not head.exists:
        return []
    text = json.dumps(absolute(dict(head.data), host), ensure_ascii=False, separators=(",", ":"))
    safe = text.replace("<", "\\u003c").replace("&", "\\u0026")
    return [f'<script type="application/ld+json">{safe}</script>']
