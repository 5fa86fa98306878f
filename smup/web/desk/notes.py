"""Notes on values: written by a unit. A moderator decides in ``note_review.py``."""

from dataclasses import replace
from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, request
from werkzeug.wrappers import Response

from smup.accounts.audit import By
from smup.errors import UnknownCodeError
from smup.links import desk_href
from smup.notes import store
from smup.notes.store import NoteConflictError, NotedValue
from smup.notes.text import NoteText, note_text
from smup.repository.note_records import StoredNote
from smup.views.noted_value import ValueInWords, read_noted_value
from smup.web.desk.access import demand, needs, who_is
from smup.web.desk.context import Desk
from smup.web.desk.fields import text_field, whole_field
from smup.web.desk.messages import message_page
from smup.web.desk.note_choice import choice_page
from smup.web.desk.note_notices import tell_moderators
from smup.web.desk.note_pages import (
    NotePage,
    note_page,
    own_note,
    published_on,
    subject_of,
    text_of,
    value_of,
)
from smup.web.desk.note_review import add_review_routes
from smup.web.desk.writing import while_writing
from smup.web.texts import request_language, request_texts

LONGEST_FIELD = 4_000
LONGEST_COMMENT = 1_000


def add_note_routes(routes: Blueprint, desk: Desk) -> None:
    """Add the routes of this module."""

    @routes.get("/uwagi/nowa")
    @needs("write")
    def new_note() -> Response:
        return _new(desk)

    @routes.post("/uwagi/nowa")
    @needs("write")
    def write_note() -> Response:
        return _write(desk)

    @routes.get("/uwagi/<int:note_id>")
    @needs("write")
    def note(note_id: int) -> Response:
        found = own_note(desk, note_id)
        return note_page(desk, _page_of(desk, found))

    @routes.post("/uwagi/<int:note_id>")
    @needs("write")
    def change_note(note_id: int) -> Response:
        return _change(desk, own_note(desk, note_id))

    @routes.post("/uwagi/<int:note_id>/wycofaj")
    @needs("write")
    def withdraw_note(note_id: int) -> Response:
        return _withdraw(desk, own_note(desk, note_id))

    add_review_routes(routes, desk)


def _page_of(desk: Desk, note: StoredNote) -> NotePage:
    value = value_of(desk, note)
    return NotePage(value=value, note=note, text=text_of(note), published=published_on(desk, value))


def _asked_value(desk: Desk) -> ValueInWords | None:
    """Return the value that the address or the form names; None when it names none yet."""
    code, indicator = request.values.get("jst", ""), request.values.get("wskaznik", "")
    year = request.values.get("rok", "")
    if not (code and indicator and year.isascii() and year.isdigit() and len(year) == 4):
        return None
    return read_noted_value(
        desk.repository, code.strip(), indicator.strip(), int(year), lang=request_language()
    )


def _new(desk: Desk) -> Response:
    try:
        value = _asked_value(desk)
    except UnknownCodeError as error:
        return choice_page(desk, error)
    if value is None:
        return choice_page(desk, None)
    demand("write", subject_of(value.unit))
    opened = _open_note(desk, value)
    if opened is not None:
        return redirect(desk_href(request_language(), f"/uwagi/{opened.id}"), 303)
    published = published_on(desk, value)
    text = NoteText(pl="") if published is None else text_of(published)
    return note_page(desk, NotePage(value=value, note=None, text=text, published=published))


def _open_note(desk: Desk, value: ValueInWords) -> StoredNote | None:
    notes = desk.repository.notes_of_value(value.indicator.code, value.unit.id, value.year)
    return next((note for note in notes if note.state in store.OPEN), None)


def _write(desk: Desk) -> Response:
    """Save the first text of a note; when another one is open, nothing is lost."""
    try:
        value = _asked_value(desk)
    except UnknownCodeError as error:
        return choice_page(desk, error, status=400)
    if value is None:
        return choice_page(desk, None, status=400)
    demand("write", subject_of(value.unit))
    text = _sent_text()
    page = NotePage(value=value, note=None, text=text, published=published_on(desk, value))
    if text.mistakes:
        return _with_mistakes(desk, page)
    place = NotedValue(unit_id=value.unit.id, indicator=value.indicator.code, year=value.year)
    by = _by()
    try:
        with while_writing(desk) as connection:
            example = value.unit.fictional
            note_id = store.write_note(connection, place, text, by=by, example=example)
            if _wants_to_submit():
                store.submit(connection, note_id, version=1, by=by)
    except NoteConflictError:
        return _conflict(desk, _open_note(desk, value), text)
    return _done(desk, note_id, value)


def _change(desk: Desk, note: StoredNote) -> Response:
    """Save another text over the version that the author saw."""
    text, version = _sent_text(), whole_field("version") or 0
    if text.mistakes:
        page = NotePage(value=value_of(desk, note), note=note, text=text)
        return _with_mistakes(desk, page)
    by = _by()
    try:
        with while_writing(desk) as connection:
            store.change_text(connection, note.id, text, version=version, by=by)
            if _wants_to_submit():
                store.submit(connection, note.id, version=version + 1, by=by)
    except NoteConflictError:
        return _conflict(desk, desk.repository.stored_note(note.id), text)
    return _done(desk, note.id, value_of(desk, note))


def _withdraw(desk: Desk, note: StoredNote) -> Response:
    comment = text_field("comment", longest=LONGEST_COMMENT)[:LONGEST_COMMENT] or None
    version = whole_field("version") or 0
    try:
        with while_writing(desk) as connection:
            store.withdraw(connection, note.id, version=version, by=_by(), comment=comment)
    except NoteConflictError:
        return message_page(desk, "conflict", status=409)
    flash(request_texts()("notes.done.withdrawn"), "done")
    return redirect(desk_href(request_language()), 303)


def _sent_text() -> NoteText:
    """Return the text of the form; what is far too long is cut, and told as too long."""
    fields = (text_field(name, longest=LONGEST_FIELD) for name in ("tekst", "tekst_en"))
    return note_text(*fields)


def _wants_to_submit() -> bool:
    return request.form.get("krok") == "wyslij"


def _by() -> By:
    return By(account_id=who_is().account_id, now=datetime.now(UTC))


def _with_mistakes(desk: Desk, page: NotePage) -> Response:
    t, names = request_texts(), {"pl": "tekst", "en": "tekst_en"}
    errors = {names[lang]: t(f"notes.mistake.{what}") for lang, what in page.text.mistakes.items()}
    return note_page(desk, replace(page, errors=errors, status=400))


def _conflict(desk: Desk, now: StoredNote | None, typed: NoteText) -> Response:
    """Show what somebody else saved beside what was typed; nothing is overwritten."""
    if now is None or now.state not in store.WRITABLE:
        return message_page(desk, "conflict", status=409)
    page = _page_of(desk, now)
    return note_page(desk, replace(page, text=typed, stored=page.text, status=409))


def _done(desk: Desk, note_id: int, value: ValueInWords) -> Response:
    t, sent = request_texts(), _wants_to_submit()
    if sent:
        tell_moderators(desk, note_id, value)
    flash(t("notes.done.submitted" if sent else "notes.done.saved"), "done")
    return redirect(desk_href(request_language(), f"/uwagi/{note_id}"), 303)
