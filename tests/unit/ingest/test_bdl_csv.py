"""Exports of the Local Data Bank in all the shapes in which people have them."""

import pytest
from sqlalchemy import Engine, select

from smup.errors import IngestError
from smup.flags import Flag
from smup.ingest.bdl_csv import import_bdl_csv
from smup.ingest.numbers import read_cell
from smup.models import Indicator, RejectedRow, Release, Service, Variable
from tests.unit.ingest.conftest import Write, values

WIDE = '"Kod";"Nazwa";"ogółem;2023;[osoba]";"ogółem;2024;[osoba]";\r\n'
LONG = '"Kod";"Nazwa";"Wyszczególnienie";"Rok";"Wartosc";"Jednostka miary";"Atrybut";\n'


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (WIDE + '0201011;"Bolesławiec (1)";12;1 345;\r\n', "utf-8"),
        (WIDE + '0201011;"Bolesławiec (1)";12;1 345;\r\n', "utf-8-sig"),
        (WIDE + '0201011;"Bolesławiec (1)";12;1345;\r\n', "cp1250"),
        (WIDE + "201011;Bolesławiec;12;1\u00a0345;\r\n", "utf-8"),
        (
            '"Kod","Nazwa","ogółem;2023;[osoba]","ogółem;2024;[osoba]"\n0201011,B,12,"1345"\n',
            "utf-8",
        ),
        ('Kod;Nazwa;"ogółem;2023";"ogółem;2024"\n0201011;B;12,0;1345.0\n', "utf-8"),
    ],
)
def test_same_table_is_read_however_it_is_written(
    small: Engine, write: Write, text: str, encoding: str
) -> None:
    import_bdl_csv(small, [write(text, encoding=encoding)])
    assert values(small) == {(2023, "0201011"): (12, 0), (2024, "0201011"): (1345, 0)}


def test_long_layout_with_attributes_keeps_the_kinds_of_empty(
    country: Engine, write: Write
) -> None:
    rows = [
        ("0000000", 2017, "0,0", "x"),
        ("0200000", 2018, "0", "#"),
        ("0201000", 2019, "0", "a"),
        ("0201011", 2020, "0", "n"),
        ("0201011", 2021, "-", ""),
        ("0201011", 2022, "0", ""),
        ("0201011", 2023, "7", "k"),
    ]
    lines = [
        f'{kod};"X";"ogółem";"{year}";{value};"osoba";"{mark}";' for kod, year, value, mark in rows
    ]
    summary = import_bdl_csv(country, [write(LONG + "\n".join(lines), "RYNE_1944_CREL_1.csv")])
    assert values(country) == {
        (2017, "00"): (None, Flag.MISSING),
        (2018, "02"): (None, Flag.SECRET),
        (2019, "0201"): (0.0, Flag.BELOW_FORMAT),
        (2020, "0201011"): (None, Flag.NOT_YET_PUBLISHED),
        (2021, "0201011"): (None, Flag.MISSING),
        (2022, "0201011"): (0.0, Flag.DID_NOT_OCCUR),
        (2023, "0201011"): (7.0, Flag.OCCURRED),
    }
    assert "niekompletny" in str(summary.note)


def test_old_and_new_code_of_a_gmina_are_one_series(country: Engine, write: Write) -> None:
    text = WIDE + "0201022;Stary (2);5;;\n0201023;Nowy (3);0;9;\n0201024;miasto;1;2;\n"
    summary = import_bdl_csv(country, [write(text)])
    assert values(country) == {(2023, "0201023"): (5, 0), (2024, "0201023"): (9, 0)}
    # Two values of the town part and the zero under the code not valid then.
    assert (summary.counts.skipped, summary.counts.rejected) == (3, 0)


def test_two_codes_of_a_gmina_with_different_numbers_are_both_refused(
    small: Engine, write: Write
) -> None:
    text = WIDE + "0201022;Stary (2);5;;\n0201023;Nowy (3);6;9;\n"
    summary = import_bdl_csv(small, [write(text)])
    assert values(small) == {(2024, "0201023"): (9, 0)}
    assert [row.line for row in summary.rejected] == [2, 3]
    assert "wiersze 2, 3" in summary.rejected[0].reason


def test_city_given_as_powiat_and_as_gmina_is_one_unit(country: Engine, write: Write) -> None:
    text = WIDE + "0261000;Powiat m. X;70;71;\n0261011;X (1);70;72;\n"
    summary = import_bdl_csv(country, [write(text)])
    assert values(country) == {(2023, "0261011"): (70, 0), (2024, "0261011"): (72, 0)}
    assert summary.counts.rejected == 1
    assert "powiatu różni się" in summary.rejected[0].reason


def test_zero_where_the_export_writes_it_for_no_report_is_missing(
    small: Engine, write: Write
) -> None:
    text = 'Kod;Nazwa;"razem;2019;[zł]"\n0201011;A;0\n0201023;B;1,50\n'
    import_bdl_csv(small, [write(text, "dochody.csv")], subject="P2622")
    assert values(small, "dochody") == {
        (2019, "0201011"): (None, Flag.MISSING),
        (2019, "0201023"): (1.5, Flag.OCCURRED),
    }


def test_year_that_the_header_lacks_is_taken_from_the_option(small: Engine, write: Write) -> None:
    path = write('"Kod";"Nazwa";"ogółem";\n0201011;A;3;\n')
    with pytest.raises(IngestError, match="--year"):
        import_bdl_csv(small, [path])
    import_bdl_csv(small, [path], year=2020)
    assert values(small) == {(2020, "0201011"): (3, 0)}


