"""Create the tables of good practices and of notes on values.

Revision: 0006, after 0005.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables and the index of the search."""
    _create_practice()
    _create_practice_attachment()
    _create_practice_effect()
    _create_practice_indicator()
    _create_practice_revision()
    _create_value_note()
    _create_search()
    _count_versions()


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("practice_search")
    for table in (
        "value_note",
        "practice_revision",
        "practice_indicator",
        "practice_effect",
        "practice_attachment",
        "practice",
    ):
        op.drop_table(table)
    with op.batch_alter_table("dataset") as batch:
        batch.drop_column("practices_version")


def _create_practice() -> None:
    op.create_table(
        "practice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column(
            "stage",
            sa.String(length=10),
            nullable=False,
            comment="draft: nothing of it is public yet",
        ),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column(
            "summary",
            sa.String(length=600),
            nullable=False,
            comment="plain text; empty: to be filled in",
        ),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column(
            "institution", sa.String(length=200), nullable=True, comment="where it is no unit"
        ),
        sa.Column(
            "unit_kind", sa.String(length=30), nullable=True, comment="as in groups of units"
        ),
        sa.Column("size_class", sa.SmallInteger(), nullable=True, comment="of the unit's level"),
        sa.Column("sector", sa.String(length=60), nullable=False, comment="code of sector"),
        sa.Column("service", sa.String(length=60), nullable=True, comment="code of service"),
        sa.Column("dimension", sa.String(length=12), nullable=True),
        sa.Column("cost_class", sa.String(length=12), nullable=False),
        sa.Column("started", sa.SmallInteger(), nullable=True, comment="year of implementation"),
        sa.Column(
            "example", sa.Boolean(), nullable=False, comment="an example card of a fictional unit"
        ),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.Column(
            "expires_on", sa.Date(), nullable=True, comment="first day on which it is expired"
        ),
        sa.Column("published_at", sa.DateTime(), nullable=True, comment="of the revision shown"),
        sa.Column(
            "revision_id", sa.Integer(), nullable=True, comment="practice_revision that is shown"
        ),
        sa.Column("file_name", sa.String(), nullable=True, comment="of the import that brought it"),
        sa.CheckConstraint(
            "cost_class IN ('brak', 'bez-kosztu', 'do-10-tys', 'do-100-tys', 'do-1-mln', "
            "'ponad-1-mln')",
            name="ck_practice_cost_class",
        ),
        sa.CheckConstraint(
            "stage IN ('draft', 'published', 'withdrawn')", name="ck_practice_stage"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("slug"),
    )
    op.create_index("ix_practice_sector", "practice", ["sector", "service"], unique=False)
    op.create_index("ix_practice_unit_id", "practice", ["unit_id"], unique=False)


