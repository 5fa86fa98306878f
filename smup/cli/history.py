"""Commands for the history of values: how large it is, and dropping its oldest part."""

import click

from smup.cli.console import PolishCommand, PolishGroup, grouped, opened_engine
from smup.database import check_schema, sqlite_file
from smup.ingest.trim import HistorySize, history_size, trim_history

FILE_STAYS = (
    "Plik bazy nie zmaleje; wolne miejsce zajmą następne wczytania. Przy zatrzymanym serwerze "
    'zmniejszy go polecenie: sqlite3 {file} "VACUUM"'
)


@click.group(cls=PolishGroup)
def history() -> None:
    """Historia wartości: z niej czyta się dane w stanie z wydania (docs/releases.md)."""


@history.command(cls=PolishCommand)
def show() -> None:
    """Pokaż, od którego wydania jest historia i ile w niej wierszy."""
    with opened_engine() as engine:
        check_schema(engine)
        with engine.connect() as connection:
            _tell(history_size(connection))


@history.command(cls=PolishCommand)
@click.option(
    "--before",
    metavar="WYDANIE",
    type=click.IntRange(1),
    required=True,
    help="Pierwsze wydanie, w którego stanie nadal będzie można czytać dane.",
)
def trim(before: int) -> None:
    """Usuń historię sprzed wydania; bieżące dane i lista wydań zostają."""
    with opened_engine() as engine:
        _tell(trim_history(engine, before))
        file = sqlite_file(engine.url)
    if file is not None:
        click.echo(FILE_STAYS.format(file=file))


def _tell(size: HistorySize) -> None:
    click.echo(f"Dane można czytać w stanie z wydań od {size.first} do {size.newest}.")
    rows = (
        ("zmienione i wycofane wartości", size.revisions),
        ("zastąpione miejsca", size.places),
        ("zastąpione statystyki", size.statistics),
    )
    click.echo("Historia: " + ", ".join(f"{name}: {grouped(number)}" for name, number in rows))
