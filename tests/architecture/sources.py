"""The project's own files, as the architecture tests read them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from smup.settings import ROOT

PROGRAM = ("app.py", "gunicorn.conf.py", "smup", "layouts", "callbacks")


@cache
def tracked_files() -> tuple[Path, ...]:
    """Return every file under version control that is in the folder, without the deleted ones."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607  git is wherever the machine has it
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = (ROOT / name for name in listed.stdout.split("\0") if name)
    return tuple(path for path in paths if path.is_file())


def python_files(*places: str) -> list[Path]:
    """Return the Python files of the named files and folders of the project."""
    roots = [ROOT / place for place in places]
    nested = (sorted(root.rglob("*.py")) if root.is_dir() else [root] for root in roots)
    return [path for paths in nested for path in paths]


@cache
def parsed(path: Path) -> ast.Module:
    """Return the syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def name_of(path: Path) -> str:
    """Return the path within the project, for messages."""
    return path.relative_to(ROOT).as_posix()


def imported_packages(path: Path) -> set[str]:
    """Return the top-level names that a file imports, inside functions too."""
    names: set[str] = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            names.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


def docstrings(tree: ast.Module) -> set[int]:
    """Return the identities of the nodes that are docstrings or bare strings."""
    return {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def literals(path: Path) -> Iterator[ast.Constant]:
    """Yield the strings of a file that the program uses: all but docstrings."""
    tree = parsed(path)
    prose = docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node
