"""Reads of accounts and of the log."""

from sqlalchemy import Engine, select

from smup.models import Account
from smup.repository.account_records import AccountInfo


class AccountReads:
    """A part of ``Repository``; its methods are documented there for callers."""

    _engine: Engine

    def account(self, account_id: int) -> AccountInfo | None:
        """Return an account by its key."""
        statement = select(Account).where(Account.id == account_id)
        with self._engine.connect() as connection:
            row = connection.execute(statement).mappings().first()
        if row is None:
            return None
        fields = {name: row[name] for name in _PLAIN}
        return AccountInfo(has_password=row["password_hash"] is not None, **fields)


_PLAIN = (
    "id", "email", "name", "role", "unit_id", "lang", "stamp", "active", "created_at",
    "signed_in_at",
)  # fmt: skip
