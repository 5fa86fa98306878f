"""Writes of accounts; each is logged in the same transaction."""

import hashlib
import secrets
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from smup.accounts.audit import By, record
from smup.accounts.permissions import Role
from smup.errors import SmupError
from smup.models import Account

STAMP_BYTES = 20


class AccountError(SmupError):
    """A change of an account that cannot be made.

    Attributes:
        reason: ``taken`` e-mail, ``last`` active administrator, ``changed`` meanwhile, ``gone``.
    """

    def __init__(self, reason: str, message: str) -> None:
        """Take the reason for the pages and a Polish sentence for the command line."""
        super().__init__(message)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountData:
    """What an administrator says of an account.

    Attributes:
        email: in lower case (``names.normal_email``).
        name: of the person (``names.normal_name``).
        role: role.
        unit_id: key of the contributor's unit; None for other roles.
        lang: of the messages sent.
        active: an account that is switched off cannot sign in.
    """

    email: str
    name: str
    role: Role
    unit_id: int | None
    lang: str
    active: bool = True


def new_stamp() -> str:
    """Return a random stamp; giving it to an account ends its sessions and links."""
    return secrets.token_hex(STAMP_BYTES)


def seen(data: AccountData) -> str:
    """Return a short mark of what a form showed: another one means a change in between."""
    text = repr((data.email, data.name, data.role, data.unit_id, data.lang, data.active))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def create_account(connection: Connection, data: AccountData, by: By) -> int:
    """Add an account without a password and return its key.

    Raises:
        AccountError: ``taken``.
    """
    values = {**_values(data), "stamp": new_stamp(), "created_at": by.now}
    try:
        with connection.begin_nested():
            made = connection.execute(insert(Account).values(values).returning(Account.id))
            account_id = int(made.scalar_one())
    except IntegrityError as error:
        raise AccountError("taken", f"Konto {data.email} już istnieje.") from error
    _log(connection, "account.created", account_id, by, f"{data.email}, {data.role}")
    return account_id


def change_account(
    connection: Connection, account_id: int, data: AccountData, *, before: str | None, by: By
) -> None:
    """Change an account; switching it off ends its sessions and links.

    Args:
        connection: inside a transaction that may write.
        account_id: key.
        data: everything it shall be.
        before: ``seen`` of what the form showed; None: whatever it was.
        by: who and when.

    Raises:
        AccountError: ``gone``, ``changed``, ``taken`` or ``last``.
    """
    keepers = _keepers(connection)
    old = account_data(connection, account_id)
    if before is not None and seen(old) != before:
        raise AccountError("changed", "Konto zmieniono w międzyczasie.")
    if _is_keeper(old) and not _is_keeper(data) and keepers <= 1:
        message = "To jedyny czynny administrator: najpierw dodaj drugiego."
        raise AccountError("last", message)
    values = _values(data)
    if old.active != data.active or old.email != data.email:
        values["stamp"] = new_stamp()
    if old.email != data.email:
        # The provider's account was bound to the old e-mail.
        values["oidc_subject"] = None
    try:
        with connection.begin_nested():
            connection.execute(update(Account).where(Account.id == account_id).values(values))
    except IntegrityError as error:
        raise AccountError("taken", f"Konto {data.email} już istnieje.") from error
    changed = _changes(old, data)
    if changed:
        action = "account.changed" if old.active == data.active else _switched(data)
        _log(connection, action, account_id, by, changed)


def account_data(connection: Connection, account_id: int) -> AccountData:
    """Return what an account is now, locked against others until the transaction ends.

    Raises:
        AccountError: ``gone``.
    """
    statement = select(Account).where(Account.id == account_id).with_for_update()
    row = connection.execute(statement).mappings().first()
    if row is None:
        raise AccountError("gone", "Nie ma takiego konta.")
    names = ("email", "name", "role", "unit_id", "lang", "active")
    return AccountData(**{name: row[name] for name in names})


def set_password(
    connection: Connection, account_id: int, password_hash: str, *, stamp: str, by: By
) -> str | None:
    """Set a password and return the new stamp; None when the stamp is not the account's any more.

    Args:
        connection: inside a transaction that may write.
        account_id: key.
        password_hash: of ``passwords.hash_password``.
        stamp: that the link or the session knows: of two uses of a link only one succeeds.
        by: who and when.
    """
    fresh = new_stamp()
    statement = (
        update(Account)
        .where(Account.id == account_id, Account.stamp == stamp, Account.active)
        .values(password_hash=password_hash, stamp=fresh)
    )
    if connection.execute(statement).rowcount != 1:
        return None
    _log(connection, "account.password-set", account_id, by, None)
    return fresh


def rehash(connection: Connection, account_id: int, *, old: str, new: str) -> None:
    """Replace the hash of the same password by a stronger one, unless it changed meanwhile."""
    of_account = (Account.id == account_id, Account.password_hash == old)
    connection.execute(update(Account).where(*of_account).values(password_hash=new))


def signed_in(connection: Connection, account_id: int, by: By, *, how: str | None = None) -> None:
    """Note that somebody signed in.

    Args:
        connection: inside a transaction that may write.
        account_id: key.
        by: who and when.
        how: way that was taken; None: a password.
    """
    of_account = Account.id == account_id
    connection.execute(update(Account).where(of_account).values(signed_in_at=by.now))
    _log(connection, "account.signed-in", account_id, by, how)


def end_sessions(connection: Connection, account_id: int, by: By) -> None:
    """End every session and link of an account."""
    of_account = Account.id == account_id
    connection.execute(update(Account).where(of_account).values(stamp=new_stamp()))
    _log(connection, "account.signed-out", account_id, by, None)


def bind_subject(connection: Connection, account_id: int, subject: str, by: By) -> bool:
    """Bind an account to the provider's one, unless it has one; tells whether it was bound."""
    statement = (
        update(Account)
        .where(Account.id == account_id, Account.oidc_subject.is_(None), Account.active)
        .values(oidc_subject=subject)
    )
    if connection.execute(statement).rowcount != 1:
        return False
    _log(connection, "account.bound", account_id, by, None)
    return True


def set_language(connection: Connection, account_id: int, lang: str, by: By) -> None:
    """Change the language of the messages of an account."""
    of_account = Account.id == account_id
    connection.execute(update(Account).where(of_account).values(lang=lang))
    _log(connection, "account.changed", account_id, by, f"lang: {lang}")


def _values(data: AccountData) -> dict[str, object]:
    return {
        "email": data.email,
        "name": data.name,
        "role": data.role,
        "unit_id": data.unit_id,
        "lang": data.lang,
        "active": data.active,
    }


def _is_keeper(data: AccountData) -> bool:
    return data.active and data.role == "administrator"


def _keepers(connection: Connection) -> int:
    """Count active administrators, locked: two who switch each other off come one by one."""
    statement = select(Account.id).where(Account.active, Account.role == "administrator")
    locked = statement.order_by(Account.id).with_for_update()
    return len(connection.execute(locked).all())


def _switched(data: AccountData) -> str:
    return "account.switched-on" if data.active else "account.switched-off"


def _changes(old: AccountData, new: AccountData) -> str:
    """Return what changed, for the log: names of fields with both values."""
    before, after = _values(old), _values(new)
    pairs = [
        f"{name}: {before[name]} > {after[name]}" for name in before if before[name] != after[name]
    ]
    return "; ".join(pairs)


def _log(connection: Connection, action: str, account_id: int, by: By, comment: str | None) -> None:
    record(
        connection,
        action=action,
        subject="account",
        subject_id=account_id,
        account_id=by.account_id,
        now=by.now,
        comment=comment,
    )
