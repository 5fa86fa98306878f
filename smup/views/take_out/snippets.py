"""Code that reads a table from its address: Python, R, curl, Power Query, the address itself."""

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import quote

from smup.i18n import texts
from smup.tabular import Column
from smup.typography import plain_spaces

ADDRESS_SIGNS = "/:?&=%.,_~+-@"
"""Signs of an address that are safe within quotation marks in every language here."""
M_TYPES = {
    "text": "type text",
    "code": "type text",
    "integer": "Int64.Type",
    "number": "type number",
}


class Snippet(NamedTuple):
    """A piece of code.

    Attributes:
        key: ``python``, ``r``, ``curl``, ``power_query`` or ``address``.
        title: name of the language.
        code: runs as it is; ends without a line break.
    """

    key: str
    title: str
    code: str


def snippets(
    address: str, columns: Sequence[Column], *, name: str, sample: bool, lang: str
) -> tuple[Snippet, ...]:
    """Return the code that reads a table.

    Args:
        address: whole address of the CSV with semicolons, with scheme and host; signs that an
            address cannot have are escaped.
        columns: of the table; codes such as TERYT are read as text.
        name: of the file that curl writes, as ``smup.exports.forms.file_name`` gives it.
        sample: whether a comment says that the values are generated.
        lang: ``pl`` or ``en``, of titles and comments.
    """
    t = texts(lang)
    plain = quote(address, safe=ADDRESS_SIGNS)
    comma = f"{plain}{'&' if '?' in plain else '?'}sep=comma"
    said = [plain_spaces(t("take_out.code.sample"))] if sample else []
    codes = [column.name for column in columns if column.kind == "code"]
    note = plain_spaces(t("take_out.code.readr"))
    made = {
        "python": _python(comma, codes, said),
        "r": _r(comma, codes, said, note),
        "curl": _curl(plain, name, said),
        "power_query": _power_query(comma, columns, said),
        "address": plain,
    }
    return tuple(Snippet(key, t(f"take_out.code.{key}"), code) for key, code in made.items())


def _python(address: str, codes: Sequence[str], said: Sequence[str]) -> str:
    types = ", ".join(f"{_quoted(code)}: str" for code in codes)
    return "\n".join(
        [
            "import pandas as pd",
            "",
            *(f"# {line}" for line in said),
            f"address = {_quoted(address)}",
            f"data = pd.read_csv(address, dtype={{{types}}})",
            "print(data)",
        ]
    )


def _r(address: str, codes: Sequence[str], said: Sequence[str], note: str) -> str:
    classes = ", ".join(f"{_quoted(code)} = {_quoted('character')}" for code in codes)
    kept = f"colClasses = c({classes}), " if codes else ""
    types = ", ".join(f"{_quoted(code)} = {_quoted('c')}" for code in codes)
    return "\n".join(
        [
            *(f"# {line}" for line in said),
            f"address <- {_quoted(address)}",
            f"data <- read.csv(address, {kept}check.names = FALSE,",
            '                 na.strings = "", fileEncoding = "UTF-8-BOM")',
            f"# {note}",
            f"# data <- readr::read_csv(address, col_types = list({types}))",
            "str(data)",
        ]
    )


def _curl(address: str, name: str, said: Sequence[str]) -> str:
    # Double quotation marks, so that the same line runs in bash, PowerShell and cmd.
    kept = "".join(
        sign if sign.isascii() and (sign.isalnum() or sign in "._-") else "-" for sign in name
    )
    lines = [*(f"# {line}" for line in said), f'curl -f -L -o "{kept}" "{address}"']
    return "\n".join(lines)


def _power_query(address: str, columns: Sequence[Column], said: Sequence[str]) -> str:
    comments = "".join(f"// {line}\n" for line in said)
    pairs = ", ".join(f"{{{_m_text(column.name)}, {M_TYPES[column.kind]}}}" for column in columns)
    return (
        f"{comments}let\n"
        f"    Source = Csv.Document(Web.Contents({_m_text(address)}),\n"
        '        [Delimiter = ",", Encoding = 65001, QuoteStyle = QuoteStyle.Csv]),\n'
        "    Headers = Table.PromoteHeaders(Source, [PromoteAllScalars = true]),\n"
        "    Types = Table.TransformColumnTypes(Headers,\n"
        f'        {{{pairs}}}, "en-US")\n'
        "in\n"
        "    Types"
    )


def _quoted(text: str) -> str:
    """Return a string of Python and of R, which write these escapes alike."""
    escapes = {"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r", "\t": r"\t"}
    inside = "".join(escapes.get(sign, sign if sign.isprintable() else " ") for sign in text)
    return f'"{inside}"'


def _m_text(text: str) -> str:
    """Return a string of the language M, in which ``#(`` begins an escape."""
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    return '"{}"'.format(plain.replace("#(", "#(#)(").replace('"', '""'))
