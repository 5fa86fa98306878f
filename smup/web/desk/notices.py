"""Messages about cards: to those who decide, and to the author; sent after the write."""

from smup.accounts.notices import Recipient
from smup.links import desk_href
from smup.repository.account_records import AccountInfo
from smup.web.desk.access import who_is
from smup.web.desk.context import Desk

DECIDING = ("moderator", "administrator")


def tell_moderators(desk: Desk, title: str, what: str, *, path: str) -> None:
    """Tell those who decide, but not who did it, what happened to a card.

    Args:
        desk: parts of the pages.
        title: of the card.
        what: ``submitted`` or ``withdrawn``.
        path: of the page under ``/konto``.
    """
    if not desk.notices.configured:
        return
    me = who_is().account_id
    for account in desk.repository.accounts_with_role(DECIDING):
        if account.id != me:
            _send(desk, account, f"practice_{what}", path, title=title)


def tell_author(
    desk: Desk, account_id: int | None, what: str, *, title: str, path: str, comment: str
) -> None:
    """Tell the author what was decided on their card.

    Args:
        desk: parts of the pages.
        account_id: of the author; None: a command brought the card.
        what: ``returned``, ``published``, ``verified``, ``expired``, ``renewed`` or ``removed``.
        title: of the card.
        path: of the page under ``/konto``.
        comment: words of who decided; may be empty.
    """
    if not desk.notices.configured or account_id in {None, who_is().account_id}:
        return
    account = desk.repository.account(account_id or 0)
    if account is not None and account.active:
        _send(desk, account, f"practice_{what}", path, title=title, comment=comment or "–")


def _send(desk: Desk, account: AccountInfo, key: str, path: str, **values: str) -> None:
    address = desk.notices.address(desk_href(account.lang, path))
    recipient = Recipient(email=account.email, lang=account.lang)
    desk.notices.send([recipient], key, address=address, **values)
