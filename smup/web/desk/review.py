"""The page on which a moderator reads a card beside the published one and decides."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask import Response

from smup.accounts.audit import LONGEST_COMMENT
from smup.accounts.permissions import Subject, may
from smup.i18n import Texts
from smup.moments import today
from smup.practices.card import PracticeCard, Verification
from smup.practices.revisions import missing_to_verify
from smup.repository.desk_records import DeskPractice, RevisionInfo
from smup.web.desk.access import actor
from smup.web.desk.context import Desk
from smup.web.desk.differences import Difference, card_of, differences, fields_of
from smup.web.desk.fields import line_field, text_field, whole_field
from smup.web.desk.notices import DECIDING
from smup.web.desk.pages import desk_page
from smup.web.desk.practice_pages import Messages, log_entries
from smup.web.desk.practice_places import place_name, subject_of
from smup.web.desk.preview import preview_of
from smup.web.texts import request_language, request_texts

LONGEST_SOURCE = 200
FIRST_CHECK = date(1990, 1, 1)
OF_SUBMITTED = ("return", "verify", "publish")
OF_PUBLISHED = ("renew", "expire", "withdraw")
WITH_COMMENT = ("return", "expire", "withdraw")
WITH_CHECK = ("verify", "renew")


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A version of a card to be decided on.

    Attributes:
        practice: its practice.
        revision: the version.
        card: its card.
        published: the card that everybody sees now, where it is another one.
        subject: what the rules need to know; its author is who reads when they wrote any of it.
        choices: what may be decided now.
    """

    practice: DeskPractice
    revision: RevisionInfo
    card: PracticeCard
    published: PracticeCard | None
    subject: Subject
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedDecision:
    """What was typed beside a decision.

    Attributes:
        version: of the revision that was read.
        comment: to the author.
        checked_on: day of the check as typed.
        source: what the card was checked against.
    """

    version: int = 0
    comment: str = ""
    checked_on: str = ""
    source: str = ""

    @classmethod
    def of_request(cls) -> "TypedDecision":
        """Return the fields of the request."""
        return cls(
            version=whole_field("version") or 0,
            comment=text_field("comment", longest=LONGEST_COMMENT),
            checked_on=line_field("checked_on", longest=20),
            source=line_field("source", longest=LONGEST_SOURCE),
        )

    @property
    def verified(self) -> Verification | None:
        """Return the verification that was typed; None when it is not whole."""
        day = _day(self.checked_on)
        return Verification(on=day, source=self.source) if day and self.source else None

    def errors(self, decision: str, card: PracticeCard, t: Texts) -> dict[str, str]:
        """Return messages by field."""
        found: dict[str, str] = {}
        if decision in WITH_COMMENT and not self.comment:
            found["comment"] = t("submission.error_comment")
        if len(self.comment) > LONGEST_COMMENT:
            found["comment"] = t("submission.error_long_comment", most=LONGEST_COMMENT)
        if decision in WITH_CHECK:
            found |= self._check_errors(t)
            missing = [t(f"submission.field.{name}") for name in missing_to_verify(card)]
            if missing:
                names = ", ".join(missing)
                found["decision"] = t("submission.error_verify_missing", names=names)
        if decision == "publish" and (self.checked_on or self.source):
            found["checked_on"] = t("submission.error_check_typed")
        return found

    def _check_errors(self, t: Texts) -> dict[str, str]:
        found = {}
        day = _day(self.checked_on)
        if day is None or not FIRST_CHECK <= day <= today():
            found["checked_on"] = t("submission.error_checked_on")
        if not self.source or len(self.source) > LONGEST_SOURCE:
            found["source"] = t("submission.error_source")
        return found


def read_review(desk: Desk, revision_id: int) -> Review | None:
    """Return a version of a card for a moderator; None when there is none."""
    repository = desk.repository
    revision = repository.revision(revision_id)
    practice = None if revision is None else repository.desk_practice(revision.practice_id)
    if revision is None or practice is None:
        return None
    who = actor()
    wrote = who is not None and who.id in repository.writers_of(revision_id)
    author = who.id if who is not None and wrote else revision.account_id
    shown = practice.revision_id if practice.stage == "published" else None
    published = repository.revision(shown) if shown not in {None, revision_id} else None
    choices: tuple[str, ...] = ()
    if revision.state == "submitted":
        choices = OF_SUBMITTED
    elif shown == revision_id:
        choices = OF_PUBLISHED
    return Review(
        practice=practice,
        revision=revision,
        card=card_of(revision.document),
        published=None if published is None else card_of(published.document),
        subject=subject_of(repository, practice, author_id=author),
        choices=choices,
    )


def review_page(
    desk: Desk,
    review: Review,
    *,
    typed: TypedDecision | None = None,
    errors: Mapping[str, str] | None = None,
    stale: bool = False,
    status: int = 200,
) -> Response:
    """Return the page.

    Args:
        desk: parts of the pages.
        review: the card.
        typed: what was typed, when the page is shown again.
        errors: messages by field.
        stale: the card changed since it was read.
        status: HTTP status.
    """
    t, repository = request_texts(), desk.repository
    allowed = may(actor(), "moderate", review.subject)
    others = repository.accounts_with_role(DECIDING)
    changes: tuple[Difference, ...] = ()
    if review.published is not None:
        changes = differences(fields_of(review.published), fields_of(review.card), t)
    files = repository.stored_files(review.practice.id)
    return desk_page(
        repository,
        "review.html",
        title=review.card.title,
        status=status,
        review=review,
        practice=review.practice,
        revision=review.revision,
        choices=review.choices if allowed else (),
        allowed=allowed,
        alone=len(others) < 2,
        place=place_name(repository, review.practice),
        typed=typed or TypedDecision(version=review.revision.version),
        errors=Messages(errors or {}),
        labels=_labels(errors or {}, t),
        stale=stale,
        changes=changes,
        missing=missing_to_verify(review.card),
        preview=preview_of(repository, review.card, files, lang=request_language()),
        entries=log_entries(repository, review.practice.id),
        today=today(),
    )


def _labels(errors: Mapping[str, str], t: Texts) -> dict[str, str]:
    return {name: t(f"submission.{name}_label") for name in errors if name != "decision"}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
