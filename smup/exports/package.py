"""Frictionless Data Package: the rows as CSV with a schema, words on them and terms of use."""

import json
from collections.abc import Generator, Iterator
from contextlib import closing
from typing import Any

from zipstream import ZIP_DEFLATED, ZipStream

from smup.exports.cells import slices
from smup.exports.csv import DIALECTS, csv_header, csv_lines
from smup.exports.metadata import (
    JSON_TYPES,
    Said,
    Section,
    licence,
    metadata,
    sections,
    sources,
)
from smup.exports.saving import Progress
from smup.tabular import Column
from smup.views.take_out.records import Description, Extract

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
DIALECT = DIALECTS["comma"]
BYTES_AT_ONCE = 1 << 18


def zip_chunks(extract: Extract, progress: Progress | None = None) -> Iterator[bytes]:
    """Yield the package: descriptor, README, licence and ``data/<name>.csv``, zipped.

    Args:
        extract: the table.
        progress: called with the number of rows behind.
    """
    name = resource_name(extract.description)
    package = ZipStream(compress_type=ZIP_DEFLATED, compress_level=6)
    descriptor = json.dumps(datapackage(extract), ensure_ascii=False, indent=2) + "\n"
    package.add(descriptor.encode(), "datapackage.json")
    package.add(readme(extract).encode(), "README.md")
    package.add(licence_text(extract).encode(), "LICENSE")
    rows = _rows(extract, progress)
    package.add(rows, f"data/{name}.csv")
    try:
        yield from package
    finally:
        rows.close()


def resource_name(description: Description) -> str:
    """Return the name of the table in the package: small letters, digits and hyphens."""
    words = "-".join(["smup", *description.words]).lower()
    return "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in words)


def datapackage(extract: Extract) -> dict[str, Any]:
    """Return ``datapackage.json``: Data Package 2.0, readable by readers of version 1."""
    known, description = metadata(extract), extract.description
    name, terms = resource_name(description), licence(description)
    terms_record = {"title": terms.title, "path": terms.path}
    return {
        "$schema": PROFILE,
        "profile": "tabular-data-package",
        "name": name,
        "title": description.title,
        "description": "\n\n".join([*known["notes"], terms.text]),
        "version": description.tag,
        "created": known["released"],
        "licenses": [{"name": terms.name, **terms_record} if terms.name else terms_record],
        "sources": [{"title": source} for source in sources(description)],
        "sample": description.sample,
        "homepage": known["page"],
        "citation": known["citation"],
        "indicators": known["indicators"],
        "releases": known["releases"],
        "resources": [_resource(extract, name)],
    }


def readme(extract: Extract) -> str:
    """Return what the package is, in the language of the table."""
    said = Said(extract.description.lang)
    name = resource_name(extract.description)
    columns = Section(
        title=said("exports.about.columns"),
        lines=tuple(f"`{one.name}`: {_meaning(one)}" for one in extract.table.columns),
    )
    files = Section(
        title=said("exports.about.files"), lines=(said("exports.about.files_text", name=name),)
    )
    parts = [f"# {extract.description.title}"]
    for part in (*sections(extract), columns, files):
        parts += [f"## {part.title}", "\n".join(map(_item, part.lines))]
    return "\n\n".join(parts) + "\n"


def licence_text(extract: Extract) -> str:
    """Return the terms of use as a file."""
    terms = licence(extract.description)
    return "\n\n".join(filter(None, (terms.title, terms.name, terms.text, terms.path))) + "\n"


def _rows(extract: Extract, progress: Progress | None) -> Generator[bytes, None, None]:
    """Yield the CSV; without byte order mark, because the descriptor names the encoding."""
    names = [column.name for column in extract.table.columns]
    yield csv_header(names, DIALECT).removeprefix("\ufeff".encode())
    with closing(slices(extract.table, progress)) as pieces:
        for piece in pieces:
            yield csv_lines(piece, DIALECT)


def _resource(extract: Extract, name: str) -> dict[str, Any]:
    return {
        "name": name,
        "type": "table",
        "profile": "tabular-data-resource",
        "title": extract.description.title,
        "path": f"data/{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {
            "delimiter": DIALECT.delimiter,
            "lineTerminator": "\r\n",
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
        },
        "schema": {
            "fields": [_field(column) for column in extract.table.columns],
            "missingValues": [""],
        },
    }


def _field(column: Column) -> dict[str, Any]:
    known = {
        "name": column.name,
        "type": JSON_TYPES[column.kind],
        "title": column.title,
        "key": column.key,
        "unit": column.unit,
        "decimals": column.decimals,
        "indicator": column.indicator,
    }
    return {key: value for key, value in known.items() if value not in {None, ""}}


def _meaning(column: Column) -> str:
    unit = f" [{column.unit}]" if column.unit else ""
    return f"{column.title}{unit}"


def _item(line: str) -> str:
    """Return an entry of a list; code such as BibTeX stands as it is."""
    return f"\n```\n{line}\n```" if "\n" in line else f"- {line}"
