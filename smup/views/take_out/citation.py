"""How to cite a table: a mark of the state of its rows, a sentence after APA, BibTeX."""

from hashlib import blake2b

from smup.formats import format_date
from smup.i18n import Texts, texts
from smup.moments import aware
from smup.typography import plain_spaces
from smup.views.as_of import release_words
from smup.views.practices.citation import bibtex_text, one_line
from smup.views.take_out.records import Description

HALF = 4


def identifier(description: Description) -> str:
    """Return the mark of exactly these rows: the same while selection and data stay the same.

    It does not depend on the language: ``a41c-77f2``.
    """
    parts = (description.table, description.query, description.tag)
    digits = blake2b("\n".join(parts).encode(), digest_size=HALF).hexdigest()
    return f"{digits[:HALF]}-{digits[HALF:]}"


def apa(description: Description, address: str) -> str:
    """Return the citation as a sentence after APA 7, with release, date and identifier.

    Args:
        description: of the table.
        address: whole permanent address of the rows.
    """
    t = texts(description.lang)
    values = {
        "year": aware(description.state_at).year,
        "title": one_line(description.title),
        "version": version_of(description),
        "identifier": identifier(description),
        "address": address,
    }
    key = "take_out.cite.sample" if description.sample else "take_out.cite.real"
    return plain_spaces(t(key, **values))


def bibtex(description: Description, address: str) -> str:
    """Return the citation as an entry of BibTeX that ends with a line break.

    Args:
        description: of the table.
        address: whole permanent address of the rows.
    """
    t = texts(description.lang)
    mark = identifier(description)
    note = t("take_out.cite.note", identifier=mark)
    if description.sample:
        note = f"{note}. {t('take_out.cite.generated')}"
    fields = {
        "title": f"{{{_latex(description.title)}}}",
        "author": "{SMUP}",
        "publisher": _latex(t("take_out.cite.publisher")),
        "year": str(aware(description.state_at).year),
        "version": _latex(version_of(description)),
        "note": _latex(note),
        "url": address.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C"),
        "language": description.lang,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
    return "\n".join([f"@misc{{smup-{mark},", *lines, "}", ""])


def version_of(description: Description) -> str:
    """Return which state of the data it is.

    That is the release the rows are read as of, else the newest load with its day, or the last
    change.
    """
    t: Texts = texts(description.lang)
    if description.as_of is not None:
        return plain_spaces(release_words(description.as_of, description.lang))
    if description.releases:
        newest = max(description.releases, key=lambda one: one.id)
        day = format_date(aware(newest.fetched_at), description.lang)
        return plain_spaces(t("take_out.cite.release", number=newest.id, date=day))
    day = format_date(aware(description.changed_at), description.lang)
    return plain_spaces(t("take_out.cite.state", date=day))


def _latex(text: str) -> str:
    return bibtex_text(one_line(plain_spaces(text)))
