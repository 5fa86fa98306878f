"""The tidy format of observations."""

import numpy as np
import pytest
from sqlalchemy import Engine

from smup.errors import IngestError
from smup.flags import Flag
from smup.ingest.observations import import_observations
from smup.ingest.settle import settle_rows
from smup.ingest.staging import ROW, Staging
from tests.unit.ingest.conftest import Write, observed

HEADER = "indicator;unit;year;value;flag;decimals\n"


def test_values_flags_and_decimals_are_kept(country: Engine, write: Write) -> None:
    text = HEADER + (
        "EDU-PRZ-01;0201011;2020;1,50;occurred;2\n"
        "EDU-PRZ-01;0201011;2021;0;;\n"
        "EDU-PRZ-01;0201011;2022;;secret;\n"
        "EDU-PRZ-01;0201;2020;0.04;below-format;1\n"
        "EDU-PRZ-01;020101;2023;;;\n"
    )
    summary = import_observations(country, [write(text, "o.csv")])
    assert observed(country) == {
        (2020, "0201011"): (1.5, Flag.OCCURRED, 2),
        (2021, "0201011"): (0.0, Flag.DID_NOT_OCCUR, None),
        (2022, "0201011"): (None, Flag.SECRET, None),
        (2020, "0201"): (0.04, Flag.BELOW_FORMAT, 1),
        (2023, "0201011"): (None, Flag.MISSING, None),
    }
    assert (summary.counts.new, summary.counts.rejected) == (5, 0)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("XXX-XX-01;0201011;2020;1;;", "Nieznany kod wskaźnika"),
        ("EDU-PRZ-01;9999999;2020;1;;", "Nieznany kod jednostki"),
        ("EDU-PRZ-01;0201011;20255;1;;", "Rok nie jest"),
        ("EDU-PRZ-01;0201011;2020;dużo;;", "Wartość nie jest liczbą"),
        ("EDU-PRZ-01;0201011;2020;1;może;", "Nieznana flaga"),
        ("EDU-PRZ-01;0201011;2020;1;missing;", "nie zgadza się z flagą"),
        ("EDU-PRZ-01;0201011;2020;;occurred;", "nie zgadza się z flagą"),
        ("EDU-PRZ-01;0201011;2020;1;;99", "miejsc po przecinku"),
        ("EDU-PRZ-01;0201011;2020;1;;;;5", "Za dużo kolumn"),
    ],
)
def test_bad_row_is_refused_with_its_line(
    small: Engine, write: Write, row: str, reason: str
) -> None:
    text = HEADER + "EDU-PRZ-01;0201011;2019;1;;\n" + row + "\n"
    summary = import_observations(small, [write(text, "o.csv")])
    assert [rejected.line for rejected in summary.rejected] == [3]
    assert reason in summary.rejected[0].reason
    assert list(observed(small)) == [(2019, "0201011")]


def test_repeated_row_is_one_and_a_contradiction_is_refused_with_both_lines(
    country: Engine, write: Write
) -> None:
    text = HEADER + (
        "EDU-PRZ-01;0201011;2020;1;;\n"
        "EDU-PRZ-01;0201011;2020;1;;\n"
        "EDU-PRZ-01;0201023;2020;2;;\n"
        "EDU-PRZ-01;0201023;2020;3;;\n"
    )
    summary = import_observations(country, [write(text, "o.csv")])
    assert list(observed(country)) == [(2020, "0201011")]
    assert [row.line for row in summary.rejected] == [4, 5]
    assert "wiersze 4, 5" in summary.rejected[0].reason
    assert (summary.counts.new, summary.counts.skipped) == (1, 1)


def test_missing_column_is_named(small: Engine, write: Write) -> None:
    with pytest.raises(IngestError, match="brakuje kolumn: value"):
        import_observations(small, [write("indicator;unit;year\nA;B;2020\n", "o.csv")])


@pytest.mark.parametrize("end", ["EDU-PRZ-01;0201011;20", '"EDU-PRZ-01;0201011;2021;1;;\n'])
def test_row_in_whose_middle_a_file_ends_is_refused(small: Engine, write: Write, end: str) -> None:
    text = HEADER + "EDU-PRZ-01;0201011;2020;1;;\n" + end
    summary = import_observations(small, [write(text, "o.csv")])
    assert list(observed(small)) == [(2020, "0201011")]
    assert [row.line for row in summary.rejected] == [3]
    assert "ucięty" in summary.rejected[0].reason


def test_rows_beyond_memory_are_settled_the_same() -> None:
    rows = np.zeros(500, dtype=ROW)
    shuffled = np.random.default_rng(1).permutation(400)
    rows["key_id"], rows["unit_id"] = np.append(shuffled, shuffled[:100]) // 4, 1
    rows["year"] = 2000 + np.append(shuffled, shuffled[:100]) % 4
    rows["value"] = np.append(np.arange(400), np.arange(100))
    rows["value"][-1] = -1
    rows["line"] = np.arange(500)
    refused: list[int] = []
    staging = Staging(settle_rows, memory_rows=64)
    for start in range(0, 500, 32):
        staging.add(rows[start : start + 32])
    parts = list(staging.drain(lambda row, _reason: refused.append(int(row["line"]))))
    keys = np.concatenate([part.key_id for part in parts])
    assert len(parts) > 1
    assert (np.diff(keys) >= 0).all()
    assert sum(len(part) for part in parts) == 399
    assert (staging.repeated, sorted(refused)) == (99, [99, 499])
