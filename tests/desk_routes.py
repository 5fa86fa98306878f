"""The table of every route of the pages for those who write: what each role is answered.

A new route gets a row here. The answer is to a request without any field but the token, over the
small country, where no card and no note exists; pages of one card or note have tests of their own
beside it.
"""

from dataclasses import dataclass, field

COLUMNS = (
    "nobody",
    "switched off",
    "contributor",
    "other unit",
    "trainer",
    "moderator",
    "administrator",
)
SIGNED_IN = COLUMNS[2:]
NOTHING = 999_999


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What a route answers.

    Attributes:
        guarded: nobody signed in is sent to the sign-in page.
        may: status for those who may.
        outside: status for nobody signed in, where it is another one.
        for_roles: who may; others signed in get 403.
        values: of the variables in the rule.
    """

    guarded: bool = True
    may: int = 200
    outside: int | None = None
    for_roles: tuple[str, ...] = SIGNED_IN
    values: dict[str, object] = field(default_factory=dict)

    def status(self, column: str) -> int:
        """Return the status expected for a column of the table."""
        if column not in SIGNED_IN:
            known = 303 if self.guarded else self.may
            return known if self.outside is None else self.outside
        return self.may if column in self.for_roles else 403

    def address(self, rule: str) -> str:
        """Return the path of the rule with its variables filled in."""
        for name, value in self.values.items():
            for written in (f"<int:{name}>", f"<path:{name}>", f"<{name}>"):
                rule = rule.replace(written, str(value))
        assert "<" not in rule, rule
        return rule


NO_CARD: dict[str, object] = {"practice_id": NOTHING}
NO_NOTE: dict[str, object] = {"note_id": NOTHING}
NO_REVISION: dict[str, object] = {"revision_id": NOTHING}
KEEPERS = ("administrator",)
MODERATORS = ("moderator", "administrator")
ROUTES: dict[tuple[str, str], Row] = {
    # signing in, passwords
    ("GET", "/logowanie/oidc"): Row(guarded=False, may=404),
    ("GET", "/logowanie/oidc/powrot"): Row(guarded=False, may=404),
    ("GET", "/logowanie"): Row(guarded=False, may=303, outside=200),
    ("POST", "/logowanie"): Row(guarded=False, may=400),
    ("POST", "/wyloguj"): Row(guarded=False, may=303),
    ("GET", "/haslo"): Row(guarded=False),
    ("POST", "/haslo"): Row(guarded=False),
    ("GET", "/haslo/<token>"): Row(guarded=False, may=410, values={"token": "x"}),
    ("POST", "/haslo/<token>"): Row(guarded=False, may=410, values={"token": "x"}),
    ("GET", "/<path:_rest>"): Row(guarded=False, may=404, values={"_rest": "nie/ma"}),
    ("POST", "/<path:_rest>"): Row(guarded=False, may=404, values={"_rest": "nie/ma"}),
    # own account
    ("GET", ""): Row(),
    ("GET", "/profil"): Row(),
    ("POST", "/profil"): Row(may=303),
    ("POST", "/profil/haslo"): Row(may=400),
    # accounts and log
    ("GET", "/konta"): Row(for_roles=KEEPERS),
    ("GET", "/konta/nowe"): Row(for_roles=KEEPERS),
    ("POST", "/konta/nowe"): Row(for_roles=KEEPERS, may=400),
    ("GET", "/konta/<int:account_id>"): Row(for_roles=KEEPERS, values={"account_id": 1}),
    ("POST", "/konta/<int:account_id>"): Row(for_roles=KEEPERS, may=400, values={"account_id": 1}),
    ("POST", "/konta/<int:account_id>/link"): Row(for_roles=KEEPERS, values={"account_id": 1}),
    ("GET", "/dziennik"): Row(for_roles=KEEPERS),
    ("GET", "/dziennik.csv"): Row(for_roles=KEEPERS),
    # cards; nobody is told whether a card that they may not write exists
    ("GET", "/praktyki/nowa"): Row(),
    ("POST", "/praktyki/nowa"): Row(may=400),
    ("GET", "/praktyki/<int:practice_id>"): Row(may=404, values=NO_CARD),
    ("POST", "/praktyki/<int:practice_id>"): Row(may=404, values=NO_CARD),
    ("GET", "/praktyki/<slug>/popraw"): Row(may=404, values={"slug": "nie-ma"}),
    ("POST", "/praktyki/<int:practice_id>/cofnij"): Row(may=404, values=NO_CARD),
    ("POST", "/praktyki/<int:practice_id>/porzuc"): Row(may=404, values=NO_CARD),
    ("POST", "/praktyki/<int:practice_id>/wycofaj"): Row(may=404, values=NO_CARD),
    ("GET", "/praktyki/<int:practice_id>/historia"): Row(may=404, values=NO_CARD),
    ("GET", "/praktyki/<int:practice_id>/pliki/<name>"): Row(
        may=404, values={**NO_CARD, "name": "x"}
    ),
    # notes
    ("GET", "/uwagi/nowa"): Row(),
    ("POST", "/uwagi/nowa"): Row(may=400),
    ("GET", "/uwagi/<int:note_id>"): Row(may=404, values=NO_NOTE),
    ("POST", "/uwagi/<int:note_id>"): Row(may=404, values=NO_NOTE),
    ("POST", "/uwagi/<int:note_id>/wycofaj"): Row(may=404, values=NO_NOTE),
    # queue
    ("GET", "/kolejka"): Row(for_roles=MODERATORS),
    ("GET", "/kolejka/praktyki/<int:revision_id>"): Row(
        for_roles=MODERATORS, may=404, values=NO_REVISION
    ),
    ("POST", "/kolejka/praktyki/<int:revision_id>"): Row(
        for_roles=MODERATORS, may=404, values=NO_REVISION
    ),
    ("GET", "/kolejka/uwagi"): Row(for_roles=MODERATORS),
    ("GET", "/kolejka/uwagi/<int:note_id>"): Row(for_roles=MODERATORS, may=404, values=NO_NOTE),
    ("POST", "/kolejka/uwagi/<int:note_id>"): Row(for_roles=MODERATORS, may=404, values=NO_NOTE),
}