def _create_practice_attachment() -> None:
    op.create_table(
        "practice_attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False, comment="random, on the disk"),
        sa.Column(
            "file_name", sa.String(length=120), nullable=False, comment="what the reader gets it as"
        ),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False, comment="bytes"),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("size > 0", name="ck_practice_attachment_size"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"]),
        sa.ForeignKeyConstraint(["practice_id"], ["practice.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
    )
    op.create_index(
        "ix_practice_attachment_practice_id", "practice_attachment", ["practice_id"], unique=False
    )


def _create_practice_effect() -> None:
    op.create_table(
        "practice_effect",
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.Column("indicator", sa.String(length=60), nullable=False),
        sa.Column("before_year", sa.SmallInteger(), nullable=True),
        sa.Column("after_year", sa.SmallInteger(), nullable=True),
        sa.Column(
            "change", sa.Double(), nullable=True, comment="of the unit, in the indicator's unit"
        ),
        sa.Column(
            "peers_change", sa.Double(), nullable=True, comment="median of the similar units"
        ),
        sa.Column(
            "low", sa.Double(), nullable=True, comment="of the difference, 90 percent interval"
        ),
        sa.Column("high", sa.Double(), nullable=True),
        sa.Column("peers", sa.Integer(), nullable=False, comment="similar units with both values"),
        sa.Column("verdict", sa.String(length=12), nullable=False),
        sa.CheckConstraint(
            "verdict IN ('lepiej', 'gorzej', 'bez-roznicy', 'brak-danych')",
            name="ck_practice_effect_verdict",
        ),
        sa.ForeignKeyConstraint(["practice_id"], ["practice.id"]),
        sa.PrimaryKeyConstraint("practice_id", "indicator"),
        sqlite_with_rowid=False,
    )


def _create_practice_indicator() -> None:
    op.create_table(
        "practice_indicator",
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.Column("indicator", sa.String(length=60), nullable=False, comment="code of indicator"),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("before_year", sa.SmallInteger(), nullable=True, comment="chosen by the authors"),
        sa.Column("after_year", sa.SmallInteger(), nullable=True),
        sa.ForeignKeyConstraint(["practice_id"], ["practice.id"]),
        sa.PrimaryKeyConstraint("practice_id", "indicator"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_practice_indicator_indicator", "practice_indicator", ["indicator"], unique=False
    )


def _create_practice_revision() -> None:
    op.create_table(
        "practice_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("practice_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column(
            "document", sa.String(), nullable=False, comment="the card: front matter and Markdown"
        ),
        sa.Column(
            "version",
            sa.Integer(),
            nullable=False,
            comment="grows with every save; guards against overwriting",
        ),
        sa.Column("account_id", sa.Integer(), nullable=True, comment="of the author"),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'returned', 'published', 'replaced', 'discarded')",
            name="ck_practice_revision_state",
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"]),
        sa.ForeignKeyConstraint(["practice_id"], ["practice.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_practice_revision_practice", "practice_revision", ["practice_id", "id"], unique=False
    )
    op.create_index(
        "ix_practice_revision_state", "practice_revision", ["state", "submitted_at"], unique=False
    )
    op.create_index(
        "uq_practice_revision_open",
        "practice_revision",
        ["practice_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('draft', 'submitted', 'returned')"),
        postgresql_where=sa.text("state IN ('draft', 'submitted', 'returned')"),
    )


def _create_value_note() -> None:
    op.create_table(
        "value_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("indicator", sa.String(length=60), nullable=False, comment="code of indicator"),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("text_pl", sa.String(length=500), nullable=False),
        sa.Column("text_en", sa.String(length=500), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, comment="grows with every save"),
        sa.Column("account_id", sa.Integer(), nullable=True, comment="of the author"),
        sa.Column("example", sa.Boolean(), nullable=False, comment="a note of the sample"),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(), nullable=True),
        sa.Column("published_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'returned', 'published', 'withdrawn')",
            name="ck_value_note_state",
        ),
        sa.CheckConstraint("year BETWEEN 1900 AND 2100", name="ck_value_note_year"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"]),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_value_note_unit", "value_note", ["unit_id", "state"], unique=False)
    op.create_index(
        "uq_value_note_published",
        "value_note",
        ["indicator", "unit_id", "year"],
        unique=True,
        sqlite_where=sa.text("state = 'published'"),
        postgresql_where=sa.text("state = 'published'"),
    )


def _create_search() -> None:
    """Create the index of words; both engines get words already cut to their stems."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE practice_search USING fts5("
            "title, place, body, tokenize='unicode61 remove_diacritics 2', prefix='3')"
        )
        return
    op.execute(
        "CREATE TABLE practice_search ("
        "practice_id INTEGER PRIMARY KEY REFERENCES practice (id) ON DELETE CASCADE, "
        "words TSVECTOR NOT NULL)"
    )
    op.execute("CREATE INDEX ix_practice_search_words ON practice_search USING gin (words)")


def _count_versions() -> None:
    op.add_column(
        "dataset",
        sa.Column(
            "practices_version",
            sa.Integer(),
            server_default="0",
            nullable=False,
            comment="grows when a practice or a note becomes or stops being public",
        ),
    )
