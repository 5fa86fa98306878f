"""Interface texts: complete in both languages, all used, none outside the locale files."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from string import Formatter

import pytest

from smup.i18n import LANGUAGES, PLURAL_FORMS, texts
from smup.settings import ROOT
from tests.architecture.sources import literals, name_of, parsed, python_files

CODE = ("app.py", "smup", "layouts", "callbacks")
DRAWING_CODE = ("layouts", "callbacks", "smup/figures", "smup/views")
POLISH_LETTERS = re.compile("[ąćęłńóśźżĄĆĘŁŃÓŚŹŻ]")
PROPER_NAME = re.compile(r"[A-ZŁŚŻ]\w+")
TEMPLATES = ROOT / "smup" / "web"
IN_TEMPLATE = re.compile(r'"([a-z][a-z_]*\.[\w.-]*)"(\s*~)?')
ASKED_IN_TEMPLATE = re.compile(r'\bt(?:\.plural)?\("([^"]+)"\s*[,)]')
# SQLAlchemy's text() takes SQL, which no key looks like.
SHAPE = re.compile(r"[\w-]+(\.[\w-]+)+")
FORMS = frozenset(form for forms in PLURAL_FORMS.values() for form in forms)
# Polish inflects a name where English takes it as it is.
CASES = {"genitive": "name", "locative": "name"}


def without_form(key: str) -> str:
    """Return the key that the code uses: without the plural form at its end, if it has one."""
    stem, _, last = key.rpartition(".")
    return stem if last in FORMS and texts("pl").has(f"{stem}.one") else key


def placeholders(lang: str) -> dict[str, set[str]]:
    """Return the placeholders of each text, those of all plural forms together."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, text in texts(lang).entries.items():
        names = {name for _, name, _, _ in Formatter().parse(text) if name}
        found[without_form(key)] |= {CASES.get(name, name) for name in names}
    return found


def test_both_languages_have_the_same_keys() -> None:
    polish, english = (set(placeholders(lang)) for lang in LANGUAGES)
    assert sorted(polish ^ english) == []


def test_both_languages_have_the_same_placeholders() -> None:
    polish, english = (placeholders(lang) for lang in LANGUAGES)
    different = {
        key: (polish[key], english[key])
        for key in polish.keys() & english.keys()
        if polish[key] - {"n"} != english[key] - {"n"}
    }
    assert different == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_plural_has_all_forms_of_its_language(lang: str) -> None:
    forms: dict[str, set[str]] = defaultdict(set)
    for key in texts(lang).entries:
        stem = without_form(key)
        if stem != key:
            forms[stem].add(key.removeprefix(f"{stem}."))
    wrong = {key: found for key, found in forms.items() if found != set(PLURAL_FORMS[lang])}
    assert wrong == {}


def test_no_text_is_left_unused() -> None:
    exact = {node.value for path in python_files(*CODE) for node in literals(path)}
    found = [match for _, text in _templates() for match in IN_TEMPLATE.findall(text)]
    exact |= {key for key, joined in found if not joined}
    beginnings = tuple(text for text in exact if text.endswith(".") and len(text) > 1)
    beginnings += tuple(key for key, joined in found if joined)
    patterns = [re.compile(pattern) for pattern in _key_patterns()]
    unused = [
        key
        for key in placeholders("pl")
        if key not in exact
        and not key.startswith(beginnings)
        and not any(pattern.fullmatch(key) for pattern in patterns)
    ]
    assert sorted(unused) == []


def test_every_text_that_the_code_asks_for_exists() -> None:
    known = set(placeholders("pl"))
    missing = [
        f"{name_of(path)}:{line} {key}"
        for path in python_files(*CODE)
        for line, key in _asked_keys(parsed(path))
        if key not in known
    ]
    missing += [
        f"{name} {key}"
        for name, text in _templates()
        for key in ASKED_IN_TEMPLATE.findall(text)
        if key not in known
    ]
    assert missing == []


def test_no_polish_text_stands_in_code_that_draws() -> None:
    found = [
        f"{name_of(path)}:{node.lineno} {node.value!r}"
        for path in python_files(*DRAWING_CODE)
        for node in literals(path)
        if POLISH_LETTERS.search(node.value) and not PROPER_NAME.fullmatch(node.value)
    ]
    assert found == []


def _templates() -> Iterator[tuple[str, str]]:
    """Yield name and text of each template of pages and messages."""
    for path in sorted(TEMPLATES.rglob("templates/*.*")):
        yield name_of(path), path.read_text(encoding="utf-8")


def _key_patterns() -> Iterator[str]:
    """Yield a regular expression for each f-string that may spell a key."""
    for path in python_files(*CODE):
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.JoinedStr):
                parts = [
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"[\w.-]+"
                    for part in node.values
                ]
                if any(r"\." in part for part in parts):
                    yield "".join(parts)


def _asked_keys(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield line and key of each ``t("…")`` and ``t.plural("…")`` with a literal key."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        function = node.func.value if isinstance(node.func, ast.Attribute) else node.func
        if isinstance(node.func, ast.Attribute) and node.func.attr != "plural":
            continue
        first = node.args[0]
        is_text = isinstance(function, ast.Name) and function.id in {"t", "text"}
        if is_text and isinstance(first, ast.Constant) and SHAPE.fullmatch(str(first.value)):
            yield node.lineno, str(first.value)
