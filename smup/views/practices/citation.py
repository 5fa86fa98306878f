"""How to cite a card: a sentence, BibTeX and RIS."""

from typing import NamedTuple

from smup.formats import format_date
from smup.views.practices.card_page import CardPage

_SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "&": r"\&",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)


class Citation(NamedTuple):
    """A citation in three forms; the files end with a line break."""

    text: str
    bibtex: str
    ris: str


def citation_of(page: CardPage, *, address: str) -> Citation:
    """Return how to cite the version of the card that is shown.

    Args:
        page: the page.
        address: whole address of the page.
    """
    t, card, made = page.t, page.card, page.info.published_at
    title, place = one_line(card.title), one_line(page.place)
    text = t(
        "practice.cite.text",
        title=title,
        place=place,
        date=format_date(made, page.lang),
        address=address,
        licence=card.licence,
    )
    catalogue, note = t("practice.cite.catalogue"), _note(page)
    return Citation(
        text=f"{text} {t('practice.cite.example')}" if card.example else text,
        bibtex=_bibtex(page, title, place, address, catalogue, note),
        ris=_ris(page, title, place, address, catalogue, note),
    )


def _note(page: CardPage) -> str:
    made = page.info.published_at.date().isoformat()
    note = page.t("practice.cite.note", date=made, licence=page.card.licence)
    return f"{note} {page.t('practice.cite.example')}" if page.card.example else note


def _bibtex(page: CardPage, title: str, place: str, address: str, catalogue: str, note: str) -> str:
    fields = {
        "title": f"{{{bibtex_text(title)}}}",
        "author": f"{{{bibtex_text(place)}}}",
        "howpublished": bibtex_text(catalogue),
        "year": str(page.info.published_at.year),
        "url": address,
        "note": bibtex_text(note),
        "language": page.card.lang,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
    return "\n".join([f"@misc{{smup-{page.card.slug},", *lines, "}", ""])


def _ris(page: CardPage, title: str, place: str, address: str, catalogue: str, note: str) -> str:
    made = page.info.published_at
    lines = [
        ("TY", "ELEC"),
        ("TI", title),
        ("AU", place),
        ("PB", catalogue),
        ("PY", str(made.year)),
        ("DA", made.strftime("%Y/%m/%d")),
        ("UR", address),
        ("N1", note),
        ("LA", page.card.lang),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {value}".rstrip(" ") + "\r\n" for tag, value in lines)


def one_line(text: str) -> str:
    """Return the text on one line: a line break in a title must not begin a field of its own."""
    return " ".join(text.split())


def bibtex_text(text: str) -> str:
    """Return a text whose signs BibTeX and LaTeX take as they are."""
    return text.translate(_SPECIAL)
