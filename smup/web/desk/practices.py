"""Writing a card: new, form, submit, recall, discard, withdraw."""

from flask import Blueprint, abort, flash, redirect
from werkzeug.wrappers import Response as AnyResponse

from smup.accounts.audit import LONGEST_COMMENT
from smup.accounts.permissions import may
from smup.links import desk_href
from smup.practices.revisions import RevisionKey, StaleVersionError, Step, WrongStateError
from smup.repository.desk_records import DeskPractice
from smup.web.desk import publishing
from smup.web.desk.access import actor, needs, who_is
from smup.web.desk.card_fields import empty_form, typed_of
from smup.web.desk.context import Desk
from smup.web.desk.fields import text_field, whole_field
from smup.web.desk.history import history_page
from smup.web.desk.messages import message_page
from smup.web.desk.notices import tell_moderators
from smup.web.desk.pages import desk_page
from smup.web.desk.practice_pages import (
    FormPage,
    form_page,
    state_page,
    stored_card,
)
from smup.web.desk.practice_places import place_name, subject_of
from smup.web.desk.practice_saving import Seen, take
from smup.web.desk.submission import answer, sent_form
from smup.web.desk.units import unit_label
from smup.web.texts import request_language, request_texts


def add_submission_routes(routes: Blueprint, desk: Desk) -> None:
    """Add the routes of this module."""
    _add_form_routes(routes, desk)
    _add_step_routes(routes, desk)


def _add_form_routes(routes: Blueprint, desk: Desk) -> None:

    @routes.get("/praktyki/nowa")
    @needs("write")
    def new() -> AnyResponse:
        return form_page(desk, FormPage(practice=None, typed=empty_form()))

    @routes.post("/praktyki/nowa")
    @needs("write")
    def write_new() -> AnyResponse:
        return answer(desk, sent_form(desk, None))

    @routes.get("/praktyki/<int:practice_id>")
    @needs("write")
    def edit(practice_id: int) -> AnyResponse:
        return _edit(desk, own_practice(desk, practice_id))

    @routes.post("/praktyki/<int:practice_id>")
    @needs("write")
    def write_draft(practice_id: int) -> AnyResponse:
        return answer(desk, sent_form(desk, own_practice(desk, practice_id)))

    @routes.get("/praktyki/<slug>/popraw")
    @needs("write")
    def improve(slug: str) -> AnyResponse:
        return _improve(desk, slug)


def _add_step_routes(routes: Blueprint, desk: Desk) -> None:
    @routes.post("/praktyki/<int:practice_id>/cofnij")
    @needs("write")
    def recall(practice_id: int) -> AnyResponse:
        return _step(desk, own_practice(desk, practice_id), "recall")

    @routes.post("/praktyki/<int:practice_id>/porzuc")
    @needs("write")
    def discard(practice_id: int) -> AnyResponse:
        return _step(desk, own_practice(desk, practice_id), "discard")

    @routes.post("/praktyki/<int:practice_id>/wycofaj")
    @needs("write")
    def withdraw(practice_id: int) -> AnyResponse:
        return _withdraw(desk, own_practice(desk, practice_id))

    @routes.get("/praktyki/<int:practice_id>/historia")
    @needs("write")
    def history(practice_id: int) -> AnyResponse:
        return history_page(desk, own_practice(desk, practice_id))


def own_practice(desk: Desk, practice_id: int) -> DeskPractice:
    """Return a practice that the account may write.

    Others are answered as if there were none: that a draft exists is nobody else's matter.
    """
    practice = desk.repository.desk_practice(practice_id)
    if practice is None or not may(actor(), "write", subject_of(desk.repository, practice)):
        abort(404)
    return practice


def _edit(desk: Desk, practice: DeskPractice) -> AnyResponse:
    """Return the form over the open draft or the published card; of a sent card what was sent."""
    if practice.open_state == "submitted":
        return state_page(desk, practice)
    card = stored_card(desk.repository, practice)
    if card is None:
        abort(404)
    place = unit_label(desk.repository, practice.unit_id) or ""
    typed = typed_of(card, place=place)
    return form_page(desk, FormPage(practice=practice, typed=typed, seen=Seen.of(practice)))


def _improve(desk: Desk, slug: str) -> AnyResponse:
    """Lead from the page of a practice to its form, or say who may change it."""
    practice = desk.repository.desk_practice(slug=slug)
    if practice is None:
        abort(404)
    if may(actor(), "write", subject_of(desk.repository, practice)):
        return redirect(desk_href(request_language(), f"/praktyki/{practice.id}"), 303)
    if practice.stage != "published":
        abort(404)
    t = request_texts()
    return desk_page(
        desk.repository,
        "message.html",
        title=t("submission.not_yours_title"),
        status=403,
        text=t(
            "submission.not_yours", title=practice.title, unit=place_name(desk.repository, practice)
        ),
    )


def _step(desk: Desk, practice: DeskPractice, step: Step) -> AnyResponse:
    """Take back or give up the open version that the author saw."""
    key = RevisionKey(
        practice_id=practice.id,
        revision_id=whole_field("revision") or 0,
        version=whole_field("version") or 0,
    )
    try:
        take(desk, key, step, account_id=who_is().account_id)
    except (StaleVersionError, WrongStateError):
        return message_page(desk, "conflict", status=409)
    flash(request_texts()(f"submission.done.{step}", title=practice.title), "done")
    path = "" if step == "discard" else f"/praktyki/{practice.id}"
    return redirect(desk_href(request_language(), path), 303)


def _withdraw(desk: Desk, practice: DeskPractice) -> AnyResponse:
    """Take a published card out of the catalogue, with the reason its unit gives."""
    t, comment = request_texts(), text_field("comment", longest=LONGEST_COMMENT)
    back = redirect(desk_href(request_language(), f"/praktyki/{practice.id}"), 303)
    if not comment:
        flash(t("submission.withdraw_why"), "error")
        return back
    key = RevisionKey(practice_id=practice.id, revision_id=practice.revision_id or 0, version=0)
    try:
        publishing.withdraw(desk, key, account_id=who_is().account_id, comment=comment)
    except StaleVersionError:
        return message_page(desk, "conflict", status=409)
    tell_moderators(desk, practice.title, "withdrawn", path=f"/praktyki/{practice.id}/historia")
    flash(t("submission.done.withdraw", title=practice.title), "done")
    return back
