import pytest
from flask import Flask

from smup.web.caching import BodyCache, chosen_encoding


def test_the_least_recently_used_bodies_are_dropped_first() -> None:
    bodies = BodyCache(most_bytes=10)
    bodies.get(("a",), lambda: b"aaaa")
    bodies.get(("b",), lambda: b"bbbb")
    bodies.get(("a",), lambda: b"never")
    bodies.get(("c",), lambda: b"cccc")
    assert bodies.get(("a",), lambda: b"again") == b"aaaa"
    assert bodies.get(("b",), lambda: b"again") == b"again"


def test_a_body_larger_than_the_cache_is_answered_and_not_kept() -> None:
    bodies = BodyCache(most_bytes=3)
    assert bodies.get(("a",), lambda: b"aaaa") == b"aaaa"
    assert bodies.get(("a",), lambda: b"bb") == b"bb"


@pytest.mark.parametrize(
    ("header", "chosen"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.2, gzip;q=0.8", "gzip"),
        ("*", "br"),
        ("identity", "identity"),
        ("", "identity"),
        ("x" * 500, "identity"),
    ],
)
def test_the_encoding_is_the_one_the_client_prefers(header: str, chosen: str) -> None:
    with Flask(__name__).test_request_context(headers={"Accept-Encoding": header}):
        assert chosen_encoding() == chosen
