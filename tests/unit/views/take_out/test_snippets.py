"""Code that reads a table: it runs as it is, and nothing in an address can break out of it."""

import ast
import http.server
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from smup.tabular import Column
from smup.views.take_out.snippets import snippets

COLUMNS = (
    Column(key="teryt", name="teryt", title="Kod", kind="code"),
    Column(key="unit", name="jednostka", title="Nazwa"),
    Column(key="year", name="rok", title="Rok", kind="integer"),
    Column(key="value", name='war"tość#(lf)', title="Wartość", kind="number"),
)
BODY = '\ufeffteryt,jednostka,rok,"war""tość#(lf)"\r\n0201011,Bolesławiec,2024,81.5\r\n'.encode()


class Handler(http.server.BaseHTTPRequestHandler):
    """Gives the table, if it is asked for with commas where code expects them."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(BODY)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/eksport/pl/dane.csv?ind=A.B"
    server.shutdown()
    server.server_close()


def code_of(address: str, key: str, *, sample: bool = False, lang: str = "pl") -> str:
    found = snippets(address, COLUMNS, name="smup-dane.csv", sample=sample, lang=lang)
    return next(one.code for one in found if one.key == key)


def test_python_keeps_codes_as_text_and_numbers_as_numbers(address: str) -> None:
    code = code_of(address, "python")
    check = "\nprint(data['teryt'][0], data.iloc[0, 3] + 1, list(data.columns)[0])"
    done = subprocess.run(
        [sys.executable, "-c", code + check], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "0201011 82.5 teryt"


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_curl_writes_the_file(address: str, tmp_path: Path) -> None:
    code = code_of(address, "curl")
    subprocess.run(["bash", "-c", code], cwd=tmp_path, check=True, capture_output=True)  # noqa: S607
    assert (tmp_path / "smup-dane.csv").read_bytes() == BODY


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_r_reads_the_table(address: str) -> None:
    code = code_of(address, "r") + '\ncat(data$teryt[1], data[1, 4] + 1, "\\n")'
    done = subprocess.run(
        ["Rscript", "-e", code],  # noqa: S607
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.splitlines()[-1].split() == ["0201011", "82.5"]


def test_power_query_types_every_column_and_escapes_headers() -> None:
    code = code_of("https://x/a.csv", "power_query")
    assert 'Web.Contents("https://x/a.csv?sep=comma")' in code
    assert '{"teryt", type text}' in code
    assert '{"rok", Int64.Type}' in code
    assert '{"war""tość#(#)(lf)", type number}' in code


def test_r_names_codes_and_marks() -> None:
    code = code_of("https://x/a.csv", "r")
    assert 'colClasses = c("teryt" = "character")' in code
    assert 'fileEncoding = "UTF-8-BOM"' in code


@pytest.mark.parametrize(
    "bad", ['";import os;"', "$(id)", "`id`", "\n!x", "' & calc", "a b", "ż", "\\", "#(lf)"]
)
def test_an_address_cannot_break_out_of_its_string(bad: str) -> None:
    found = snippets(f"https://x/a.csv?q={bad}", COLUMNS, name=bad, sample=False, lang="pl")
    codes = {one.key: one.code for one in found}
    assert len(ast.parse(codes["python"]).body) == 4
    line = codes["curl"]
    assert line.count('"') == 4
    assert not set(line) & set("$`'\\\n!(")
    assert not set(codes["address"]) & set(" \"'`$\\\n()!;#")


def test_a_sample_says_so_in_a_comment_of_every_language() -> None:
    for key in ("python", "r", "curl", "power_query"):
        assert "dane przykładowe" in code_of("https://x/a.csv", key, sample=True)
        assert "sample data" in code_of("https://x/a.csv", key, sample=True, lang="en")
