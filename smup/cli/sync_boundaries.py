"""The command that fetches official borders."""

import datetime as dt

import click

from smup.cli.console import PolishCommand, opened_engine
from smup.cli.sync_console import (
    MINUTE,
    dry_run_option,
    fetch,
    patience_option,
    plan_text,
    refreshed,
)
from smup.database import check_schema
from smup.errors import IngestError
from smup.settings import Settings
from smup.sync.prg.run import BoundariesRequest, plan_boundaries, sync_boundaries
from smup.sync.sources import SOURCES

NOT_YET = "Data granic nie może być późniejsza niż dzisiaj. Podaj --date RRRR-MM-DD."


@click.command("boundaries", cls=PolishCommand)
@click.option(
    "--date",
    "day",
    metavar="DATA",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Stan na dzień, RRRR-MM-DD; bez tego najnowsza data zmian w rejestrze.",
)
@click.option("--full", is_flag=True, help="Pobierz od nowa, nawet gdy granice są świeże.")
@patience_option
@dry_run_option
def boundaries(*, day: dt.datetime | None, full: bool, patience: int, dry_run: bool) -> None:
    """Pobierz granice gmin z państwowego rejestru granic (PRG) i wczytaj je.

    Granice młodsze niż 30 dni nie są pobierane znowu; adres usługi podaje PRG_WFS_URL.
    """
    valid_on = day.date() if day else None
    if valid_on is not None and valid_on > dt.datetime.now(dt.UTC).date():
        raise IngestError(NOT_YET)
    request = BoundariesRequest(day=valid_on, full=full, patience=patience * MINUTE)
    if dry_run:
        _show_plan(request)
        return
    fetch({"boundaries": refreshed(sync_boundaries, request)})


def _show_plan(request: BoundariesRequest) -> None:
    settings = Settings.from_env()
    with opened_engine() as engine:
        check_schema(engine)
        plan = plan_boundaries(engine, settings, request)
    kept = f" (stron pobranych wcześniej: {plan.pages_kept})" if plan.pages_kept else ""
    click.echo(f"{SOURCES['boundaries'].title}: {plan_text(plan)}{kept}")