def test_subject_that_the_name_lacks_is_asked_for(small: Engine, write: Write) -> None:
    with pytest.raises(IngestError, match="--subject"):
        import_bdl_csv(small, [write(WIDE + "0201011;A;1;2;\n", "dane.csv")])


def test_unknown_heading_becomes_a_variable_and_an_indicator(country: Engine, write: Write) -> None:
    text = 'Kod;Nazwa;"żłobki;miejsca – ogółem;2023;[szt.]";"żłobki;dzieci;2023;[os.]"\n'
    path = write(text + "0201011;A;1,25;2\n", "OCHR_4000_CTAB_1.csv")
    import_bdl_csv(country, [path])
    import_bdl_csv(country, [path])
    with country.connect() as connection:
        variables = connection.execute(
            select(Variable.code, Variable.unit_pl, Variable.decimals)
            .where(Variable.code.startswith("bdl_", autoescape=True))
            .order_by(Variable.id)
        ).all()
        indicators = connection.execute(
            select(Indicator.code, Indicator.decimals, Service.code.label("service"))
            .join(Service, Service.id == Indicator.service_id)
            .where(Indicator.code.startswith("BDL-", autoescape=True))
            .order_by(Indicator.id)
        ).all()
    assert [tuple(row) for row in variables] == [
        ("bdl_p4000_zlobki_miejsca_ogolem", "szt.", 2),
        ("bdl_p4000_zlobki_dzieci", "os.", 0),
    ]
    assert [tuple(row) for row in indicators] == [
        ("BDL-P4000-01", 2, "bdl-p4000"),
        ("BDL-P4000-02", 0, "bdl-p4000"),
    ]


def test_several_files_are_one_load(small: Engine, write: Write) -> None:
    first = write(WIDE + "0201011;A;1;2;\n")
    second = write(WIDE + "0201023;B;3;4;\n", "RYNE_1944_CTAB_2.csv")
    summary = import_bdl_csv(small, [first, second])
    with small.connect() as connection:
        releases = connection.execute(select(Release.file_name, Release.rows_new)).all()
    assert summary.counts.new == 4
    assert [tuple(row) for row in releases] == [("RYNE_1944_CTAB_1.csv, RYNE_1944_CTAB_2.csv", 4)]


def test_file_loaded_twice_changes_nothing_and_a_corrected_one_what_differs(
    country: Engine, write: Write
) -> None:
    path = write(WIDE + "0201011;A;1;2;\n0201023;B;3;4;\n")
    import_bdl_csv(country, [path])
    again = import_bdl_csv(country, [path])
    assert again.release_id is None
    assert again.counts.same == 4
    corrected = import_bdl_csv(country, [write(WIDE + "0201011;A;1;2;\n0201023;B;3;5;\n")])
    assert (corrected.counts.changed, corrected.counts.same) == (1, 3)
    assert values(country)[2024, "0201023"] == (5, 0)
    with country.connect() as connection:
        assert len(connection.execute(select(Release.id)).all()) == 2


def test_rows_that_cannot_be_read_are_kept_with_line_and_reason(
    country: Engine, write: Write
) -> None:
    text = WIDE + "9999999;Nigdzie;1;2;\n0201011;A;jeden;2;\nabc;B;1;2;\n0201023;B;3\n"
    summary = import_bdl_csv(country, [write(text)])
    assert summary.counts.rejected == 4
    with country.connect() as connection:
        rows = connection.execute(
            select(RejectedRow.line, RejectedRow.reason, RejectedRow.file_name)
        ).all()
    found = {row.line: row.reason for row in rows}
    assert found.keys() == {2, 3, 4, 5}
    assert "9999999" in found[2]
    assert "tekst zamiast liczby: „jeden”" in found[3]
    assert "ucięty" in found[5]
    assert values(country) == {(2024, "0201011"): (2, 0)}


def test_year_of_five_digits_is_refused_by_column(small: Engine, write: Write) -> None:
    text = 'Kod;Nazwa;"ogółem;20255;[osoba]"\n0201011;A;1\n'
    with pytest.raises(IngestError, match="20255"):
        import_bdl_csv(small, [write(text)])


def test_year_of_five_digits_in_a_row_is_refused_by_line(small: Engine, write: Write) -> None:
    text = (
        LONG + '0201011;A;"ogółem";"20255";1;"osoba";"";\n0201011;A;"ogółem";"2025";1;"osoba";"";\n'
    )
    summary = import_bdl_csv(small, [write(text, "RYNE_1944_CREL_1.csv")])
    assert (summary.rejected[0].line, "20255" in summary.rejected[0].reason) == (2, True)
    assert values(small) == {(2025, "0201011"): (1, 0)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 234,50", (1234.5, Flag.OCCURRED, 2)),
        ("1.234.567,8", (1_234_567.8, Flag.OCCURRED, 1)),
        ("1,234.5", (1234.5, Flag.OCCURRED, 1)),
        ("-0", (0.0, Flag.DID_NOT_OCCUR, 0)),
        ("-12", (-12.0, Flag.OCCURRED, 0)),
    ],
)
def test_numbers_are_read_in_polish_and_english_spelling(
    text: str, expected: tuple[float, Flag, int]
) -> None:
    assert read_cell(text) == expected


@pytest.mark.parametrize("text", ["12a", "1e5", "=1+1", "nan", "inf", "1,2,3", "9" * 30])
def test_text_is_not_taken_for_a_number(text: str) -> None:
    with pytest.raises(ValueError, match="liczb"):
        read_cell(text)


def test_unknown_attribute_is_refused() -> None:
    with pytest.raises(ValueError, match="nieznany atrybut „q”"):
        read_cell("5", "q")
