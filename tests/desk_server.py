"""A server with the pages for those who write, and accounts that sign in to it."""

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select
from werkzeug.test import TestResponse

from smup.accounts import store
from smup.accounts.audit import By
from smup.accounts.notices import Notices
from smup.accounts.permissions import Role
from smup.database import make_engine
from smup.models import Account
from smup.repository import Repository
from smup.settings import Settings
from smup.web import Desk, register, register_desk
from tests import builders

SECRET = "k" * 40
MINE, OTHER, FICTIONAL = "1420011", "1420062", "9901011"
NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')

ClientAs = Callable[..., "DeskClient"]


class DeskClient(FlaskClient):
    """A client that sends forms as a browser does."""

    account_id: int | None = None

    def token(self, path: str = "/konto") -> str:
        """Return the token against forgery from a page with a form."""
        found = TOKEN.search(self.get(path, follow_redirects=True).text)
        assert found is not None, f"no form on {path}"
        return found[1]

    def send(self, path: str, data: dict[str, Any] | None = None, **more: Any) -> TestResponse:
        """Post a form with its token."""
        fields = {"csrf_token": self.token(), **(data or {})}
        return self.post(path, data=fields, **more)


def desk_settings(url: str, folder: Path, **changes: Any) -> Settings:
    """Return settings with which signing in is on."""
    values = {"secret_key": SECRET, "attachments_dir": str(folder / "attachments"), **changes}
    return Settings(database_url=url, **values)


def desk_server(engine: Engine, settings: Settings) -> Flask:
    """Return a server with every plain route over a database that is filled already."""
    url = engine.url.render_as_string(hide_password=False)
    repository = Repository(make_engine(url, read_only=True))
    server = Flask("smup-desk", static_folder=None)
    server.test_client_class = DeskClient
    register(server, repository, settings=settings)
    notices = Notices(settings, waits=(0.0,))
    desk = Desk(engine=engine, repository=repository, settings=settings, notices=notices)
    server.extensions["desk"] = desk
    register_desk(server, desk)
    return server


def add_account(engine: Engine, *, role: Role, unit: str | None = None, **changes: Any) -> int:
    """Add an account without a password; its e-mail is made of role and unit."""
    with engine.begin() as connection:
        unit_id = builders.unit_id(connection, unit) if unit else None
        values: dict[str, Any] = {
            "email": f"{role}.{unit or 'x'}@example.org",
            "name": f"Anna {role.capitalize()}",
            "role": role,
            "unit_id": unit_id,
            "lang": "pl",
            **changes,
        }
        by = By(account_id=None, now=NOW)
        return store.create_account(connection, store.AccountData(**values), by)


def sign_in(client: DeskClient, engine: Engine, account_id: int) -> None:
    """Give a client the session that signing in makes."""
    with engine.connect() as connection:
        statement = select(Account.stamp).where(Account.id == account_id)
        stamp = connection.execute(statement).scalar_one()
    with client.session_transaction(path="/konto") as session:
        session["_user_id"] = f"{account_id}.{stamp}"
        session["_fresh"] = True
        session["began"] = int(time.time())
        session.permanent = True
    client.account_id = account_id


def words(answer: TestResponse) -> str:
    """Return the text of a page with ordinary spaces, as a test writes them."""
    return answer.text.replace("\N{NO-BREAK SPACE}", " ")
