"""Commands that keep accounts: the first administrator, and help when nobody can sign in."""

from dataclasses import replace
from datetime import UTC, datetime

import click
from sqlalchemy import Connection, Engine, select

from smup.accounts import store
from smup.accounts.audit import By, record
from smup.accounts.links import HOURS, PasswordLink, Purpose, link_path, link_token
from smup.accounts.names import normal_email, normal_name
from smup.accounts.notices import Notices, Recipient
from smup.accounts.permissions import Role
from smup.cli.console import PolishCommand, PolishGroup, opened_engine
from smup.database import IMMEDIATE, check_schema
from smup.errors import SettingsError, UnknownCodeError
from smup.links import desk_href
from smup.models import LEVELS, Account
from smup.settings import Settings
from smup.territory.store import read_directory

ROLES: dict[str, str] = {
    "contributor": "autor jednostki",
    "moderator": "moderator",
    "trainer": "trener",
    "administrator": "administrator",
}
EVERYWHERE = "0.0.0.0"  # noqa: S104  compared, not listened on
WITHOUT_KEY = (
    "Odnośnik do hasła podpisuje SMUP_SECRET_KEY, a nie jest ustawiony. Ustaw ten sam klucz, "
    "z którym działa serwer (make run trzyma go w var/secret-key)."
)


@click.group("accounts", cls=PolishGroup)
def accounts() -> None:
    """Prowadź konta tych, którzy piszą."""


@accounts.command("add", cls=PolishCommand)
@click.option("--email", metavar="ADRES", required=True, help="Adres e-mail, którym się loguje.")
@click.option("--name", metavar="NAZWISKO", required=True, help="Imię i nazwisko.")
@click.option(
    "--role",
    metavar="ROLA",
    required=True,
    type=click.Choice(list(ROLES)),
    help="Rola: contributor, moderator, trainer albo administrator.",
)
@click.option("--unit", metavar="TERYT", help="Kod TERYT jednostki; tylko dla roli contributor.")
@click.option(
    "--lang",
    metavar="JĘZYK",
    default="pl",
    type=click.Choice(["pl", "en"]),
    help="Język wiadomości: pl albo en.",
)
def add(email: str, name: str, role: Role, unit: str | None, lang: str) -> None:
    """Załóż konto; odnośnik do ustawienia hasła jest wysyłany albo wypisywany."""
    settings = _settings_with_secret()
    with opened_engine() as engine:
        check_schema(engine)
        data = store.AccountData(
            email=_email(email),
            name=_name(name),
            role=role,
            unit_id=_unit_id(engine, role, unit),
            lang=lang,
        )
        with _writing(engine) as connection, connection.begin():
            account_id = store.create_account(connection, data, _by())
        click.echo(f"Założono konto {data.email}: {ROLES[role]}.")
        _hand_over(engine, settings, account_id)


@accounts.command("list", cls=PolishCommand)
def list_accounts() -> None:
    """Wypisz konta."""
    with opened_engine() as engine:
        check_schema(engine)
        with engine.connect() as connection:
            codes = {unit.id: unit.teryt for unit in read_directory(connection).units}
            statement = select(Account).order_by(Account.active.desc(), Account.email)
            rows = connection.execute(statement.with_only_columns(*Account.__table__.columns))
            found = rows.mappings().all()
    for row in found:
        state = "czynne" if row["active"] else "wyłączone"
        unit = f" {codes.get(row['unit_id'], '?')}" if row["unit_id"] else ""
        last = f"{row['signed_in_at']:%Y-%m-%d}" if row["signed_in_at"] else "jeszcze nie"
        click.echo(
            f"{row['email']}  {row['name']}  {ROLES[row['role']]}{unit}  {state}  "
            f"ostatnie logowanie: {last}"
        )
    if not found:
        click.echo("Nie ma żadnego konta. Pierwsze: python -m smup accounts add --help")


