"""Reads of accounts and of the log."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Engine, RowMapping, Select, select

from smup.models import Account, AuditEntry
from smup.moments import aware
from smup.repository.account_records import AccountInfo, AuditInfo, Credentials

ROWS_AT_ONCE = 500


class AccountReads:
    """A part of ``Repository``; its methods are documented there for callers."""

    _engine: Engine

    def account(self, account_id: int) -> AccountInfo | None:
        """Return an account by its key."""
        return self._one_account(Account.id == account_id)

    def account_by_email(self, email: str) -> AccountInfo | None:
        """Return an account by its e-mail in lower case."""
        return self._one_account(Account.email == email)

    def credentials(self, email: str) -> Credentials | None:
        """Return an account by its e-mail, with what signing in compares."""
        return self._credentials(Account.email == email)

    def credentials_by_subject(self, oidc_subject: str) -> Credentials | None:
        """Return the account that an account of the provider is bound to."""
        return self._credentials(Account.oidc_subject == oidc_subject)

    def accounts(self) -> tuple[AccountInfo, ...]:
        """Return all accounts: active ones first, then by name and e-mail."""
        statement = select(Account).order_by(Account.active.desc(), Account.name, Account.email)
        return self._many_accounts(statement)

    def accounts_with_role(self, roles: Iterable[str]) -> tuple[AccountInfo, ...]:
        """Return the active accounts with one of the roles, by key: who gets a notice."""
        statement = (
            select(Account)
            .where(Account.active, Account.role.in_(tuple(roles)))
            .order_by(Account.id)
        )
        return self._many_accounts(statement)

    def audit(
        self,
        *,
        subject: str | None = None,
        subject_id: int | None = None,
        limit: int = 50,
        before_id: int | None = None,
    ) -> tuple[AuditInfo, ...]:
        """Return entries of the log, the newest first.

        Args:
            subject: ``practice``, ``note`` or ``account``; None: all.
            subject_id: key of the subject; None: all.
            limit: the most entries returned.
            before_id: only entries older than this one.
        """
        statement = _entries(subject, subject_id).limit(limit)
        if before_id is not None:
            statement = statement.where(AuditEntry.id < before_id)
        with self._engine.connect() as connection:
            return tuple(_entry(row) for row in connection.execute(statement).mappings())

    def audit_rows(self, *, subject: str | None = None) -> Iterator[AuditInfo]:
        """Stream all entries of the log, the newest first, some in memory at a time."""
        with self._engine.connect() as connection:
            options = connection.execution_options(yield_per=ROWS_AT_ONCE)
            for row in options.execute(_entries(subject, None)).mappings():
                yield _entry(row)

    def _one_account(self, condition: ColumnElement[bool]) -> AccountInfo | None:
        found = self._credentials(condition)
        return None if found is None else found.account

    def _credentials(self, condition: ColumnElement[bool]) -> Credentials | None:
        with self._engine.connect() as connection:
            row = connection.execute(_ACCOUNTS.where(condition)).mappings().first()
        if row is None:
            return None
        return Credentials(
            account=_account(row),
            password_hash=row["password_hash"],
            oidc_subject=row["oidc_subject"],
        )

    def _many_accounts(self, statement: Select[Any]) -> tuple[AccountInfo, ...]:
        statement = statement.with_only_columns(*_ACCOUNTS.selected_columns)
        with self._engine.connect() as connection:
            return tuple(_account(row) for row in connection.execute(statement).mappings())


_ACCOUNTS = select(*Account.__table__.columns)
_PLAIN = ("id", "email", "name", "role", "unit_id", "lang", "stamp", "active")


def _account(row: RowMapping) -> AccountInfo:
    fields = {name: row[name] for name in _PLAIN}
    signed_in_at = row["signed_in_at"]
    return AccountInfo(
        has_password=row["password_hash"] is not None,
        created_at=aware(row["created_at"]),
        signed_in_at=None if signed_in_at is None else aware(signed_in_at),
        **fields,
    )


def _entries(subject: str | None, subject_id: int | None) -> Select[Any]:
    statement = (
        select(*AuditEntry.__table__.columns, Account.name.label("who"))
        .outerjoin(Account, Account.id == AuditEntry.account_id)
        .order_by(AuditEntry.id.desc())
    )
    if subject is not None:
        statement = statement.where(AuditEntry.subject == subject)
    if subject_id is not None:
        statement = statement.where(AuditEntry.subject_id == subject_id)
    return statement


def _entry(row: RowMapping) -> AuditInfo:
    fields = {name: row[name] for name in row if name != "at"}
    return AuditInfo(at=aware(row["at"]), **fields)
