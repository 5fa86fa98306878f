"""Commands that fetch from official sources: all of them, and how the last fetches went."""

from collections.abc import Callable, Mapping
from functools import partial

import click
from sqlalchemy import Engine

from smup.cli.console import PolishCommand, PolishGroup, opened_engine
from smup.cli.sync_console import (
    MINUTE,
    Fetch,
    Plan,
    duration,
    fetch,
    plan_text,
    window_text,
)
from smup.database import check_schema
from smup.ingest.progress import Progress
from smup.settings import Settings
from smup.statistics.refresh import refresh
from smup.sync.bdl.run import BdlRequest, plan_bdl, sync_bdl
from smup.sync.opening import open_ledger
from smup.sync.outcome import COMPLETE, CONTINUED, FAILED, PARTIAL, SyncOutcome
from smup.sync.portal.run import SmupRequest, plan_smup, sync_smup
from smup.sync.source_state import KnownState, known_states
from smup.sync.sources import SOURCES, Official, host_of

PATIENCE = 20
STATUSES = {
    COMPLETE: "kompletne",
    CONTINUED: "do dokończenia",
    PARTIAL: "częściowe",
    FAILED: "nieudane",
}


@click.group("sync", cls=PolishGroup)
def sync() -> None:
    """Pobierz dane ze źródeł urzędowych (docs/sync.md)."""


@sync.command("all", cls=PolishCommand)
@click.option(
    "--patience",
    metavar="MINUTY",
    type=click.IntRange(0, 20_160),
    default=PATIENCE,
    show_default=True,
    help="Ile minut czekać, gdy limit zapytań jest wyczerpany; potem reszta następnym razem.",
)
@click.option("--dry-run", is_flag=True, help="Tylko pokaż, ile zapytań i czasu to zajmie.")
def all_sources(*, patience: int, dry_run: bool) -> None:
    """Pobierz wskaźniki SMUP, dane BDL i granice, jedno po drugim.

    Nieudane źródło nie zatrzymuje następnych, a jego ostatnie dobre dane zostają. Kody zakończenia:
    0 wszystko pobrane, 75 reszta następnym razem, 3 części nie dało się użyć, 1 błąd.
    """
    if dry_run:
        _show_plans()
        return
    fetch(_fetches(patience * MINUTE))


@sync.command("status", cls=PolishCommand)
def status() -> None:
    """Pokaż, jak się udały ostatnie pobrania i ile zapytań zostało w limitach."""
    settings = Settings.from_env()
    with opened_engine() as engine:
        check_schema(engine)
        states = known_states(engine)
    for official in SOURCES.values():
        _show_state(official, states.get(official.source))
        _show_limits(settings, official)


def _fetches(patience: float) -> dict[str, Fetch]:
    """Return the fetches of all sources, in their order."""

    def smup(engine: Engine, settings: Settings, progress: Progress) -> SyncOutcome:
        request = SmupRequest(patience=patience)
        after = partial(refresh, progress=progress)
        return sync_smup(engine, settings, request, progress=progress, after=after)

    def bdl(engine: Engine, settings: Settings, progress: Progress) -> SyncOutcome:
        request = BdlRequest(patience=patience)
        after = partial(refresh, progress=progress)
        return sync_bdl(engine, settings, request, progress=progress, after=after)

    return {"smup": smup, "bdl": bdl}


def _plans(engine: Engine, settings: Settings) -> Mapping[str, Callable[[], Plan]]:
    """Return what tells the plan of each source, in their order."""
    return {
        "smup": lambda: plan_smup(engine, settings, SmupRequest()),
        "bdl": lambda: plan_bdl(engine, settings, BdlRequest()),
    }


def _show_plans() -> None:
    settings = Settings.from_env()
    with opened_engine() as engine:
        check_schema(engine)
        for source, plan in _plans(engine, settings).items():
            click.echo(f"{SOURCES[source].title}: {plan_text(plan())}")


def _show_state(official: Official, state: KnownState | None) -> None:
    name = f"{official.title} (sync {official.source})"
    if state is None:
        click.echo(f"{name}: jeszcze nie pobierano")
        return
    succeeded = f"{state.succeeded_at:%Y-%m-%d %H:%M} UTC" if state.succeeded_at else "nigdy"
    tried = f"{state.tried_at:%Y-%m-%d %H:%M} UTC z {state.address}"
    left = f"zapytań: {state.calls}, zostało części: {state.parts_left}"
    click.echo(f"{name}: {STATUSES[state.status]}, {tried}; {left}; ostatnie całe: {succeeded}")
    if state.message:
        click.echo(f"  {state.message}")


def _show_limits(settings: Settings, official: Official) -> None:
    ledger = open_ledger(settings, official.source)
    try:
        spent, wait = ledger.spent(), ledger.seconds_for(1)
    finally:
        ledger.close()
    kind = "" if official.key_field is None else " (bez klucza)"
    kind = " (z kluczem)" if official.key(settings) else kind
    used = ", ".join(
        window_text(window, count)
        for window, count in zip(ledger.windows, spent, strict=True)
        if window.seconds >= MINUTE
    )
    free = "następne zapytanie możliwe teraz" if wait < 1 else f"następne za {duration(wait)}"
    host = host_of(official.url(settings))
    click.echo(f"  zapytania do {host}{kind}: {used}; {free}")
