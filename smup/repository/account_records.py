"""What the repository returns of accounts and of the log."""

from dataclasses import dataclass, field
from datetime import datetime

from smup.accounts.permissions import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountInfo:
    """An account; fields as in ``smup.models.Account``."""

    id: int
    email: str
    name: str
    role: Role
    unit_id: int | None
    lang: str
    stamp: str
    active: bool
    has_password: bool
    created_at: datetime
    signed_in_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditInfo:
    """An entry of the log, with the name of who did it."""

    id: int
    at: datetime
    account_id: int | None
    who: str | None
    action: str
    subject: str
    subject_id: int | None
    revision_id: int | None
    comment: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """What signing in compares.

    Attributes:
        account: the account.
        password_hash: Argon2id; None: no password was set yet.
        oidc_subject: of the provider's account bound to it.
    """

    account: AccountInfo
    password_hash: str | None = field(repr=False)
    oidc_subject: str | None = field(repr=False)
