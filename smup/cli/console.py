"""What all commands share: Polish help, errors in one line, progress bars, numbers in words."""

import logging
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from sqlalchemy import Engine

from smup.database import make_engine
from smup.errors import SmupError
from smup.ingest.load import LoadSummary
from smup.ingest.progress import Progress as Report
from smup.settings import ROOT, Settings

FAILED, MISUSED, INTERRUPTED = 1, 2, 130
LOG_FILE = ROOT / "var" / "smup-error.log"
PLAIN_SECONDS = 5.0
REST = " · "
"""What follows this in the name of a stage changes while it lasts, e.g. the time left."""
HEADINGS = {"Options": "Przełączniki", "Commands": "Polecenia"}
ROWS_SHOWN = 10


class PolishFormatter(click.HelpFormatter):
    """Help with Polish headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line of usage in Polish."""
        polish = args.replace("[OPTIONS]", "[PRZEŁĄCZNIKI]")
        polish = polish.replace("COMMAND [ARGS]...", "POLECENIE [ARGUMENTY]...")
        super().write_usage(prog, polish, prefix or "Użycie: ")

    def write_heading(self, heading: str) -> None:
        """Write a heading in Polish."""
        super().write_heading(HEADINGS.get(heading, heading))


class PolishContext(click.Context):
    """Context whose help is Polish."""

    formatter_class = PolishFormatter


class PolishCommand(click.Command):
    """A command with Polish help."""

    context_class = PolishContext

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option ``--help`` with a Polish description."""
        return _polish(super().get_help_option(ctx))


class PolishGroup(click.Group):
    """A group of commands with Polish help."""

    context_class = PolishContext
    command_class = PolishCommand

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option ``--help`` with a Polish description."""
        return _polish(super().get_help_option(ctx))


