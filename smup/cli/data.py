"""Commands that bring data in and out."""

import csv
import datetime as dt
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import click
from sqlalchemy import select

from smup.cli.console import (
    ROWS_SHOWN,
    PolishCommand,
    PolishGroup,
    opened_engine,
    progress_bars,
    tell,
)
from smup.costs.dictionary import read_dictionary
from smup.costs.load_costs import SOURCE as COSTS
from smup.costs.load_costs import import_costs
from smup.costs.rebuild import rebuild_service_costs
from smup.database import check_schema
from smup.errors import IngestError, UnknownCodeError
from smup.flags import Flag
from smup.ingest.bdl_csv import import_bdl_csv
from smup.ingest.load import Rejection, load
from smup.ingest.observations import import_observations
from smup.models import LEVELS, Indicator, Observation, Variable, VariableValue
from smup.statistics.refresh import refresh
from smup.territory.boundaries import import_boundaries
from smup.territory.directory import UnitDirectory
from smup.territory.store import read_directory
from smup.territory.terc_import import import_terc
from smup.territory.typology_import import SOURCE as TYPOLOGY
from smup.territory.typology_import import import_typology

FILE = click.Path(path_type=Path)
EXPORT_HEADER = ("indicator", "unit", "name", "year", "value", "flag", "decimals")


@click.group("import", cls=PolishGroup)
def data_import() -> None:
    """Wczytaj dane z plików."""


@data_import.command("bdl-csv", cls=PolishCommand)
@click.argument("files", metavar="PLIK...", nargs=-1, required=True, type=FILE)
@click.option(
    "--year",
    metavar="ROK",
    type=click.IntRange(1900, 2100),
    help="Rok, jeżeli nie ma go w nagłówku.",
)
@click.option(
    "--subject", metavar="TEMAT", help="Temat BDL, np. P1944, jeżeli nie ma go w nazwie pliku."
)
def bdl_csv(files: tuple[Path, ...], year: int | None, subject: str | None) -> None:
    """Wczytaj eksporty CSV z Banku Danych Lokalnych (CTAB i CREL)."""
    with opened_engine() as engine, progress_bars() as progress:
        summary = import_bdl_csv(
            engine,
            files,
            year=year,
            subject=subject,
            after=partial(refresh, progress=progress),
            progress=progress,
        )
    tell(summary)


@data_import.command("observations", cls=PolishCommand)
@click.argument("files", metavar="PLIK...", nargs=-1, required=True, type=FILE)
@click.option(
    "--source", metavar="TEKST", default="Obserwacje z pliku CSV", help="Źródło danych, słowami."
)
def observations(files: tuple[Path, ...], source: str) -> None:
    """Wczytaj obserwacje z CSV: indicator;unit;year;value;flag;decimals (docs/formats.md)."""
    with opened_engine() as engine, progress_bars() as progress:
        summary = import_observations(
            engine,
            files,
            source=source,
            after=partial(refresh, progress=progress),
            progress=progress,
        )
    tell(summary)


@data_import.command("terc", cls=PolishCommand)
@click.argument("file", metavar="PLIK", type=FILE)
def terc(file: Path) -> None:
    """Wczytaj urzędowy wykaz jednostek TERC (CSV albo XML)."""
    with opened_engine() as engine, progress_bars() as progress:
        after = partial(refresh, progress=progress)
        summary = import_terc(engine, file, progress=progress, after=after)
    tell(summary)


@data_import.command("boundaries", cls=PolishCommand)
@click.argument("file", metavar="PLIK", type=FILE)
@click.option(
    "--level",
    metavar="POZIOM",
    required=True,
    type=click.Choice(["gmina", "powiat", "wojewodztwo"]),
    help="Poziom jednostek w pliku: gmina, powiat albo wojewodztwo.",
)
@click.option(
    "--date",
    "day",
    metavar="DATA",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Stan na dzień, RRRR-MM-DD.",
)
def boundaries(file: Path, level: str, day: dt.datetime | None) -> None:
    """Wczytaj granice jednostek (GeoJSON, GPKG, SHP)."""
    with opened_engine() as engine, progress_bars() as progress:
        valid_on = day.date() if day else None
        summary = import_boundaries(engine, file, level=level, valid_on=valid_on, progress=progress)
    tell(summary)


@data_import.command("typology", cls=PolishCommand)
@click.argument("file", metavar="PLIK", type=FILE)
@click.option(
    "--source", metavar="TEKST", default=TYPOLOGY, help="Autor i nazwa typologii, słowami."
)
def typology(file: Path, source: str) -> None:
    """Wczytaj typologię funkcjonalną z CSV: code;type;name_pl;name_en (docs/formats.md)."""
    with opened_engine() as engine, progress_bars() as progress:
        summary = import_typology(
            engine,
            file,
            source=source,
            after=partial(refresh, progress=progress),
            progress=progress,
        )
    tell(summary)


