"""Commands of good practices: cards come in from a folder and go out to one."""

from pathlib import Path

import click
from sqlalchemy import Engine, select

from smup.accounts.audit import record
from smup.cli.console import PolishCommand, PolishGroup, opened_engine, progress_bars, tell
from smup.ingest.load import Load, LoadSummary, utc_now
from smup.ingest.progress import Progress
from smup.models import Practice
from smup.practices.export_practices import export_practices
from smup.practices.load_practices import Keeping, import_practices
from smup.settings import DATA, Settings
from smup.statistics.practice_effects import rebuild_effects
from smup.territory.store import read_directory

SHIPPED_CARDS = DATA / "practices"
FOLDER = click.Path(path_type=Path, file_okay=False)
LEFT = "W folderze zostały karty, których nie ma wśród opublikowanych: {names}."


@click.group("practices", cls=PolishGroup)
def practices() -> None:
    """Dobre praktyki: zapis kart do plików."""


@practices.command("export", cls=PolishCommand)
@click.argument("folder", metavar="FOLDER", type=FOLDER)
def export_cards(folder: Path) -> None:
    """Zapisz opublikowane karty z załącznikami w postaci, którą czyta import practices."""
    attachments = Path(Settings.from_env().attachments_dir)
    with opened_engine() as engine, progress_bars() as progress:
        written = export_practices(engine, folder, attachments=attachments, progress=progress)
    click.echo(f"Zapisano w folderze {folder}: karty {written.cards}, załączniki {written.files}.")
    if written.left:
        click.echo(LEFT.format(names=", ".join(written.left)))


@click.command("practices", cls=PolishCommand)
@click.argument("folder", metavar="FOLDER", type=FOLDER)
def import_cards(folder: Path) -> None:
    """Wczytaj karty dobrych praktyk z folderu (docs/good-practices.md)."""
    with opened_engine() as engine, progress_bars() as progress:
        summary = load_cards(engine, folder, progress=progress)
    tell(summary)


def load_cards(
    engine: Engine, folder: Path, *, progress: Progress, shipped: bool = False
) -> LoadSummary:
    """Import cards by the settings; compute their effects and note it in the log.

    Args:
        engine: engine of a database with the current schema.
        folder: of the cards.
        progress: told of the stages.
        shipped: pass over what is none of this database's business.

    Raises:
        IngestError: when the folder cannot be read.
    """
    settings = Settings.from_env()
    keeping = Keeping(attachments=Path(settings.attachments_dir), months=settings.practice_months)
    return import_practices(
        engine, folder, keeping=keeping, shipped=shipped, after=_follow, progress=progress
    )


def load_shipped_cards(engine: Engine, *, progress: Progress) -> LoadSummary:
    """Load the cards of the program: those whose units the database has, and no others."""
    return load_cards(engine, SHIPPED_CARDS, progress=progress, shipped=True)


def _follow(load: Load) -> None:
    directory = read_directory(load.connection)
    rebuild_effects(load.connection, directory, practice_ids=load.practices)
    query = select(Practice.id, Practice.revision_id).where(Practice.id.in_(load.practices))
    for practice_id, revision_id in load.connection.execute(query.order_by(Practice.id)).all():
        record(
            load.connection,
            action="practice.imported",
            subject="practice",
            subject_id=practice_id,
            account_id=None,
            now=utc_now(),
            revision_id=revision_id,
        )