def _polish(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "Pokaż tę pomoc."
    return option


def run(command: click.Command, arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code; no error leaves it as a traceback."""
    try:
        code = command.main(args=arguments, prog_name="python -m smup", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        return _failed(error.format_message(), MISUSED)
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx is not None else "python -m smup"
        return _failed(f"{polish_usage(error)} Pomoc: {path} --help", MISUSED)
    except SmupError as error:
        return _failed(str(error), FAILED)
    except (click.Abort, KeyboardInterrupt):
        return _failed("Przerwano; nic nie zostało zapisane.", INTERRUPTED)
    except Exception as error:  # noqa: BLE001  the last line of defence, kept in the log
        return _failed(unexpected(error), FAILED)
    # What ``Context.exit`` was given; a command that just ends returns nothing.
    return code if isinstance(code, int) else 0


def unexpected(error: Exception) -> str:
    """Keep the traceback of an error that nobody foresaw; return a sentence that says where."""
    return f"Nieoczekiwany błąd ({type(error).__name__}). Szczegóły: {_log(error)}"


def _failed(message: str, code: int) -> int:
    _say(message)
    return code


def polish_usage(error: click.UsageError) -> str:
    """Return a misuse of the command line in Polish."""
    if isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(error.ctx) if error.param and error.ctx else ""
        is_option = isinstance(error.param, click.Option)
        return (
            f"Brakuje {'przełącznika' if is_option else 'argumentu'} {_named(error.param, name)}."
        )
    if isinstance(error, click.NoSuchOption):
        return f"Nie ma przełącznika {error.option_name}."
    if isinstance(error, click.BadOptionUsage):
        return f"Przełącznik {error.option_name} wymaga wartości."
    if isinstance(error, click.BadParameter):
        return f"Błędna wartość {_named(error.param, '')}: {_allowed(error)}"
    if error.message.startswith("No such command"):
        return f"Nie ma polecenia {error.message.split(maxsplit=3)[3].split('.')[0]}."
    return f"Błędne użycie: {error.message}"


def _allowed(error: click.BadParameter) -> str:
    kind = error.param.type if error.param is not None else None
    if isinstance(kind, click.Choice):
        return f"dozwolone są: {', '.join(kind.choices)}."
    if isinstance(kind, click.IntRange):
        return f"potrzebna jest liczba całkowita od {kind.min} do {kind.max}."
    if isinstance(kind, click.DateTime):
        return "potrzebna jest data RRRR-MM-DD."
    if isinstance(kind, click.Path) and not kind.file_okay:
        return "potrzebny jest folder, a nie plik."
    return error.message


@contextmanager
def opened_engine() -> Iterator[Engine]:
    """Give the engine of the settings and close it afterwards."""
    engine = make_engine(Settings.from_env())
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def progress_bars() -> Iterator[Report]:
    """Give a progress function that draws bars on a terminal and plain lines elsewhere."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _PlainLines()
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console) as bars:
        tasks: dict[str, TaskID] = {}

        def report(stage: str, done: int, total: int | None) -> None:
            name = stage.partition(REST)[0]
            if name not in tasks:
                tasks[name] = bars.add_task(stage, total=total)
            bars.update(tasks[name], description=stage, completed=done, total=total)

        yield report


class _PlainLines:
    """Progress as lines, at most one in some seconds for each stage, and one at its end."""

    def __init__(self) -> None:
        self._said: dict[str, float] = {}

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        now = time.monotonic()
        finished = total is not None and done >= total
        name = stage.partition(REST)[0]
        if finished or now - self._said.get(name, 0.0) >= PLAIN_SECONDS:
            self._said[name] = now
            share = f" {100 * done // total} %" if total else ""
            _say(f"{stage}:{share}")


def tell(summary: LoadSummary) -> None:
    """Print what a load did and which rows it refused."""
    counts = summary.counts
    if summary.release_id is None:
        click.echo("Nic się nie zmieniło; w bazie nic nie zapisano.")
    rows = (
        ("odczytane", counts.read),
        ("nowe", counts.new),
        ("zmienione", counts.changed),
        ("bez zmian", counts.same),
        ("pominięte", counts.skipped),
        ("odrzucone", counts.rejected),
    )
    click.echo(", ".join(f"{name}: {grouped(number)}" for name, number in rows))
    for reason, count in summary.reasons:
        click.echo(f"  odrzucone, {reason}: {grouped(count)}")
    for row in summary.rejected[:ROWS_SHOWN]:
        place = f"{row.file}, wiersz {row.line}" if row.line else row.file
        click.echo(f"    {place}: {row.reason}")
    if counts.rejected > ROWS_SHOWN and summary.release_id is not None:
        click.echo(f"    … wszystkie są w tabeli rejected_row, wczytanie {summary.release_id}")
    if summary.note:
        click.echo(summary.note)


def grouped(number: int) -> str:
    """Return a number with its thousands apart."""
    return f"{number:,}".replace(",", "\N{NO-BREAK SPACE}")


def _named(parameter: click.Parameter | None, metavar: str) -> str:
    if isinstance(parameter, click.Option):
        return parameter.opts[-1]
    return metavar or (parameter.human_readable_name if parameter else "")


def _say(message: str) -> None:
    click.echo(message, err=True)


def _log(error: BaseException) -> Path | str:
    """Keep the traceback of an unexpected error in a file; return where it is."""
    try:
        LOG_FILE.parent.mkdir(parents=True, exist_ok=True)
        handler: Any = logging.FileHandler(LOG_FILE, encoding="utf-8")
    except OSError:
        logging.getLogger(__name__).debug("unexpected error", exc_info=error)
        return str(error).splitlines()[0] if str(error) else repr(error)
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    record = logging.LogRecord(
        "smup",
        logging.ERROR,
        "",
        0,
        " ".join(sys.argv),
        None,
        (type(error), error, error.__traceback__),
    )
    handler.emit(record)
    handler.close()
    return LOG_FILE
