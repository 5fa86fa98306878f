"""What moderators see and decide: cards that wait, those that expire, one card."""

from datetime import UTC, datetime, timedelta

from flask import Blueprint, Response, abort, flash, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from smup.formats import format_date
from smup.links import desk_href
from smup.practices.revisions import StaleVersionError, WrongStateError
from smup.web.desk.access import actor, demand, needs
from smup.web.desk.context import Desk
from smup.web.desk.deciding import DECISIONS, decide
from smup.web.desk.note_review import note_queue
from smup.web.desk.notices import tell_author
from smup.web.desk.pages import desk_page
from smup.web.desk.practice_places import place_name
from smup.web.desk.review import (
    Review,
    TypedDecision,
    read_review,
    review_page,
)
from smup.web.texts import request_language, request_texts

SOON = timedelta(days=60)


def add_queue_routes(routes: Blueprint, desk: Desk) -> None:
    """Add the routes of this module."""

    @routes.get("/kolejka")
    @needs("moderate")
    def queue() -> AnyResponse:
        return _queue(desk)

    @routes.get("/kolejka/praktyki/<int:revision_id>")
    @needs("moderate")
    def review(revision_id: int) -> AnyResponse:
        return review_page(desk, _review(desk, revision_id))

    @routes.post("/kolejka/praktyki/<int:revision_id>")
    @needs("moderate")
    def decision(revision_id: int) -> AnyResponse:
        return _decided(desk, revision_id)


def _queue(desk: Desk) -> Response:
    now, t = datetime.now(UTC), request_texts()
    return desk_page(
        desk.repository,
        "queue.html",
        title=t("submission.queue_title"),
        waiting=desk.repository.practice_queue(),
        expiring=desk.repository.expiring_practices(now.date() + SOON),
        unit_name=lambda practice: place_name(desk.repository, practice),
        age=lambda moment: t.plural("submission.age", (now - moment).days),
        day=lambda date: format_date(date, t.lang),
        today=now.date(),
        **note_queue(desk.repository, actor()),
    )


def _review(desk: Desk, revision_id: int) -> Review:
    found = read_review(desk, revision_id)
    if found is None:
        abort(404)
    return found


def _decided(desk: Desk, revision_id: int) -> AnyResponse:
    """Do what was decided, or show the card again with what was typed."""
    t, review = request_texts(), _review(desk, revision_id)
    demand("moderate", review.subject)
    name = request.form.get("decision", "")
    typed = TypedDecision.of_request()
    read = typed.version == review.revision.version
    if not read or name not in DECISIONS or name not in review.choices:
        # Somebody wrote or decided meanwhile: the page shows what the card is now.
        return review_page(desk, review, typed=typed, stale=True, status=409)
    errors = typed.errors(name, review.card, t)
    if errors:
        return review_page(desk, review, typed=typed, errors=errors, status=400)
    try:
        decide(desk, name, review, typed)
    except (StaleVersionError, WrongStateError):
        review = _review(desk, revision_id)
        return review_page(desk, review, typed=typed, stale=True, status=409)
    tell_author(
        desk,
        review.revision.account_id,
        DECISIONS[name],
        title=review.card.title,
        path=f"/praktyki/{review.practice.id}",
        comment=typed.comment,
    )
    flash(t(f"submission.decided.{name}", title=review.card.title), "done")
    return redirect(desk_href(request_language(), "/kolejka"), 303)
