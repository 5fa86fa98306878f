"""Files of a card: taken from a form, shown to its author and moderators."""

from io import BytesIO
from pathlib import Path

from flask import Blueprint, Response, abort, request, send_file
from werkzeug.wrappers import Response as AnyResponse

from smup.accounts.permissions import may
from smup.practices.attachments_on_disk import (
    MOST_BYTES,
    PDF,
    AttachmentError,
    CleanFile,
    clean_file,
    path_of,
)
from smup.web.desk.access import actor, needs
from smup.web.desk.context import Desk
from smup.web.desk.practice_places import subject_of
from smup.web.security import LARGEST_BODY
from smup.web.texts import request_texts

LARGEST_FORM = LARGEST_BODY + MOST_BYTES
FIELD = "new_file"
FORMS = (".write_new", ".write_draft")
"""Ends of the names of the routes that take the form of a card."""


def add_attachment_routes(routes: Blueprint, desk: Desk) -> None:
    """Add the routes of this module; forms of cards may be as large as their texts and a file."""

    def make_room(endpoint: str | None, _values: object) -> None:
        # Before the guard against forgery, which reads the form.
        if endpoint is not None and endpoint.endswith(FORMS):
            request.max_content_length = LARGEST_FORM

    routes.url_value_preprocessor(make_room)

    @routes.get("/praktyki/<int:practice_id>/pliki/<name>")
    @needs("write")
    def draft_file(practice_id: int, name: str) -> AnyResponse:
        return _draft_file(desk, practice_id, name)


def sent_file() -> CleanFile | None:
    """Return the file of the form, checked; None when none was chosen.

    Raises:
        AttachmentError: when it is not taken.
    """
    sent = request.files.get(FIELD)
    if sent is None or not sent.filename:
        return None
    return clean_file(sent.stream.read(MOST_BYTES + 1), file_name=sent.filename)


def refusal_text(error: AttachmentError) -> str:
    """Return why a file is not taken, in the language of the request."""
    return request_texts()(f"submission.file.{error.problem}", **error.values)


def _draft_file(desk: Desk, practice_id: int, name: str) -> Response:
    practice = desk.repository.desk_practice(practice_id)
    if practice is None or not may(actor(), "write", subject_of(desk.repository, practice)):
        abort(404)
    found = next(
        (one for one in desk.repository.stored_files(practice_id) if one.name == name), None
    )
    if found is None:
        abort(404)
    try:
        data = path_of(Path(desk.settings.attachments_dir), name).read_bytes()
    except FileNotFoundError:
        abort(404)
    answer = send_file(
        BytesIO(data),
        mimetype=found.media_type,
        download_name=found.file_name,
        as_attachment=found.media_type == PDF,
    )
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
