"""The variables of similarity are context that both levels have."""

from smup.catalogue.files import load_catalogue
from smup.settings import DATA
from smup.statistics.similarity import read_similarity


def test_every_variable_is_an_indicator_that_is_not_judged_but_for_own_revenue() -> None:
    cards = {card.code: card for card in load_catalogue(DATA / "catalogue").indicators}
    for variable in read_similarity().variables:
        card = cards[variable.indicator]
        assert card.polarity == "none" or variable.indicator == "FIN-DO-02"
        assert card.task_level in {"oba", "gmina"}
