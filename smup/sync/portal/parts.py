"""What the portal answered about a part against what of it is in the database."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from smup.sync.answered import Loaded
from smup.sync.answers import DATA, NONE, StoredAnswer

LOST = (
    "Odpowiedź ma {rows} wierszy, a wczytanych jest {held}: to mniej niż połowa, więc zostają "
    "wczytane. Jeżeli ubytek jest prawdziwy, wykonaj: python -m smup sync smup --full "
    "--indicator {official}"
)


class Part(NamedTuple):
    """An answer that may be loaded.

    Attributes:
        answer: the newest one.
        role: of its official indicator in a pair.
        held: what the database has of it.
    """

    answer: StoredAnswer
    role: int
    held: Loaded | None

    @property
    def name(self) -> str:
        """Official id and year, as messages name a part."""
        return f"{self.answer.key.part}/{self.answer.key.year}"

    @property
    def kept(self) -> bool:
        """Tell whether the source has nothing now, but had before: then what it gave stays."""
        was_there = self.held is not None and self.held.status == DATA
        return self.answer.status == NONE and was_there

    @property
    def state(self) -> Loaded:
        """What ``source_answer`` says once the answer is loaded."""
        status = DATA if self.answer.rows else NONE
        return Loaded(status, self.answer.rows, self.answer.digest)

    @property
    def differs(self) -> bool:
        """Tell whether loading it would change anything."""
        return not self.kept and self.state != self.held

    @property
    def loss(self) -> str:
        """Why it is not taken when it lost too much."""
        held = self.held.rows if self.held else 0
        return told_of_loss(self.answer.key.part, self.answer.rows, held)


def told_of_loss(official: str, rows: int, held: int) -> str:
    """Return why an answer that lost more than half of its rows is not taken."""
    return LOST.format(official=official, rows=rows, held=held)


def parts_of_year(
    answers: Sequence[StoredAnswer | None],
    roles: Sequence[int],
    loaded: Mapping[tuple[str, int], Loaded],
) -> list[Part]:
    """Return the answers about a year; none while one of them is missing or unusable."""
    parts = []
    for answer, role in zip(answers, roles, strict=True):
        if answer is None or (answer.problem is not None and not answer.rows):
            return []
        parts.append(Part(answer, role, loaded.get((answer.key.part, answer.key.year))))
    return parts


def loaded_row(own_id: int, part: Part, release_id: int) -> dict[str, object]:
    """Return the row of ``source_answer`` of a part that is loaded by a release."""
    state = part.state
    return {
        "part": part.answer.key.part,
        "year": part.answer.key.year,
        "indicator_id": own_id,
        "status": state.status,
        "rows": state.rows,
        "digest": state.digest,
        "answered_at": part.answer.answered_at,
        "release_id": release_id,
    }
