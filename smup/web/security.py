"""Headers on every answer, limits on every request, and a real 404 for unknown pages."""

import re
from collections.abc import Callable, Sequence

from flask import Flask, Response, request

from smup.embed_origins import ANY, NOBODY, frame_ancestors
from smup.web.problems import problem
from smup.web.texts import say

LONGEST_QUERY = 8192
LONGEST_PATH = 1024
LARGEST_BODY = 2 * 1024 * 1024
EMBEDDED = re.compile(r"(/en)?/embed(/|$)")
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def content_security_policy(script_hashes: Sequence[str], *, ancestors: str = "'none'") -> str:
    """Return the policy: everything from this server only.

    Args:
        script_hashes: CSP sources such as ``'sha256-…'`` of the inline scripts of Dash.
        ancestors: sources of the pages that may show this one in a frame.
    """
    rules = {
        "default-src": "'self'",
        "script-src": " ".join(("'self'", *script_hashes)),
        # Plotly and Dash's components write their own styles into the page.
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": ancestors,
    }
    return "; ".join(f"{name} {sources}" for name, sources in rules.items())


def register_security(
    server: Flask,
    *,
    script_hashes: Sequence[str] = (),
    known_path: Callable[[str], bool] | None = None,
    origins: str = ANY,
) -> None:
    """Add the headers and limits to all routes of the server, those of Dash too.

    Args:
        server: the application.
        script_hashes: see ``content_security_policy``.
        known_path: tells whether a path is a page of the product. Dash answers 200 with its shell
            for any path; an unknown one keeps the shell, which says so, but gets status 404.
        origins: ``SMUP_EMBED_ORIGINS``, sites that may show embedded views in a frame.
    """
    server.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    headers = {
        "Content-Security-Policy": content_security_policy(script_hashes),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": PERMISSIONS,
        "Cross-Origin-Opener-Policy": "same-origin",
    }

    ancestors = frame_ancestors(origins)
    policy = content_security_policy(script_hashes, ancestors=ancestors)
    embedded = headers | {"Content-Security-Policy": policy}
    if origins != NOBODY:
        # The older header knows no list of sites and would refuse those that are named.
        del embedded["X-Frame-Options"]

    def refuse_absurd() -> Response | None:
        if len(request.query_string) > LONGEST_QUERY or len(request.path) > LONGEST_PATH:
            return problem(414, "too-long", say("detail.too-long"))
        return None

    def finish(answer: Response) -> Response:
        for name, value in (embedded if EMBEDDED.match(request.path) else headers).items():
            answer.headers.setdefault(name, value)
        if _is_shell(answer) and known_path is not None and not known_path(request.path):
            answer.status_code = 404
        return answer

    server.before_request(refuse_absurd)
    server.after_request(finish)


def _is_shell(answer: Response) -> bool:
    """Tell whether an answer is a page of Dash rather than one of our own routes."""
    ours = request.endpoint is not None and request.endpoint.startswith("smup")
    return answer.status_code == 200 and answer.mimetype == "text/html" and not ours
