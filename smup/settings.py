"""Settings, read from the environment once. Every variable of the program is declared here."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from smup.embed_origins import embed_origins
from smup.errors import SettingsError

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
ASSETS = ROOT / "assets"
SHORTEST_SECRET = 32
SMUP_API = "https://api.smup.gov.pl/api/1.0.0"
BDL_API = "https://bdl.stat.gov.pl/api/v1"
PRG_WFS = "https://mapy.geoportal.gov.pl/wss/service/PZGIK/PRG/WFS/AdministrativeBoundaries"
ADDRESS = re.compile(r"[!-~]+@[A-Za-z0-9.-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Values of the environment variables.

    Attributes:
        database_url: ``SMUP_DATABASE_URL``, an SQLAlchemy address (SQLite or PostgreSQL).
        host: ``SMUP_HOST``, address the server listens on.
        port: ``SMUP_PORT``, port the server listens on.
        workers: ``SMUP_WORKERS``, number of gunicorn workers; 0 means cores + 1.
        log_level: ``SMUP_LOG_LEVEL``, a level name of the logging module.
        reports_dir: ``SMUP_REPORTS_DIR``, folder of the queue of reports and of finished ones.
        reports_workers: ``SMUP_REPORTS_WORKERS``, processes that make reports; 0 means that PDF
            and DOCX are not made on this machine.
        exports_dir: ``SMUP_EXPORTS_DIR``, folder of large files of data, being made and finished.
        exports_workers: ``SMUP_EXPORTS_WORKERS``, processes that make them; 0 means that only what
            can be sent at once is given out.
        exports_mb: ``SMUP_EXPORTS_MB``, megabytes of finished files kept; the least used go.
        threads: ``SMUP_THREADS``, connections that each worker serves side by side.
        api_limit: ``SMUP_API_LIMIT``, reads of the API a minute for one network address; 0: any.
        export_limit: ``SMUP_EXPORT_LIMIT``, files of data a minute for one address; 0: any.
        streams_limit: ``SMUP_STREAMS_LIMIT``, downloads at one time for one address; 0: any.
        limits_store: ``SMUP_LIMITS_STORE``, where requests are counted: empty for a file of this
            machine, or an address such as ``redis://host:6379`` for several machines.
        secret_key: ``SMUP_SECRET_KEY``, signs sessions and links; without it nobody can sign in.
        public_url: ``SMUP_PUBLIC_URL``, address of the service as its readers write it, in
            messages and feeds; ``https`` makes cookies secure.
        attachments_dir: ``SMUP_ATTACHMENTS_DIR``, folder of the files of practices.
        practice_months: ``SMUP_PRACTICE_MONTHS``, for how long a verified practice is valid.
        embed_origins: ``SMUP_EMBED_ORIGINS``, sites that may show views in a frame: ``*`` for all,
            ``none``, or origins such as ``https://bip.example.pl`` joined by spaces.
        smtp_url: ``SMUP_SMTP_URL``, ``smtp://user:password@host:port`` (``smtps`` for TLS from
            the start); without it no messages are sent.
        mail_from: ``SMUP_MAIL_FROM``, sender of messages.
        proxies: ``SMUP_PROXIES``, how many reverse proxies stand before the server: that many
            last addresses of ``X-Forwarded-For`` are believed when attempts to sign in and requests
            are counted.
        oidc_issuer: ``SMUP_OIDC_ISSUER``, address of the OpenID Connect provider.
        oidc_client_id: ``SMUP_OIDC_CLIENT_ID``.
        oidc_client_secret: ``SMUP_OIDC_CLIENT_SECRET``.
        smup_api_url: ``SMUP_API_URL``, the API of the official portal.
        smup_api_key: ``SMUP_API_KEY``, key of this office there; empty: anonymous.
        bdl_api_url: ``BDL_API_URL``, the API of the Local Data Bank.
        bdl_api_key: ``BDL_API_KEY``, key of this office there; empty: anonymous.
        prg_wfs_url: ``PRG_WFS_URL``, the WFS of the state register of borders.
        sync_dir: ``SMUP_SYNC_DIR``, folder of fetched answers, counted calls and the lock.
        sync_connections: ``SMUP_SYNC_CONNECTIONS``, calls made side by side to one source.
    """

    database_url: str
    host: str = "127.0.0.1"
    port: int = 8050
    workers: int = 0
    log_level: str = "INFO"
    reports_dir: str = str(ROOT / "var" / "reports")
    reports_workers: int = 1
    exports_dir: str = str(ROOT / "var" / "exports")
    exports_workers: int = 1
    exports_mb: int = 4096
    threads: int = 6
    api_limit: int = 1200
    export_limit: int = 60
    streams_limit: int = 8
    limits_store: str = field(default="", repr=False)
    secret_key: str = field(default="", repr=False)
    public_url: str = ""
    attachments_dir: str = str(ROOT / "var" / "attachments")
    practice_months: int = 36
    embed_origins: str = "*"
    smtp_url: str = field(default="", repr=False)
    mail_from: str = ""
    proxies: int = 0
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = field(default="", repr=False)
    smup_api_url: str = SMUP_API
    smup_api_key: str = field(default="", repr=False)
    bdl_api_url: str = BDL_API
    bdl_api_key: str = field(default="", repr=False)
    prg_wfs_url: str = PRG_WFS
    sync_dir: str = str(ROOT / "var" / "sync")
    sync_connections: int = 4

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> "Settings":
        """Read and check the environment.

        Raises:
            SettingsError: naming the variable whose value cannot be used.
        """
        env = os.environ if environ is None else environ
        found = cls(
            database_url=normalised_database_url(
                env.get("SMUP_DATABASE_URL") or f"sqlite:///{ROOT / 'var' / 'smup.sqlite'}"
            ),
            host=env.get("SMUP_HOST") or "127.0.0.1",
            port=_whole(env, "SMUP_PORT", default=8050, low=1, high=65535),
            workers=_whole(env, "SMUP_WORKERS", default=0, low=0, high=256),
            log_level=_level(env),
            reports_dir=env.get("SMUP_REPORTS_DIR") or str(ROOT / "var" / "reports"),
            reports_workers=_whole(env, "SMUP_REPORTS_WORKERS", default=1, low=0, high=16),
            exports_dir=env.get("SMUP_EXPORTS_DIR") or str(ROOT / "var" / "exports"),
            exports_workers=_whole(env, "SMUP_EXPORTS_WORKERS", default=1, low=0, high=16),
            exports_mb=_whole(env, "SMUP_EXPORTS_MB", default=4096, low=1, high=10**7),
            threads=_whole(env, "SMUP_THREADS", default=6, low=1, high=256),
            api_limit=_whole(env, "SMUP_API_LIMIT", default=1200, low=0, high=10**7),
            export_limit=_whole(env, "SMUP_EXPORT_LIMIT", default=60, low=0, high=10**7),
            streams_limit=_whole(env, "SMUP_STREAMS_LIMIT", default=8, low=0, high=10**4),
            limits_store=env.get("SMUP_LIMITS_STORE") or "",
            secret_key=_secret(env),
            public_url=_web_address(env, "SMUP_PUBLIC_URL"),
            attachments_dir=env.get("SMUP_ATTACHMENTS_DIR") or str(ROOT / "var" / "attachments"),
            practice_months=_whole(env, "SMUP_PRACTICE_MONTHS", default=36, low=1, high=240),
            embed_origins=embed_origins(env.get("SMUP_EMBED_ORIGINS") or "*"),
            smtp_url=_mail_server(env),
            mail_from=_sender(env),
            proxies=_whole(env, "SMUP_PROXIES", default=0, low=0, high=8),
            oidc_issuer=_web_address(env, "SMUP_OIDC_ISSUER"),
            oidc_client_id=env.get("SMUP_OIDC_CLIENT_ID") or "",
            oidc_client_secret=env.get("SMUP_OIDC_CLIENT_SECRET") or "",
            **_sources(env),
        )
        _check_together(found)
        return found


