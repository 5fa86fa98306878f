"""Who improved a number and how: a ready question that a practice answers."""

from smup.moments import today
from smup.repository import Repository
from smup.repository.practice_records import IMPROVED, PracticeInfo
from smup.statistics.effects import BETTER
from smup.views.practices.records import SmallEffect
from smup.views.practices.small_effects import read_small_effects

MOST_TRIED = 3


def improved_practice(
    repository: Repository, indicator: str, *, lang: str
) -> tuple[PracticeInfo, SmallEffect] | None:
    """Return the best practice after which an indicator improved, with its small picture.

    None when there is none, so that nobody is asked what the catalogue cannot answer.

    Args:
        repository: the database.
        indicator: code; the picture must be of this very indicator.
        lang: language of the texts.
    """
    found = repository.practices_for([indicator], today=today(), limit=MOST_TRIED)
    practices = [one for one in found.get(indicator, ()) if IMPROVED in one.evidence]
    if not practices:
        return None
    effects = read_small_effects(repository, practices, lang=lang)
    for practice in practices:
        effect = effects[practice.id]
        if effect.indicator == indicator and effect.verdict == BETTER:
            return practice, effect
    return None
