"""The application: the only place that joins the parts. ``gunicorn app:server`` serves it."""

import sys

from dash import Dash
from flask import Flask, request

from callbacks import register_all
from callbacks.addresses import describe, read_address
from callbacks.errors import on_error
from layouts.document import Head, render
from layouts.shell import root
from smup import web
from smup.accounts.notices import Notices
from smup.database import check_schema, make_engine
from smup.errors import SchemaVersionError, SettingsError
from smup.repository import CurrentRepository
from smup.services import Services
from smup.settings import ASSETS, Settings
from smup.web.public_address import public_address


class Application(Dash):
    """Dash with our own document: language and title of each address."""

    services: Services

    def head(self, pathname: str, search: str = "") -> Head:
        """Return what the document says about an address."""
        return describe(self.services, read_address(pathname, search))

    def interpolate_index(self, **parts: str) -> str:  # type: ignore[override]
        """Return the document of the requested address."""
        head = self.head(request.path, request.query_string.decode("utf-8", "replace"))
        host = public_address(self.services.settings.public_url)
        named = {key: parts[key] for key in ("css", "config", "scripts", "renderer")}
        return render(head, host=host, **named)


def create_app(settings: Settings) -> Application:
    """Return the application over the database that the settings name.

    Raises:
        SchemaVersionError: when the database is missing or not of this program's version.
    """
    engine = make_engine(settings, read_only=True)
    check_schema(engine)
    app = Application(
        "smup",
        assets_folder=str(ASSETS),
        # Scripts that one page fetches by itself; Dash would put them into every page.
        assets_path_ignore=["^on-demand$"],
        title="SMUP",
        update_title=None,  # type: ignore[arg-type]
        on_error=on_error,
        add_log_handler=False,
        # A page comes with its address, so its ids are not in the first layout; that every id of
        # a callback is in some page is checked by tests/architecture instead.
        suppress_callback_exceptions=True,
    )
    app.services = Services(repository=CurrentRepository(engine), settings=settings)
    app.layout = root()
    register_all(app, app.services)
    web.register(
        app.server,
        app.services.repository,
        script_hashes=app.csp_hashes(),
        known_path=lambda path: app.head(path).exists,
        settings=settings,
    )
    desk = web.Desk(
        engine=make_engine(settings),
        repository=app.services.repository,
        settings=settings,
        notices=Notices(settings),
    )
    web.register_desk(app.server, desk)
    return app


def _served() -> Flask:
    try:
        return create_app(Settings.from_env()).server
    except (SchemaVersionError, SettingsError) as error:
        sys.exit(str(error))


def __getattr__(name: str) -> Flask:
    """Make ``server`` when it is first asked for, so that importing this module is free."""
    if name != "server":
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    globals()["server"] = _served()
    return globals()["server"]
