"""Create the tables of releases and of territory.

Revision: 0001, the first.
"""

import datetime as dt

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    _create_dataset()
    _create_release()
    _create_rejected_row()
    _create_unit()
    _create_unit_code()
    _create_boundary()


def downgrade() -> None:
    """Drop the tables."""
    for table in (
        "boundary",
        "unit_code",
        "unit",
        "rejected_row",
        "release",
        "dataset",
    ):
        op.drop_table(table)


def _create_dataset() -> None:
    dataset = op.create_table(
        "dataset",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("kind IN ('empty', 'sample', 'real')", name="ck_dataset_kind"),
        sa.CheckConstraint("id = 1", name="ck_dataset_single"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.bulk_insert(
        dataset,
        [
            {
                "id": 1,
                "kind": "empty",
                "version": 0,
                "changed_at": dt.datetime.fromisoformat("2000-01-01"),
            }
        ],
    )


def _create_release() -> None:
    op.create_table(
        "release",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind", sa.String(length=20), nullable=False, comment="terc, boundaries, bdl-csv, …"
        ),
        sa.Column("source", sa.String(), nullable=False, comment="publisher and set, in words"),
        sa.Column("file_name", sa.String(), nullable=True),
        sa.Column("checksum", sa.String(length=64), nullable=True, comment="SHA-256 of the files"),
        sa.Column("fetched_at", sa.DateTime(), nullable=False),
        sa.Column("rows_read", sa.Integer(), nullable=False),
        sa.Column("rows_new", sa.Integer(), nullable=False),
        sa.Column("rows_changed", sa.Integer(), nullable=False),
        sa.Column("rows_same", sa.Integer(), nullable=False),
        sa.Column(
            "rows_skipped",
            sa.Integer(),
            nullable=False,
            comment="read and left out by rule, e.g. parts",
        ),
        sa.Column("rows_rejected", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )


def _create_rejected_row() -> None:
    op.create_table(
        "rejected_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"],
            ["release.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_rejected_row_release_id", "rejected_row", ["release_id"], unique=False)


def _create_unit() -> None:
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column(
            "city_county",
            sa.Boolean(),
            nullable=False,
            comment="city with powiat rights: gmina and powiat",
        ),
        sa.Column("name", sa.String(), nullable=False, comment="current official name"),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("area_km2", sa.Double(), nullable=True),
        sa.Column("population", sa.Integer(), nullable=True, comment="latest known, persons"),
        sa.Column("population_year", sa.SmallInteger(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True, comment="representative point, WGS84"),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column(
            "fictional",
            sa.Boolean(),
            nullable=False,
            comment="example unit of the sample, codes 99…",
        ),
        sa.Column("valid_from", sa.Date(), nullable=True, comment="null: before the first list"),
        sa.Column("valid_to", sa.Date(), nullable=True, comment="first day it no longer existed"),
        sa.Column("successor_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('kraj', 'wojewodztwo', 'powiat', 'miejska', 'wiejska', "
            "'miejsko-wiejska', 'czesc')",
            name="ck_unit_kind",
        ),
        sa.CheckConstraint(
            "level IN ('kraj', 'wojewodztwo', 'powiat', 'gmina', 'czesc')", name="ck_unit_level"
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["unit.id"],
        ),
        sa.ForeignKeyConstraint(
            ["successor_id"],
            ["unit.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_unit_level", "unit", ["level"], unique=False)


def _create_unit_code() -> None:
    op.create_table(
        "unit_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("system", sa.String(length=5), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(), nullable=False, comment="name the unit had under this code"),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint("system IN ('teryt', 'bdl', 'smup')", name="ck_unit_code_system"),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["unit.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("system", "code", "valid_from", name="uq_unit_code"),
    )
    op.create_index("ix_unit_code_unit", "unit_code", ["unit_id"], unique=False)


def _create_boundary() -> None:
    op.create_table(
        "boundary",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(length=12), nullable=False),
        sa.Column(
            "detail", sa.SmallInteger(), nullable=False, comment="0 country map … 2 as loaded"
        ),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("valid_on", sa.Date(), nullable=True, comment="date of the borders, if known"),
        sa.Column("approximate", sa.Boolean(), nullable=False),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(length=16), nullable=False),
        sa.Column("gzip_body", sa.LargeBinary(), nullable=False),
        sa.Column("brotli_body", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "level IN ('kraj', 'wojewodztwo', 'powiat', 'gmina')", name="ck_boundary_level"
        ),
        sa.ForeignKeyConstraint(
            ["release_id"],
            ["release.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("level", "detail", "release_id", name="uq_boundary"),
    )
    op.create_index("ix_boundary_content_hash", "boundary", ["content_hash"], unique=False)
