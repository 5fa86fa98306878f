"""The form of an account: what was written, its mistakes, and the account it makes."""

from dataclasses import dataclass, field

from flask import request

from smup.accounts.names import LONGEST_EMAIL, LONGEST_NAME, normal_email, normal_name
from smup.accounts.permissions import Role
from smup.accounts.store import AccountData
from smup.i18n import LANGUAGES
from smup.repository import Repository
from smup.repository.account_records import AccountInfo
from smup.web.desk.fields import line_field
from smup.web.desk.units import LONGEST_UNIT, UnitFieldError, unit_label, unit_of
from smup.web.texts import request_texts


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountForm:
    """The form as it was written.

    Attributes:
        email: field.
        name: field.
        role: field.
        unit: field: code or name of a unit.
        lang: field.
        active: field.
        errors: words of the mistakes by name of the field, in the order of the form.
        data: the account it makes; None with mistakes.
    """

    email: str = ""
    name: str = ""
    role: str = ""
    unit: str = ""
    lang: str = "pl"
    active: bool = True
    errors: dict[str, str] = field(default_factory=dict)
    data: AccountData | None = None


def form_of(repository: Repository, account: AccountInfo) -> AccountForm:
    """Return the form that shows an account as it is."""
    return AccountForm(
        email=account.email,
        name=account.name,
        role=account.role,
        unit=unit_label(repository, account.unit_id) or "",
        lang=account.lang,
        active=account.active,
    )


def data_of(account: AccountInfo) -> AccountData:
    """Return what an administrator says of an account, as it is."""
    return AccountData(
        email=account.email,
        name=account.name,
        role=account.role,
        unit_id=account.unit_id,
        lang=account.lang,
        active=account.active,
    )


def sent_form(repository: Repository, *, own: AccountInfo | None = None) -> AccountForm:
    """Return the form that was sent, with its mistakes or the account it makes.

    Args:
        repository: knows the units.
        own: the account of who sends it: its role and whether it is active stay as they are.
    """
    t = request_texts()
    errors: dict[str, str] = {}
    email_text = line_field("email", longest=LONGEST_EMAIL)
    name_text = line_field("name", longest=LONGEST_NAME)
    email, name = normal_email(email_text), normal_name(name_text)
    role = own.role if own else _role(request.form.get("role", ""))
    lang = request.form.get("lang", "")
    active = own.active if own else request.form.get("active") == "1"
    if email is None:
        errors["email"] = t("desk.forgotten.no_email")
    if name is None:
        errors["name"] = t("desk.accounts.no_name")
    if role is None:
        errors["role"] = t("desk.accounts.no_role")
    unit_text = line_field("unit", longest=LONGEST_UNIT)
    unit_id = _unit_id(repository, role, unit_text, errors)
    data = None
    if not errors and email is not None and name is not None and role is not None:
        data = AccountData(
            email=email,
            name=name,
            role=role,
            unit_id=unit_id,
            lang=lang if lang in LANGUAGES else "pl",
            active=active,
        )
    return AccountForm(
        email=email_text,
        name=name_text,
        role=role or "",
        unit=unit_text,
        lang=lang,
        active=active,
        errors=errors,
        data=data,
    )


def _role(text: str) -> Role | None:
    return next((role for role in _ROLES if role == text), None)


def _unit_id(
    repository: Repository, role: Role | None, text: str, errors: dict[str, str]
) -> int | None:
    """Return the unit of a contributor; other roles have none, whatever was written."""
    if role != "contributor":
        return None
    if not text:
        errors["unit"] = request_texts()("desk.accounts.no_unit")
        return None
    try:
        return unit_of(repository, text).id
    except UnitFieldError as error:
        errors["unit"] = str(error)
        return None


_ROLES: tuple[Role, ...] = ("contributor", "moderator", "trainer", "administrator")
