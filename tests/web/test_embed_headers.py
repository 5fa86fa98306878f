"""Who may show what in a frame."""

import pytest
from flask import Flask

from smup.web.security import register_security


def answer(path: str, origins: str) -> dict[str, str]:
    server = Flask("embed", static_folder=None)
    register_security(server, origins=origins)
    server.add_url_rule("/", view_func=lambda path="": "x", endpoint="root")
    server.add_url_rule("/<path:path>", view_func=lambda path: "x", endpoint="any")
    return dict(server.test_client().get(path).headers)


def ancestors(headers: dict[str, str]) -> str:
    policy = headers["Content-Security-Policy"].split("; ")
    (found,) = [rule for rule in policy if rule.startswith("frame-ancestors ")]
    return found.removeprefix("frame-ancestors ")


@pytest.mark.parametrize("path", ["/embed/obszar/edukacja", "/en/embed/dane", "/embed", "/embed/x"])
@pytest.mark.parametrize("origins", ["*", "https://bip.pl", "https://bip.pl https://*.gov.pl"])
def test_embedded_views_may_stand_where_the_setting_says(path: str, origins: str) -> None:
    headers = answer(path, origins)
    assert ancestors(headers) == origins
    assert "X-Frame-Options" not in headers


@pytest.mark.parametrize(
    "path",
    ["/", "/obszar/edukacja", "/konto", "/konto/embed", "/api/v1/units", "/embedded",
     "/en/embedx/konto", "/x/embed/y"],
)  # fmt: skip
@pytest.mark.parametrize("origins", ["*", "none", "https://bip.pl"])
def test_nothing_else_may_stand_in_a_frame(path: str, origins: str) -> None:
    headers = answer(path, origins)
    assert ancestors(headers) == "'none'"
    assert headers["X-Frame-Options"] == "DENY"


def test_embedding_can_be_switched_off() -> None:
    headers = answer("/embed/obszar/edukacja", "none")
    assert ancestors(headers) == "'none'"
    assert headers["X-Frame-Options"] == "DENY"


def test_embedded_views_keep_the_rest_of_the_policy_and_set_no_cookie() -> None:
    headers = answer("/embed/dane", "*")
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in headers
