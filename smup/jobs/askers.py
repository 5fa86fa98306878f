"""Who waits for a file: one who gives it up does not take it from the others."""

import re
import secrets
import time
from contextlib import suppress
from pathlib import Path

HEARD_SECONDS = 600
FORGOTTEN_SECONDS = 24 * 3600
TOKEN = re.compile(r"[0-9a-f]{16}")
LONGEST_KEY = 64


class Askers:
    """Tokens of those who ordered files, in a folder shared by the web workers."""

    def __init__(self, folder: Path) -> None:
        """Use a folder, which is made when it is missing."""
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder

    def heard(self, key: str, token: str) -> str:
        """Note that somebody asks for a file; return the token by which they are known.

        Args:
            key: of the file.
            token: theirs; anything else than a token gives them a new one.
        """
        if not TOKEN.fullmatch(token):
            token = secrets.token_hex(8)
            self._forget()
        (self._folder / f"{key}.{token}").touch()
        return token

    def knows(self, key: str, token: str) -> bool:
        """Tell whether somebody with the token asked for the file."""
        may_be = len(key) <= LONGEST_KEY and TOKEN.fullmatch(token)
        return bool(may_be) and (self._folder / f"{key}.{token}").exists()

    def leaves(self, key: str, token: str) -> bool:
        """Note that somebody gives a file up; tell whether nobody else waits for it now.

        Whoever was not heard of for ten minutes has gone; a page that waits asks all the time.
        """
        (self._folder / f"{key}.{token}").unlink(missing_ok=True)
        since = time.time() - HEARD_SECONDS
        return not any(_moment(path) > since for path in self._folder.glob(f"{key}.*"))

    def _forget(self) -> None:
        before = time.time() - FORGOTTEN_SECONDS
        for path in self._folder.iterdir():
            if _moment(path) < before:
                path.unlink(missing_ok=True)


def _moment(path: Path) -> float:
    with suppress(FileNotFoundError):
        return path.stat().st_mtime
    return 0.0
