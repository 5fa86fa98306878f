"""Reports as tagged PDF by WeasyPrint, which may read nothing but our fonts.

WeasyPrint needs the libraries Pango and HarfBuzz of the system; without them the program works
and says which packages are missing when a PDF is asked for.
"""

import ctypes
import sys
from collections.abc import Collection
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from smup.errors import SmupError
from smup.reports.fonts import Fonts

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcherResponse

LIBRARIES = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")
PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
VARIANT = "pdf/ua-1"
SMALLER_POINTS = (8.5, 7.75, 7.0, 6.0)


class PdfUnavailableError(SmupError):
    """The libraries that set PDF are not installed."""


@lru_cache(maxsize=1)
def pdf_available() -> bool:
    """Tell whether this machine can make PDF, without loading what makes it."""
    try:
        for library in LIBRARIES if sys.platform == "linux" else ():
            ctypes.CDLL(library)
    except OSError:
        return False
    return True


def pdf_of(html: str, fonts: Fonts, *, one_page: bool = False) -> bytes:
    """Return the document as tagged PDF (PDF/UA-1) with bookmarks and embedded fonts.

    Args:
        html: the document.
        fonts: the only files it may read.
        one_page: set it in smaller and smaller letters until it fits on one page.

    Raises:
        PdfUnavailableError: naming the packages that the system lacks.
    """
    weasyprint = _load()
    fetcher = _fetcher(weasyprint, frozenset((fonts.regular, fonts.bold)))

    def rendered(text: str) -> Any:
        document = weasyprint.HTML(string=text, url_fetcher=fetcher)
        return document.render(pdf_variant=VARIANT)

    document = rendered(html)
    for size in SMALLER_POINTS if one_page else ():
        if len(document.pages) == 1:
            break
        smaller = f"<style>@media print{{body{{font-size:{size}pt!important}}}}</style></head>"
        document = rendered(html.replace("</head>", smaller, 1))
    data: bytes = document.write_pdf(pdf_variant=VARIANT)
    return data


def main() -> None:
    """Tell the set-up by the exit code whether the libraries are there."""
    sys.exit(0 if pdf_available() else 1)


def _load() -> Any:
    try:
        import weasyprint  # noqa: PLC0415  importing it loads the libraries of the system
    except OSError as error:
        message = ", ".join(PACKAGES)
        raise PdfUnavailableError(message) from error
    return weasyprint


def _fetcher(weasyprint: Any, allowed: Collection[Path]) -> Any:
    """Return a fetcher that refuses every address but those of the fonts."""

    class FontsOnly(weasyprint.urls.URLFetcher):  # type: ignore[misc]
        """Reads our fonts and nothing else, from this machine only."""

        def fetch(self, url: str, headers: Any = None) -> "URLFetcherResponse":
            """Return a font; anything else is refused, so no request ever leaves."""
            if url not in {path.resolve().as_uri() for path in allowed}:
                message = f"a report may not read {url[:200]}"
                raise ValueError(message)
            return super().fetch(url, headers)

    return FontsOnly(allowed_protocols={"file"})


if __name__ == "__main__":
    main()
