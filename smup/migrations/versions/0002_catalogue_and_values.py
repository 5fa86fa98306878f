"""Create the tables of the catalogue, of values and of statistics.

Revision: 0002, after 0001.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

VALUE_MATCHES_FLAG = (
    "(flag IN (0, 2) AND value IS NOT NULL) OR "
    "(flag = 1 AND value IS NOT NULL AND value = 0) OR "
    "(flag BETWEEN 3 AND 6 AND value IS NULL)"
)


def upgrade() -> None:
    """Create the tables."""
    _create_sector()
    _create_service()
    _create_indicator()
    _create_variable()
    _create_variable_value()
    _create_observation()
    _create_indicator_year_stat()
    _create_latest()


def downgrade() -> None:
    """Drop the tables."""
    for table in (
        "latest",
        "indicator_year_stat",
        "observation",
        "variable_value",
        "variable",
        "indicator",
        "service",
        "sector",
    ):
        op.drop_table(table)


def _create_sector() -> None:
    op.create_table(
        "sector",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("name_pl", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column(
            "official",
            sa.Boolean(),
            nullable=False,
            comment="false: made by an import, e.g. BDL variables",
        ),
        sa.Column("icon", sa.String(length=40), nullable=False, comment="name in Bootstrap Icons"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )


def _create_service() -> None:
    op.create_table(
        "service",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("sector_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("name_pl", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column(
            "task_level", sa.String(length=12), nullable=False, comment="gmina, powiat or oba"
        ),
        sa.ForeignKeyConstraint(
            ["sector_id"],
            ["sector.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )
    op.create_index("ix_service_sector_id", "service", ["sector_id"], unique=False)


def _create_indicator() -> None:
    op.create_table(
        "indicator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("name_pl", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("unit_pl", sa.String(), nullable=False, comment="unit of measure, e.g. zł, %"),
        sa.Column("unit_en", sa.String(), nullable=False),
        sa.Column("decimals", sa.SmallInteger(), nullable=False),
        sa.Column("dimension", sa.String(length=12), nullable=False),
        sa.Column(
            "polarity",
            sa.String(length=4),
            nullable=False,
            comment="up: more is better, down, none",
        ),
        sa.Column("task_level", sa.String(length=6), nullable=False),
        sa.Column("card", sa.JSON(), nullable=False, comment="the whole card, as in the file"),
        sa.CheckConstraint(
            "dimension IN ('ilosc', 'jakosc', 'dostepnosc', 'efektywnosc', 'kontekst')",
            name="ck_indicator_dimension",
        ),
        sa.CheckConstraint("polarity IN ('up', 'down', 'none')", name="ck_indicator_polarity"),
        sa.CheckConstraint(
            "task_level IN ('gmina', 'powiat', 'oba')", name="ck_indicator_task_level"
        ),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["service.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )
    op.create_index("ix_indicator_service_id", "indicator", ["service_id"], unique=False)


def _create_variable() -> None:
    op.create_table(
        "variable",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("name_pl", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("unit_pl", sa.String(), nullable=False),
        sa.Column("unit_en", sa.String(), nullable=False),
        sa.Column("decimals", sa.SmallInteger(), nullable=False),
        sa.Column("card", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )


def _create_variable_value() -> None:
    op.create_table(
        "variable_value",
        sa.Column("variable_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("flag", sa.SmallInteger(), nullable=False),
        sa.Column("decimals", sa.SmallInteger(), nullable=True),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            VALUE_MATCHES_FLAG,
            name="ck_variable_value_flag",
        ),
        sa.CheckConstraint("year BETWEEN 1900 AND 2100", name="ck_variable_value_year"),
        sa.ForeignKeyConstraint(
            ["release_id"],
            ["release.id"],
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["unit.id"],
        ),
        sa.ForeignKeyConstraint(
            ["variable_id"],
            ["variable.id"],
        ),
        sa.PrimaryKeyConstraint("variable_id", "year", "unit_id"),
        sqlite_with_rowid=False,
    )


def _create_observation() -> None:
    op.create_table(
        "observation",
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("flag", sa.SmallInteger(), nullable=False),
        sa.Column("decimals", sa.SmallInteger(), nullable=True),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            VALUE_MATCHES_FLAG,
            name="ck_observation_flag",
        ),
        sa.CheckConstraint("year BETWEEN 1900 AND 2100", name="ck_observation_year"),
        sa.ForeignKeyConstraint(
            ["indicator_id"],
            ["indicator.id"],
        ),
        sa.ForeignKeyConstraint(
            ["release_id"],
            ["release.id"],
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["unit.id"],
        ),
        sa.PrimaryKeyConstraint("indicator_id", "year", "unit_id"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_observation_unit", "observation", ["unit_id", "indicator_id", "year"], unique=False
    )


def _create_indicator_year_stat() -> None:
    op.create_table(
        "indicator_year_stat",
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(length=12), nullable=False),
        sa.Column("group_code", sa.String(length=40), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False, comment="units with a value"),
        sa.Column("mean", sa.Double(), nullable=False),
        sa.Column(
            "sd", sa.Double(), nullable=True, comment="sample deviation (n - 1); null for n = 1"
        ),
        sa.Column("min", sa.Double(), nullable=False),
        sa.Column("p5", sa.Double(), nullable=False),
        sa.Column("q1", sa.Double(), nullable=False),
        sa.Column("median", sa.Double(), nullable=False),
        sa.Column("q3", sa.Double(), nullable=False),
        sa.Column("p95", sa.Double(), nullable=False),
        sa.Column("max", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["indicator_id"],
            ["indicator.id"],
        ),
        sa.PrimaryKeyConstraint("indicator_id", "level", "group_code", "year"),
        sqlite_with_rowid=False,
    )


def _create_latest() -> None:
    op.create_table(
        "latest",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("flag", sa.SmallInteger(), nullable=False),
        sa.Column("rank_country", sa.Integer(), nullable=False),
        sa.Column("n_country", sa.Integer(), nullable=False),
        sa.Column("rank_voivodeship", sa.Integer(), nullable=True),
        sa.Column("n_voivodeship", sa.Integer(), nullable=True),
        sa.Column("rank_peers", sa.Integer(), nullable=True, comment="group of same kind and size"),
        sa.Column("n_peers", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["indicator_id"],
            ["indicator.id"],
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["unit.id"],
        ),
        sa.PrimaryKeyConstraint("unit_id", "indicator_id"),
        sqlite_with_rowid=False,
    )
