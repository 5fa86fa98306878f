"""Create the tables of costs of services.

Revision: 0004, after 0003.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    _create_cost_spending()
    _create_cost_driver()
    _create_cost_asset()
    _create_cost_income()
    _create_cost_output()
    _create_cost_circumstance()
    _create_service_cost()


def downgrade() -> None:
    """Drop the tables."""
    for table in (
        "service_cost",
        "cost_circumstance",
        "cost_output",
        "cost_income",
        "cost_asset",
        "cost_driver",
        "cost_spending",
    ):
        op.drop_table(table)


def _create_cost_spending() -> None:
    op.create_table(
        "cost_spending",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("chapter", sa.String(length=5), nullable=False),
        sa.Column("paragraph", sa.String(length=4), nullable=False),
        sa.Column(
            "amount_gr", sa.BigInteger(), nullable=False, comment="grosze; below 0 a correction"
        ),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("year BETWEEN 1900 AND 2100", name="ck_cost_spending_year"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"]),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"]),
        sa.PrimaryKeyConstraint("unit_id", "year", "chapter", "paragraph"),
        sqlite_with_rowid=False,
    )


def _create_cost_driver() -> None:
    op.create_table(
        "cost_driver",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("pool", sa.String(length=60), nullable=False, comment="code of data/costs/pools"),
        sa.Column("service", sa.String(length=60), nullable=False, comment="or inne: all the rest"),
        sa.Column("posts", sa.Double(), nullable=True, comment="etaty, yearly average"),
        sa.Column("hours", sa.Double(), nullable=True, comment="hours of work in the year"),
        sa.Column("area_m2", sa.Double(), nullable=True, comment="floor area used, m2"),
        sa.Column("cases", sa.Double(), nullable=True, comment="cases handled in the year"),
        sa.Column("own_share", sa.Double(), nullable=True, comment="0 to 1, the unit's own key"),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("year BETWEEN 1900 AND 2100", name="ck_cost_driver_year"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"]),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"]),
        sa.PrimaryKeyConstraint("unit_id", "year", "pool", "service"),
        sqlite_with_rowid=False,
    )


def _create_cost_asset() -> None:
    op.create_table(
        "cost_asset",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("service", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("first_year", sa.SmallInteger(), nullable=False, comment="first year in use"),
        sa.Column("last_year", sa.SmallInteger(), nullable=True, comment="last year in use"),
        sa.Column("value_gr", sa.BigInteger(), nullable=False, comment="initial value, grosze"),
        sa.Column(
            "rate", sa.Double(), nullable=False, comment="percent of the initial value a year"
        ),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("rate > 0 AND rate <= 100", name="ck_cost_asset_rate"),
        sa.CheckConstraint("value_gr >= 0", name="ck_cost_asset_value"),
        sa.UniqueConstraint("unit_id", "service", "name", "first_year", name="uq_cost_asset"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"]),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"]),
        sa.PrimaryKeyConstraint("id"),
    )


def _create_cost_income() -> None:
    op.create_table(
        "cost_income",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("service", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("amount_gr", sa.BigInteger(), nullable=False, comment="grosze"),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('oplaty', 'sprzedaz', 'dotacje')", name="ck_cost_income_kind"),
        sa.CheckConstraint("year BETWEEN 1900 AND 2100", name="ck_cost_income_year"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"]),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"]),
        sa.PrimaryKeyConstraint("unit_id", "year", "service", "kind"),
        sqlite_with_rowid=False,
    )


def _create_cost_output() -> None:
    op.create_table(
        "cost_output",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("service", sa.String(length=60), nullable=False),
        sa.Column("measure", sa.String(length=60), nullable=False),
        sa.Column("quantity", sa.Double(), nullable=False),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("quantity >= 0", name="ck_cost_output_quantity"),
        sa.CheckConstraint("year BETWEEN 1900 AND 2100", name="ck_cost_output_year"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"]),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"]),
        sa.PrimaryKeyConstraint("unit_id", "year", "service", "measure"),
        sqlite_with_rowid=False,
    )


def _create_cost_circumstance() -> None:
    op.create_table(
        "cost_circumstance",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("service", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('zlecona', 'spolka', 'zwiazek', 'projekt-ue', 'zmiana-rozdzialu', "
            "'nie-prowadzi')",
            name="ck_cost_circumstance_kind",
        ),
        sa.CheckConstraint("year BETWEEN 1900 AND 2100", name="ck_cost_circumstance_year"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"]),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"]),
        sa.PrimaryKeyConstraint("unit_id", "year", "service", "kind"),
        sqlite_with_rowid=False,
    )


def _create_service_cost() -> None:
    op.create_table(
        "service_cost",
        sa.Column("service", sa.String(length=60), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column(
            "direct",
            sa.Double(),
            nullable=False,
            comment="zl, current spending of the service's chapters",
        ),
        sa.Column("pay", sa.Double(), nullable=False, comment="zl, the part of direct that is pay"),
        sa.Column(
            "entity_pool",
            sa.Double(),
            nullable=False,
            comment="zl, whole pools of the entities, to share",
        ),
        sa.Column("entity_posts", sa.Double(), nullable=True),
        sa.Column("entity_hours", sa.Double(), nullable=True),
        sa.Column("entity_cases", sa.Double(), nullable=True),
        sa.Column("entity_own", sa.Double(), nullable=True),
        sa.Column(
            "shared_pool", sa.Double(), nullable=False, comment="zl, whole shared costs of the unit"
        ),
        sa.Column("shared_posts", sa.Double(), nullable=True),
        sa.Column("shared_area", sa.Double(), nullable=True),
        sa.Column("shared_direct", sa.Double(), nullable=True),
        sa.Column("shared_own", sa.Double(), nullable=True),
        sa.Column("capital_depreciation", sa.Double(), nullable=True),
        sa.Column("capital_average", sa.Double(), nullable=True),
        sa.Column(
            "capital_years",
            sa.SmallInteger(),
            nullable=False,
            comment="years in the average, to 10",
        ),
        sa.Column(
            "grants_out", sa.Double(), nullable=False, comment="zl, grants to outside providers"
        ),
        sa.Column("fees", sa.Double(), nullable=False, comment="zl, what users paid"),
        sa.Column("sales", sa.Double(), nullable=False, comment="zl, what other units paid"),
        sa.Column("targeted", sa.Double(), nullable=False, comment="zl, targeted grants received"),
        sa.Column("output", sa.Double(), nullable=True, comment="of the main measure"),
        sa.Column("resource", sa.Double(), nullable=True, comment="classes, libraries …"),
        sa.Column("facilities", sa.Double(), nullable=True, comment="schools, branches …"),
        sa.Column(
            "posts", sa.Double(), nullable=True, comment="posts of the service over its pools"
        ),
        sa.Column(
            "warnings", sa.Integer(), nullable=False, comment="sum of bits of smup.costs.warnings"
        ),
        sa.Column("release_id", sa.Integer(), nullable=False, comment="newest of its rows"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"]),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"]),
        sa.PrimaryKeyConstraint("service", "year", "unit_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_service_cost_unit", "service_cost", ["unit_id", "service", "year"])
