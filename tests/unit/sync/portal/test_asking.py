"""One question to the portal: pages, readings that disagree, answers that cannot be used."""

from collections.abc import Callable, Mapping
from typing import Any

import orjson
import pytest

from smup.sync.errors import SourceMovedError
from smup.sync.portal.asking import MOST_READINGS, ask_portal
from smup.sync.portal.smup_api import (
    AREAS,
    DATES,
    INDICATORS,
    UNITS,
    VERSION,
    Ask,
    card_ask,
)
from smup.sync.replies import Answer
from tests.unit.sync.portal.answered import Answered, listed, unit_row

YEARS = [{"rok": 2000 + number} for number in range(120)]


class Portal:
    """A caller whose source is a function of page and number of the call."""

    def __init__(self, answer: Callable[[int, int], Any], *, etag: str | None = None) -> None:
        self.calls = 0
        self._answer = answer
        self._etag = etag

    def get(self, _path: str, query: Mapping[str, Any], *, etag: str | None = None) -> Answer:
        """Answer a page."""
        self.calls += 1
        if etag is not None and etag == self._etag:
            return reply(b"", status=304)
        found = self._answer(int(query.get("page", 1)), self.calls)
        if found is None:
            return reply(b"{}", status=404)
        body = found if isinstance(found, bytes) else orjson.dumps(found)
        return reply(body, etag=self._etag)


def reply(body: bytes, *, status: int = 200, etag: str | None = None) -> Answer:
    """Return an answer of the source."""
    return Answer(status=status, body=body, media_type="application/json", etag=etag)


def pages_of(rows: list[Any], size: int) -> Callable[[int, int], Any]:
    """Return a source that cuts its pages at a size, with 404 past the end."""
    return lambda page, _call: rows[(page - 1) * size : page * size] or None


def rows_of(answered: Answered, ask: Ask) -> list[Any]:
    """Return what was kept."""
    body = answered.store.body(ask.key)
    return [] if body is None else list(orjson.loads(body))


def asked(answered: Answered, portal: Portal, ask: Ask) -> Any:
    return ask_portal(portal, answered.store, ask)  # type: ignore[arg-type]


def test_a_short_answer_is_one_call(answered: Answered) -> None:
    portal = Portal(lambda *_: {"data": YEARS[:16]})
    kept = asked(answered, portal, Ask(path=DATES))
    assert (kept.status, kept.rows, portal.calls) == ("data", 16, 1)
    assert rows_of(answered, Ask(path=DATES)) == YEARS[:16]


def test_pages_cut_by_the_server_are_all_read_and_read_twice(answered: Answered) -> None:
    portal = Portal(pages_of(YEARS, 50))
    kept = asked(answered, portal, Ask(path=DATES))
    assert (kept.rows, portal.calls) == (120, 6)
    assert rows_of(answered, Ask(path=DATES)) == YEARS


def test_a_full_last_page_ends_with_nothing_after_it(answered: Answered) -> None:
    portal = Portal(pages_of(YEARS[:50], 50))
    assert asked(answered, portal, Ask(path=DATES)).rows == 50
    assert portal.calls == 2


def test_a_source_that_knows_no_pages_repeats_the_first(answered: Answered) -> None:
    portal = Portal(lambda *_: YEARS[:100])
    assert asked(answered, portal, Ask(path=DATES)).rows == 100
    assert portal.calls == 2


def test_a_page_that_shrinks_while_paging_is_read_again_until_two_readings_agree(
    answered: Answered,
) -> None:
    def shrinking(page: int, call: int) -> Any:
        # A row vanishes between the first and the second page of the first reading, so the
        # first row of the second page moves into the first and is never seen.
        rows = YEARS if call == 1 else YEARS[1:]
        return rows[(page - 1) * 50 : page * 50] or None

    portal = Portal(shrinking)
    assert asked(answered, portal, Ask(path=DATES)).rows == 119
    assert rows_of(answered, Ask(path=DATES)) == YEARS[1:]
    assert portal.calls == 9


def test_an_answer_that_never_settles_is_not_used(answered: Answered) -> None:
    portal = Portal(lambda page, call: [{"rok": 1000 + call}] * 50 if page == 1 else YEARS[:3])
    kept = asked(answered, portal, Ask(path=DATES))
    assert kept.status == "unusable"
    assert f"{MOST_READINGS} odczyty" in kept.problem
    assert portal.calls == 2 * MOST_READINGS


@pytest.mark.parametrize("nothing", [None, [], {"data": []}])
def test_404_and_no_rows_are_no_data(answered: Answered, nothing: Any) -> None:
    assert asked(answered, Portal(lambda *_: nothing), Ask(path=DATES)).status == "none"


