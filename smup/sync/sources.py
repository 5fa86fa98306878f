"""The official sources: their names, variables and limits."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from smup.settings import Settings
from smup.sync.timing import ANONYMOUS, WITH_KEY, Window

POLITE = (Window(calls=2, seconds=1), Window(calls=600, seconds=900))
"""The service of borders documents no limits; a whole fetch is about a dozen calls."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """An official source.

    Attributes:
        source: word in commands and tables.
        title: name of the service in sentences, in the nominative.
        url_field: field of the settings with its address.
        key_field: field with the key; None: it takes none.
        keys: page where an office gets a key.
    """

    source: str
    title: str
    url_field: str
    key_field: str | None
    keys: str

    @property
    def url_variable(self) -> str:
        """Variable with the address."""
        return self.url_field.upper()

    @property
    def key_variable(self) -> str:
        """Variable with the key; empty when the source takes none."""
        return (self.key_field or "").upper()

    def url(self, settings: Settings) -> str:
        """Return the address, without a slash at its end."""
        return str(getattr(settings, self.url_field))

    def key(self, settings: Settings) -> str:
        """Return the key, empty without one."""
        return str(getattr(settings, self.key_field)).strip() if self.key_field else ""

    def windows(self, settings: Settings) -> Sequence[Window]:
        """Return the documented limits, which a key widens."""
        if self.key_field is None:
            return POLITE
        return WITH_KEY if self.key(settings) else ANONYMOUS


SOURCES = {
    one.source: one
    for one in (
        Official(
            source="smup",
            title="API SMUP",
            url_field="smup_api_url",
            key_field="smup_api_key",
            keys="https://api.smup.gov.pl",
        ),
        Official(
            source="bdl",
            title="API Banku Danych Lokalnych",
            url_field="bdl_api_url",
            key_field="bdl_api_key",
            keys="https://api.stat.gov.pl/Home/BdlApi",
        ),
        Official(
            source="boundaries",
            title="WFS granic PRG",
            url_field="prg_wfs_url",
            key_field=None,
            keys="",
        ),
    )
}
"""In the order in which ``sync all`` fetches them."""


def host_of(url: str) -> str:
    """Return the host of an address, with its port when it is written, never with a password.

    An address that cannot be read has none; the first call says which variable to mend.
    """
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""
