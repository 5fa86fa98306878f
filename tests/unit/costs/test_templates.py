"""Templates go out and come back: empty ones load nothing, the example loads without rejection."""

import io
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import Engine

from smup.costs.dictionary import read_dictionary
from smup.costs.example import example_rows
from smup.costs.load_costs import import_costs
from smup.costs.templates import TEMPLATES, recognised
from smup.errors import IngestError
from smup.exports.cost_template_book import template_workbook
from smup.exports.cost_templates import template_csv
from smup.models.costs import ServiceCost
from tests import builders
from tests.cost_files import SCHOOLS, loaded

BOTH = pytest.mark.parametrize("lang", ["pl", "en"])


def workbook(folder: Path, *, lang: str = "pl", example: bool = False) -> Path:
    path = folder / "koszty.xlsx"
    path.write_bytes(template_workbook(read_dictionary(), lang=lang, example=example))
    return path


def csv_files(folder: Path, *, example: bool) -> list[Path]:
    for name, template in TEMPLATES.items():
        (folder / f"{name}.csv").write_bytes(template_csv(template, example=example))
    return [folder / f"{name}.csv" for name in TEMPLATES]


def with_wzorcowo(engine: Engine) -> Engine:
    with engine.begin() as connection:
        builders.set_dataset(connection, kind="sample")
        builders.unit(connection, "9901033", name="Wzorcowo")
    return engine


def test_each_template_is_known_by_its_columns() -> None:
    for template in TEMPLATES.values():
        assert recognised(template.columns) is template
        assert recognised(template.required) is template


@BOTH
def test_empty_workbook_loads_nothing_and_says_what_to_do(
    small: Engine, tmp_path: Path, lang: str
) -> None:
    with pytest.raises(IngestError, match="ani jednego wiersza danych"):
        import_costs(small, [workbook(tmp_path, lang=lang)])


def test_empty_csv_files_load_nothing(small: Engine, tmp_path: Path) -> None:
    with pytest.raises(IngestError, match="ani jednego wiersza danych"):
        import_costs(small, csv_files(tmp_path, example=False))


def test_the_example_loads_without_rejection_and_csv_is_the_same(
    engine: Engine, tmp_path: Path
) -> None:
    with_wzorcowo(engine)
    rows = sum(map(len, example_rows().values()))
    first = import_costs(engine, [workbook(tmp_path, example=True)])
    assert (first.counts.new, first.counts.rejected) == (rows, 0)
    again = import_costs(engine, csv_files(tmp_path, example=True))
    assert (again.release_id, again.counts.same) == (None, rows)
    columns = ("service", "year", "direct", "entity_pool", "shared_pool", "output")
    costs = [row for row in loaded(engine, ServiceCost, *columns) if row[:2] == (SCHOOLS, 2023)]
    # docs/cost-of-service.md, worked example
    assert costs == [(SCHOOLS, 2023, 13_986_641.63, 1_831_225.60, 4_875_803.60, 1_012.0)]


@BOTH
def test_every_column_is_explained_and_codes_are_listed(lang: str) -> None:
    content = template_workbook(read_dictionary(), lang=lang)
    book = openpyxl.load_workbook(io.BytesIO(content))
    for name, template in TEMPLATES.items():
        header = book[name][1]
        assert [cell.value for cell in header] == list(template.columns)
        assert all(cell.comment and len(cell.comment.text) > 10 for cell in header)
    lists = book.worksheets[-1]
    codes = {cell.value for row in lists.iter_rows() for cell in row}
    dictionary = read_dictionary()
    assert {*dictionary.services, *dictionary.pools, *dictionary.chapters, "inne"} <= codes
    rules = book["produkty"].data_validations.dataValidation
    assert [rule.type for rule in rules] == ["whole", "list", "list"]


def test_the_example_says_that_it_is_invented() -> None:
    content = template_workbook(read_dictionary(), lang="pl", example=True)
    first = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert "nie istnieje" in str(first["A2"].value)


def test_the_files_are_the_same_each_time() -> None:
    one, two = (template_workbook(read_dictionary(), lang="pl") for _ in range(2))
    assert one == two
