"""What can go wrong with a source, as Polish sentences that name the place and the remedy."""

from datetime import UTC, datetime, timedelta

from smup.sync.errors import (
    KeyRefusedError,
    QuotaSpentError,
    SourceDownError,
    SourceFailedError,
    UnreachableError,
    UnusableAnswerError,
)
from smup.sync.sources import SOURCES, host_of

SPENT = (
    "{title}: limit zapytań jest wyczerpany, następne będzie można wysłać {when} UTC. Pobrane "
    "odpowiedzi są zachowane; powtórz polecenie po tej godzinie{hint}."
)
GET_KEY = " albo podaj klucz w {variable} (z kluczem limity są pięć razy większe; {keys})"
WRONG_KEY = (
    "{title} ({host}) odrzuca klucz (odpowiedź {status}). Sprawdź {variable}; klucz dla urzędu: "
    "{keys}"
)
NO_KEY = (
    "{title} ({host}) nie odpowiada bez klucza (odpowiedź {status}). Podaj klucz w {variable}; "
    "klucz dla urzędu: {keys}"
)
UNSENDABLE_KEY = (
    "{title}: klucz w {variable} ma znaki, których klucz mieć nie może (polską literę, myślnik z "
    "edytora tekstu albo znak niewidoczny). Skopiuj go jeszcze raz; klucz dla urzędu: {keys}"
)
NOT_ALLOWED = "{title} ({host}) odmawia dostępu (odpowiedź {status}). Sprawdź {variable}."
DOWN = (
    "{title} ({host}) zawiodło {count} razy z rzędu, więc pobieranie przerwano; to, co pobrano, "
    "zostaje. Ostatni powód: {cause}"
)
UNUSABLE = "{title} ({host}): odpowiedź na {path} jest nie do użycia ({what})."
FAILED = (
    "{title} ({host}) zawodzi mimo kolejnych prób: {what}. To, co pobrano, zostaje; "
    "spróbuj ponownie później."
)
NO_HOST = (
    "{title}: nie udało się połączyć z {host} ({cause}). Sprawdź połączenie z siecią, "
    "{variable} i, jeżeli sieć tego wymaga, serwer pośredniczący w HTTPS_PROXY."
)
BAD_PROXY = (
    "{title}: serwer pośredniczący (HTTPS_PROXY, HTTP_PROXY) nie przepuścił połączenia z {host}. "
    "Sprawdź jego adres, nazwę użytkownika i hasło."
)
BAD_CERTIFICATE = (
    "{title}: certyfikatu {host} nie można potwierdzić, więc połączenia nie nawiązano. Sprawdź "
    "zegar komputera i {variable}; w sieci z własnym urzędem certyfikacji podaj plik z jego "
    "certyfikatem w REQUESTS_CA_BUNDLE."
)
BAD_ADDRESS = "{title}: adres w {variable} jest niepoprawny. Popraw go albo usuń tę zmienną."
ELSEWHERE = (
    "{title}: {host} przekierowuje na inny adres ({target}), a klucza nie wolno tam wysłać. "
    "Jeżeli usługę przeniesiono, wpisz nowy adres w {variable}."
)


class Sentences:
    """Errors of one source at one address."""

    def __init__(self, source: str, url: str, *, has_key: bool) -> None:
        self._official = SOURCES[source]
        self._has_key = has_key
        self._place = {"title": self._official.title, "host": host_of(url)}

    def spent(self, wait: float) -> QuotaSpentError:
        """No call is free for ``wait`` seconds."""
        free_at = datetime.now(UTC) + timedelta(seconds=wait)
        hint = ""
        if self._official.key_field is not None and not self._has_key:
            hint = GET_KEY.format(variable=self._official.key_variable, keys=self._official.keys)
        when = f"{free_at + timedelta(minutes=1):%Y-%m-%d %H:%M}"
        return QuotaSpentError(SPENT.format(**self._place, when=when, hint=hint), free_at)

    def refused(self, status: int) -> KeyRefusedError:
        """The source answered 401 or 403."""
        text = NOT_ALLOWED
        if self._official.key_field is not None:
            text = WRONG_KEY if self._has_key else NO_KEY
        variable = self._official.key_variable or self._official.url_variable
        keys = self._official.keys
        return KeyRefusedError(
            text.format(**self._place, status=status, variable=variable, keys=keys)
        )

    def unsendable(self) -> KeyRefusedError:
        """The key cannot be sent; it stands in no message."""
        variable, keys = self._official.key_variable, self._official.keys
        return KeyRefusedError(UNSENDABLE_KEY.format(**self._place, variable=variable, keys=keys))

    def failed(self, what: str) -> SourceFailedError:
        """The source failed at every try."""
        return SourceFailedError(FAILED.format(**self._place, what=what))

    def down(self, count: int, cause: Exception) -> SourceDownError:
        """So many calls failed in a row."""
        return SourceDownError(DOWN.format(**self._place, count=count, cause=cause))

    def unusable(self, path: str, what: str) -> UnusableAnswerError:
        """An answer is not what was asked for."""
        return UnusableAnswerError(UNUSABLE.format(**self._place, path=path or "/", what=what))

    def unreachable(self, text: str, **more: str) -> UnreachableError:
        """There is no connection, or none that can be trusted; ``text`` is one of the above."""
        variable = self._official.url_variable
        return UnreachableError(text.format(**self._place, variable=variable, **more))
