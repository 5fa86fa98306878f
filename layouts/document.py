"""The HTML document around the application: language, title, alternates, style sheets."""

from dataclasses import dataclass
from html import escape

from smup.i18n import LANGUAGES, texts
from smup.links import PROJECTOR_KEY, href, practices_feed_href

TEMPLATE = """<!DOCTYPE html>
<html lang="{lang}"{html_class}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<meta name="description" content="{description}">
<meta name="theme-color" content="#10243A">
{alternates}
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
        projector: the page is asked for in projector mode.
        exists: there is such a page; if not, the answer is 404.
        description: what the page is about; empty for the description of the whole site.
    """

    lang: str
    path: str
    title: str
    projector: bool = False
    exists: bool = True
    description: str = ""


def render(head: Head, *, css: str, config: str, scripts: str, renderer: str) -> str:
    """Return the document; the parts named after Dash's own go in as Dash made them."""
    t = texts(head.lang)
    return TEMPLATE.format(
        lang=head.lang,
        html_class=' class="proj"' if head.projector else "",
        title=escape(head.title),
        description=escape(head.description or t("shell.description")),
        alternates="\n".join(_alternates(head)),
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


def _alternates(head: Head) -> list[str]:
    links = [f'<link rel="canonical" href="{escape(href(head.lang, head.path))}">']
    links += [
        f'<link rel="alternate" hreflang="{lang}" href="{escape(href(lang, head.path))}">'
        for lang in LANGUAGES
    ]
    feed = escape(texts(head.lang)("practice.feed"))
    address = practices_feed_href(head.lang)
    kind = 'rel="alternate" type="application/atom+xml"'
    links.append(f'<link {kind} title="{feed}" href="{address}">')
    return links
