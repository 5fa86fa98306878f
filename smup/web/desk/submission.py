"""Answers a sent form of a card: saves it, shows it, or tells what is wrong; nothing is lost."""

from dataclasses import dataclass, replace

from flask import flash, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from smup.i18n import Texts
from smup.links import desk_href
from smup.practices.attachments_on_disk import AttachmentError, CleanFile
from smup.practices.card import MOST_ATTACHMENTS, PracticeCard
from smup.practices.revisions import (
    RevisionKey,
    StaleVersionError,
    WrongStateError,
    missing_to_submit,
)
from smup.repository import Repository
from smup.repository.desk_records import DeskPractice
from smup.web.desk.access import who_is
from smup.web.desk.attachments import FIELD, refusal_text, sent_file
from smup.web.desk.card_fields import FILE, Typed, typed_from
from smup.web.desk.context import Desk
from smup.web.desk.differences import Difference, differences, fields_of
from smup.web.desk.fields import whole_field
from smup.web.desk.notices import tell_moderators
from smup.web.desk.practice_form import Known, Place, ReadForm, read_form
from smup.web.desk.practice_pages import (
    Conflict,
    FormPage,
    form_page,
    stored_card,
)
from smup.web.desk.practice_places import place_of
from smup.web.desk.practice_saving import Seen, Writing, take, write
from smup.web.desk.preview import preview_of
from smup.web.desk.suggestions import suggest
from smup.web.texts import request_language, request_texts

