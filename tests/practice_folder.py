"""A folder of cards beside a database, for tests of the import and the export."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from smup.ingest.load import Load, LoadSummary
from smup.practices.card import PracticeCard
from smup.practices.export_practices import export_practices
from smup.practices.load_practices import Keeping, import_practices
from smup.practices.markdown_card import card_to_markdown
from tests import builders
from tests.practice_data import MONTHS, card

EXAMPLE = card(slug="przyklad", unit="9901033", example=True)


@dataclass
class Folder:
    """A folder of cards and the place of their files, beside a database."""

    engine: Engine
    path: Path
    kept: Path

    def put(self, *cards: PracticeCard) -> None:
        """Write cards."""
        for one in cards:
            (self.path / f"{one.slug}.md").write_text(card_to_markdown(one), "utf-8")

    def put_file(self, slug: str, name: str, data: bytes) -> None:
        """Write a file of a card."""
        (self.path / slug).mkdir(exist_ok=True)
        (self.path / slug / name).write_bytes(data)

    def load(
        self, *, shipped: bool = False, after: Callable[[Load], None] | None = None,
        path: Path | None = None,
    ) -> LoadSummary:  # fmt: skip
        """Import the folder."""
        keeping = Keeping(attachments=self.kept, months=MONTHS)
        return import_practices(
            self.engine, path or self.path, keeping=keeping, shipped=shipped, after=after
        )

    def export(self, path: Path) -> None:
        """Export into another folder."""
        export_practices(self.engine, path, attachments=self.kept)

    def stored(self) -> list[Path]:
        """Return the files that are kept."""
        return sorted(path for path in self.kept.rglob("*") if path.is_file())


def as_sample(folder: Folder) -> None:
    """Say that the database holds a sample."""
    with folder.engine.begin() as connection:
        builders.set_dataset(connection, kind="sample")


def counted(summary: LoadSummary) -> tuple[int, int, int, int, int]:
    """Return new, changed, same, skipped, rejected."""
    counts = summary.counts
    return counts.new, counts.changed, counts.same, counts.skipped, counts.rejected
