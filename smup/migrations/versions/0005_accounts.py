"""Create the tables of accounts and of the log.

Revision: 0005, after 0004.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    _create_account()
    _create_sign_in_attempt()
    _create_audit_entry()


def downgrade() -> None:
    """Drop the tables."""
    for table in ("audit_entry", "sign_in_attempt", "account"):
        op.drop_table(table)


def _create_account() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False, comment="in lower case"),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=14), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True, comment="of a contributor"),
        sa.Column("lang", sa.String(length=2), nullable=False, comment="of the messages sent"),
        sa.Column(
            "password_hash", sa.String(), nullable=True, comment="Argon2id; null: not set yet"
        ),
        sa.Column("oidc_subject", sa.String(length=255), nullable=True),
        sa.Column(
            "stamp",
            sa.String(length=40),
            nullable=False,
            comment="new one ends every session and link",
        ),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("signed_in_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "role <> 'contributor' OR unit_id IS NOT NULL", name="ck_account_contributor_unit"
        ),
        sa.CheckConstraint(
            "role IN ('contributor', 'moderator', 'trainer', 'administrator')",
            name="ck_account_role",
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("email"),
        sa.UniqueConstraint("oidc_subject"),
    )


def _create_sign_in_attempt() -> None:
    op.create_table(
        "sign_in_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "key",
            sa.String(length=64),
            nullable=False,
            comment="keyed hash of an e-mail or an address",
        ),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_sign_in_attempt_key", "sign_in_attempt", ["key", "at"], unique=False)


def _create_audit_entry() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column(
            "account_id",
            sa.Integer(),
            nullable=True,
            comment="null: a command, or nobody signed in",
        ),
        sa.Column(
            "action", sa.String(length=40), nullable=False, comment="e.g. practice.submitted"
        ),
        sa.Column(
            "subject", sa.String(length=12), nullable=False, comment="practice, note, account"
        ),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("revision_id", sa.Integer(), nullable=True),
        sa.Column(
            "comment", sa.String(), nullable=True, comment="to the author, or what was changed"
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_audit_entry_subject", "audit_entry", ["subject", "subject_id", "id"], unique=False
    )
