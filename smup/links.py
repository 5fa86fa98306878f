"""Addresses of the pages: the one place that spells them."""

from urllib.parse import parse_qsl, quote, urlencode

from smup.as_of import PAGE_KEY, asked_release
from smup.i18n import DEFAULT_LANGUAGE, LANGUAGES

PROJECTOR_KEY = "projektor"
NAV = (
    ("areas", "/obszary"),
    ("indicators", "/wskazniki"),
    ("compare", "/porownaj"),
    ("costs", "/koszty"),
    ("practices", "/praktyki"),
    ("data", "/dane"),
    ("about", "/o-systemie"),
)
"""Items of the header: key of the name, and path."""


def href(lang: str, path: str, **query: str | int | None) -> str:
    """Return the address of a page in a language; query values of None are left out.

    Args:
        lang: ``pl`` or ``en``; English pages have the same path under ``/en``.
        path: Polish path, for example ``/obszar/edukacja``.
        query: keys and values of the query string, in the order given. The release that the
            current answer is read as of is kept; ``wydanie=None`` leads back to today's data.
    """
    prefix = "" if lang == DEFAULT_LANGUAGE else f"/{lang}"
    full = prefix if prefix and path == "/" else f"{prefix}{path}"
    kept = {PAGE_KEY: asked_release()} | query
    kept[PAGE_KEY] = kept.pop(PAGE_KEY)  # the last key, as in every address
    pairs = {key: value for key, value in kept.items() if value is not None}
    return f"{full}?{urlencode(pairs)}" if pairs else full


def with_query(address: str, query: str) -> str:
    """Return an address with a query string; of a key that both have the address counts.

    Args:
        address: path, with or without a query string.
        query: query string without question mark, may be empty.
    """
    path, _, own = address.partition("?")
    named = {key for key, _ in parse_qsl(own, keep_blank_values=True)}
    pieces = [one for one in query.split("&") if one and one.partition("=")[0] not in named]
    whole = "&".join([*pieces, *filter(None, [own])])
    return f"{path}?{whole}" if whole else path


def kept_release(query: str) -> str:
    """Return a query string with the release that the current answer is read as of, if any."""
    release = asked_release()
    if release is None or any(one.startswith(f"{PAGE_KEY}=") for one in query.split("&")):
        return query
    return "&".join(filter(None, [query, f"{PAGE_KEY}={release}"]))


def sector_href(lang: str, sector: str, **query: str | int | None) -> str:
    """Return the address of the dashboard of a sector."""
    return href(lang, f"/obszar/{quote(sector, safe='')}", **query)


def indicator_href(lang: str, code: str, **query: str | int | None) -> str:
    """Return the address of the page of an indicator."""
    return href(lang, f"/wskaznik/{quote(code, safe='')}", **query)


def unit_href(lang: str, teryt: str, **query: str | int | None) -> str:
    """Return the address of the profile of a unit."""
    return href(lang, f"/jednostka/{quote(teryt, safe='_')}", **query)


def index_href(lang: str, teryt: str | None = None, **query: str | int | None) -> str:
    """Return the address of the synthetic index, of a unit when one is given."""
    return href(lang, "/indeks", unit=teryt, **query)


def compare_href(lang: str, **query: str | int | None) -> str:
    """Return the address of the comparison; ``units`` and ``ind`` are codes joined by dots."""
    return href(lang, "/porownaj", **query)


def costs_href(lang: str, **query: str | int | None) -> str:
    """Return the address of the list of services whose cost is counted."""
    return href(lang, "/koszty", **query)


def cost_href(lang: str, service: str, **query: str | int | None) -> str:
    """Return the address of the page of the cost of a service."""
    return href(lang, f"/koszty/{quote(service, safe='')}", **query)


def cost_workbook_href(lang: str, service: str, **query: str | int | None) -> str:
    """Return the address of the workbook of the cost of a service; ``unit`` must be given."""
    return href(lang, f"/koszty/{quote(service, safe='')}.xlsx", **query)


def cost_table_href(lang: str, service: str, **query: str | int | None) -> str:
    """Return the address of the costs of a group as CSV."""
    return href(lang, f"/koszty/{quote(service, safe='')}.csv", **query)


def api_href(lang: str) -> str:
    """Return the address of the page about the API."""
    return href(lang, "/api")


def data_href(lang: str, **query: str | int | None) -> str:
    """Return the address of the data desk; keys as in ``smup.views.datadesk.state``."""
    return href(lang, "/dane", **query)


