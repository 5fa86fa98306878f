"""Reads of costs: one service over units, one unit over years, and the rows behind a number."""

from collections.abc import Collection

from sqlalchemy import Engine

from smup.costs.method import ServiceCosts


class CostReads:
    """A part of ``Repository``; its methods are documented there for callers."""

    _engine: Engine

    def service_costs(self, service: str, year: int) -> ServiceCosts:
        """Return the costs of a service in a year, all units; ordered by unit id; one SELECT."""
        raise NotImplementedError

    def service_costs_of(self, service: str, unit_ids: Collection[int]) -> dict[int, ServiceCosts]:
        """Return the costs of a service in some units, by year; one SELECT.

        Every year holds the units that have a row, ordered by unit id.
        """
        raise NotImplementedError

    def cost_years(self, service: str) -> tuple[int, ...]:
        """Return the years in which the service has costs, ascending; kept for all services."""
        raise NotImplementedError
