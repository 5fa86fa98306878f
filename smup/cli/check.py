"""The command that tests the integrity of the database."""

from pathlib import Path

import click

from smup.cli.console import PolishCommand, opened_engine
from smup.database import check_schema
from smup.errors import IngestError
from smup.settings import Settings
from smup.statistics.integrity import check_database


@click.command(cls=PolishCommand)
def check() -> None:
    """Sprawdź spójność bazy danych."""
    failed = 0
    with opened_engine() as engine:
        check_schema(engine)
        attachments = Path(Settings.from_env().attachments_dir)
        for finding in check_database(engine, attachments=attachments):
            failed += finding.is_error
            click.echo(f"{'BŁĄD' if finding.is_error else 'OK  '}  {finding.text}")
    if failed:
        message = f"Baza danych nie jest spójna: {failed} z powyższych sprawdzeń wykazało błąd."
        raise IngestError(message)
