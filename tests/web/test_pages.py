"""Documents of the pages: language, title, status, and what a hostile address gets."""

import logging
import shutil
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from app import Application, create_app
from callbacks.errors import on_page_error
from callbacks.shell import show_page
from smup.database import make_engine
from smup.errors import SchemaVersionError
from smup.settings import Settings
from tests import small_country

OURS = "http://localhost/"
"""What canonical links and cards for sharing begin with: they tell whole addresses."""


@pytest.fixture(scope="module")
def application(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Application:
    """The whole application over the small country, marked as a sample."""
    file = tmp_path_factory.mktemp("pages") / "smup.sqlite"
    shutil.copy(migrated_sqlite, file)
    engine = make_engine(f"sqlite:///{file}")
    small_country.fill(engine, kind="sample")
    engine.dispose()
    return create_app(Settings(database_url=f"sqlite:///{file}"))


@pytest.fixture
def client(application: Application) -> FlaskClient:
    """A client without a browser."""
    return application.server.test_client()


def content(shown: dict[str, Any]) -> str:
    """Return everything a page says, for looking things up."""
    return str(shown["page"])


@pytest.mark.parametrize(
    ("path", "lang", "title"),
    [
        ("/", "pl", "Start – SMUP (dane przykładowe)"),
        ("/en", "en", "Start – SMUP (sample data)"),
        ("/obszary", "pl", "Obszary usług – SMUP (dane przykładowe)"),
        ("/en/wskazniki", "en", "All indicators – SMUP (sample data)"),
        ("/o-systemie", "pl", "O systemie – SMUP (dane przykładowe)"),
        ("/obszar/edukacja", "pl", "Edukacja – SMUP (dane przykładowe)"),
    ],
)
def test_a_page_has_its_language_and_title(
    client: FlaskClient, path: str, lang: str, title: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert f'<html lang="{lang}">' in answer.text
    assert f"<title>{title}</title>" in answer.text


@pytest.mark.parametrize("path", ["/nie-ma", "/en/nothing", "/obszar/nieznany", "/obszary/x"])
def test_an_unknown_address_answers_404_with_the_document(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "react-entry-point" in answer.text


def test_both_languages_are_named_in_the_head(client: FlaskClient) -> None:
    text = client.get("/en/obszary").text
    assert f'<link rel="canonical" href="{OURS}en/obszary">' in text
    assert f'<link rel="alternate" hreflang="pl" href="{OURS}obszary">' in text


def test_projector_mode_is_in_the_first_document(client: FlaskClient) -> None:
    assert '<html lang="pl" class="proj">' in client.get("/?projektor=1").text


def test_nothing_comes_from_another_host(client: FlaskClient) -> None:
    text = client.get("/").text
    sources = [part.split('"')[1] for part in text.replace("href=", "src=").split("src=")[1:]]
    assert [source for source in sources if not source.startswith(("/", OURS))] == []


@pytest.mark.parametrize(
    "search",
    ["?year=abc&unit=%27%3B%20DROP%20TABLE%20unit", "?" + "a" * 7000, "?q=%3Cscript%3E", "?&&==&"],
)
@pytest.mark.parametrize("pathname", ["/", "/wskazniki", "/obszar/edukacja"])
def test_a_hostile_query_still_gives_the_page(
    application: Application, pathname: str, search: str
) -> None:
    shown = show_page(application.services, pathname=pathname, search=search)
    assert "H1(" in content(shown)


def test_an_unknown_code_is_named_on_the_page(application: Application) -> None:
    shown = show_page(application.services, pathname="/obszar/nieznany", search="")
    assert "nieznany" in content(shown)


def test_a_failed_page_is_logged_once_and_shows_its_number(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR):
        shown = on_page_error(RuntimeError("secret detail"))
    assert len(caplog.records) == 1
    number = caplog.records[0].getMessage().rsplit(" ", maxsplit=1)[1]
    assert number in content(shown)
    assert "secret detail" not in content(shown)


def test_a_missing_database_stops_the_start_with_the_remedy(tmp_path: Path) -> None:
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'none.sqlite'}")
    with pytest.raises(SchemaVersionError, match="python -m smup init"):
        create_app(settings)
