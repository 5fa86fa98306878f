"""Commands that fetch from official sources: all of them, and how the last fetches went."""

from collections.abc import Callable, Mapping

import click
from sqlalchemy import Engine

from smup.cli.console import PolishCommand, PolishGroup, grouped, opened_engine
from smup.cli.sync_bdl import bdl
from smup.cli.sync_boundaries import boundaries
from smup.cli.sync_console import (
    MINUTE,
    Fetch,
    Plan,
    dry_run_option,
    duration,
    fetch,
    patience_option,
    plan_text,
    refreshed,
    window_text,
)
from smup.cli.sync_pairs import pairs
from smup.cli.sync_smup import smup
from smup.database import check_schema
from smup.settings import Settings
from smup.sync.bdl.run import BdlRequest, plan_bdl, sync_bdl
from smup.sync.errors import SourceError
from smup.sync.opening import open_ledger
from smup.sync.outcome import COMPLETE, CONTINUED, EXIT_CODES, FAILED, PARTIAL
from smup.sync.portal.run import SmupRequest, plan_smup, sync_smup
from smup.sync.prg.run import BoundariesRequest, plan_boundaries, sync_boundaries
from smup.sync.source_state import KnownState, known_states
from smup.sync.sources import SOURCES, Official, host_of

STATUSES = {
    COMPLETE: "kompletne",
    CONTINUED: "do dokończenia",
    PARTIAL: "częściowe",
    FAILED: "nieudane",
}


@click.group("sync", cls=PolishGroup)
def sync() -> None:
    """Pobierz dane ze źródeł urzędowych (docs/sync.md)."""


for command in (smup, bdl, boundaries, pairs):
    sync.add_command(command)


@sync.command("all", cls=PolishCommand)
@patience_option
@dry_run_option
def all_sources(*, patience: int, dry_run: bool) -> None:
    """Pobierz wskaźniki SMUP, dane BDL i granice, jedno po drugim.

    Nieudane źródło nie zatrzymuje następnych, a jego ostatnie dobre dane zostają. Kody zakończenia:
    0 wszystko pobrane, 75 reszta następnym razem, 3 części nie dało się użyć, 1 błąd.
    """
    if dry_run:
        click.get_current_context().exit(_show_plans())
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
    return {
        "smup": refreshed(sync_smup, SmupRequest(patience=patience)),
        "bdl": refreshed(sync_bdl, BdlRequest(patience=patience)),
        "boundaries": refreshed(sync_boundaries, BoundariesRequest(patience=patience)),
    }


def _plans(engine: Engine, settings: Settings) -> Mapping[str, Callable[[], Plan]]:
    """Return what tells the plan of each source, in their order."""
    return {
        "smup": lambda: plan_smup(engine, settings, SmupRequest()),
        "bdl": lambda: plan_bdl(engine, settings, BdlRequest()),
        "boundaries": lambda: plan_boundaries(engine, settings, BoundariesRequest()),
    }


def _show_plans() -> int:
    """Show what a run would ask for; return the exit code."""
    settings, code = Settings.from_env(), 0
    with opened_engine() as engine:
        check_schema(engine)
        for source, plan in _plans(engine, settings).items():
            try:
                click.echo(f"{SOURCES[source].title}: {plan_text(plan())}")
            except SourceError as error:
                click.echo(str(error), err=True)
                code = EXIT_CODES[FAILED]
    return code


def _show_state(official: Official, state: KnownState | None) -> None:
    name = f"{official.title} (sync {official.source})"
    if state is None:
        click.echo(f"{name}: jeszcze nie pobierano")
        return
    succeeded = f"{state.succeeded_at:%Y-%m-%d %H:%M} UTC" if state.succeeded_at else "nigdy"
    tried = f"{state.tried_at:%Y-%m-%d %H:%M} UTC z {state.address}"
    left = f", zostało części: {grouped(state.parts_left)}" if state.parts_left else ""
    calls = f"zapytań: {grouped(state.calls)}{left}"
    click.echo(f"{name}: {STATUSES[state.status]}, {tried}; {calls}; ostatnie całe: {succeeded}")
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
