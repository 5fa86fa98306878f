"""Create the tables of history and coverage; what was loaded before has no history.

Revision: 0007, after 0006.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

STATISTICS = ("latest", "indicator_year_stat")


def upgrade() -> None:
    """Create the tables."""
    _create_revision()
    _create_release_indicator()
    _create_release_change()
    _create_latest_past()
    _create_indicator_year_stat_past()
    _create_coverage()
    _count_releases()


def downgrade() -> None:
    """Drop the tables."""
    for table in (
        "coverage",
        "indicator_year_stat_past",
        "latest_past",
        "release_change",
        "release_indicator",
        "revision",
    ):
        op.drop_table(table)
    for table in STATISTICS:
        op.drop_column(table, "release_id")
    op.drop_column("dataset", "history_from")


def _create_revision() -> None:
    op.create_table(
        "revision",
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("old_value", sa.Double(), nullable=True),
        sa.Column("old_flag", sa.SmallInteger(), nullable=False),
        sa.Column("old_decimals", sa.SmallInteger(), nullable=True),
        sa.Column("old_release_id", sa.Integer(), nullable=False),
        sa.Column("new_value", sa.Double(), nullable=True),
        sa.Column("new_flag", sa.SmallInteger(), nullable=True, comment="null: withdrawn"),
        sa.Column("new_decimals", sa.SmallInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["indicator_id"],
            ["indicator.id"],
        ),
        sa.ForeignKeyConstraint(
            ["old_release_id"],
            ["release.id"],
        ),
        sa.ForeignKeyConstraint(
            ["release_id"],
            ["release.id"],
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["unit.id"],
        ),
        sa.PrimaryKeyConstraint("indicator_id", "year", "unit_id", "release_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_revision_release", "revision", ["release_id", "indicator_id"], unique=False)
    op.create_index("ix_revision_unit", "revision", ["unit_id", "release_id"], unique=False)


def _create_release_indicator() -> None:
    op.create_table(
        "release_indicator",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("rows_new", sa.Integer(), nullable=False),
        sa.Column("rows_changed", sa.Integer(), nullable=False),
        sa.Column("rows_withdrawn", sa.Integer(), nullable=False),
        sa.Column("first_year", sa.SmallInteger(), nullable=False, comment="of the rows written"),
        sa.Column("last_year", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["indicator_id"],
            ["indicator.id"],
        ),
        sa.ForeignKeyConstraint(
            ["release_id"],
            ["release.id"],
        ),
        sa.PrimaryKeyConstraint("release_id", "indicator_id"),
        sqlite_with_rowid=False,
    )


def _create_release_change() -> None:
    op.create_table(
        "release_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column(
            "code",
            sa.String(length=60),
            nullable=False,
            comment="of the indicator or unit, as of now",
        ),
        sa.Column("name", sa.String(), nullable=False, comment="as of this release"),
        sa.Column(
            "old", sa.String(), nullable=True, comment="name, code, kind or definition before"
        ),
        sa.Column("new", sa.String(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('indicator-new', 'indicator-renamed', 'indicator-redefined', "
            "'indicator-withdrawn', 'unit-new', 'unit-renamed', 'unit-recoded', 'unit-ended', "
            "'boundary-new')",
            name="ck_release_change_kind",
        ),
        sa.ForeignKeyConstraint(
            ["release_id"],
            ["release.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_release_change_release", "release_change", ["release_id", "kind"], unique=False
    )


def _create_latest_past() -> None:
    op.create_table(
        "latest_past",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("replaced_by", sa.Integer(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("flag", sa.SmallInteger(), nullable=False),
        sa.Column("rank_country", sa.Integer(), nullable=False),
        sa.Column("n_country", sa.Integer(), nullable=False),
        sa.Column("rank_voivodeship", sa.Integer(), nullable=True),
        sa.Column("n_voivodeship", sa.Integer(), nullable=True),
        sa.Column("rank_peers", sa.Integer(), nullable=True, comment="group of same kind and size"),
        sa.Column("n_peers", sa.Integer(), nullable=True),
        sa.Column(
            "release_id",
            sa.Integer(),
            nullable=False,
            server_default="0",
            comment="release that gave these numbers; 0: before the history",
        ),
        sa.ForeignKeyConstraint(
            ["indicator_id"],
            ["indicator.id"],
        ),
        sa.ForeignKeyConstraint(
            ["replaced_by"],
            ["release.id"],
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["unit.id"],
        ),
        sa.PrimaryKeyConstraint("unit_id", "indicator_id", "replaced_by"),
        sqlite_with_rowid=False,
    )


def _create_indicator_year_stat_past() -> None:
    op.create_table(
        "indicator_year_stat_past",
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(length=12), nullable=False),
        sa.Column("group_code", sa.String(length=40), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("replaced_by", sa.Integer(), nullable=False),
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
        sa.Column(
            "release_id",
            sa.Integer(),
            nullable=False,
            server_default="0",
            comment="release that gave these numbers; 0: before the history",
        ),
        sa.ForeignKeyConstraint(
            ["indicator_id"],
            ["indicator.id"],
        ),
        sa.ForeignKeyConstraint(
            ["replaced_by"],
            ["release.id"],
        ),
        sa.PrimaryKeyConstraint("indicator_id", "level", "group_code", "year", "replaced_by"),
        sqlite_with_rowid=False,
    )


def _create_coverage() -> None:
    op.create_table(
        "coverage",
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(length=12), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column(
            "units",
            sa.Integer(),
            nullable=False,
            comment="units of the level in that year whose task it is",
        ),
        sa.Column(
            "with_value", sa.Integer(), nullable=False, comment="with a number, measured zeros too"
        ),
        sa.Column(
            "zero", sa.Integer(), nullable=False, comment="of these: the phenomenon did not occur"
        ),
        sa.Column(
            "below_format",
            sa.Integer(),
            nullable=False,
            comment="of these: smaller than the format",
        ),
        sa.Column("missing", sa.Integer(), nullable=False, comment="told by the source as missing"),
        sa.Column("secret", sa.Integer(), nullable=False),
        sa.Column("not_applicable", sa.Integer(), nullable=False),
        sa.Column("not_yet_published", sa.Integer(), nullable=False),
        sa.Column("no_row", sa.Integer(), nullable=False, comment="the source gives no row at all"),
        sa.ForeignKeyConstraint(
            ["indicator_id"],
            ["indicator.id"],
        ),
        sa.PrimaryKeyConstraint("indicator_id", "level", "year"),
        sqlite_with_rowid=False,
    )


def _count_releases() -> None:
    for table in STATISTICS:
        op.add_column(
            table,
            sa.Column(
                "release_id",
                sa.Integer(),
                server_default="0",
                nullable=False,
                comment="release that gave these numbers; 0: before the history",
            ),
        )
    op.add_column(
        "dataset",
        sa.Column(
            "history_from",
            sa.Integer(),
            server_default="0",
            nullable=False,
            comment="first release that the data can be read as of",
        ),
    )
    op.execute("UPDATE dataset SET history_from = (SELECT coalesce(max(id), 0) FROM release)")
