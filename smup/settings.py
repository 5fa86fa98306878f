"""Settings, read from the environment once. Every variable of the program is declared here."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from smup.errors import SettingsError

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
ASSETS = ROOT / "assets"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Values of the ``SMUP_*`` environment variables.

    Attributes:
        database_url: ``SMUP_DATABASE_URL``, an SQLAlchemy address (SQLite or PostgreSQL).
        host: ``SMUP_HOST``, address the server listens on.
        port: ``SMUP_PORT``, port the server listens on.
        workers: ``SMUP_WORKERS``, number of gunicorn workers; 0 means cores + 1.
        log_level: ``SMUP_LOG_LEVEL``, a level name of the logging module.
        reports_dir: ``SMUP_REPORTS_DIR``, folder of the queue of reports and of finished ones.
        reports_workers: ``SMUP_REPORTS_WORKERS``, processes that make reports; 0 means that PDF
            and DOCX are not made on this machine.
    """

    database_url: str
    host: str = "127.0.0.1"
    port: int = 8050
    workers: int = 0
    log_level: str = "INFO"
    reports_dir: str = str(ROOT / "var" / "reports")
    reports_workers: int = 1

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> "Settings":
        """Read and check the environment.

        Raises:
            SettingsError: naming the variable whose value cannot be used.
        """
        env = os.environ if environ is None else environ
        return cls(
            database_url=normalised_database_url(
                env.get("SMUP_DATABASE_URL") or f"sqlite:///{ROOT / 'var' / 'smup.sqlite'}"
            ),
            host=env.get("SMUP_HOST") or "127.0.0.1",
            port=_whole(env, "SMUP_PORT", default=8050, low=1, high=65535),
            workers=_whole(env, "SMUP_WORKERS", default=0, low=0, high=256),
            log_level=_level(env),
            reports_dir=env.get("SMUP_REPORTS_DIR") or str(ROOT / "var" / "reports"),
            reports_workers=_whole(env, "SMUP_REPORTS_WORKERS", default=1, low=0, high=16),
        )


def normalised_database_url(url: str) -> str:
    """Return the address with the driver the program uses (psycopg 3 for PostgreSQL).

    Raises:
        SettingsError: when the address names neither SQLite nor PostgreSQL.
    """
    for prefix in ("postgresql://", "postgres://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    if url.startswith(("sqlite://", "postgresql+psycopg://")):
        return url
    message = (
        "SMUP_DATABASE_URL musi zaczynać się od sqlite:/// albo postgresql:// "
        f"(jest: {url.split(':', maxsplit=1)[0]!r})."
    )
    raise SettingsError(message)


def _whole(env: Mapping[str, str], name: str, *, default: int, low: int, high: int) -> int:
    text = env.get(name) or str(default)
    if not text.isascii() or not text.isdigit() or not low <= int(text) <= high:
        message = f"{name} musi być liczbą całkowitą od {low} do {high} (jest: {text!r})."
        raise SettingsError(message)
    return int(text)


def _level(env: Mapping[str, str]) -> str:
    text = (env.get("SMUP_LOG_LEVEL") or "INFO").upper()
    if text not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        message = f"SMUP_LOG_LEVEL to DEBUG, INFO, WARNING albo ERROR (jest: {text!r})."
        raise SettingsError(message)
    return text
