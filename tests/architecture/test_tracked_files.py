"""Nothing belongs in the repository that ties it to one machine or does not belong to it."""

import re

from tests.architecture.sources import name_of, tracked_files

BIGGEST = 1024 * 1024
# Spelt in parts, so that this file does not find itself.
REGISTRIES = ("pypi" + r"\.org", "python" + "hosted", "npm" + r"js\.", r"deb\." + "debian")
MACHINE_PATHS = (
    r"(?<![\w.~-])/" + "work/",
    r"(?<![\w.~-])/" + "home/",
    r"(?<![\w.~-])/" + "root/",
    r"/(?:var/)?t" + r"mp/\w",
)
GENERATED = ("assets/vendor/", "assets/css/00-", "node_modules/", "var/", ".venv/")


def _lines_matching(pattern: str) -> list[str]:
    expression = re.compile(pattern)
    found = []
    for path in tracked_files():
        text = path.read_bytes().decode("utf-8", "replace")
        if expression.search(text):
            lines = text.splitlines()
            hits = (number for number, line in enumerate(lines, 1) if expression.search(line))
            found += [f"{name_of(path)}:{number}" for number in hits]
    return found


def test_no_package_registry_is_named() -> None:
    assert _lines_matching("|".join(REGISTRIES)) == []


def test_no_path_of_a_machine_is_named() -> None:
    assert _lines_matching("|".join(MACHINE_PATHS)) == []


def test_no_third_party_or_generated_file_is_committed() -> None:
    assert [name_of(path) for path in tracked_files() if name_of(path).startswith(GENERATED)] == []


def test_no_file_is_larger_than_a_megabyte() -> None:
    assert [name_of(path) for path in tracked_files() if path.stat().st_size > BIGGEST] == []
