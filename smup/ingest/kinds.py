"""Kinds of loads, and that sample and real data never mix."""

from sqlalchemy import Connection, select, update

from smup.errors import IngestError
from smup.models import Dataset

SAMPLE = "sample"
NEUTRAL_KINDS = frozenset({"catalogue", "boundaries", "stats", "typology", "practices"})

MIXED_WITH_SAMPLE = (
    "Ta baza zawiera dane przykładowe, a prawdziwych nie wolno z nimi mieszać. Załóż pustą bazę: "
    "python -m smup init --empty --force albo wskaż inną w SMUP_DATABASE_URL."
)
MIXED_WITH_REAL = (
    "Ta baza zawiera dane prawdziwe, a przykładowych nie wolno z nimi mieszać. "
    "Wskaż inną bazę w SMUP_DATABASE_URL."
)


def settle_kind(connection: Connection, kind: str) -> None:
    """Make the database a sample or a real one by its first load.

    Raises:
        IngestError: when sample and real data would mix.
    """
    if kind in NEUTRAL_KINDS:
        return
    held = connection.scalar(select(Dataset.kind))
    wanted = SAMPLE if kind == SAMPLE else "real"
    if held not in {"empty", wanted}:
        raise IngestError(MIXED_WITH_SAMPLE if held == SAMPLE else MIXED_WITH_REAL)
    if held == "empty":
        connection.execute(update(Dataset).values(kind=wanted))
