"""The address of the service as its readers write it."""

from flask import request

LONGEST_HOST = 253


def public_address(configured: str) -> str:
    """Return scheme and host without a slash at the end.

    Args:
        configured: ``SMUP_PUBLIC_URL``; when empty, the host of the request, cut to the length
            that a host name can have.
    """
    return configured.rstrip("/") or request.host_url.rstrip("/")[:LONGEST_HOST]
