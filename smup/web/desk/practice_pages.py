"""The pages of a card in work: the form, with its preview or a conflict above it, and its state."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask import Response

from smup.accounts.permissions import may
from smup.i18n import Texts
from smup.practices.attachments_on_disk import MEGABYTE, MOST_BYTES
from smup.practices.card import LICENCE, MOST_ATTACHMENTS, SECTIONS, PracticeCard
from smup.practices.revisions import COMPULSORY
from smup.repository import Repository
from smup.repository.account_records import AuditInfo
from smup.repository.desk_records import DeskPractice
from smup.territory.groups import SIZE_LIMITS
from smup.web.desk.access import actor, who_is
from smup.web.desk.card_fields import FILE, ROWS, Typed
from smup.web.desk.context import Desk
from smup.web.desk.differences import Difference, card_of, label_of
from smup.web.desk.log import action_label
from smup.web.desk.pages import desk_page
from smup.web.desk.practice_places import units_offered
from smup.web.desk.practice_saving import Seen
from smup.web.desk.preview import Preview, preview_of
from smup.web.desk.suggestions import Suggestion
from smup.web.desk.units import unit_label
from smup.web.texts import request_language, request_texts

DIMENSIONS = ("ilosc", "jakosc", "dostepnosc", "efektywnosc")
KINDS = (
    "miejska", "wiejska", "miejsko-wiejska", "miasto-na-prawach-powiatu", "powiat",
)  # fmt: skip
MOST_ENTRIES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """What stands in the way of a save.

    Attributes:
        who: name of who changed the card meanwhile; may be None.
        state: of the card now: ``draft``, ``returned``, ``submitted`` or ``published``.
        differences: fields in which the stored card and the typed one differ.
    """

    who: str | None
    state: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """What the page of the form shows.

    Attributes:
        practice: the practice; None for a new one.
        typed: fields.
        seen: what the next save is guarded by.
        errors: messages by field.
        suggestions: indicators offered; None: not asked for.
        preview: the card as its page will show it.
        conflict: what somebody else changed.
        status: HTTP status.
    """

    practice: DeskPractice | None
    typed: Typed
    seen: Seen = field(default_factory=Seen)
    errors: Mapping[str, str] = field(default_factory=dict)
    suggestions: tuple[Suggestion, ...] | None = None
    preview: Preview | None = None
    conflict: Conflict | None = None
    status: int = 200


class Messages(dict[str, str]):
    """Messages by field; of a field without one there is None."""

    def __missing__(self, key: str) -> None:
        """Return None and keep the mapping as it is."""


def form_page(desk: Desk, page: FormPage) -> Response:
    """Return the form; nothing that was typed is lost."""
    t, repository = request_texts(), desk.repository
    who, practice = who_is().actor, page.practice
    return desk_page(
        repository,
        "practice_form.html",
        title=t("submission.title_new" if practice is None else "submission.title_edit"),
        status=page.status,
        page=page,
        practice=practice,
        typed=page.typed,
        errors=Messages(page.errors),
        moderates=moderates(),
        pairs=lambda texts: [(text, text) for text in texts],
        labels=_labels(page, t),
        own_unit=unit_label(repository, who.unit_id) if who.role == "contributor" else None,
        offered=units_offered(repository, who),
        subjects=_subjects(repository),
        dimensions=_dimensions(t),
        kinds=[(kind, t(f"territory.group.kind.{kind}")) for kind in KINDS],
        sizes=_sizes(t),
        rows=ROWS,
        sections=SECTIONS,
        compulsory=COMPULSORY,
        indicators=_indicators(repository, page.typed["subject"]),
        files=_files(repository, page),
        file_limits={"most": MOST_ATTACHMENTS, "size": MOST_BYTES // MEGABYTE},
        licence=LICENCE,
        comment=last_comment(repository, practice),
    )


def state_page(desk: Desk, practice: DeskPractice) -> Response:
    """Return the page of a card that waits for a decision: what was sent and what may be done."""
    repository = desk.repository
    revision = repository.revision(practice.open_id or 0)
    assert revision is not None  # noqa: S101  the practice has an open revision
    card = card_of(revision.document)
    lang = request_language()
    return desk_page(
        repository,
        "practice_state.html",
        title=card.title,
        practice=practice,
        moderates=moderates(),
        preview=preview_of(repository, card, repository.stored_files(practice.id), lang=lang),
    )


def entries_of(repository: Repository, practice_id: int) -> tuple[AuditInfo, ...]:
    """Return what was done with a card, newest first."""
    return repository.audit(subject="practice", subject_id=practice_id, limit=MOST_ENTRIES)


def log_entries(repository: Repository, practice_id: int) -> list[tuple[AuditInfo, str]]:
    """Return what was done with a card and the action in words, newest first."""
    t = request_texts()
    entries = entries_of(repository, practice_id)
    return [(entry, action_label(t, entry.action)) for entry in entries]


def moderates() -> bool:
    """Tell whether who asks decides on cards."""
    return may(actor(), "moderate")


def last_comment(repository: Repository, practice: DeskPractice | None) -> AuditInfo | None:
    """Return with what words a moderator sent the open card back; None when nobody did."""
    if practice is None or practice.open_state != "returned":
        return None
    entries = entries_of(repository, practice.id)
    return next((one for one in entries if one.action == "practice.returned"), None)


def stored_card(repository: Repository, practice: DeskPractice) -> PracticeCard | None:
    """Return the open card of a practice, or the published one when none is open."""
    revision_id = practice.open_id or practice.revision_id
    revision = None if revision_id is None else repository.revision(revision_id)
    return None if revision is None else card_of(revision.document)


def _labels(page: FormPage, t: Texts) -> dict[str, str]:
    """Return the names of the fields that have mistakes, for the list above the form."""
    return {name: _label(name, t) for name in page.errors}


def _label(name: str, t: Texts) -> str:
    row = name.rpartition("_")[2]
    if row.isdigit():
        return t("submission.row", n=row)
    if name.startswith(FILE) or name == "new_file":
        return t("submission.files")
    return label_of(name, t)


def _subjects(repository: Repository) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return sectors with the values and names of their services, the whole sector first."""
    t = request_texts()
    groups = []
    for sector in repository.sectors():
        whole = (f"{sector.code}/", t("submission.whole_sector", name=sector.name(t.lang)))
        services = [
            (f"{sector.code}/{service.code}", service.name(t.lang))
            for service in repository.services(sector.code)
        ]
        groups.append((sector.name(t.lang), [whole, *services]))
    return groups


