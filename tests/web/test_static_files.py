"""Files of assets/: compressed once, kept as long as is safe, never from outside the folder."""

import gzip
from pathlib import Path

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient

from smup.web.static_files import A_MONTH, A_YEAR, register_static_files

STYLE = b"body{color:#10243A}"


@pytest.fixture
def files(tmp_path: Path) -> FlaskClient:
    """A client of a server with a folder of assets and a secret beside it."""
    folder = tmp_path / "assets"
    (folder / "vendor").mkdir(parents=True)
    (tmp_path / "secret.css.br").write_bytes(b"secret")
    (folder / "vendor" / "big.css").write_bytes(STYLE)
    (folder / "vendor" / "big.css.br").write_bytes(brotli.compress(STYLE))
    (folder / "vendor" / "big.css.gz").write_bytes(gzip.compress(STYLE))
    (folder / "plain.css").write_bytes(STYLE)
    (folder / "letters.woff2").write_bytes(b"wOF2")
    server = Flask("files", static_folder=str(folder), static_url_path="/assets")
    register_static_files(server, folder)
    return server.test_client()


@pytest.mark.parametrize(
    ("accepted", "encoding", "decode"),
    [("gzip, br", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress)],
)
def test_a_file_is_sent_as_it_was_compressed(
    files: FlaskClient, accepted: str, encoding: str, decode: object
) -> None:
    answer = files.get(
        "/assets/vendor/big.css", headers={"Accept-Encoding": accepted}, buffered=True
    )
    assert callable(decode)
    assert answer.headers["Content-Encoding"] == encoding
    assert answer.mimetype == "text/css"
    assert "Accept-Encoding" in answer.vary
    assert decode(answer.data) == STYLE


def test_a_client_that_takes_no_compression_gets_the_plain_file(files: FlaskClient) -> None:
    answer = files.get("/assets/vendor/big.css", buffered=True)
    assert "Content-Encoding" not in answer.headers
    assert answer.data == STYLE


def test_encodings_have_validators_of_their_own(files: FlaskClient) -> None:
    tags = {
        files.get(
            "/assets/vendor/big.css", headers={"Accept-Encoding": name}, buffered=True
        ).headers["ETag"]
        for name in ("br", "gzip", "identity")
    }
    assert len(tags) == 3


def test_a_repeated_read_answers_304(files: FlaskClient) -> None:
    headers = {"Accept-Encoding": "br"}
    tag = files.get("/assets/vendor/big.css", headers=headers, buffered=True).headers["ETag"]
    again = files.get(
        "/assets/vendor/big.css", headers={**headers, "If-None-Match": tag}, buffered=True
    )
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("path", ["/assets/plain.css?m=1.5", "/assets/vendor/big.css?m=1.5"])
def test_a_dated_address_is_kept_for_a_year(files: FlaskClient, path: str) -> None:
    answer = files.get(path, headers={"Accept-Encoding": "br"}, buffered=True)
    assert answer.headers["Cache-Control"] == A_YEAR


def test_an_undated_address_is_asked_again_and_a_font_kept_for_a_month(files: FlaskClient) -> None:
    assert files.get("/assets/plain.css", buffered=True).headers["Cache-Control"] == "no-cache"
    assert files.get("/assets/letters.woff2", buffered=True).headers["Cache-Control"] == A_MONTH


@pytest.mark.parametrize("path", ["/assets/../secret.css", "/assets/%2e%2e/secret.css"])
def test_nothing_outside_the_folder_is_sent(files: FlaskClient, path: str) -> None:
    answer = files.get(path, headers={"Accept-Encoding": "br"}, buffered=True)
    assert answer.status_code == 404
    assert b"secret" not in answer.data


def test_a_missing_file_is_missing_at_any_address(files: FlaskClient) -> None:
    answer = files.get("/assets/none.css?m=1", headers={"Accept-Encoding": "br"}, buffered=True)
    assert answer.status_code == 404
    assert answer.headers.get("Cache-Control") != A_YEAR
