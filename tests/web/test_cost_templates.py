"""Templates of costs to download."""

import io

import openpyxl
import pytest
from flask.testing import FlaskClient

from smup.costs.templates import TEMPLATES


@pytest.mark.parametrize("name", TEMPLATES)
def test_each_template_is_a_csv(client: FlaskClient, name: str) -> None:
    answer = client.get(f"/koszty/szablony/{name}.csv")
    assert answer.status_code == 200
    assert answer.mimetype == "text/csv"
    assert answer.get_data(as_text=True) == "\ufeff" + ";".join(TEMPLATES[name].columns) + "\r\n"
    assert f'filename="smup-{name}.csv"' in answer.headers["Content-Disposition"]


def test_the_example_has_rows_of_an_invented_gmina(client: FlaskClient) -> None:
    answer = client.get("/koszty/szablony/przyklad/wydatki.csv")
    rows = answer.get_data(as_text=True).splitlines()
    assert len(rows) > 20
    assert all(row.startswith("9901033;") for row in rows[1:])
    assert 'filename="smup-wydatki-przyklad.csv"' in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(("prefix", "first"), [("", "instrukcja"), ("/en", "instructions")])
def test_the_workbook_is_given_in_both_languages(
    client: FlaskClient, prefix: str, first: str
) -> None:
    for folder in ("", "przyklad/"):
        answer = client.get(f"{prefix}/koszty/szablony/{folder}koszty.xlsx")
        book = openpyxl.load_workbook(io.BytesIO(answer.data))
        assert book.sheetnames[0] == first
        assert (book["wydatki"].max_row > 1) == bool(folder)


def test_a_file_that_is_held_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/koszty/szablony/koszty.xlsx")
    again = client.get(
        "/koszty/szablony/koszty.xlsx", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("path", ["inny.csv", "wydatki.xlsx", "koszty.csv", "przyklad/inny.xlsx"])
def test_other_templates_are_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(f"/koszty/szablony/{path}").status_code == 404
