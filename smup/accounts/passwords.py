"""Passwords: Argon2id, what is refused, and a comparison that takes the same time for nobody."""

import secrets
import unicodedata
from functools import lru_cache
from typing import Literal

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

SHORTEST = 12
LONGEST = 128
SHORTEST_PART = 4
FEW_SIGNS = 4
Refusal = Literal["short", "long", "like-account", "common"]

_HASHER = PasswordHasher()
# The beginnings of the lists of leaked passwords, Polish and English, and the words of the service.
_COMMON = frozenset(
    (
        "haslo", "password", "qwerty", "zaq12wsx", "polska", "admin", "administrator", "gmina",
        "urzad", "smup", "monitorowanie", "uslugi", "publiczne", "welcome", "letmein", "iloveyou",
        "kochamcie", "misiek", "monika", "marcin", "mateusz", "lol", "test", "start", "witaj",
    )
)  # fmt: skip
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890", "abcdefghijklmnopqrstuvwxyz")


def hash_password(password: str) -> str:
    """Return the Argon2id hash of a password, with its salt and parameters."""
    return _HASHER.hash(_normal(password))


def verify_password(kept: str | None, password: str) -> bool:
    """Tell whether a password is the one of the hash.

    Without a hash (nobody has the e-mail, or no password was set) a hash that nothing matches is
    compared, so that the time of the answer does not tell who has an account.
    """
    try:
        _HASHER.verify(kept or _nobody(), _normal(password))
    except (Argon2Error, InvalidHashError):
        return False
    return kept is not None


def needs_rehash(kept: str) -> bool:
    """Tell whether a hash was made with weaker parameters than those used now."""
    return _HASHER.check_needs_rehash(kept)


def refusal(password: str, *, email: str, name: str) -> Refusal | None:
    """Return why a new password is refused, or None.

    Args:
        password: as it was written.
        email: of the account.
        name: of the person.
    """
    text = unicodedata.normalize("NFKC", password)
    if len(text) < SHORTEST:
        return "short"
    if len(text) > LONGEST:
        return "long"
    plain = _plain(text)
    local, _, domain = email.partition("@")
    own = [email, local, name, *name.split(), *domain.split(".")]
    parts = sorted((_plain(part) for part in own), key=len, reverse=True)
    left = _without(plain, [part for part in parts if len(part) >= SHORTEST_PART])
    if left != plain and _says_little(left):
        return "like-account"
    return "common" if _is_common(plain) else None


def _normal(password: str) -> str:
    """Return the password as it is hashed: the same whatever keyboard wrote it, never endless."""
    return unicodedata.normalize("NFKC", password[: LONGEST + 1])[: LONGEST + 1]


@lru_cache(maxsize=1)
def _nobody() -> str:
    return _HASHER.hash(secrets.token_hex())


def _plain(text: str) -> str:
    """Return a text in lower case, without diacritics; look-alike digits stay."""
    bare = unicodedata.normalize("NFKD", text.casefold().replace("ł", "l"))
    return "".join(c for c in bare if not unicodedata.combining(c))


def _is_common(plain: str) -> bool:
    """Tell whether a password is of few signs, a run of keys, or a common word with digits."""
    if len(set(plain)) < FEW_SIGNS:
        return True
    left = _without(plain, [*sorted(_COMMON, key=len, reverse=True), *_runs()])
    return left != plain and _says_little(left)


def _says_little(left: str) -> bool:
    """Tell whether what is left of a password without known parts is digits and a sign or two."""
    return sum(c.isalpha() for c in left) < FEW_SIGNS and len(left) < SHORTEST


@lru_cache(maxsize=1)
def _runs() -> tuple[str, ...]:
    """Return pieces of rows of keys, forwards and backwards, four signs long."""
    rows = [*_ROWS, *(row[::-1] for row in _ROWS)]
    size = SHORTEST_PART
    return tuple(row[i : i + size] for row in rows for i in range(len(row) - size + 1))


def _without(text: str, parts: list[str]) -> str:
    """Return a text without the parts, looked for in their order."""
    for part in parts:
        text = text.replace(part, "")
    return text
