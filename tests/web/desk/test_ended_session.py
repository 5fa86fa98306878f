"""A form that is sent after the end of the session: nothing is saved and no text is lost."""

import time

import pytest
from sqlalchemy import Engine, func, select, update
from werkzeug.test import TestResponse

from smup.models import Account, Practice
from tests.desk_server import MINE, ClientAs, DeskClient, words
from tests.practice_forms import NEW, form

TEXT = "Długi opis <b>kroków</b>, pisany pół dnia."


def assert_text_came_back(answer: TestResponse, engine: Engine) -> None:
    assert "Sesja się skończyła" in words(answer)
    assert "Długi opis &lt;b&gt;kroków&lt;/b&gt;, pisany pół dnia." in words(answer)
    assert 'href="/konto/logowanie"' in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    with engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(Practice)).scalar_one() == 0


def test_after_the_cookie_is_gone_the_text_comes_back(
    client_as: ClientAs, desk_engine: Engine
) -> None:
    client = client_as("contributor")
    fields = {**form(steps=TEXT), "csrf_token": client.token()}
    client.delete_cookie("smup", path="/")
    answer = client.post(NEW, data=fields)
    assert answer.status_code == 400
    assert_text_came_back(answer, desk_engine)


@pytest.mark.parametrize("how", ["too old", "switched off", "signed out elsewhere"])
def test_after_the_session_has_ended_the_text_comes_back(
    client_as: ClientAs, desk_engine: Engine, how: str
) -> None:
    client = client_as("contributor")
    fields = {**form(steps=TEXT), "csrf_token": client.token()}
    if how == "too old":
        with client.session_transaction(path="/konto") as session:
            session["began"] = int(time.time()) - 8 * 3600 - 1
    else:
        values = {"active": False} if how == "switched off" else {"stamp": "another"}
        with desk_engine.begin() as connection:
            connection.execute(update(Account).values(values))
    answer = client.post(NEW, data=fields)
    assert answer.status_code == 403
    assert_text_came_back(answer, desk_engine)


def test_the_text_of_a_note_comes_back(client_as: ClientAs) -> None:
    client: DeskClient = client_as(None)
    fields = {"jst": MINE, "wskaznik": "EDU-PRZ-01", "rok": "2022", "tekst": "Szkoła w budowie."}
    answer = client.send("/en/konto/uwagi/nowa", {**fields, "krok": "wyslij"})
    assert answer.status_code == 403
    assert "Your session has ended" in words(answer)
    assert "Szkoła w budowie." in words(answer)
    assert "wyslij" not in answer.text


def test_a_form_of_an_earlier_session_gives_the_text_back(client_as: ClientAs) -> None:
    client = client_as("contributor")
    client.token()
    answer = client.post(NEW, data=form(steps=TEXT))
    assert answer.status_code == 400
    assert "Formularz stracił ważność" in words(answer)
    assert "pisany pół dnia." in words(answer)


def test_a_password_never_comes_back(client_as: ClientAs) -> None:
    fields = {"email": "ala@urzad.example", "password": "tajne-tajne", "current": "dawne-dawne"}
    for path in ("/konto/logowanie", "/konto/profil/haslo", "/konto/haslo/x"):
        page = client_as(None).post(path, data=fields).text
        assert "tajne-tajne" not in page
        assert "dawne-dawne" not in page


def test_a_button_without_text_leads_to_signing_in(client_as: ClientAs) -> None:
    answer = client_as(None).send("/konto/praktyki/1/cofnij", {"revision": "1", "version": "2"})
    assert answer.status_code == 303
    assert "/konto/logowanie" in answer.location
