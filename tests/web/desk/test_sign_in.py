"""Signing in and out with a password."""

from typing import Any

import pytest


def test_somebody_signed_in_sees_their_account(client_as: Any) -> None:
    page = client_as("contributor").get("/konto")
    assert page.status_code == 200
    assert "Płońsk" in page.text
    assert "autor jednostki" in page.text


@pytest.mark.parametrize("path", ["/konto/logowanie", "/en/konto/logowanie"])
def test_the_form_is_open_to_everybody(client_as: Any, path: str) -> None:
    assert client_as(None).get(path).status_code == 200