def table_href(lang: str, table: str, form: str, query: str = "") -> str:
    """Return the address of a table as a file.

    Args:
        lang: language of the headers.
        table: path of the table, for example ``/obszar/edukacja`` or ``/dane``.
        form: ending: csv, xlsx, parquet, json, geojson, gpkg or zip.
        query: query string of the page, without question mark.
    """
    return with_query(f"/eksport/{lang}{table}.{form}", kept_release(query))


def releases_href(lang: str, **query: str | int | None) -> str:
    """Return the address of the list of releases; it always shows today's data."""
    return href(lang, "/wydania", **{PAGE_KEY: None, **query})


def release_href(lang: str, release: int, **query: str | int | None) -> str:
    """Return the address of what one release changed."""
    return href(lang, f"/wydania/{release}", **{PAGE_KEY: None, **query})


def releases_feed_href(lang: str, **query: str | int | None) -> str:
    """Return the address of the Atom feed of releases, of a sector or unit when one is given."""
    return href(lang, "/wydania.atom", **{PAGE_KEY: None, **query})


def coverage_href(lang: str, query: str = "") -> str:
    """Return the address of the page of coverage and gaps.

    Args:
        lang: language of the page.
        query: query string without question mark; keys as in ``smup.views.coverage.state``.
    """
    return with_query(href(lang, "/luki"), query)


def catalogue_href(form: str = "") -> str:
    """Return the address of the DCAT catalogue of data sets: ``ttl``, ``jsonld``, ``rdf``.

    Without a form the server gives what the client asks for.
    """
    return f"/katalog.{form}" if form else "/katalog"


def practices_href(lang: str, **query: str | int | None) -> str:
    """Return the address of the catalogue of practices."""
    return href(lang, "/praktyki", **query)


def practice_href(lang: str, slug: str, **query: str | int | None) -> str:
    """Return the address of a practice."""
    return href(lang, f"/praktyki/{quote(slug, safe='')}", **query)


def attachment_href(name: str, file_name: str) -> str:
    """Return the address of a file of a practice."""
    return f"/praktyki/pliki/{quote(name, safe='')}/{quote(file_name, safe='')}"


def practices_feed_href(lang: str) -> str:
    """Return the address of the Atom feed of practices."""
    return href(lang, "/praktyki/atom.xml", **{PAGE_KEY: None})


def desk_href(lang: str, path: str = "", **query: str | int | None) -> str:
    """Return an address of the pages for those who write, such as ``/konto/kolejka``."""
    return href(lang, f"/konto{path}", **{PAGE_KEY: None, **query})


def footer_links(lang: str) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return the columns of the footer: key of the heading, and keys and addresses of the links.

    The keys are those of the texts ``shell.<key>``; every link leads somewhere.
    """
    about = href(lang, "/o-systemie")
    return (
        (
            "footer_data",
            (
                ("footer_tables", data_href(lang)),
                ("footer_indicators", href(lang, "/wskazniki")),
                ("footer_coverage", coverage_href(lang)),
                ("footer_costs", costs_href(lang)),
                ("footer_reports", report_builder_href(lang)),
                ("footer_releases", releases_href(lang)),
                ("footer_catalogue", "/katalog"),
                ("footer_api", api_href(lang)),
            ),
        ),
        (
            "footer_help",
            (
                ("footer_method", f"{about}#metoda"),
                ("footer_glossary", f"{about}#slownik"),
                ("footer_load", f"{about}#prawdziwe-dane"),
            ),
        ),
        (
            "footer_service",
            (
                ("footer_accessibility", f"{about}#dostepnosc"),
                ("footer_sources", f"{about}#zrodla"),
                ("footer_desk", desk_href(lang)),
            ),
        ),
    )


def session_href(lang: str, teryt: str, **query: str | int | None) -> str:
    """Return the address of the page that a councillor takes to the session."""
    return href(lang, f"/raport/sesja/{quote(teryt, safe='')}.pdf", **query)


def unit_report_href(lang: str, teryt: str, form: str, **query: str | int | None) -> str:
    """Return the address of the report of a unit: ``pdf``, ``docx`` or ``html``."""
    return href(lang, f"/raport/jednostka/{quote(teryt, safe='')}.{form}", **query)


def report_builder_href(lang: str, **query: str | int | None) -> str:
    """Return the address of the page on which a report is put together."""
    return href(lang, "/raport", **query)


def split_language(pathname: str) -> tuple[str, str]:
    """Return the language of an address and its path without the language."""
    first, _, rest = pathname.lstrip("/").partition("/")
    if first in LANGUAGES and first != DEFAULT_LANGUAGE:
        return first, f"/{rest}".rstrip("/") or "/"
    return DEFAULT_LANGUAGE, pathname.rstrip("/") or "/"
