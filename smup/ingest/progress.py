"""How long work tells how far it is; the command line draws it as a bar."""

from typing import Protocol


class Progress(Protocol):
    """Called now and then by long work."""

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        """Report that ``done`` of ``total`` steps of ``stage`` (Polish, for the user) are done."""


def silent(stage: str, done: int, total: int | None) -> None:
    """Report nothing."""
