"""Write the second part of a requirements file: the pins of everything the named packages bring.

Usage: python .ci/pins.py requirements.txt. Lines above the marker are kept as they are written by
hand; those below are replaced by what is installed. Tests check that the two parts are complete.
"""

import sys
from importlib.metadata import distribution, version
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

MARKER = "# -- what those bring with them; written by `make freeze` --"


def requirements_of(lines: list[str]) -> list[Requirement]:
    """Return the packages named in the lines, without comments and references to other files."""
    texts = (line.split("#", maxsplit=1)[0].strip() for line in lines)
    return [Requirement(text) for text in texts if text and not text.startswith("-")]


def brought_by(requirements: list[Requirement]) -> dict[str, set[str]]:
    """Return all packages reached from the given ones, with the extras asked of each."""
    reached: dict[str, set[str]] = {}
    waiting = [(requirement.name, set(requirement.extras)) for requirement in requirements]
    while waiting:
        name, extras = waiting.pop()
        key = canonicalize_name(name)
        if key in reached and extras <= reached[key]:
            continue
        reached.setdefault(key, set()).update(extras)
        for text in distribution(name).requires or ():
            needed = Requirement(text)
            wanted = [{"extra": extra} for extra in ("", *extras)]
            if needed.marker is None or any(map(needed.marker.evaluate, wanted)):
                waiting.append((needed.name, set(needed.extras)))
    return reached


def rewritten(path: Path, *, without: set[str]) -> str:
    """Return the text of the file with its second part made anew."""
    head = path.read_text(encoding="utf-8").split(MARKER)[0].rstrip()
    named = requirements_of(head.splitlines())
    own = {canonicalize_name(requirement.name) for requirement in named}
    names = sorted(set(brought_by(named)) - own - without)
    pins = [f"{distribution(name).metadata['Name']}=={version(name)}" for name in names]
    return "\n".join([head, "", MARKER, *pins, ""])


def main() -> None:
    """Rewrite the files given on the command line, each leaving out what the first one holds."""
    held: set[str] = set()
    for argument in sys.argv[1:]:
        path = Path(argument)
        path.write_text(rewritten(path, without=held), encoding="utf-8")
        lines = path.read_text(encoding="utf-8").splitlines()
        held |= {canonicalize_name(requirement.name) for requirement in requirements_of(lines)}


if __name__ == "__main__":
    main()
