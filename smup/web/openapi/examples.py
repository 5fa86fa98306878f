"""Examples of requests and of their answers, kept as they came from a small database."""

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from smup.web.openapi.declared import IN_PATH, Operation

FOLDER = Path(__file__).resolve().parent / "examples"


@lru_cache(maxsize=64)
def kept_answer(name: str) -> Any:
    """Return the kept answer of an operation; None when there is none."""
    file = FOLDER / f"{name}.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else None


def answer_of(operation: Operation) -> Any:
    """Return the answer to the first example request; None when it is no JSON of ours."""
    return kept_answer(operation.name)


def values_of(operation: Operation) -> dict[str, str]:
    """Return the values of parameters in the example requests; the first one counts."""
    found: dict[str, str] = {}
    pattern = re.compile(IN_PATH.sub(r"(?P<\1>[^/?]+)", operation.path.replace(".", r"\.")))
    for example in operation.examples:
        path, _, query = f"/{example}".partition("?")
        match = pattern.fullmatch(path)
        values = {**(match.groupdict() if match else {}), **dict(parse_qsl(query))}
        found = values | found
    return found
