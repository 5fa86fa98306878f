"""Command that fetches from the Local Data Bank."""

from functools import partial

import click

from smup.cli.console import PolishCommand, opened_engine
from smup.cli.sync_console import MINUTE, fetch, grouped, plan_text
from smup.database import check_schema
from smup.settings import Settings
from smup.statistics.refresh import refresh
from smup.sync.bdl.run import BdlRequest, plan_bdl, sync_bdl

PATIENCE = 20
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
@click.option(
    "--patience",
    metavar="MINUTY",
    type=click.IntRange(0, 20_160),
    default=PATIENCE,
    show_default=True,
    help="Ile minut czekać, gdy limit zapytań jest wyczerpany; potem reszta następnym razem.",
)
@click.option("--dry-run", is_flag=True, help="Tylko pokaż, ile zapytań i czasu to zajmie.")
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
    fetch(
        {
            "bdl": lambda engine, settings, progress: sync_bdl(
                engine,
                settings,
                request,
                progress=progress,
                after=partial(refresh, progress=progress),
            )
        }
    )


def _show_plan(request: BdlRequest) -> None:
    settings = Settings.from_env()
    with opened_engine() as engine:
        check_schema(engine)
        plan = plan_bdl(engine, settings, request)
    click.echo(PLAN.format(series=plan.series, new=plan.new, plan=plan_text(plan)))
    if plan.most_calls > plan.calls:
        click.echo(MOST.format(calls=grouped(plan.most_calls)))
