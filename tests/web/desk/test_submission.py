"""Writing a card: draft, preview, suggestions, submitting, two people at once."""

import pytest
from flask import Flask
from sqlalchemy import Engine, select

from smup.models import Practice, PracticeRevision
from tests.desk_server import FICTIONAL, OTHER, ClientAs
from tests.practice_forms import NEW, address_of, form, open_fields, saved, submitted


def test_a_draft_is_saved_and_found_again(client_as: ClientAs, desk_engine: Engine) -> None:
    client = client_as("contributor")
    answer = client.send(NEW, form(title="Dowóz uczniów planowany od nowa"))
    assert answer.status_code == 303
    page = client.get(answer.location)
    assert "Dowóz uczniów planowany od nowa" in page.text
    with desk_engine.connect() as connection:
        row = connection.execute(select(Practice)).one()
    assert (row.stage, row.title, row.example) == ("draft", "Dowóz uczniów planowany od nowa", False)