def _dimensions(t: Texts) -> list[tuple[str, str]]:
    chosen = [(name, t(f"common.dimension.{name}")) for name in DIMENSIONS]
    return [("", t("submission.not_chosen")), *chosen]


def _sizes(t: Texts) -> list[tuple[str, str]]:
    count = len(SIZE_LIMITS["gmina"]) + 1
    return [(str(n), t(f"territory.group.size.gmina-{n}")) for n in range(1, count + 1)]


def _indicators(repository: Repository, subject: str) -> Sequence[tuple[str, str]]:
    """Return codes and names for the list under the fields: of the sector chosen, or all."""
    sector, lang = subject.partition("/")[0], request_language()
    found = [one for one in repository.indicators() if one.dimension != "kontekst"]
    chosen = [one for one in found if one.sector_code == sector] or found
    return [(one.code, one.name(lang)) for one in chosen]


def _files(repository: Repository, page: FormPage) -> list[tuple[str, str, str]]:
    """Return name, file name and title of the files that the form names."""
    if page.practice is None:
        return []
    kept = {one.name: one for one in repository.stored_files(page.practice.id)}
    named = [name.removeprefix(FILE) for name in page.typed if name.startswith(FILE)]
    return [
        (name, kept[name].file_name, page.typed[f"{FILE}{name}"]) for name in named if name in kept
    ]
