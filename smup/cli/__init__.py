"""Commands of ``python -m smup``."""

from collections.abc import Sequence

import click

from smup.cli.accounts import accounts
from smup.cli.check import check
from smup.cli.console import PolishGroup, run
from smup.cli.data import data_import, export, stats
from smup.cli.history import history
from smup.cli.init import init, serve, upgrade
from smup.cli.practices import import_cards, practices
from smup.cli.sync import sync
from smup.cli.sync_smup import smup


@click.group(cls=PolishGroup)
def commands() -> None:
    """System Monitorowania Usług Publicznych: baza danych i serwer.

    Ustawienia podaje się w zmiennych środowiska SMUP_… (docs/settings.md).
    """


data_import.add_command(import_cards)
sync.add_command(smup)
COMMANDS: tuple[click.Command, ...] = (
    init, upgrade, data_import, sync, check, stats, history, export, practices, accounts, serve,
)  # fmt: skip
for command in COMMANDS:
    commands.add_command(command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code.

    Args:
        arguments: command and its arguments; by default those of the process.
    """
    return run(commands, arguments)
