"""Requirements say exactly what the code uses, and nothing is left to chance."""

import importlib.util
import json
import sys
from importlib.metadata import packages_distributions, version
from types import ModuleType

import pytest
from packaging.utils import canonicalize_name
from plotly.offline import get_plotlyjs_version

from smup.settings import ROOT
from tests.architecture.sources import PROGRAM, imported_packages, python_files

FIRST_PARTY = {"app", "bench", "callbacks", "layouts", "smup", "tests"}
# Used without an import of ours: the server, the driver named in the database's address, what
# geopandas reads files with, and Plotly, whose version our bundle of plotly.js must match.
USED_INDIRECTLY = {"gunicorn", "plotly", "psycopg", "pyogrio"}
TOOLS = {"import-linter", "mypy", "pytest-randomly", "pytest-timeout", "pytest-xdist", "ruff"}


@pytest.fixture(scope="module")
def pins() -> ModuleType:
    """The script that writes the second part of the requirements files."""
    path = ROOT / ".ci" / "pins.py"
    spec = importlib.util.spec_from_file_location("pins", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def named_in(pins: ModuleType, file: str) -> set[str]:
    """Return the packages that a person wrote into the first part of a requirements file."""
    head = (ROOT / file).read_text(encoding="utf-8").split(pins.MARKER)[0]
    return {canonicalize_name(found.name) for found in pins.requirements_of(head.splitlines())}


def pinned_in(pins: ModuleType, *files: str) -> dict[str, str]:
    """Return the version of every package of the files."""
    lines = [
        line for file in files for line in (ROOT / file).read_text(encoding="utf-8").splitlines()
    ]
    return {
        canonicalize_name(found.name): str(found.specifier) for found in pins.requirements_of(lines)
    }


def distributions_imported(*places: str) -> set[str]:
    """Return the packages that the code of the places imports."""
    names = set().union(*(imported_packages(path) for path in python_files(*places)))
    outside = names - FIRST_PARTY - set(sys.stdlib_module_names)
    owners = packages_distributions()
    return {canonicalize_name(owners[name][0]) for name in outside if name in owners}


def test_the_program_imports_exactly_what_requirements_name(pins: ModuleType) -> None:
    named = named_in(pins, "requirements.txt")
    imported = distributions_imported(*PROGRAM)
    assert sorted(imported - named) == []
    assert sorted(named - imported - USED_INDIRECTLY) == []


def test_the_checks_import_only_what_requirements_name(pins: ModuleType) -> None:
    named = named_in(pins, "requirements.txt") | named_in(pins, "requirements-dev.txt")
    imported = distributions_imported("tests", "bench", ".ci")
    assert sorted(imported - named) == []
    unused = named_in(pins, "requirements-dev.txt") - imported - TOOLS - USED_INDIRECTLY
    assert sorted(unused) == []


@pytest.mark.parametrize(
    "files", [("requirements.txt",), ("requirements.txt", "requirements-dev.txt")]
)
def test_every_package_that_gets_installed_is_pinned(
    pins: ModuleType, files: tuple[str, ...]
) -> None:
    pinned = pinned_in(pins, *files)
    loose = {name: pin for name, pin in pinned.items() if not pin.startswith("==")}
    lines = (ROOT / files[-1]).read_text(encoding="utf-8").splitlines()
    brought = set(pins.brought_by(pins.requirements_of(lines)))
    assert loose == {}
    assert sorted(brought - set(pinned)) == []


def test_the_environment_has_the_pinned_versions(pins: ModuleType) -> None:
    pinned = pinned_in(pins, "requirements.txt", "requirements-dev.txt")
    other = {name: version(name) for name, pin in pinned.items() if pin != f"=={version(name)}"}
    assert other == {}


def test_our_plotly_bundle_is_of_the_version_that_plotly_for_python_expects() -> None:
    package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    assert package["dependencies"]["plotly.js"] == get_plotlyjs_version()


def test_the_lock_of_browser_packages_names_checksums_and_no_addresses() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {path: entry for path, entry in lock["packages"].items() if path}
    assert [path for path, entry in packages.items() if "resolved" in entry] == []
    assert [path for path, entry in packages.items() if "integrity" not in entry] == []


def test_browser_packages_are_pinned_exactly() -> None:
    package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    versions = package["dependencies"] | package["devDependencies"]
    assert [name for name, found in versions.items() if not found[0].isdigit()] == []
