"""The numbers of the page of a service: one SELECT."""

import numpy as np

from smup.repository.facade import Repository
from smup.views.costs.records import CostData, CostSelection


def read_cost(repository: Repository, selection: CostSelection, *, lang: str) -> CostData | None:
    """Return the costs of a service in a year, all units of its level; one SELECT.

    Returns:
        None when no year has costs of the service.
    """
    if selection.year is None:
        return None
    directory = repository.directory()
    costs = repository.service_costs(selection.service.code, selection.year)
    unit = selection.unit
    mine = np.flatnonzero(costs.unit_ids == (-1 if unit is None else unit.id))
    members = directory.ids[list(selection.group.positions)]
    return CostData(
        selection=selection,
        lang=lang,
        dataset=repository.dataset(),
        directory=directory,
        costs=costs,
        mine=int(mine[0]) if len(mine) else None,
        members=np.isin(costs.unit_ids, members),
        repository=repository,
    )
