"""Notes of units beside their values, and the way to write one."""

from dash import html

from layouts.components.basics import icon
from smup.i18n import Texts
from smup.repository.practice_records import NoteInfo
from smup.views.notes import ShownNote, reply_href, shown_note

SIGN = "quote"


def value_note(note: NoteInfo, lang: str) -> html.Div:
    """Return a note as a card: a sign, whose words, the words, the day."""
    return note_card(shown_note(note, lang), lang)


def note_card(shown: ShownNote, lang: str) -> html.Div:
    """Return what a unit says, marked as its own words."""
    other = {"lang": shown.lang} if shown.lang != lang else {}
    return html.Div(
        [
            icon(SIGN),
            html.P(
                [
                    html.B([shown.title, ":"]),
                    " ",
                    html.Q(shown.text, dir="auto", **other),
                    " ",
                    html.Small(shown.day),
                ]
            ),
        ],
        className="uw-jst",
        role="note",
    )


def reply_link(t: Texts, code: str, *, indicator: str, year: int) -> html.P:
    """Return the link for somebody who represents the unit."""
    link = html.A(t("notes.reply.add"), href=reply_href(t.lang, code, indicator, year))
    return html.P([t("notes.reply.question"), " ", link], className="odpowiedz xs nodr")
