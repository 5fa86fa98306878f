"""Computes ``service_cost`` from the loaded rows."""

from collections.abc import Collection

from sqlalchemy import Connection

from smup.costs.dictionary import CostDictionary


def rebuild_service_costs(
    connection: Connection,
    dictionary: CostDictionary,
    *,
    unit_ids: Collection[int] | None = None,
) -> int:
    """Compute the costs of all services anew, for some units or for all; return the rows.

    Args:
        connection: an open transaction.
        dictionary: what belongs to what.
        unit_ids: units whose rows changed; None: all.
    """
    raise NotImplementedError