@accounts.command("off", cls=PolishCommand)
@click.argument("email", metavar="ADRES")
def off(email: str) -> None:
    """Wyłącz konto: logowania i odnośniki przestają działać od razu."""
    with opened_engine() as engine:
        check_schema(engine)
        with _writing(engine) as connection, connection.begin():
            account_id = _account_id(connection, email)
            old = store.account_data(connection, account_id)
            new = replace(old, active=False)
            store.change_account(connection, account_id, new, before=None, by=_by())
    click.echo(f"Wyłączono konto {old.email}.")


@accounts.command("link", cls=PolishCommand)
@click.argument("email", metavar="ADRES")
def link(email: str) -> None:
    """Wyślij albo wypisz nowy odnośnik do ustawienia hasła."""
    settings = _settings_with_secret()
    with opened_engine() as engine:
        check_schema(engine)
        with _writing(engine) as connection, connection.begin():
            account_id = _account_id(connection, email)
            record(
                connection,
                action="account.link-made",
                subject="account",
                subject_id=account_id,
                account_id=None,
                now=datetime.now(UTC),
            )
        _hand_over(engine, settings, account_id)


def _hand_over(engine: Engine, settings: Settings, account_id: int) -> None:
    """Mail the link to the owner, or print it where nothing is mailed."""
    with engine.connect() as connection:
        statement = select(*Account.__table__.columns).where(Account.id == account_id)
        row = connection.execute(statement).mappings().one()
    if not row["active"]:
        raise store.AccountError("gone", f"Konto {row['email']} jest wyłączone.")
    purpose: Purpose = "first" if row["password_hash"] is None else "reset"
    made = PasswordLink(account_id=account_id, stamp=row["stamp"], purpose=purpose)
    path = desk_href(row["lang"], link_path(link_token(settings.secret_key, made)))
    host = "127.0.0.1" if settings.host == EVERYWHERE else settings.host
    base = settings.public_url or f"http://{host}:{settings.port}"
    notices = Notices(settings, waits=(0.0,))
    to = Recipient(email=row["email"], lang=row["lang"])
    sent = notices.send(
        [to], f"password_{purpose}", name=row["name"], address=base + path, hours=HOURS[purpose]
    )
    notices.close()
    if sent:
        click.echo(f"Odnośnik do ustawienia hasła wysyłamy na adres {row['email']}.")
        return
    click.echo(f"Odnośnik do ustawienia hasła (działa raz, {HOURS[purpose]} godz.):")
    click.echo(f"  {base}{path}")


def _settings_with_secret() -> Settings:
    settings = Settings.from_env()
    if not settings.secret_key:
        raise SettingsError(WITHOUT_KEY)
    return settings


def _writing(engine: Engine) -> Connection:
    return engine.connect().execution_options(**{IMMEDIATE: True})


def _by() -> By:
    return By(account_id=None, now=datetime.now(UTC))


def _email(text: str) -> str:
    email = normal_email(text)
    if email is None:
        message = f"{text[:80]!r} to nie adres e-mail."
        raise click.UsageError(message)
    return email


def _name(text: str) -> str:
    name = normal_name(text)
    if name is None:
        raise click.UsageError("imię i nazwisko muszą mieć od 1 do 120 znaków.")
    return name


def _unit_id(engine: Engine, role: Role, code: str | None) -> int | None:
    """Return the unit of a contributor.

    Raises:
        UsageError: when the unit is missing, is not needed, or has ended.
        UnknownCodeError: when no unit has the code.
    """
    if role != "contributor":
        if code is not None:
            raise click.UsageError("--unit podaje się tylko dla roli contributor.")
        return None
    if code is None:
        raise click.UsageError("rola contributor wymaga --unit z kodem TERYT.")
    with engine.connect() as connection:
        unit = read_directory(connection).lookup(code).unit
    if unit.ended or unit.level not in LEVELS or unit.level == "kraj":
        message = f"Jednostka {code} już nie istnieje albo nie jest gminą, powiatem, województwem."
        raise UnknownCodeError("unit", code, message)
    return unit.id


def _account_id(connection: Connection, email: str) -> int:
    statement = select(Account.id).where(Account.email == email.strip().lower())
    found = connection.execute(statement).scalar()
    if found is None:
        raise store.AccountError("gone", f"Nie ma konta {email[:80]}. Listę poda: accounts list")
    return int(found)
