"""What import-linter (`make contracts`) cannot see."""

from smup.settings import DATA
from tests.architecture.sources import imported_packages, name_of, python_files


def test_nothing_imports_the_module_that_joins_the_parts() -> None:
    importers = [
        name_of(path)
        for path in python_files("smup", "layouts", "callbacks")
        if "app" in imported_packages(path)
    ]
    assert importers == []


def test_the_program_does_not_import_its_tests_or_benchmarks() -> None:
    importers = [
        name_of(path)
        for path in python_files("app.py", "smup", "layouts", "callbacks")
        if imported_packages(path) & {"tests", "bench"}
    ]
    assert importers == []


def test_shipped_data_holds_no_code() -> None:
    assert list(DATA.rglob("*.py")) == []
