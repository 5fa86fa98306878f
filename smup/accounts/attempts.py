"""Limits of attempts, shared by all worker processes through a table of the database."""

import hashlib
import hmac
import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from sqlalchemy import Connection, delete, func, insert, select

from smup.models import SignInAttempt

Kind = Literal["sign-in-email", "sign-in-address", "reset-email", "reset-address"]
IPV6_NETWORK = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """How many attempts are allowed in a time.

    Attributes:
        most: attempts.
        window: time in which they are counted.
    """

    most: int
    window: timedelta


LIMITS: dict[Kind, Limit] = {
    "sign-in-email": Limit(most=5, window=timedelta(minutes=15)),
    "sign-in-address": Limit(most=20, window=timedelta(minutes=15)),
    "reset-email": Limit(most=3, window=timedelta(hours=1)),
    "reset-address": Limit(most=20, window=timedelta(hours=1)),
}
LONGEST_WINDOW = max(limit.window for limit in LIMITS.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Something whose attempts are counted.

    Attributes:
        kind: which limit it has.
        key: keyed hash; neither an e-mail nor an address is kept.
    """

    kind: Kind
    key: str


def counted(secret: str, kind: Kind, value: str) -> Counted:
    """Return what is counted for an e-mail or a network address.

    Args:
        secret: ``SMUP_SECRET_KEY``.
        kind: which limit.
        value: the e-mail in lower case, or the address; of IPv6 the network counts, because a
            home has as many addresses as it likes.
    """
    text = f"smup.attempt\n{kind}\n{_network(value) if kind.endswith('address') else value}"
    digest = hmac.new(secret.encode(), text.encode("utf-8", "replace"), hashlib.sha256)
    return Counted(kind=kind, key=digest.hexdigest())


def take_attempt(
    connection: Connection, things: Sequence[Counted], *, now: datetime
) -> datetime | None:
    """Count an attempt before it is made, so that many at once cannot pass the limit together.

    Args:
        connection: inside a short transaction of its own.
        things: every one must be below its limit.
        now: moment with its zone.

    Returns:
        None when the attempt may be made; else the moment from which the next one may be.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("LOCK TABLE sign_in_attempt IN SHARE ROW EXCLUSIVE MODE")
    connection.execute(delete(SignInAttempt).where(SignInAttempt.at <= now - LONGEST_WINDOW))
    waits = [_wait(connection, thing, now) for thing in things]
    until = max((wait for wait in waits if wait is not None), default=None)
    if until is None:
        rows = [{"key": thing.key, "at": now} for thing in things]
        connection.execute(insert(SignInAttempt), rows)
    return until


def forgive(connection: Connection, things: Sequence[Counted], *, at: datetime) -> None:
    """Take back an attempt that succeeded: all of the e-mail, of the address this one only.

    Args:
        connection: inside a transaction.
        things: as they were counted.
        at: moment with which the attempt was counted.
    """
    for thing in things:
        of_thing = SignInAttempt.key == thing.key
        if thing.kind.endswith("address"):
            one = select(func.min(SignInAttempt.id)).where(of_thing, SignInAttempt.at == at)
            of_thing = SignInAttempt.id == one.scalar_subquery()
        connection.execute(delete(SignInAttempt).where(of_thing))


def _wait(connection: Connection, thing: Counted, now: datetime) -> datetime | None:
    limit = LIMITS[thing.kind]
    statement = (
        select(SignInAttempt.at)
        .where(SignInAttempt.key == thing.key, SignInAttempt.at > now - limit.window)
        .order_by(SignInAttempt.at.desc())
        .limit(limit.most)
    )
    moments = connection.execute(statement).scalars().all()
    if len(moments) < limit.most:
        return None
    return moments[-1].replace(tzinfo=UTC) + limit.window


def _network(address: str) -> str:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return str(found)
    mapped = found.ipv4_mapped
    return str(mapped or ipaddress.ip_network((found, IPV6_NETWORK), strict=False))
