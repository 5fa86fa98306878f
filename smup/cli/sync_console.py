"""What the commands of ``sync`` share: the run itself, its end, plans, limits in words."""

import sys
from collections.abc import Callable, Mapping
from functools import partial
from typing import Protocol

import click
from sqlalchemy import Engine

from smup.cli.console import grouped, opened_engine, progress_bars, unexpected
from smup.ingest.progress import Progress
from smup.settings import Settings
from smup.statistics.refresh import refresh
from smup.sync.all_sources import Job, sync_sources
from smup.sync.errors import SyncRunningError
from smup.sync.outcome import CONTINUED, EXIT_CODES, SyncOutcome
from smup.sync.sources import SOURCES, Official
from smup.sync.stopping import Stopped, stoppable
from smup.sync.timing import Window

Fetch = Callable[[Engine, Settings, Progress], SyncOutcome]
PATIENCE = 20
MINUTE, HOUR, DAY = 60, 3_600, 86_400
NO_KEY = (
    "{title}: bez klucza, więc z limitami anonimowymi ({limits}). Klucz podaje się w {variable}; "
    "dla urzędu: {keys}"
)


patience_option = click.option(
    "--patience",
    metavar="MINUTY",
    type=click.IntRange(0, 20_160),
    default=PATIENCE,
    show_default=True,
    help="Ile minut czekać, gdy limit zapytań jest wyczerpany; potem reszta następnym razem.",
)
dry_run_option = click.option(
    "--dry-run", is_flag=True, help="Tylko pokaż, ile zapytań i czasu to zajmie."
)


class Plan(Protocol):
    """What a run would ask for."""

    @property
    def calls(self) -> int:
        """Calls it would make."""

    @property
    def seconds(self) -> float:
        """How long the limits alone will make it take."""


def refreshed(run: Callable[..., SyncOutcome], request: object) -> Fetch:
    """Return a fetch that recomputes what depends on what it loads.

    Args:
        run: ``sync_smup`` and its kind.
        request: what it is to fetch.
    """

    def fetched(engine: Engine, settings: Settings, progress: Progress) -> SyncOutcome:
        after = partial(refresh, progress=progress)
        return run(engine, settings, request, progress=progress, after=after)

    return fetched


def fetch(fetches: Mapping[str, Fetch], *, narrowed: bool = False) -> None:
    """Run fetches in turn, print a line for each, and end the command with the exit code.

    Args:
        fetches: by source, a word of ``SOURCES``.
        narrowed: they are to bring a part only.

    Raises:
        click.exceptions.Exit: always, with the exit code.
        SmupError: when nothing could begin.
    """
    settings = Settings.from_env()
    context = click.get_current_context()
    try:
        with stoppable(), opened_engine() as engine, progress_bars() as progress:
            jobs = [
                Job(
                    name,
                    partial(_fetched, run, engine, settings, progress, official=SOURCES[name]),
                    narrowed=narrowed,
                )
                for name, run in fetches.items()
            ]
            code = sync_sources(engine, settings, jobs, say=click.echo, unexpected=unexpected)
    except Stopped as stopped:
        click.echo(str(stopped), err=True)
        code = stopped.code
    except SyncRunningError as error:
        click.echo(str(error), err=True)
        code = EXIT_CODES[CONTINUED]
    sys.stdout.flush()
    context.exit(code)


def _fetched(
    run: Fetch, engine: Engine, settings: Settings, progress: Progress, *, official: Official
) -> SyncOutcome:
    """Run a fetch; before it, say what it costs to ask without a key."""
    if official.key_field is not None and not official.key(settings):
        text = NO_KEY.format(
            title=official.title,
            limits=", ".join(window_text(one) for one in official.windows(settings)),
            variable=official.key_variable,
            keys=official.keys,
        )
        click.echo(text, err=True)
    return run(engine, settings, progress)


def plan_text(plan: Plan) -> str:
    """Return a plan in words: calls and time."""
    if not plan.calls:
        return "zapytań: 0"
    return f"zapytań: {grouped(plan.calls)}, same limity zajmą {duration(plan.seconds)}"


def window_text(window: Window, spent: int | None = None) -> str:
    """Return a limit in words: ``500 na 15 min``; with calls made, ``12 z 500 na 15 min``."""
    used = "" if spent is None else f"{grouped(spent)} z "
    return f"{used}{grouped(window.calls)} na {duration(window.seconds)}"


def duration(seconds: float) -> str:
    """Return a time in its two largest units: ``38 h 2 min``, ``7 dni``, ``1 s``."""
    whole = max(1, round(seconds))
    if whole >= 2 * DAY:
        return _two(whole, (DAY, "dni"), (HOUR, "h"))
    if whole >= HOUR:
        return _two(whole, (HOUR, "h"), (MINUTE, "min"))
    return _two(whole, (MINUTE, "min"), (1, "s")) if whole >= MINUTE else f"{whole} s"


def _two(whole: int, large: tuple[int, str], small: tuple[int, str]) -> str:
    first, rest = divmod(whole, large[0])
    second = rest // small[0]
    return f"{first} {large[1]}" + (f" {second} {small[1]}" if second else "")