def _sources(env: Mapping[str, str]) -> dict[str, Any]:
    """Return what concerns official sources."""
    return {
        "smup_api_url": _web_address(env, "SMUP_API_URL") or SMUP_API,
        "smup_api_key": env.get("SMUP_API_KEY") or "",
        "bdl_api_url": _web_address(env, "BDL_API_URL") or BDL_API,
        "bdl_api_key": env.get("BDL_API_KEY") or "",
        "prg_wfs_url": _web_address(env, "PRG_WFS_URL") or PRG_WFS,
        "sync_dir": env.get("SMUP_SYNC_DIR") or str(ROOT / "var" / "sync"),
        "sync_connections": _whole(env, "SMUP_SYNC_CONNECTIONS", default=4, low=1, high=16),
    }


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


def _secret(env: Mapping[str, str]) -> str:
    text = env.get("SMUP_SECRET_KEY") or ""
    if text and len(text) < SHORTEST_SECRET:
        message = (
            f"SMUP_SECRET_KEY musi mieć co najmniej {SHORTEST_SECRET} znaki. Losowy klucz poda: "
            'python -c "import secrets; print(secrets.token_hex())"'
        )
        raise SettingsError(message)
    return text


def _web_address(env: Mapping[str, str], name: str) -> str:
    text = (env.get(name) or "").rstrip("/")
    if text and not text.startswith(("http://", "https://")):
        message = f"{name} musi zaczynać się od https:// albo http:// (jest: {text[:60]!r})."
        raise SettingsError(message)
    return text


def _mail_server(env: Mapping[str, str]) -> str:
    text = env.get("SMUP_SMTP_URL") or ""
    if not text:
        return ""
    try:
        parts = urlsplit(text)
        usable = parts.scheme in {"smtp", "smtps"} and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        # The value holds a password, so it is not repeated.
        message = (
            "SMUP_SMTP_URL musi mieć postać smtp://użytkownik:hasło@serwer:port albo smtps://…"
        )
        raise SettingsError(message)
    return text


def _sender(env: Mapping[str, str]) -> str:
    text = env.get("SMUP_MAIL_FROM") or ""
    if text and not ADDRESS.fullmatch(text):
        message = f"SMUP_MAIL_FROM musi być samym adresem e-mail (jest: {text[:60]!r})."
        raise SettingsError(message)
    return text


def _check_together(found: Settings) -> None:
    """Refuse variables that do nothing without others.

    Raises:
        SettingsError: naming what is missing.
    """
    oidc = (found.oidc_issuer, found.oidc_client_id, found.oidc_client_secret)
    if found.smtp_url and not (found.mail_from and found.public_url):
        raise SettingsError("SMUP_SMTP_URL wymaga także SMUP_MAIL_FROM i SMUP_PUBLIC_URL.")
    if any(oidc) and not (all(oidc) and found.public_url):
        message = (
            "Logowanie przez OpenID Connect wymaga razem SMUP_OIDC_ISSUER, SMUP_OIDC_CLIENT_ID, "
            "SMUP_OIDC_CLIENT_SECRET i SMUP_PUBLIC_URL."
        )
        raise SettingsError(message)


def _level(env: Mapping[str, str]) -> str:
    text = (env.get("SMUP_LOG_LEVEL") or "INFO").upper()
    if text not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        message = f"SMUP_LOG_LEVEL to DEBUG, INFO, WARNING albo ERROR (jest: {text!r})."
        raise SettingsError(message)
    return text