ACTIONS = ("save", "submit", "preview", "suggest", "attach", "takeover")
REMOVE = "remove:"
FILES_PART = "zalaczniki"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A form that was sent.

    Attributes:
        practice: the practice as it is now; None for a new one.
        typed: fields.
        seen: what the author saw.
        read: the card, or what is wrong.
        place: whose card it is.
        action: button: ``save``, ``preview``, ``suggest``, ``submit``, ``attach``, ``takeover``
            or ``remove:<file>``.
        file: a file that was chosen and passed the checks.
        errors: messages by field.
    """

    practice: DeskPractice | None
    typed: Typed
    seen: Seen
    read: ReadForm
    place: Place
    action: str
    file: CleanFile | None
    errors: dict[str, str]

    def page(self) -> FormPage:
        """Return the form with what was typed."""
        return FormPage(practice=self.practice, typed=self.typed, seen=self.seen)


def sent_form(desk: Desk, practice: DeskPractice | None) -> Sent:
    """Read the form of the request.

    Args:
        desk: parts of the pages.
        practice: the practice it belongs to; None for a new one.
    """
    t, repository, who = request_texts(), desk.repository, who_is().actor
    action = request.form.get("action", "save")
    if action not in ACTIONS and not action.startswith(REMOVE):
        action = "save"
    typed = typed_from(request.form)
    if action.startswith(REMOVE):
        typed.pop(f"{FILE}{action.removeprefix(REMOVE)}", None)
    place = place_of(repository, who, typed, lang=t.lang)
    base = None if practice is None else stored_card(repository, practice)
    read = read_form(typed, place, _known(repository, practice), base=base)
    errors = {name: _message(key, t) for name, key in read.errors.items()}
    file, refusal = _file(typed, t)
    if refusal is not None:
        errors[FIELD] = refusal
    return Sent(
        practice=practice,
        typed=typed,
        seen=Seen(revision=whole_field("revision") or 0, version=whole_field("version") or 0),
        read=read,
        place=place,
        action=action,
        file=file,
        errors=errors,
    )


def answer(desk: Desk, sent: Sent) -> AnyResponse:
    """Do what the button says, or show the form again with what was typed."""
    t, card = request_texts(), sent.read.card
    if sent.action == "suggest":
        return _suggested(desk, sent)
    if card is None or sent.errors:
        return form_page(desk, replace(sent.page(), errors=sent.errors, status=400))
    if sent.action == "preview":
        files = () if sent.practice is None else desk.repository.stored_files(sent.practice.id)
        shown = preview_of(desk.repository, card, files, lang=t.lang)
        return form_page(desk, replace(sent.page(), preview=shown))
    missing = missing_to_submit(card) if sent.action == "submit" else ()
    if missing:
        errors = {name: t("submission.error_missing") for name in missing}
        return form_page(desk, replace(sent.page(), errors=errors, status=400))
    try:
        key = _written(desk, sent, card)
    except (StaleVersionError, WrongStateError):
        return _conflict_page(desk, sent, card)
    done = "save" if sent.action == "takeover" else sent.action.partition(":")[0]
    flash(t(f"submission.done.{done}", title=card.title), "done")
    return redirect(_next(sent, key), 303)


def _written(desk: Desk, sent: Sent, card: PracticeCard) -> RevisionKey:
    writing = Writing(
        card=card,
        seen=sent.seen,
        account_id=who_is().account_id,
        takeover=sent.action == "takeover",
        file=sent.file,
        file_title=sent.typed["new_title"],
    )
    key = write(desk, sent.practice, writing)
    if sent.action == "submit":
        key = take(desk, key, "submit", account_id=who_is().account_id)
        tell_moderators(desk, card.title, "submitted", path=f"/kolejka/praktyki/{key.revision_id}")
    return key


def _next(sent: Sent, key: RevisionKey) -> str:
    address = desk_href(request_language(), f"/praktyki/{key.practice_id}")
    files = sent.action == "attach" or sent.action.startswith(REMOVE)
    return f"{address}#{FILES_PART}" if files else address


def _suggested(desk: Desk, sent: Sent) -> AnyResponse:
    unit = None
    if sent.place.unit is not None:
        unit = desk.repository.directory().by_code(sent.place.unit)
    lang = request_language()
    found = suggest(desk.repository, unit, subject=sent.typed["subject"], lang=lang)
    return form_page(desk, replace(sent.page(), suggestions=found))


def _conflict_page(desk: Desk, sent: Sent, card: PracticeCard) -> AnyResponse:
    """Return the form with what was typed and, above it, what somebody else wrote meanwhile."""
    repository, t = desk.repository, request_texts()
    assert sent.practice is not None  # noqa: S101  a new card cannot collide with anything
    practice = repository.desk_practice(sent.practice.id)
    assert practice is not None  # noqa: S101  practices are never deleted
    stored = stored_card(repository, practice)
    found: tuple[Difference, ...] = ()
    if stored is not None:
        theirs = stored.model_copy(update={"verified": None})
        found = differences(fields_of(theirs), fields_of(card), t)
    conflict = Conflict(
        who=practice.author,
        state=practice.open_state or practice.stage,
        differences=found,
    )
    page = FormPage(
        practice=practice,
        typed=sent.typed,
        seen=Seen.of(practice),
        conflict=conflict,
        status=409,
    )
    return form_page(desk, page)


def _known(repository: Repository, practice: DeskPractice | None) -> Known:
    sectors = {f"{one.code}/" for one in repository.sectors()}
    services = {f"{one.sector_code}/{one.code}" for one in repository.services()}
    files = () if practice is None else repository.stored_files(practice.id)
    return Known(
        subjects=frozenset(sectors | services),
        indicators=frozenset(one.code for one in repository.indicators()),
        files=frozenset(one.name for one in files),
    )


def _file(typed: Typed, t: Texts) -> tuple[CleanFile | None, str | None]:
    """Return the file of the form, or why it is not taken."""
    try:
        file = sent_file()
    except AttachmentError as error:
        return None, refusal_text(error)
    if file is None:
        missing = request.form.get("action") == "attach"
        return None, t("submission.error_no_file") if missing else None
    if sum(name.startswith(FILE) for name in typed) >= MOST_ATTACHMENTS:
        return None, t("submission.error_many_files", most=MOST_ATTACHMENTS)
    return file, None


def _message(key: str, t: Texts) -> str:
    """Return the message of a field; that of the unit comes as a text already."""
    return t(f"submission.{key}") if key.startswith("error_") else key
