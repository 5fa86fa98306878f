"""Command that fetches from the Local Data Bank."""

import click

from smup.cli.console import PolishCommand, grouped, opened_engine
from smup.cli.sync_console import (
    MINUTE,
    dry_run_option,
    fetch,
    patience_option,
    plan_text,
    refreshed,
)
from smup.database import check_schema
from smup.settings import Settings
from smup.sync.bdl.run import BdlRequest, plan_bdl, sync_bdl

PLAN = "Serie BDL: {series}, w tym nowych: {new}. {plan}."
MOST = "Jeżeli zmieniły się wszystkie: zapytań do {calls}."


@click.command("bdl", cls=PolishCommand)
@click.option("--sector", metavar="OBSZAR", help="Tylko wskaźniki tego obszaru, np. edukacja.")
@click.option(
    "--indicator",
    "indicators",
    metavar="KOD",
    multiple=True,
    help="Tylko ten wskaźnik; przełącznik można powtórzyć.",
)
@click.option(
    "--full",
    is_flag=True,
    help="Pytaj o wszystko od nowa i przyjmij też odpowiedzi, którym ubyła ponad połowa wartości.",
)
@patience_option
@dry_run_option
def bdl(
    *,
    sector: str | None,
    indicators: tuple[str, ...],
    full: bool,
    patience: int,
    dry_run: bool,
) -> None:
    """Pobierz zmienne Banku Danych Lokalnych GUS i policz z nich wskaźniki.

    Pobierane są zmienne o numerze BDL w katalogu; te, które się nie zmieniły, kosztują jedno
    zapytanie. Przerwane pobieranie rusza od miejsca, w którym stanęło.
    """
    request = BdlRequest(
        sector=sector, indicators=indicators, full=full, patience=patience * MINUTE
    )
    if dry_run:
        _show_plan(request)
        return
    fetch({"bdl": refreshed(sync_bdl, request)}, narrowed=bool(sector or indicators))


def _show_plan(request: BdlRequest) -> None:
    settings = Settings.from_env()
    with opened_engine() as engine:
        check_schema(engine)
        plan = plan_bdl(engine, settings, request)
    click.echo(PLAN.format(series=plan.series, new=plan.new, plan=plan_text(plan)))
    if plan.most_calls > plan.calls:
        click.echo(MOST.format(calls=grouped(plan.most_calls)))
