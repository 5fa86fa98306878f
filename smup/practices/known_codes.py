"""What a card may name: units, sectors, services and indicators of the database."""

from sqlalchemy import Connection, select

from smup.errors import SmupError, UnknownCodeError
from smup.ingest.kinds import SAMPLE
from smup.models import Dataset, Indicator, Sector, Service
from smup.practices.card import PracticeCard
from smup.practices.front_matter import suggestion
from smup.practices.store import PlaceOfCard, place_of_card
from smup.territory.groups import GROUP_KINDS_OF_LEVEL
from smup.territory.store import read_directory

_NO_UNIT = (
    "pole unit: tej bazie nieznany jest kod TERYT {code}; sprawdź kod albo wczytaj wykaz jednostek"
)
_NO_OWNER = (
    "pole unit: {code} to nie gmina, powiat ani województwo; podaj kod jednego z nich "
    "albo zamiast unit nazwę instytucji (institution)"
)
_EXAMPLE_IN_REAL = (
    "pole example: karty przykładowe wczytuje się tylko do bazy z danymi przykładowymi"
)
_EXAMPLE_OF_REAL = (
    "pole example: karta przykładowa opisuje jednostkę przykładową (kod 99…); usuń example "
    "albo zmień unit"
)
_NOT_EXAMPLE = (
    "pole example: jednostka {code} jest przykładowa, więc karta też musi być; dodaj example: true"
)
_NO_SECTOR = "pole sector: nie ma obszaru {code}"
_NO_SERVICE = "pole service: w obszarze {sector} nie ma usługi {code}"
_NO_INDICATOR = "pole indicators: nie ma wskaźnika {code}"
_ASK = "; kody są w data/catalogue"


class UnfitCardError(SmupError):
    """A correct card that this database cannot take.

    Attributes:
        field: of the card.
        elsewhere: the card may be right for another database: its unit is not in this one, or
            it is an example and this one holds real data.
    """

    def __init__(self, field: str, message: str, *, elsewhere: bool = False) -> None:
        super().__init__(f"{message}.")
        self.field = field
        self.elsewhere = elsewhere


class KnownCodes:
    """Codes of a database, read once for many cards."""

    def __init__(self, connection: Connection) -> None:
        self.directory = read_directory(connection)
        self._sample = connection.scalar(select(Dataset.kind)) == SAMPLE
        self._indicators = set(connection.scalars(select(Indicator.code)))
        self._services: dict[str, list[str]] = {
            code: [] for code in connection.scalars(select(Sector.code))
        }
        pairs = select(Sector.code, Service.code).join(Service, Service.sector_id == Sector.id)
        for sector, service in connection.execute(pairs):
            self._services[sector].append(service)

    def place(self, card: PracticeCard) -> PlaceOfCard:
        """Check the codes of a card and return where it comes from.

        Raises:
            UnfitCardError: naming the field and the remedy.
        """
        if card.example and not self._sample:
            raise UnfitCardError("example", _EXAMPLE_IN_REAL, elsewhere=True)
        try:
            place = place_of_card(self.directory, card)
        except UnknownCodeError as error:
            message = _NO_UNIT.format(code=card.unit)
            raise UnfitCardError("unit", message, elsewhere=True) from error
        if place.unit_id is not None and not self._owns(place.unit_id):
            raise UnfitCardError("unit", _NO_OWNER.format(code=card.unit))
        if card.example and not place.fictional:
            raise UnfitCardError("example", _EXAMPLE_OF_REAL)
        if place.fictional and not card.example:
            raise UnfitCardError("unit", _NOT_EXAMPLE.format(code=card.unit))
        self._check_catalogue(card)
        return place

    def _owns(self, unit_id: int) -> bool:
        """Tell whether practices may be of a unit: not of the country or of a part of a gmina."""
        return self.directory.by_id(unit_id).level in GROUP_KINDS_OF_LEVEL.keys() - {"kraj"}

    def _check_catalogue(self, card: PracticeCard) -> None:
        services = self._services.get(card.sector)
        if services is None:
            hint = suggestion(card.sector, list(self._services)) or _ASK
            raise UnfitCardError("sector", _NO_SECTOR.format(code=card.sector) + hint)
        if card.service is not None and card.service not in services:
            message = _NO_SERVICE.format(sector=card.sector, code=card.service)
            raise UnfitCardError("service", message + (suggestion(card.service, services) or _ASK))
        for link in card.indicators:
            if link.code not in self._indicators:
                hint = suggestion(link.code, sorted(self._indicators)) or _ASK
                raise UnfitCardError("indicators", _NO_INDICATOR.format(code=link.code) + hint)
