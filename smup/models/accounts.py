"""Accounts of those who write, their attempts to sign in, and the log of what was done."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from smup.constraints import one_of
from smup.models.base import Base

ROLES = ("contributor", "moderator", "trainer", "administrator")


class Account(Base):
    """A person who may write; readers need no account."""

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint(one_of("role", ROLES), name="ck_account_role"),
        CheckConstraint(
            "role <> 'contributor' OR unit_id IS NOT NULL", name="ck_account_contributor_unit"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True, comment="in lower case")
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[str] = mapped_column(String(14))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), comment="of a contributor")
    lang: Mapped[str] = mapped_column(String(2), comment="of the messages sent")
    password_hash: Mapped[str | None] = mapped_column(comment="Argon2id; null: not set yet")
    oidc_subject: Mapped[str | None] = mapped_column(String(255), unique=True)
    stamp: Mapped[str] = mapped_column(String(40), comment="new one ends every session and link")
    active: Mapped[bool]
    created_at: Mapped[datetime]
    signed_in_at: Mapped[datetime | None]


class SignInAttempt(Base):
    """A failed attempt, counted for the limit; deleted when it no longer counts."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (Index("ix_sign_in_attempt_key", "key", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64), comment="keyed hash of an e-mail or an address")
    at: Mapped[datetime]


class AuditEntry(Base):
    """What somebody did; never changed. History of a card is its entries."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_subject", "subject", "subject_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id"), comment="null: a command, or nobody signed in"
    )
    action: Mapped[str] = mapped_column(String(40), comment="e.g. practice.submitted")
    subject: Mapped[str] = mapped_column(String(12), comment="practice, note, account")
    subject_id: Mapped[int | None]
    revision_id: Mapped[int | None]
    comment: Mapped[str | None] = mapped_column(comment="to the author, or what was changed")