@pytest.mark.parametrize(
    "broken", [b"<html>", b'[{"rok":', {"error": "x"}, [{"year": 2020}], [{"rok": "dawno"}], [7]]
)
def test_what_breaks_the_contract_leaves_the_last_good_answer(
    answered: Answered, broken: Any
) -> None:
    ask = Ask(path=DATES)
    asked(answered, Portal(lambda *_: YEARS[:3]), ask)
    kept = asked(answered, Portal(lambda *_: broken), ask)
    assert kept.status == "unusable"
    assert kept.problem
    assert rows_of(answered, ask) == YEARS[:3]


def test_a_dictionary_that_lost_more_than_half_is_not_used(answered: Answered) -> None:
    ask = Ask(path=UNITS)
    rows = [unit_row(number, "14", "mazowieckie") for number in range(10)]
    asked(answered, Portal(lambda *_: rows), ask)
    kept = asked(answered, Portal(lambda *_: rows[:4]), ask)
    assert "4 z 10" in kept.problem
    assert len(rows_of(answered, ask)) == 10
    assert asked(answered, Portal(lambda *_: rows[:5]), ask).status == "data"


def test_an_unchanged_answer_is_confirmed_by_its_validator(answered: Answered) -> None:
    ask = Ask(path=AREAS)
    rows = [{"id-ou": 1, "nazwa-obszaru": "Edukacja"}]
    first = asked(answered, Portal(lambda *_: rows, etag='"v1"'), ask)
    again = asked(answered, Portal(lambda *_: rows, etag='"v1"'), ask)
    assert again.digest == first.digest
    assert rows_of(answered, ask) == rows


def test_cards_and_the_version_are_kept_as_they_come(answered: Answered) -> None:
    card = {"Z": 1, "a": [{"nazwa": "ż"}]}
    asked(answered, Portal(lambda *_: card), card_ask("indicator", 16))
    assert answered.store.body(card_ask("indicator", 16).key) == orjson.dumps(card)
    assert asked(answered, Portal(lambda *_: "1.0.0"), Ask(path=VERSION)).status == "data"
    assert asked(answered, Portal(lambda *_: {}), card_ask("sector", 1)).status == "none"


def test_a_list_that_was_there_and_is_gone_is_not_used(answered: Answered) -> None:
    ask = Ask(path=DATES)
    asked(answered, Portal(lambda *_: YEARS[:3]), ask)
    kept = asked(answered, Portal(lambda *_: None), ask)
    assert kept.status == "unusable"
    assert "404" in str(kept.problem)
    # What the next answer is measured by is the list that stays.
    assert asked(answered, Portal(lambda *_: YEARS[:1]), ask).status == "unusable"
    assert rows_of(answered, ask) == YEARS[:3]


def test_without_a_list_of_indicators_nothing_more_is_asked(answered: Answered) -> None:
    with pytest.raises(SourceMovedError, match=r"404.*SMUP_API_URL"):
        asked(answered, Portal(lambda *_: None), Ask(path=INDICATORS))
    english = Ask(path=INDICATORS, lang="en")
    assert asked(answered, Portal(lambda *_: None), english).status == "none"


NAMES = {1: "Dochody", 2: "Wydatki", 3: "Dług", 4: "Uczniowie", 5: "Drogi"}


def list_of(names: dict[int, str]) -> list[Any]:
    return [listed(number, name) for number, name in names.items()]


@pytest.mark.parametrize(
    "now",
    [
        {1: "Drogi", 2: "Dochody", 3: "Wydatki", 4: "Dług", 5: "Uczniowie"},
        {**NAMES, 2: "Dług", 3: "Wydatki"},
        {1: "Zupełnie nowy", **{number + 1: name for number, name in NAMES.items()}},
    ],
)
def test_a_renumbered_catalogue_is_not_used(answered: Answered, now: dict[int, str]) -> None:
    ask = Ask(path=INDICATORS)
    asked(answered, Portal(lambda *_: list_of(NAMES)), ask)
    with pytest.raises(SourceMovedError, match="numeruje wskaźniki inaczej"):
        asked(answered, Portal(lambda *_: list_of(now)), ask)
    assert rows_of(answered, ask) == list_of(NAMES)


@pytest.mark.parametrize(
    "now",
    [
        {number: f"{name} na mieszkańca" for number, name in NAMES.items()},
        {6: "Nowy", **dict(reversed(NAMES.items()))},
        {number: name.upper() for number, name in NAMES.items() if number != 3},
    ],
)
def test_other_names_new_and_missing_indicators_are_no_renumbering(
    answered: Answered, now: dict[int, str]
) -> None:
    ask = Ask(path=INDICATORS)
    asked(answered, Portal(lambda *_: list_of(NAMES)), ask)
    assert asked(answered, Portal(lambda *_: list_of(now)), ask).status == "data"
