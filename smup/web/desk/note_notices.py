"""Messages about notes: to those who decide, and to the author; sent after the write."""

from smup.accounts.notices import Recipient
from smup.links import desk_href
from smup.repository.account_records import AccountInfo
from smup.repository.note_records import StoredNote
from smup.views.noted_value import ValueInWords
from smup.web.desk.access import who_is
from smup.web.desk.context import Desk

DECIDING = ("moderator", "administrator")


def tell_moderators(desk: Desk, note_id: int, value: ValueInWords) -> None:
    """Tell those who decide, but not who wrote it, that a note waits."""
    if not desk.notices.configured:
        return
    me = who_is().account_id
    for account in desk.repository.accounts_with_role(DECIDING):
        if account.id != me:
            _send(desk, account, "submitted", f"/kolejka/uwagi/{note_id}", value, comment="")


def tell_author(
    desk: Desk, note: StoredNote, what: str, value: ValueInWords, *, comment: str
) -> None:
    """Tell the author what was decided.

    Args:
        desk: parts of the pages.
        note: the note.
        what: ``returned``, ``published`` or ``withdrawn``.
        value: what the note is about.
        comment: words of who decided; may be empty.
    """
    if not desk.notices.configured or note.account_id in {None, who_is().account_id}:
        return
    account = desk.repository.account(note.account_id or 0)
    if account is not None and account.active:
        _send(desk, account, what, f"/uwagi/{note.id}", value, comment=comment or "–")


def _send(
    desk: Desk, account: AccountInfo, what: str, path: str, value: ValueInWords, *, comment: str
) -> None:
    recipient = Recipient(email=account.email, lang=account.lang)
    desk.notices.send(
        [recipient],
        f"note_{what}",
        unit=value.unit_name,
        indicator=value.indicator.short_name(account.lang),
        year=value.year,
        comment=comment,
        address=desk.notices.address(desk_href(account.lang, path)),
    )
