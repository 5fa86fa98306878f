"""What moderators decide of notes: the ones that wait, one of them beside its value."""

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, abort, flash, redirect, request
from werkzeug.wrappers import Response

from smup.accounts.audit import By
from smup.accounts.permissions import Actor, Subject, may
from smup.links import desk_href
from smup.notes import store
from smup.notes.store import NoteConflictError
from smup.repository import Repository
from smup.repository.note_records import StoredNote
from smup.web.desk.access import actor, demand, needs, who_is
from smup.web.desk.context import Desk
from smup.web.desk.fields import text_field, whole_field
from smup.web.desk.messages import message_page
from smup.web.desk.note_notices import tell_author
from smup.web.desk.note_pages import (
    history_of,
    lines_of,
    published_on,
    subject_of,
    text_of,
    unit_of_note,
    value_of,
)
from smup.web.desk.pages import desk_page
from smup.web.desk.writing import while_writing
from smup.web.texts import request_language, request_texts

LONGEST_COMMENT = 1_000
PUBLISH, RETURN, WITHDRAW = "opublikuj", "zwroc", "wycofaj"
DONE = {PUBLISH: "published", RETURN: "returned", WITHDRAW: "withdrawn"}


def note_queue(repository: Repository, who: Actor | None) -> dict[str, Any]:
    """Return the values of ``queue_notes.html``: notes that wait, the oldest first.

    Args:
        repository: the database.
        who: whose queue it is; own notes stand in it without the right to decide.
    """
    waiting = repository.notes_waiting() if may(who, "moderate") else ()
    return {"notes_waiting": lines_of(repository, waiting)}


def add_review_routes(routes: Blueprint, desk: Desk) -> None:
    """Add the routes of this module."""

    @routes.get("/kolejka/uwagi")
    @needs("moderate")
    def waiting_notes() -> Response:
        return desk_page(
            desk.repository,
            "notes_waiting.html",
            title=request_texts()("notes.queue.title"),
            **note_queue(desk.repository, actor()),
        )

    @routes.get("/kolejka/uwagi/<int:note_id>")
    @needs("moderate")
    def review_note(note_id: int) -> Response:
        return _review(desk, _stored(desk, note_id))

    @routes.post("/kolejka/uwagi/<int:note_id>")
    @needs("moderate")
    def decide_note(note_id: int) -> Response:
        return _decide(desk, _stored(desk, note_id))


def _stored(desk: Desk, note_id: int) -> StoredNote:
    note = desk.repository.stored_note(note_id)
    if note is None or note.state == store.DRAFT:
        abort(404)
    return note


def _subject(desk: Desk, note: StoredNote) -> Subject:
    """Return a note for the rules; whoever wrote any of it counts as its author."""
    who, unit = who_is().account_id, unit_of_note(desk, note)
    wrote = who in desk.repository.note_writers(note.id)
    return subject_of(unit, author_id=who if wrote else note.account_id)


def _review(
    desk: Desk, note: StoredNote, *, comment: str = "", error: str | None = None
) -> Response:
    value = value_of(desk, note)
    subject = _subject(desk, note)
    return desk_page(
        desk.repository,
        "note_review.html",
        title=request_texts()("notes.review.title"),
        status=200 if error is None else 400,
        note=note,
        value=value,
        text=text_of(note),
        published=published_on(desk, value),
        may_decide=may(actor(), "moderate", subject),
        entries=history_of(desk.repository, note),
        comment=comment,
        errors={} if error is None else {"comment": error},
    )


def _decide(desk: Desk, note: StoredNote) -> Response:
    """Publish, return or withdraw the version that was read; nobody publishes an own note."""
    demand("moderate", _subject(desk, note))
    t, step = request_texts(), request.form.get("krok", "")
    comment = text_field("comment", longest=LONGEST_COMMENT)[:LONGEST_COMMENT]
    if step not in DONE:
        abort(400)
    if step != PUBLISH and not comment:
        return _review(desk, note, error=t("notes.mistake.no_comment"))
    value = value_of(desk, note)
    try:
        _take(desk, note, step, comment)
    except NoteConflictError:
        return message_page(desk, "conflict", status=409)
    tell_author(desk, note, DONE[step], value, comment=comment)
    flash(t(f"notes.done.{DONE[step]}"), "done")
    return redirect(desk_href(request_language(), "/kolejka/uwagi"), 303)


def _take(desk: Desk, note: StoredNote, step: str, comment: str) -> None:
    version = whole_field("version") or 0
    if version != note.version:
        # What may be decided was asked for the version just read, and for no other.
        raise NoteConflictError
    by = By(account_id=who_is().account_id, now=datetime.now(UTC))
    with while_writing(desk) as connection:
        if step == PUBLISH:
            store.publish(connection, note.id, version=version, by=by)
        elif step == RETURN:
            store.send_back(connection, note.id, version=version, comment=comment, by=by)
        else:
            store.withdraw(connection, note.id, version=version, by=by, comment=comment)
