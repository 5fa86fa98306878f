"""Joins the plain routes to a Flask server, which may be the one of a Dash app."""

from collections.abc import Callable, Sequence

from flask import Flask
from flask_compress import Compress

from smup.embed_origins import ANY
from smup.reports.make import fonts_folder
from smup.repository import Repository
from smup.settings import ASSETS, Settings
from smup.web.api import api_routes, unknown_program_paths
from smup.web.api_cors import register_api_cors
from smup.web.api_page import api_page_routes
from smup.web.as_of import register_as_of
from smup.web.catalogue_dcat import catalogue_routes
from smup.web.cost_templates import cost_template_routes
from smup.web.cost_workbook import cost_workbook_routes
from smup.web.datadesk_rows import datadesk_rows_routes
from smup.web.datadesk_tree import datadesk_tree_routes
from smup.web.exports import export_routes
from smup.web.geo import geo_routes
from smup.web.health import health_routes
from smup.web.limits import register_limits
from smup.web.practice_feed import practice_feed_routes
from smup.web.practice_files import practice_file_routes
from smup.web.prepared import FileCounter, prepared_routes
from smup.web.problems import register_problems
from smup.web.release_feed import release_feed_routes
from smup.web.reports import report_routes
from smup.web.security import register_security
from smup.web.share_pictures import share_picture_routes
from smup.web.sitemap import sitemap_routes
from smup.web.static_files import register_static_files
from smup.web.take_out import take_out_routes

COMPRESSED_TYPES = [
    "text/html",
    "text/css",
    "text/csv",
    "text/javascript",
    "application/javascript",
    "application/json",
    "application/atom+xml",
    "application/ld+json",
    "application/rdf+xml",
    "application/xml",
    "text/turtle",
    "application/geo+json",
    "application/problem+json",
    "image/svg+xml",
]


def register(
    server: Flask,
    repository: Repository,
    *,
    script_hashes: Sequence[str] = (),
    known_path: Callable[[str], bool] | None = None,
    settings: Settings | None = None,
) -> None:
    """Add all plain routes, headers, limits, error answers and compression to a server.

    Call it before Dash adds its own catch-all page or after: the order does not matter.

    Args:
        server: Flask application.
        repository: answers the questions; shared with the pages.
        script_hashes: CSP sources of Dash's inline scripts (``app.csp_hashes()``).
        known_path: tells whether a path is a page; unknown ones get status 404.
        settings: where reports are made; without them there are no addresses of reports.
    """
    server.json.ensure_ascii = False  # type: ignore[attr-defined]
    register_api_cors(server)
    register_security(
        server,
        script_hashes=script_hashes,
        known_path=known_path,
        origins=settings.embed_origins if settings else ANY,
    )
    register_static_files(server, ASSETS)
    register_problems(server, repository)
    if settings is not None:
        register_limits(server, settings)
    register_as_of(server, repository)
    server.before_request(repository.begin_request)
    server.teardown_request(lambda _error: repository.end_request())
    _add_routes(server, repository, settings)
    server.config["COMPRESS_ALGORITHM"] = ["br", "gzip"]
    server.config["COMPRESS_ALGORITHM_STREAMING"] = ["br", "gzip"]
    server.config["COMPRESS_MIMETYPES"] = COMPRESSED_TYPES
    Compress(server)


def _add_routes(server: Flask, repository: Repository, settings: Settings | None) -> None:
    """Add the routes; those of files that are made beside the workers need settings."""
    public_url = settings.public_url if settings else ""
    for routes in (
        health_routes(repository),
        api_routes(repository, public_url),
        api_page_routes(repository, public_url),
        geo_routes(repository),
        datadesk_tree_routes(repository),
        cost_workbook_routes(repository),
        cost_template_routes(),
        practice_feed_routes(repository, public_url),
        release_feed_routes(repository, public_url),
        take_out_routes(repository, public_url),
        sitemap_routes(repository, public_url),
        catalogue_routes(repository, public_url),
        datadesk_rows_routes(repository),
        unknown_program_paths(),
    ):
        server.register_blueprint(routes)
    files = None if settings is None else FileCounter(repository, settings)
    server.register_blueprint(export_routes(repository, files, public_url))
    if settings is not None and files is not None:
        server.register_blueprint(prepared_routes(files))
        server.register_blueprint(report_routes(repository, settings))
        server.register_blueprint(practice_file_routes(repository, settings))
        server.register_blueprint(share_picture_routes(repository, fonts_folder(settings)))
