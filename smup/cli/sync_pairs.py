"""Command that proposes pairs of official indicators for gminas and for cities."""

import click

from smup.cli.console import PolishCommand, opened_engine
from smup.database import check_schema
from smup.settings import Settings
from smup.sync.errors import SourceError
from smup.sync.opening import open_answers
from smup.sync.portal.catalogue import proposed_pairs, read_lists
from smup.sync.portal.pairs import pairs_toml
from smup.sync.portal.smup_api import SOURCE

NO_LIST = (
    "Nie ma jeszcze listy wskaźników portalu SMUP. Pobierz ją poleceniem: python -m smup sync smup"
)
NO_PAIRS = "Nie ma nowych par: wszystkie znalezione są już w data/smup-pairs.toml albo w kartach."
PASTE = (
    "Proponowane pary: {count}. Sprawdź każdą i wklej właściwe do data/smup-pairs.toml; połączy je "
    "najbliższe python -m smup sync smup."
)


@click.command("pairs", cls=PolishCommand)
def pairs() -> None:
    """Zaproponuj pary wskaźników dla gmin i dla miast na prawach powiatu.

    Czyta pobraną listę wskaźników, nie zadaje zapytań i niczego nie zmienia. Wpisy do wklejenia
    wypisuje na standardowe wyjście, resztę na wyjście błędów.
    """
    settings = Settings.from_env()
    with opened_engine() as engine, open_answers(settings, SOURCE) as store:
        check_schema(engine)
        if not read_lists(store).indicators:
            raise SourceError(NO_LIST)
        with engine.connect() as connection:
            proposed = proposed_pairs(connection, store)
    click.echo(PASTE.format(count=len(proposed)) if proposed else NO_PAIRS, err=True)
    if proposed:
        click.echo(pairs_toml(proposed), nl=False)
