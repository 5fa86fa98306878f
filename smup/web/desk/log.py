"""The log of what was done; for administrators."""

from collections.abc import Iterator

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as AnyResponse

from smup.exports.csv import csv_chunks
from smup.i18n import Texts
from smup.repository.account_records import AuditInfo
from smup.web.desk.access import needs
from smup.web.desk.context import Desk
from smup.web.desk.pages import desk_page
from smup.web.texts import request_texts

SUBJECTS = ("account", "practice", "note")
ROWS = 50
LARGEST = 2**31 - 1


def add_log_routes(routes: Blueprint, desk: Desk) -> None:
    """Add the routes of this module."""

    @routes.get("/dziennik")
    @needs("log")
    def log() -> AnyResponse:
        return _log_page(desk)

    @routes.get("/dziennik.csv")
    @needs("log")
    def log_file() -> AnyResponse:
        return _log_file(desk)


def action_label(t: Texts, action: str) -> str:
    """Return an action in words; one that has none is shown as it is kept."""
    key = f"desk.action.{action}"
    return t(key) if t.has(key) else action


def _log_page(desk: Desk) -> Response:
    t, subject, number = request_texts(), _subject(), _whole("numer")
    entries = desk.repository.audit(
        subject=subject, subject_id=number, limit=ROWS + 1, before_id=_whole("przed")
    )
    shown = entries[:ROWS]
    return desk_page(
        desk.repository,
        "log.html",
        title=t("desk.log.title"),
        entries=[(entry, action_label(t, entry.action)) for entry in shown],
        subjects=SUBJECTS,
        subject=subject,
        number=number,
        older=shown[-1].id if len(entries) > ROWS else None,
        first=_whole("przed") is None,
    )


def _log_file(desk: Desk) -> Response:
    """Return the whole log; a text that a spreadsheet could take for a formula is marked."""
    t, subject = request_texts(), _subject()
    names = ("at", "who", "action", "subject", "number", "version", "comment")
    header = [t(f"desk.log.{name}") for name in names]
    rows = _cells(desk.repository.audit_rows(subject=subject))
    answer = Response(csv_chunks(header, rows), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="smup-{t("desk.log.file")}.csv"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _cells(entries: Iterator[AuditInfo]) -> Iterator[tuple[str | int | None, ...]]:
    for entry in entries:
        yield (
            entry.at.isoformat(timespec="seconds"),
            entry.who,
            entry.action,
            entry.subject,
            entry.subject_id,
            entry.revision_id,
            entry.comment,
        )


def _subject() -> str | None:
    text = request.args.get("rodzaj", "")
    return text if text in SUBJECTS else None


def _whole(name: str) -> int | None:
    text = request.args.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST))):
        return None
    return min(int(text), LARGEST)
