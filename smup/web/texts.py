"""The language of a request and its texts."""

from flask import request

from smup.i18n import DEFAULT_LANGUAGE, LANGUAGES, Texts, texts


def request_language() -> str:
    """Return the language named by ``lang`` or by the path; Polish when neither names one.

    Pages have their language in the path, so an error on an English page is in English too.
    """
    in_path = (word for word in request.path.split("/")[1:3] if word in LANGUAGES)
    asked = request.args.get("lang", "")
    return asked if asked in LANGUAGES else next(in_path, DEFAULT_LANGUAGE)


def say(key: str, /, **values: object) -> str:
    """Return a text of the namespace ``api`` in the language of the request."""
    return texts(request_language())(f"api.{key}", **values)


def request_texts() -> Texts:
    """Return all texts in the language of the request."""
    return texts(request_language())
