"""Addresses that come from outside: where to go after signing in, and where a request is from."""

from urllib.parse import urlsplit

from flask import request

from smup.settings import Settings

LONGEST = 1000


def own_path(text: str | None) -> str | None:
    """Return an address when it is a path of this service, else None.

    Browsers take ``//host``, a slash and a backslash, and the same with tabs or new lines in
    between for other hosts, so nothing of that kind is let through.
    """
    if not text or len(text) > LONGEST or not text.startswith("/"):
        return None
    if "\\" in text or any(not c.isprintable() or c.isspace() for c in text):
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or text.startswith("//"):
        return None
    return text


def network_address(settings: Settings) -> str:
    """Return the address a request came from, seen by the outermost proxy that is ours."""
    if settings.proxies:
        passed = request.headers.get("X-Forwarded-For", "").split(",")
        if len(passed) >= settings.proxies:
            return passed[-settings.proxies].strip()[:64]
    return request.remote_addr or ""