@data_import.command("costs", cls=PolishCommand)
@click.argument("files", metavar="PLIK...", nargs=-1, required=True, type=FILE)
@click.option("--source", metavar="TEKST", default=COSTS, help="Źródło danych, słowami.")
@click.option(
    "--rejected",
    metavar="PLIK",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Zapisz tu (CSV) wszystkie odrzucone wiersze: miejsce, powód i treść.",
)
def costs(files: tuple[Path, ...], source: str, rejected: Path | None) -> None:
    """Wczytaj koszty usług z szablonów CSV i XLSX (docs/formats.md).

    Dobre wiersze są wczytywane, złe odrzucane; plik nie do odczytania zatrzymuje wszystkie pliki
    polecenia. Wiersz o tym samym kluczu zastępuje wczytany wcześniej. Puste szablony i przykład:
    /koszty/szablony/koszty.xlsx
    """
    refused: list[Rejection] = []
    with opened_engine() as engine, progress_bars() as progress:
        summary = import_costs(engine, files, source=source, progress=progress, refused=refused)
    tell(summary)
    if rejected is not None and refused:
        _write_rejected(rejected, refused)
        click.echo(f"Odrzucone wiersze: {rejected}. Popraw je w swoim pliku i wczytaj go znowu.")
    elif len(refused) > ROWS_SHOWN:
        click.echo("Wszystkie odrzucone wiersze zapisze przełącznik --rejected odrzucone.csv.")


def _write_rejected(file: Path, rows: Sequence[Rejection]) -> None:
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        table = csv.writer(stream, delimiter=";")
        table.writerow(("miejsce", "wiersz", "powod", "tresc"))
        for row in rows:
            # A spreadsheet would compute a text that begins with "=".
            content = f"'{row.content}" if row.content[:1] in {"=", "+", "-", "@"} else row.content
            table.writerow((row.file, row.line, row.reason, content))


@click.command(cls=PolishCommand)
def stats() -> None:
    """Oblicz od nowa wskaźniki, statystyki, sąsiadów, jednostki podobne i koszty usług."""
    with opened_engine() as engine, progress_bars() as progress:
        after = partial(refresh, progress=progress)
        with load(engine, kind="stats", source="Przeliczenie statystyk", after=after) as current:
            used = select(VariableValue.variable_id).where(VariableValue.variable_id == Variable.id)
            query = select(Variable.id).where(used.exists())
            current.variables |= set(current.connection.scalars(query))
            current.units_changed = True
            current.counts.changed = 1
            rebuild_service_costs(current.connection, read_dictionary(), progress=progress)
    click.echo("Statystyki są aktualne.")


@click.command(cls=PolishCommand)
@click.option("--indicator", metavar="KOD", required=True, help="Kod wskaźnika.")
@click.option(
    "--level",
    metavar="POZIOM",
    default="gmina",
    show_default=True,
    type=click.Choice(LEVELS),
    help="Poziom jednostek.",
)
@click.option("--year", metavar="ROK", type=int, help="Rok; bez niego wszystkie lata.")
@click.option(
    "-o", "--output", metavar="PLIK", required=True, type=FILE, help="Plik CSV do zapisania."
)
def export(indicator: str, level: str, year: int | None, output: Path) -> None:
    """Zapisz wartości wskaźnika do CSV, który można wczytać przez import observations."""
    with opened_engine() as engine:
        check_schema(engine)
        with engine.connect() as connection:
            key = connection.scalar(select(Indicator.id).where(Indicator.code == indicator))
            if key is None:
                message = f"Nie ma wskaźnika o kodzie {indicator[:60]}."
                raise UnknownCodeError("indicator", indicator, message)
            query = (
                select(Observation)
                .with_only_columns(
                    Observation.year,
                    Observation.unit_id,
                    Observation.value,
                    Observation.flag,
                    Observation.decimals,
                )
                .where(Observation.indicator_id == key)
                .order_by(Observation.year, Observation.unit_id)
            )
            if year is not None:
                query = query.where(Observation.year == year)
            rows = [tuple(row) for row in connection.execute(query)]
            directory = read_directory(connection)
    written = _write(output, rows, directory, (indicator, level))
    click.echo(f"Zapisano plik {output}, liczba wierszy: {written}.")


def _write(
    output: Path,
    rows: Sequence[tuple[Any, ...]],
    directory: UnitDirectory,
    what: tuple[str, str],
) -> int:
    indicator, level = what
    written = 0
    try:
        with output.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream, delimiter=";")
            writer.writerow(EXPORT_HEADER)
            for year, unit_id, value, flag, decimals in rows:
                unit = directory.by_id(unit_id)
                if unit.answers_at(level):
                    number = "" if value is None else repr(value).replace(".", ",")
                    label = Flag(flag).label
                    cells = (indicator, unit.code_at(level), unit.name, year, number, label)
                    writer.writerow((*cells, "" if decimals is None else decimals))
                    written += 1
    except OSError as error:
        message = f"Nie można zapisać pliku {output}: {error.strerror}. Sprawdź folder i prawa."
        raise IngestError(message) from error
    return written
