"""Files that take long: ordered, waited for with progress, cancelled, resumed when downloaded."""

from flask import Blueprint, Response

from smup.exports.csv import Separator
from smup.repository import Repository
from smup.settings import Settings
from smup.views.take_out.records import Extract

OWN_PARAMETERS = ("plik", "zlecenie")
"""Parameters of an address of a file that are about the making of it, not about its rows."""


class FileCounter:
    """Hands out prepared files and orders those that are not there.

    One for the application; ``smup/web/exports.py`` asks it for every file it is asked for.
    """

    def __init__(self, repository: Repository, settings: Settings) -> None:
        """Take the database and the settings."""
        self._repository = repository
        self._settings = settings

    def takes(self, form: str, extract: Extract) -> bool:
        """Tell whether the file of the current request goes through the queue.

        It does when the form does not stream and the table has more than ``DIRECT_ROWS`` rows,
        and for any form when the request says ``plik=tak``.
        """
        raise NotImplementedError

    def answer(
        self, form: str, extract: Extract, *, separator: Separator = "semicolon"
    ) -> Response:
        """Return the file, with ranges; or order it and say how far it is (202).

        Args:
            form: a key of ``smup.exports.forms.FORMS``.
            extract: the table; ``description.table``, ``query`` and ``lang`` name the job.
            separator: of CSV.
        """
        raise NotImplementedError


def prepared_routes(counter: FileCounter) -> Blueprint:
    """Return ``POST /eksport/<lang>/zlecenie/<key>/<token>``: the orderer needs it no more."""
    raise NotImplementedError
