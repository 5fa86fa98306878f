"""Commands that make, renew and serve the database."""

import os
import sys
from pathlib import Path

import click
from sqlalchemy import Connection, Engine, select

from smup.catalogue.events import known_indicators, note_indicators
from smup.catalogue.files import load_catalogue
from smup.catalogue.store import store_catalogue
from smup.cli.console import PolishCommand, opened_engine, progress_bars, tell
from smup.cli.practices import load_shipped_cards
from smup.database import check_schema, discard, init_schema, schema_revision
from smup.errors import IngestError
from smup.ingest.load import Load, LoadSummary, load
from smup.ingest.progress import Progress
from smup.models import Dataset, Peer, Unit
from smup.sample.generate import generate_sample
from smup.settings import DATA, ROOT, Settings
from smup.statistics.coverage import fill_coverage
from smup.statistics.peers import rebuild_peers
from smup.statistics.practice_effects import rebuild_effects
from smup.statistics.refresh import refresh
from smup.territory.store import read_directory

PEERS_SOURCE = "Sąsiedzi i jednostki podobne"
PEERS_MADE = (
    "Obliczono sąsiadów i jednostki podobne. Po zmianie danych robią to wczytania, a od nowa: "
    "python -m smup stats"
)
COVERAGE_MADE = "Policzono kompletność danych (strona /luki). Po zmianie danych robią to wczytania."
CATALOGUE_SOURCE = "Katalog wskaźników programu"
CARDS = "Karty dobrych praktyk programu:"
ALREADY = (
    "Baza już istnieje i zawiera dane ({kind}). Żeby ją usunąć i założyć od nowa, dodaj --force; "
    "żeby ją uaktualnić, wykonaj: python -m smup upgrade"
)
KINDS = {"sample": "przykładowe", "real": "prawdziwe"}


@click.command(cls=PolishCommand)
@click.option("--empty", is_flag=True, help="Bez danych przykładowych: tylko katalog wskaźników.")
@click.option("--force", is_flag=True, help="Usuń istniejącą bazę razem z danymi.")
def init(*, empty: bool, force: bool) -> None:
    """Załóż bazę danych z danymi przykładowymi."""
    with opened_engine() as engine, progress_bars() as progress:
        if force:
            discard(engine)
        make_database(engine, sample=not empty, progress=progress)
    click.echo("Baza danych jest gotowa.")


@click.command(cls=PolishCommand)
def upgrade() -> None:
    """Uaktualnij schemat bazy, katalog wskaźników i karty praktyk programu."""
    with opened_engine() as engine, progress_bars() as progress:
        if schema_revision(engine) is None:
            check_schema(engine)
        init_schema(engine)
        had_peers = _has_peers(engine)
        tell(load_catalogue_files(engine, progress=progress))
        fill_peers(engine, progress=progress)
        if not had_peers and _has_peers(engine):
            click.echo(PEERS_MADE)
        if fill_coverage(engine, progress=progress):
            click.echo(COVERAGE_MADE)
        click.echo(CARDS)
        tell(load_shipped_cards(engine, progress=progress))


@click.command(cls=PolishCommand)
def serve() -> None:
    """Uruchom serwer (gunicorn) pod adresem z SMUP_HOST i SMUP_PORT."""
    settings = Settings.from_env()
    with opened_engine() as engine:
        check_schema(engine)
    click.echo(f"http://{settings.host}:{settings.port}", err=True)
    os.chdir(ROOT)
    program = [sys.executable, "-m", "gunicorn", "app:server"]
    os.execv(sys.executable, program)  # noqa: S606  our own program, no shell


def make_database(engine: Engine, *, sample: bool, progress: Progress) -> None:
    """Create schema and catalogue, fill in the sample if wanted, and load the shipped practices.

    Raises:
        IngestError: when the database already holds data.
    """
    init_schema(engine)
    with engine.connect() as connection:
        kind = _kind(connection)
    if kind != "empty":
        raise IngestError(ALREADY.format(kind=KINDS[kind]))
    if sample:
        generate_sample(engine, progress=progress)
    else:
        load_catalogue_files(engine, progress=progress)
    load_shipped_cards(engine, progress=progress)


def load_catalogue_files(
    engine: Engine, *, progress: Progress, folder: Path = DATA / "catalogue"
) -> LoadSummary:
    """Bring the catalogue of the database in line with the files; recompute what changed."""
    catalogue = load_catalogue(folder)
    with load(
        engine,
        kind="catalogue",
        source=CATALOGUE_SOURCE,
        after=lambda current: _follow(current, progress),
    ) as current:
        before = known_indicators(current.connection)
        counts = store_catalogue(current.connection, catalogue)
        note_indicators(current, before)
        current.counts.new += counts.new
        current.counts.changed += counts.changed + counts.deleted
        current.counts.read += counts.new + counts.changed + counts.deleted
        current.variables |= counts.variables
    if current.summary is None:
        raise RuntimeError
    return current.summary


def _follow(current: Load, progress: Progress) -> None:
    refresh(current, progress=progress)
    # A new break or direction of an indicator changes effects of practices, but no value.
    if current.counts.new or current.counts.changed:
        rebuild_effects(current.connection, read_directory(current.connection))


def fill_peers(engine: Engine, *, progress: Progress) -> None:
    """Compute neighbours and nearest units if the database has units and none of these.

    A database of an older version has the tables after its upgrade, but nothing in them, unless
    the load of its catalogue has already changed what they are computed from.
    """
    with engine.connect() as connection:
        has_units = connection.scalar(select(Unit.id).limit(1)) is not None
    if not has_units or _has_peers(engine):
        return
    with load(engine, kind="stats", source=PEERS_SOURCE) as current:
        directory = read_directory(current.connection)
        current.counts.new = rebuild_peers(
            current.connection, directory=directory, progress=progress
        )
        current.counts.read = current.counts.new


def _has_peers(engine: Engine) -> bool:
    with engine.connect() as connection:
        return connection.scalar(select(Peer.unit_id).limit(1)) is not None


def _kind(connection: Connection) -> str:
    return str(connection.scalar(select(Dataset.kind)) or "empty")
