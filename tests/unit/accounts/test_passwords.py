"""Passwords: the real parameters, what is refused, and what is not."""

import pytest
from argon2 import PasswordHasher, extract_parameters

from smup.accounts.passwords import hash_password, needs_rehash, refusal, verify_password

EMAIL, NAME = "jan.kowalski@plonsk.example", "Jan Kowalski"


def test_a_hash_is_argon2id_of_at_least_what_owasp_asks() -> None:
    made = hash_password("zielony rower pod mostem")
    parameters = extract_parameters(made)
    assert made.startswith("$argon2id$")
    assert parameters.memory_cost >= 19 * 1024
    assert parameters.time_cost >= 2
    assert verify_password(made, "zielony rower pod mostem")
    assert not verify_password(made, "zielony rower pod mostem ")
    assert not needs_rehash(made)


def test_without_a_hash_nothing_matches_but_work_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    from smup.accounts import passwords

    asked: list[str] = []

    class Watching(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # noqa: A002
            asked.append(str(hash))
            return super().verify(hash, password)

    monkeypatch.setattr(passwords, "_HASHER", Watching(1, 8, 1))
    passwords._nobody.cache_clear()
    assert not verify_password(None, "cokolwiek")
    passwords._nobody.cache_clear()
    assert len(asked) == 1
    assert asked[0].startswith("$argon2id$")


def test_a_broken_hash_matches_nothing() -> None:
    assert not verify_password("nie-hash", "nie-hash")


def test_the_same_password_from_another_keyboard_matches() -> None:
    composed, decomposed = "Łódź i żółw w góry", "Łódź i żółw w góry"
    assert verify_password(hash_password(composed), decomposed)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("", "short"),
        ("krótkie1!", "short"),
        ("a" * 129, "long"),
        ("jan.kowalski@plonsk.example", "like-account"),
        ("JanKowalski1", "like-account"),
        ("kowalski2024", "like-account"),
        ("aaaaaaaaaaaa", "common"),
        ("121212121212", "common"),
        ("haslo1234567", "common"),
        ("Hasło2024!!!", "common"),
        ("qwertyuiop123", "common"),
        ("Password123!", "common"),
        ("smup smup smup", "common"),
        ("123456789012", "common"),
    ],
)
def test_weak_passwords_are_refused(password: str, why: str) -> None:
    assert refusal(password, email=EMAIL, name=NAME) == why


@pytest.mark.parametrize(
    "password",
    [
        "zielony rower pod mostem",
        "kX9#vm2!pQzL",
        "testowanie kawy w poniedziałek",
        "Żółć, gęślą jaźń",
        "{{7*7}} <script>",
        "🐝🐝🐝 trzy pszczoły",
        "a" * 60 + "bcd" * 20,
    ],
)
def test_good_passwords_are_taken(password: str) -> None:
    assert refusal(password, email=EMAIL, name=NAME) is None
