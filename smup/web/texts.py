"""The language of a request and its texts."""

from flask import request

from smup.i18n import DEFAULT_LANGUAGE, LANGUAGES, texts


def request_language() -> str:
    """Return ``lang`` of the request; Polish when it is absent or not known.

    Pages have their language in the path, so an error on an English page is in English too.
    """
    asked = request.args.get("lang", "")
    if asked in LANGUAGES:
        return asked
    return "en" if request.path == "/en" or request.path.startswith("/en/") else DEFAULT_LANGUAGE


def say(key: str, /, **values: object) -> str:
    """Return a text of the namespace ``api`` in the language of the request."""
    return texts(request_language())(f"api.{key}", **values)
