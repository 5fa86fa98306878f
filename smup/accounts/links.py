"""Signed links that set a password: they expire, and work once."""

from dataclasses import dataclass
from typing import Any, Literal

from itsdangerous import BadData, URLSafeTimedSerializer

Purpose = Literal["first", "reset"]
HOURS: dict[Purpose, int] = {"first": 72, "reset": 1}
SALT = "smup.password-link"


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordLink:
    """What a link says.

    Attributes:
        account_id: key of the account.
        stamp: of the account when the link was made; setting a password makes a new one, so a
            link is used once.
        purpose: ``first`` password or ``reset``; they are valid for a different time.
    """

    account_id: int
    stamp: str
    purpose: Purpose


def link_token(secret: str, link: PasswordLink) -> str:
    """Return the last part of the address of a link.

    Args:
        secret: ``SMUP_SECRET_KEY``.
        link: what it says.
    """
    body = {"a": link.account_id, "s": link.stamp, "p": link.purpose}
    return str(URLSafeTimedSerializer(secret, salt=SALT).dumps(body))


def read_token(secret: str, token: str) -> PasswordLink | None:
    """Return what a link says; None when it was not made here or has expired."""
    signer = URLSafeTimedSerializer(secret, salt=SALT)
    try:
        body: dict[str, Any] = signer.loads(token)
        purpose: Purpose = "first" if body["p"] == "first" else "reset"
        signer.loads(token, max_age=HOURS[purpose] * 3600)
        return PasswordLink(account_id=int(body["a"]), stamp=str(body["s"]), purpose=purpose)
    except (BadData, KeyError, TypeError, ValueError):
        return None


def link_path(token: str) -> str:
    """Return the path of a link under ``/konto``."""
    return f"/haslo/{token}"
