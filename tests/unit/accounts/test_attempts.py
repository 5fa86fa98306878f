"""Limits of attempts: on both engines, over the edge of the window, with keyed hashes only."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, func, select

from smup.accounts.attempts import Counted, counted, forgive, take_attempt
from smup.models import SignInAttempt

SECRET = "k" * 40
NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
EMAIL = counted(SECRET, "sign-in-email", "jan@plonsk.example")
ADDRESS = counted(SECRET, "sign-in-address", "192.0.2.7")


def take(engine: Engine, *things: Counted, minutes: float = 0) -> datetime | None:
    with engine.begin() as connection:
        return take_attempt(connection, things, now=NOW + timedelta(minutes=minutes))


def rows(engine: Engine) -> int:
    with engine.connect() as connection:
        statement = select(func.count()).select_from(SignInAttempt)
        return int(connection.execute(statement).scalar_one())


def test_the_sixth_attempt_waits_until_the_first_is_old(engine: Engine) -> None:
    for minute in range(5):
        assert take(engine, EMAIL, minutes=minute) is None
    assert take(engine, EMAIL, minutes=5) == NOW + timedelta(minutes=15)
    assert take(engine, EMAIL, minutes=14.9) == NOW + timedelta(minutes=15)
    assert take(engine, EMAIL, minutes=15) is None
    assert take(engine, EMAIL, minutes=15.1) == NOW + timedelta(minutes=16)


def test_an_attempt_that_waits_is_not_counted(engine: Engine) -> None:
    for _ in range(5):
        take(engine, EMAIL, ADDRESS)
    before = rows(engine)
    take(engine, EMAIL, ADDRESS)
    assert rows(engine) == before


def test_each_thing_has_its_own_limit(engine: Engine) -> None:
    for number in range(20):
        other = counted(SECRET, "sign-in-email", f"{number}@example.org")
        assert take(engine, other, ADDRESS) is None
    assert take(engine, EMAIL, ADDRESS) is not None
    assert take(engine, EMAIL) is None


def test_old_attempts_are_deleted(engine: Engine) -> None:
    take(engine, EMAIL, ADDRESS)
    take(engine, EMAIL, minutes=61)
    assert rows(engine) == 1


def test_success_takes_back_all_of_the_email_and_one_of_the_address(engine: Engine) -> None:
    for minute in range(3):
        take(engine, EMAIL, ADDRESS, minutes=minute)
    with engine.begin() as connection:
        forgive(connection, [EMAIL, ADDRESS], at=NOW + timedelta(minutes=2))
    assert rows(engine) == 2


def test_what_is_kept_says_nothing_without_the_secret() -> None:
    assert EMAIL.key != counted("j" * 40, "sign-in-email", "jan@plonsk.example").key
    assert EMAIL.key != counted(SECRET, "reset-email", "jan@plonsk.example").key
    assert len(EMAIL.key) == 64


def test_a_network_of_ipv6_counts_as_one_address() -> None:
    def key(address: str) -> str:
        return counted(SECRET, "sign-in-address", address).key

    assert key("2001:db8:0:1::1") == key("2001:db8:0:1:ffff::9")
    assert key("2001:db8:0:1::1") != key("2001:db8:0:2::1")
    assert key("::ffff:192.0.2.7") == key("192.0.2.7")
    assert key("192.0.2.7") != key("192.0.2.8")
    assert key("unix:") == key("unix:")
