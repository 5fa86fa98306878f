"""Command that fetches from the official portal of SMUP."""

import datetime as dt
import re
from typing import Any

import click

from smup.cli.console import PolishCommand, grouped, opened_engine
from smup.cli.sync_console import (
    MINUTE,
    dry_run_option,
    fetch,
    patience_option,
    plan_text,
    refreshed,
    window_text,
)
from smup.database import check_schema
from smup.settings import Settings
from smup.sync.portal.agenda import Scope
from smup.sync.portal.run import SmupPlan, SmupRequest, plan_smup, sync_smup
from smup.sync.portal.smup_api import FIRST_YEAR
from smup.sync.sources import SOURCES

SPAN = re.compile(r"(\d{4})(?:-(\d{4}))?", re.ASCII)
BAD_YEARS = "potrzebne są lata od {first} do {last}, np. 2018-2024,2010."
PLAN = "{plan}; z tego o wartości: {parts}, o karty: {cards}."
MADE = "Żeby poznać listę wskaźników, zadano zapytań: {made}; nie będą powtórzone."
SPENT = "Z limitów wykorzystano teraz: {used}."


class Years(click.ParamType[frozenset[int]]):
    """Years and spans of years, joined by commas."""

    name = "years"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> frozenset[int]:
        """Return the years of a text such as ``2018-2024,2010``."""
        last = dt.datetime.now(dt.UTC).year
        found: set[int] = set()
        for text in str(value).split(","):
            span = SPAN.fullmatch(text.strip())
            years = range(int(span[1]), int(span[2] or span[1]) + 1) if span else range(0)
            if not years or years[0] < FIRST_YEAR or years[-1] > last:
                self.fail(BAD_YEARS.format(first=FIRST_YEAR, last=last), param, ctx)
            found.update(years)
        return frozenset(found)


@click.command("smup", cls=PolishCommand)
@click.option(
    "--sector", metavar="OBSZAR", help="Tylko ten obszar: kod, np. edukacja, albo urzędowe id-ou."
)
@click.option(
    "--indicator",
    "indicators",
    metavar="KOD",
    multiple=True,
    help="Tylko ten wskaźnik: kod albo urzędowe id; przełącznik można powtórzyć.",
)
@click.option("--years", metavar="LATA", type=Years(), help="Tylko te lata, np. 2018-2024,2010.")
@click.option(
    "--full",
    is_flag=True,
    help="Pytaj o wszystko od nowa. Razem z --indicator przyjmij też odpowiedzi, którym ubyła "
    "ponad połowa wartości.",
)
@patience_option
@dry_run_option
def smup(*, patience: int, dry_run: bool, **narrowed: Any) -> None:
    """Pobierz katalog, jednostki i wartości wskaźników z urzędowego portalu SMUP.

    Pobierane jest to, czego jeszcze nie ma, i to, co mogło się zmienić; najnowsze lata najpierw.
    Przerwane pobieranie rusza od miejsca, w którym stanęło.
    """
    request = SmupRequest(patience=patience * MINUTE, **narrowed)
    if dry_run:
        _show_plan(request)
        return
    fetch({"smup": refreshed(sync_smup, request)}, narrowed=request.scope != Scope())


def _show_plan(request: SmupRequest) -> None:
    settings = Settings.from_env()
    with opened_engine() as engine:
        check_schema(engine)
        plan = plan_smup(engine, settings, request)
    if plan.made:
        click.echo(MADE.format(made=plan.made))
    told = PLAN.format(plan=plan_text(plan), parts=grouped(plan.parts), cards=grouped(plan.cards))
    click.echo(told[0].upper() + told[1:])
    click.echo(SPENT.format(used=_used(settings, plan)))


def _used(settings: Settings, plan: SmupPlan) -> str:
    windows = SOURCES["smup"].windows(settings)
    return ", ".join(
        window_text(window, count) for window, count in zip(windows, plan.spent, strict=True)
    )
