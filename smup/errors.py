"""Errors a user can meet. Each message names the place and the remedy, in the user's language."""


class SmupError(Exception):
    """Base of every expected error; its text is fit to be shown to a user."""


class UnknownCodeError(SmupError):
    """A sector, service, indicator, unit, level or year that the database does not have."""

    def __init__(self, what: str, code: str, message: str, codes: tuple[str, ...] = ()) -> None:
        """Take what is not known; ``codes`` when there are several, the first of them ``code``."""
        super().__init__(message)
        self.what = what
        self.code = code
        self.codes = codes or (code,)


class InvalidQueryError(SmupError):
    """A request parameter that cannot be understood."""

    def __init__(self, parameter: str, message: str) -> None:
        super().__init__(message)
        self.parameter = parameter


class CatalogueError(SmupError):
    """A catalogue file breaks its schema; the message names file, entry and field."""


class IngestError(SmupError):
    """A file cannot be loaded; the message names file, line and remedy."""


class SchemaVersionError(SmupError):
    """The database schema is missing or older or newer than the program."""


class DatabaseBusyError(SmupError):
    """Another load holds the database."""


class SettingsError(SmupError):
    """An environment variable has a value that cannot be used."""


class TooLargeError(SmupError):
    """More was asked for than can be held at once; the message says what to choose instead."""
