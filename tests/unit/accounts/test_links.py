"""Signed links: they expire, and nothing of them can be changed."""

import time

import pytest

from smup.accounts.links import PasswordLink, Purpose, link_token, read_token

SECRET = "k" * 40


def made(purpose: Purpose = "reset") -> str:
    return link_token(SECRET, PasswordLink(account_id=7, stamp="abc", purpose=purpose))


def test_a_link_says_what_was_put_into_it() -> None:
    link = read_token(SECRET, made("first"))
    assert link == PasswordLink(account_id=7, stamp="abc", purpose="first")


@pytest.mark.parametrize(("purpose", "hours"), [("reset", 1), ("first", 72)])
def test_a_link_expires(purpose: Purpose, hours: int, monkeypatch: pytest.MonkeyPatch) -> None:
    token, now = made(purpose), time.time()
    monkeypatch.setattr(time, "time", lambda: now + hours * 3600 - 5)
    assert read_token(SECRET, token) is not None
    monkeypatch.setattr(time, "time", lambda: now + hours * 3600 + 5)
    assert read_token(SECRET, token) is None


@pytest.mark.parametrize("position", [0, 5, -1])
def test_a_changed_link_says_nothing(position: int) -> None:
    token = list(made())
    token[position] = "A" if token[position] != "A" else "B"
    # The last sign of base64 has bits that mean nothing; the one before it has none.
    token[-2] = token[-2] if position != -1 else ("A" if token[-2] != "A" else "B")
    assert read_token(SECRET, "".join(token)) is None


@pytest.mark.parametrize("token", ["", "a", "a.b.c", "..", "\x00", "ą.ę.ć", "x" * 5000])
def test_what_is_no_link_says_nothing(token: str) -> None:
    assert read_token(SECRET, token) is None


def test_another_secret_makes_other_links() -> None:
    assert read_token("j" * 40, made()) is None
