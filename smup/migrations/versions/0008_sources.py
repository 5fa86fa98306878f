"""Create the tables of official sources.

Revision: 0008, after 0007.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    _create_source_state()
    _create_source_answer()
    _create_official_entry()


def downgrade() -> None:
    """Drop the tables."""
    for table in (
        "official_entry",
        "source_answer",
        "source_state",
    ):
        op.drop_table(table)


def _create_source_state() -> None:
    op.create_table(
        "source_state",
        sa.Column("source", sa.String(length=12), nullable=False, comment="smup, bdl, …"),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("tried_at", sa.DateTime(), nullable=False),
        sa.Column("succeeded_at", sa.DateTime(), nullable=True, comment="last complete run"),
        sa.Column(
            "message", sa.String(), nullable=True, comment="one Polish sentence with the remedy"
        ),
        sa.Column("address", sa.String(), nullable=False, comment="host the data came from"),
        sa.Column("calls", sa.Integer(), nullable=False, comment="made by the last run"),
        sa.Column(
            "parts_left",
            sa.Integer(),
            nullable=False,
            comment="parts of the plan still to be fetched",
        ),
        sa.CheckConstraint(
            "status IN ('complete', 'to-be-continued', 'partial', 'failed')",
            name="ck_source_state_status",
        ),
        sa.PrimaryKeyConstraint("source"),
    )


def _create_source_answer() -> None:
    op.create_table(
        "source_answer",
        sa.Column("source", sa.String(length=12), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False, comment="official id, …"),
        sa.Column("year", sa.SmallInteger(), nullable=False, comment="0: all years"),
        sa.Column("indicator_id", sa.Integer(), nullable=True),
        sa.Column(
            "status", sa.String(length=4), nullable=False, comment="none: the source has no data"
        ),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column(
            "digest", sa.String(length=64), nullable=False, comment="SHA-256 of what was answered"
        ),
        sa.Column("answered_at", sa.DateTime(), nullable=False),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("status IN ('data', 'none')", name="ck_source_answer_status"),
        sa.ForeignKeyConstraint(
            ["indicator_id"],
            ["indicator.id"],
        ),
        sa.ForeignKeyConstraint(
            ["release_id"],
            ["release.id"],
        ),
        sa.PrimaryKeyConstraint("source", "part", "year"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_source_answer_indicator_id"), "source_answer", ["indicator_id"], unique=False
    )


def _create_official_entry() -> None:
    op.create_table(
        "official_entry",
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("official_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "parent_id", sa.Integer(), nullable=True, comment="official id of the sector or service"
        ),
        sa.Column("name_pl", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=True),
        sa.Column("dimension", sa.String(length=12), nullable=True),
        sa.Column(
            "own_id", sa.Integer(), nullable=True, comment="our sector, service or indicator"
        ),
        sa.Column(
            "role", sa.String(length=5), nullable=False, comment="whose values an indicator gives"
        ),
        sa.Column("card", sa.String(), nullable=True, comment="JSON text, exactly as it came"),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.Column(
            "withdrawn", sa.Boolean(), nullable=False, comment="no longer on the official list"
        ),
        sa.CheckConstraint(
            "kind IN ('sector', 'service', 'indicator')", name="ck_official_entry_kind"
        ),
        sa.CheckConstraint("role IN ('all', 'gmina', 'city')", name="ck_official_entry_role"),
        sa.PrimaryKeyConstraint("kind", "official_id"),
        sqlite_with_rowid=False,
    )
