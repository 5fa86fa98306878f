"""Files that are no CSV are refused with what they are and what to do."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from smup.errors import IngestError
from smup.ingest.bdl_csv import import_bdl_csv
from smup.ingest.tables import open_table
from smup.models import Release
from tests.unit.ingest.conftest import Write

REQUIRED = ("Kod", "Nazwa")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "jest pusty"),
        (b"\n\n", "jest pusty"),
        (b"<!DOCTYPE html>\n<html><body>Kod;Nazwa</body></html>", "HTML"),
        (b"  \n <html lang=pl>", "HTML"),
        (b"PK\x03\x04xxxx", "arkusz kalkulacyjny"),
        (b"\xd0\xcf\x11\xe0xxxx", "arkusz kalkulacyjny"),
        (b"Kod;Nazwa\x00\x01\x02", "nie jest tekstem"),
        (b"Kod;Nazwa\n\x81\x83\x88", "nie jest tekstem"),
        (b"Nazwa;Rok\nA;2020\n", "brakuje kolumn: Kod"),
    ],
)
def test_file_that_is_no_table_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "RYNE_1944_CTAB_1.csv"
    path.write_bytes(content)
    with pytest.raises(IngestError, match=message) as caught:
        open_table(path, required=REQUIRED)
    assert path.name in str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250", "utf-16"])
def test_polish_letters_are_read_in_every_encoding(write: Write, encoding: str) -> None:
    table = open_table(write("Kod;Nazwa\n1;Żółć\n", encoding=encoding), required=REQUIRED)
    assert list(table.rows()) == [(2, ["1", "Żółć"])]


def test_one_bad_file_of_several_stops_the_whole_load(small: Engine, write: Write) -> None:
    good = write('Kod;Nazwa;"ogółem;2020"\n0201011;A;1\n')
    bad = write("<html></html>", "RYNE_1944_CTAB_2.csv")
    with pytest.raises(IngestError, match="HTML"):
        import_bdl_csv(small, [good, bad])
    with small.connect() as connection:
        assert connection.execute(Release.__table__.select()).all() == []
