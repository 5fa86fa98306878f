"""E-mails and names of accounts, as they are kept."""

import re
import unicodedata

LONGEST_EMAIL = 254
LONGEST_NAME = 120
_EMAIL = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,}"
)


def normal_email(text: str) -> str | None:
    """Return an e-mail in lower case, or None when the text is no e-mail.

    Only letters without diacritics are taken: servers of mail that know others are few.
    """
    email = text.strip().lower()
    return email if len(email) <= LONGEST_EMAIL and _EMAIL.fullmatch(email) else None


def normal_name(text: str) -> str | None:
    """Return a name with single spaces, or None when it is empty, too long or has no letter."""
    kept = "".join(c if c.isprintable() else " " for c in unicodedata.normalize("NFC", text))
    name = " ".join(kept.split())
    return name if len(name) <= LONGEST_NAME and any(c.isalpha() for c in name) else None
