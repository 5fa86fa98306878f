"""The API may be read by pages of every other host: CORS on each answer, errors too."""

from types import MappingProxyType

from flask import Flask, Response, request

PREFIX = "/api/"
EXPOSED = (
    "Content-Disposition", "Content-Language", "Deprecation", "ETag", "Link", "RateLimit",
    "RateLimit-Policy", "Retry-After", "Sunset",
)  # fmt: skip
"""Headers that a script of another host could not read otherwise."""
ASKED_BEFORE = MappingProxyType(
    {
        "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
        "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
        "Access-Control-Max-Age": "86400",
    }
)


def register_api_cors(server: Flask) -> None:
    """Open the addresses of the API to scripts of other hosts; register it before other headers.

    What is registered first is called last, so that refusals made on the way have the headers too.
    """

    def finish(answer: Response) -> Response:
        if request.path.startswith(PREFIX):
            answer.headers["Access-Control-Allow-Origin"] = "*"
            answer.headers["Access-Control-Expose-Headers"] = ", ".join(EXPOSED)
            # Security headers forbid other hosts to show pages in frames, not to read the API.
            answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
            if request.method == "OPTIONS":
                answer.headers.update(ASKED_BEFORE)
        return answer

    server.after_request(finish)
