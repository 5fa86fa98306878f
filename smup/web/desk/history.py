"""The history of a card: who did what and when, and how its versions differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from flask import Response

from smup.i18n import Texts
from smup.repository.desk_records import DeskPractice, RevisionInfo
from smup.web.desk.context import Desk
from smup.web.desk.differences import Difference, card_of, differences, fields_of
from smup.web.desk.pages import desk_page
from smup.web.desk.practice_pages import log_entries
from smup.web.texts import request_texts

MOST_COMPARED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A version of a card with what it changed.

    Attributes:
        revision: the version.
        changes: fields that differ from the version before; of the first one none.
        first: there is no version before.
    """

    revision: RevisionInfo
    changes: tuple[Difference, ...]
    first: bool = False


def history_page(desk: Desk, practice: DeskPractice) -> Response:
    """Return the history of a card for those who write it and those who decide."""
    t = request_texts()
    revisions = [one for one in desk.repository.revisions(practice.id) if one.state != "discarded"]
    return desk_page(
        desk.repository,
        "history.html",
        title=t("submission.history_title", title=practice.title),
        practice=practice,
        entries=log_entries(desk.repository, practice.id),
        versions=versions_of(revisions[: MOST_COMPARED + 1], t),
    )


def versions_of(revisions: Sequence[RevisionInfo], t: Texts) -> tuple[Version, ...]:
    """Return versions, newest first, each with what it changed in the one before.

    Args:
        revisions: newest first; of the last one nothing earlier is known.
        t: texts.
    """
    fields = {one.id: fields_of(card_of(one.document)) for one in revisions}
    versions = [
        Version(revision=newer, changes=differences(fields[older.id], fields[newer.id], t))
        for newer, older in pairwise(revisions)
    ]
    if revisions:
        versions.append(Version(revision=revisions[-1], changes=(), first=True))
    return tuple(versions)
