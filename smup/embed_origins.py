"""Sites that may show views of the product in a frame, as the administrator names them."""

import re

from smup.errors import SettingsError

ANY, NOBODY = "*", "none"
# A scheme, a host that may begin with "*.", and a port; what the policy of browsers understands.
_ORIGIN = re.compile(r"https?://(\*\.)?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:(\d{1,5}|\*))?")


def embed_origins(text: str) -> str:
    """Return ``*``, ``none`` or origins joined by single spaces.

    Args:
        text: value of ``SMUP_EMBED_ORIGINS``; origins joined by spaces or commas.

    Raises:
        SettingsError: naming the part that is no origin.
    """
    parts = text.replace(",", " ").split()
    if parts in ([ANY], [NOBODY]):
        return parts[0]
    for part in parts:
        if not _ORIGIN.fullmatch(part):
            message = (
                "SMUP_EMBED_ORIGINS to *, none albo adresy stron bez ścieżki, oddzielone spacjami, "
                f"np. https://bip.gmina.pl https://*.powiat.pl (nie jest takim: {part[:60]!r})."
            )
            raise SettingsError(message)
    return " ".join(parts) or NOBODY


def frame_ancestors(origins: str) -> str:
    """Return the sources of ``frame-ancestors`` for the value of the setting."""
    return "'none'" if origins == NOBODY else origins
