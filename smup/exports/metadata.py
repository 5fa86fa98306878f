"""What goes with the rows into a file: meaning of columns, sources, releases, licence, notices."""

from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from smup.flags import EMPTY_FLAGS
from smup.formats import format_date
from smup.i18n import Texts, texts
from smup.links import href, with_query
from smup.moments import aware, moment_text
from smup.repository import IndicatorInfo
from smup.tabular import Column
from smup.typography import plain_spaces
from smup.views.sharing.licence import licence_address
from smup.views.take_out.citation import apa, bibtex
from smup.views.take_out.records import Description, Extract

CARD_TEXTS = ("definition", "reading", "source", "reference_date", "caveats")
JSON_TYPES = MappingProxyType(
    {"text": "string", "code": "string", "integer": "integer", "number": "number"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the description in words.

    Attributes:
        title: heading.
        lines: sentences or entries, in order.
    """

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """Terms on which the rows may be used.

    Attributes:
        name: of Open Definition (``CC0-1.0``); empty for terms without one.
        title: in words.
        path: address of the terms.
        text: what they ask for.
    """

    name: str
    title: str
    path: str
    text: str


class Said:
    """Texts of exports in a language, with ordinary spaces: files are searched and compared."""

    def __init__(self, lang: str) -> None:
        self.t: Texts = texts(lang)

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the text of a key."""
        return plain_spaces(self.t(key, **values))


def sources(description: Description) -> tuple[str, ...]:
    """Return the sources of the rows, each once; those of a sample say so first."""
    named = [info.card_text("source", description.lang) for info in description.indicators]
    if description.sample:
        named = [texts(description.lang)("api.sample.source"), *named]
    return tuple(dict.fromkeys(filter(None, named)))


def licence(description: Description) -> Licence:
    """Return the terms of use: sample data are nobody's, real ones are public information."""
    said, path = Said(description.lang), licence_address(sample=description.sample)
    if description.sample:
        return Licence(
            name="CC0-1.0",
            title=said("exports.licence.sample.name"),
            path=path,
            text=said("exports.licence.sample.text"),
        )
    text = said("exports.licence.public.text")
    if named := "; ".join(sources(description)):
        text = f"{text} {said('exports.licence.public.sources', sources=named)}"
    return Licence(name="", title=said("exports.licence.public.name"), path=path, text=text)


def column_record(column: Column) -> dict[str, Any]:
    """Return the meaning of a column for programs."""
    return {
        "key": column.key,
        "name": column.name,
        "title": column.title,
        "type": JSON_TYPES[column.kind],
        "unit": column.unit or None,
        "decimals": column.decimals,
        "indicator": column.indicator or None,
    }


def indicator_record(info: IndicatorInfo, description: Description) -> dict[str, Any]:
    """Return an indicator for programs and for the sheet of descriptions; codes as in the API."""
    lang = description.lang
    return {
        "code": info.code,
        "name": info.name(lang),
        "unit": info.unit(lang),
        "decimals": info.decimals,
        "polarity": info.polarity,
        "dimension": info.dimension,
        **{field: info.card_text(field, lang) for field in CARD_TEXTS},
        "coverage": plain_spaces(description.coverage.get(info.code, "")),
    }


def metadata(extract: Extract) -> dict[str, Any]:
    """Return everything known of the rows for programs; JSON as it stands."""
    description, terms = extract.description, licence(extract.description)
    said = Said(description.lang)
    notes, address = description.notes, page_address(description)
    return {
        "title": description.title,
        "language": description.lang,
        "sample": description.sample,
        "version": description.tag,
        **_as_of(description),
        "released": moment_text(aware(description.state_at)),
        "rows": extract.table.rows,
        "page": address,
        "citation": apa(description, address),
        "bibtex": bibtex(description, address),
        "source": "; ".join(sources(description)),
        "license": {"name": terms.name or None, "title": terms.title, "path": terms.path},
        "empty": {flag.label: said(f"common.empty.{flag.label}.name") for flag in EMPTY_FLAGS},
        "notes": [*([said("exports.about.sample_text")] if description.sample else ()), *notes],
        "columns": [column_record(column) for column in extract.table.columns],
        "indicators": [indicator_record(one, description) for one in description.indicators],
        "releases": [
            {"kind": one.kind, "source": one.source, "fetched": moment_text(aware(one.fetched_at))}
            for one in description.releases
        ],
    }


def _as_of(description: Description) -> dict[str, Any]:
    """Return the release that the rows are read as of, or nothing for the data of today."""
    release = description.as_of
    if release is None:
        return {}
    day = moment_text(aware(release.fetched_at))
    return {"as_of": {"release": release.id, "source": release.source, "fetched": day}}


def page_address(description: Description) -> str:
    """Return the address of the page the table stands on; without host when it is not known."""
    address = href(description.lang, description.page)
    return description.origin + with_query(address, description.query)


def sections(extract: Extract) -> Iterator[Section]:
    """Yield the description in words: what it is, how to read it, whose it is."""
    description = extract.description
    said, lang = Said(description.lang), description.lang
    if description.sample:
        yield _section(said, "sample", said("exports.about.sample_text"))
    date = plain_spaces(format_date(aware(description.state_at), lang))
    yield _section(
        said,
        "what",
        said("exports.about.title", title=description.title),
        plain_spaces(said.t.plural("exports.rows", extract.table.rows)) + ".",
        said("exports.about.page", page=page_address(description)),
        said("exports.about.version", version=description.tag, date=date),
    )
    yield _section(said, "read", said("exports.about.full_numbers"), said("exports.about.codes"))
    kinds = (f"{flag.label}: {said(f'common.empty.{flag.label}.name')}" for flag in EMPTY_FLAGS)
    yield _section(said, "empty", said("exports.about.empty_text"), *kinds)
    if description.notes:
        yield _section(said, "notes", *description.notes)
    yield _section(said, "sources", *sources(description))
    yield _section(
        said,
        "releases",
        *(
            said(
                "exports.about.release",
                date=plain_spaces(format_date(aware(one.fetched_at), lang)),
                source=one.source,
            )
            for one in description.releases
        ),
    )
    address = page_address(description)
    yield _section(
        said, "citation", apa(description, address), bibtex(description, address).strip()
    )
    terms = licence(description)
    yield _section(said, "licence", terms.title, terms.text, terms.path)


def _section(said: Said, key: str, *lines: str) -> Section:
    return Section(title=said(f"exports.about.{key}"), lines=lines)
