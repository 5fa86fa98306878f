"""Sectors, services and indicators: read whole, kept in memory, found by code."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection, Engine, RowMapping, select

from smup.errors import UnknownCodeError
from smup.models import Indicator, Sector, Service
from smup.repository.records import IndicatorInfo, SectorInfo, ServiceInfo
from smup.repository.search import IndicatorSearch

T = TypeVar("T", SectorInfo, ServiceInfo, IndicatorInfo)


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """The whole catalogue (a few thousand records at full size), in the official order."""

    sectors: tuple[SectorInfo, ...]
    services: tuple[ServiceInfo, ...]
    indicators: tuple[IndicatorInfo, ...]
    sectors_by_code: Mapping[str, SectorInfo]
    services_by_code: Mapping[str, ServiceInfo]
    indicators_by_code: Mapping[str, IndicatorInfo]
    indicators_by_id: Mapping[int, IndicatorInfo]
    search: IndicatorSearch

    def sector(self, code: str) -> SectorInfo:
        """Return a sector by its code, in any case."""
        message = "Nie ma obszaru o kodzie „{}”."
        return _find(self.sectors_by_code, code, what="sector", message=message)

    def service(self, code: str) -> ServiceInfo:
        """Return a service by its code, in any case."""
        message = "Nie ma usługi o kodzie „{}”."
        return _find(self.services_by_code, code, what="service", message=message)

    def indicator(self, code: str) -> IndicatorInfo:
        """Return an indicator by its code, in any case."""
        message = "Nie ma wskaźnika o kodzie „{}”."
        return _find(self.indicators_by_code, code, what="indicator", message=message)

    def indicator_by_id(self, indicator_id: int) -> IndicatorInfo:
        """Return an indicator by its own key."""
        if indicator_id not in self.indicators_by_id:
            message = f"Nie ma wskaźnika o numerze {indicator_id}."
            raise UnknownCodeError("indicator", str(indicator_id), message)
        return self.indicators_by_id[indicator_id]

    def services_of(self, sector_code: str | None) -> tuple[ServiceInfo, ...]:
        """Return services of a sector, or all."""
        if sector_code is None:
            return self.services
        sector_id = self.sector(sector_code).id
        return tuple(service for service in self.services if service.sector_id == sector_id)

    def indicators_of(
        self, sector_code: str | None, query: str | None
    ) -> tuple[IndicatorInfo, ...]:
        """Return indicators of a sector (or all) that match a query, the best match first."""
        sector_id = None if sector_code is None else self.sector(sector_code).id
        found = self.indicators
        if query is not None and query.strip():
            found = tuple(self.indicators_by_id[key] for key in self.search.find(query))
        return tuple(item for item in found if sector_id in (None, item.sector_id))


def _find(known: Mapping[str, T], code: str, *, what: str, message: str) -> T:
    found = known.get(code.strip().casefold())
    if found is None:
        raise UnknownCodeError(what, code, message.format(code[:80]))
    return found


def read_catalogue(engine: Engine) -> Catalogue:
    """Read sectors, services and indicators: three SELECTs."""
    with engine.connect() as connection:
        rows = _read_rows(connection)
    sectors, services, indicators = _linked(*rows)
    return Catalogue(
        sectors=sectors,
        services=services,
        indicators=indicators,
        sectors_by_code=_by_code(sectors),
        services_by_code=_by_code(services),
        indicators_by_code=_by_code(indicators),
        indicators_by_id={item.id: item for item in indicators},
        search=IndicatorSearch.over(indicators, services),
    )


Rows = Sequence[RowMapping]


def _read_rows(connection: Connection) -> tuple[Rows, Rows, Rows]:
    sectors = select(Sector.__table__).order_by(Sector.position, Sector.code)
    services = (
        select(Service.__table__, Sector.code.label("sector_code"))
        .join(Sector, Sector.id == Service.sector_id)
        .order_by(Sector.position, Sector.code, Service.position, Service.code)
    )
    indicators = (
        select(
            Indicator.__table__,
            Service.code.label("service_code"),
            Sector.id.label("sector_id"),
            Sector.code.label("sector_code"),
        )
        .join(Service, Service.id == Indicator.service_id)
        .join(Sector, Sector.id == Service.sector_id)
        .order_by(
            Sector.position,
            Sector.code,
            Service.position,
            Service.code,
            Indicator.position,
            Indicator.code,
        )
    )
    return (
        connection.execute(sectors).mappings().all(),
        connection.execute(services).mappings().all(),
        connection.execute(indicators).mappings().all(),
    )


def _linked(
    sectors: Rows, services: Rows, indicators: Rows
) -> tuple[tuple[SectorInfo, ...], tuple[ServiceInfo, ...], tuple[IndicatorInfo, ...]]:
    in_service = Counter(row["service_id"] for row in indicators)
    in_sector = Counter(row["sector_id"] for row in indicators)
    services_in = Counter(row["sector_id"] for row in services)
    return (
        tuple(
            SectorInfo(
                **row,
                service_count=services_in[row["id"]],
                indicator_count=in_sector[row["id"]],
            )
            for row in sectors
        ),
        tuple(ServiceInfo(**row, indicator_count=in_service[row["id"]]) for row in services),
        tuple(IndicatorInfo(**row) for row in indicators),
    )


def _by_code(items: tuple[T, ...]) -> dict[str, T]:
    return {item.code.casefold(): item for item in items}
