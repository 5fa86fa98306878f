"""The way of a card: which steps may follow, and that no write goes over another one."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine, select

from smup.models import REVISION_STATES, Dataset, Practice, PracticeRevision
from smup.practices import revisions
from smup.practices.card import SECTIONS
from smup.practices.markdown_card import card_to_markdown
from smup.practices.revisions import (
    MOVES,
    RevisionKey,
    StaleVersionError,
    WrongStateError,
    allowed,
    missing_to_submit,
    missing_to_verify,
)
from tests import small_country
from tests.poured import Pour
from tests.practice_data import add_practice, card, full_card

NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
STEPS = {
    "save": {"draft", "returned"},
    "submit": {"draft", "returned"},
    "recall": {"submitted"},
    "return": {"submitted"},
    "publish": {"submitted"},
    "discard": {"draft", "submitted", "returned"},
}


@pytest.fixture
def draft(engine: Engine, pour: Pour) -> RevisionKey:
    """The first draft of a practice."""
    pour(engine, small_country.fill)
    with engine.begin() as connection:
        practice_id = add_practice(connection, stage="draft")
        revision_id = connection.scalars(select(PracticeRevision.id)).one()
    return RevisionKey(practice_id=practice_id, revision_id=revision_id, version=1)


def state(engine: Engine) -> tuple[str, int]:
    """Return state and version of the newest revision."""
    query = select(PracticeRevision.state, PracticeRevision.version).order_by(
        PracticeRevision.id.desc()
    )
    with engine.connect() as connection:
        row = connection.execute(query).first()
    return row.state, row.version


@pytest.mark.parametrize("name", REVISION_STATES)
@pytest.mark.parametrize("step", MOVES)
def test_a_step_follows_from_its_states_only(name: str, step: str) -> None:
    assert allowed(name, step) is (name in STEPS[step])


def test_what_is_missing_is_named_in_the_order_of_the_card() -> None:
    assert missing_to_submit(card()) == (
        "summary", "situation", "steps", "results", "failures",
    )  # fmt: skip
    assert missing_to_verify(card()) == ("summary", *SECTIONS)
    assert missing_to_submit(full_card()) == ()
    assert missing_to_verify(full_card()) == ()
    without = full_card(sections=dict.fromkeys(set(SECTIONS) - {"costs", "failures"}, "x"))
    assert missing_to_submit(without) == ("failures",)
    assert missing_to_verify(without) == ("costs", "failures")


def test_every_step_raises_the_version_and_a_step_on_an_old_one_fails(
    engine: Engine, draft: RevisionKey
) -> None:
    with engine.begin() as connection:
        second = revisions.save(connection, draft, "tekst", account_id=None, now=NOW)
    assert second.version == 2
    assert state(engine) == ("draft", 2)
    for step in ("submit", "discard"):
        with engine.begin() as connection, pytest.raises(StaleVersionError):
            revisions.move(connection, draft, step, now=NOW)
    with engine.begin() as connection, pytest.raises(StaleVersionError):
        revisions.save(connection, draft, "inny", account_id=None, now=NOW)
    with engine.begin() as connection:
        sent = revisions.move(connection, second, "submit", now=NOW)
    assert (sent.version, state(engine)) == (3, ("submitted", 3))


def test_a_step_from_a_wrong_state_says_so(engine: Engine, draft: RevisionKey) -> None:
    with engine.begin() as connection, pytest.raises(WrongStateError):
        revisions.move(connection, draft, "return", now=NOW)
    with engine.begin() as connection:
        sent = revisions.move(connection, draft, "submit", now=NOW)
    with engine.begin() as connection, pytest.raises(WrongStateError):
        revisions.save(connection, sent, "tekst", account_id=None, now=NOW)
    assert state(engine) == ("submitted", 2)


def test_a_key_of_another_practice_writes_nothing(engine: Engine, draft: RevisionKey) -> None:
    wrong = RevisionKey(practice_id=draft.practice_id + 1, revision_id=draft.revision_id, version=1)
    with engine.begin() as connection, pytest.raises(StaleVersionError):
        revisions.save(connection, wrong, "tekst", account_id=None, now=NOW)
    assert state(engine) == ("draft", 1)


def test_a_practice_has_one_open_draft(engine: Engine, draft: RevisionKey) -> None:
    with engine.begin() as connection:
        with pytest.raises(StaleVersionError):
            revisions.open_revision(connection, draft.practice_id, card(), account_id=None, now=NOW)
        # The transaction goes on: only the attempt was taken back.
        revisions.move(connection, draft, "discard", now=NOW)
        key = revisions.open_revision(
            connection, draft.practice_id, card(), account_id=None, now=NOW
        )
    assert key.revision_id != draft.revision_id
    assert state(engine) == ("draft", 1)


def shown(engine: Engine) -> tuple[int, RevisionKey]:
    """Publish a practice; return its key and that of its published revision."""
    small_country.fill(engine)
    with engine.begin() as connection:
        practice_id = add_practice(connection, full_card())
        revision_id = connection.scalars(select(PracticeRevision.id)).one()
        version = connection.scalars(select(PracticeRevision.version)).one()
    key = RevisionKey(practice_id=practice_id, revision_id=revision_id, version=version)
    return practice_id, key


def test_a_card_expires_today_and_every_public_answer_grows_old(engine: Engine) -> None:
    practice_id, key = shown(engine)
    with engine.begin() as connection:
        before = connection.scalars(select(Dataset.practices_version)).one()
        today = date(2026, 6, 1)
        revisions.expire(connection, practice_id, key.revision_id, today=today)
    with engine.connect() as connection:
        assert connection.scalars(select(Practice.expires_on)).one() == today
        assert connection.scalars(select(Dataset.practices_version)).one() == before + 1


def test_only_the_card_that_was_seen_expires_or_is_withdrawn(engine: Engine) -> None:
    practice_id, key = shown(engine)
    other = key.revision_id + 1
    with engine.begin() as connection, pytest.raises(StaleVersionError):
        revisions.expire(connection, practice_id, other, today=date(2026, 6, 1))
    with engine.begin() as connection, pytest.raises(StaleVersionError):
        revisions.withdraw_shown(connection, practice_id, other)
    with engine.begin() as connection:
        revisions.withdraw_shown(connection, practice_id, key.revision_id)
    with engine.begin() as connection, pytest.raises(StaleVersionError):
        revisions.withdraw_shown(connection, practice_id, key.revision_id)
    with engine.connect() as connection:
        assert connection.scalars(select(Practice.stage)).one() == "withdrawn"


def test_a_renewal_keeps_the_text_and_the_author(engine: Engine) -> None:
    _, key = shown(engine)
    newer = full_card(verified={"on": "2026-06-01", "source": "Wizyta"})
    with engine.begin() as connection:
        made = revisions.renew(connection, key, card_to_markdown(newer), now=NOW)
    assert made.revision_id != key.revision_id
    with engine.begin() as connection, pytest.raises(StaleVersionError):
        revisions.renew(connection, key, card_to_markdown(newer), now=NOW)
