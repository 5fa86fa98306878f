"""The menu of those signed in: what their role may open."""

from dataclasses import dataclass

from smup.accounts.permissions import Action


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskItem:
    """An item of the menu.

    Attributes:
        key: of the text ``desk.nav.<key>``.
        path: under ``/konto``; an item is current on its own page and on those below it.
        action: what a role must be allowed to do.
    """

    key: str
    path: str
    action: Action


DESK_NAV = (
    DeskItem(key="home", path="", action="write"),
    DeskItem(key="queue", path="/kolejka", action="moderate"),
    DeskItem(key="profile", path="/profil", action="write"),
    DeskItem(key="accounts", path="/konta", action="accounts"),
    DeskItem(key="log", path="/dziennik", action="log"),
)
