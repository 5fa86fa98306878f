"""Create the tables of peers (neighbours, nearest units) and of functional types.

Revision: 0003, after 0002.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    _create_peer()
    _create_unit_type()
    _create_unit_in_type()


def downgrade() -> None:
    """Drop the tables."""
    for table in ("unit_in_type", "unit_type", "peer"):
        op.drop_table(table)


def _create_peer() -> None:
    op.create_table(
        "peer",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False, comment="1 = nearest"),
        sa.Column("peer_id", sa.Integer(), nullable=False),
        sa.Column("distance", sa.Double(), nullable=True, comment="0 to 1, of nearest units"),
        sa.Column("border_km", sa.Double(), nullable=True, comment="common border of neighbours"),
        sa.CheckConstraint("kind IN ('sasiedzi', 'najblizsze')", name="ck_peer_kind"),
        sa.CheckConstraint("unit_id <> peer_id", name="ck_peer_other"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"]),
        sa.ForeignKeyConstraint(["peer_id"], ["unit.id"]),
        sa.PrimaryKeyConstraint("unit_id", "level", "kind", "position"),
        sqlite_with_rowid=False,
    )


def _create_unit_type() -> None:
    op.create_table(
        "unit_type",
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("name_pl", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"]),
        sa.PrimaryKeyConstraint("code"),
    )


def _create_unit_in_type() -> None:
    op.create_table(
        "unit_in_type",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(length=12), nullable=False),
        sa.Column("type_code", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["type_code"], ["unit_type.code"]),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"]),
        sa.PrimaryKeyConstraint("unit_id", "level"),
        sqlite_with_rowid=False,
    )
