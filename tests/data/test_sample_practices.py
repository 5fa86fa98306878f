"""The example cards beside the sample: their texts tell what their charts show."""

import pytest

from smup.practices.markdown_card import card_from_markdown
from smup.settings import DATA
from smup.statistics.effects import Series, Wanted, measure
from smup.statistics.practice_effects import breaks_of, usual_group
from tests.data.generated_sample import Sample

pytestmark = pytest.mark.slow

# What the texts of the example cards say of their own charts.
VERDICTS = {
    "przyklad-kola-wybrane-przez-mieszkancow": ("KUL-DK-03", "lepiej"),
    "przyklad-oswietlenie-led-z-pomiarem": ("TRA-OU-02", "lepiej"),
    "przyklad-mniej-odpadow-zmieszanych": ("SRO-OD-02", "lepiej"),
    "przyklad-swietlica-do-siedemnastej": ("EDU-SW-01", "bez-roznicy"),
    "przyklad-teleopieka-zamiast-wizyt": ("SOC-UO-01", "gorzej"),
}


@pytest.mark.parametrize("slug", VERDICTS)
def test_example_cards_tell_what_the_sample_shows(sample: Sample, slug: str) -> None:
    path = DATA / "practices" / f"{slug}.md"
    practice = card_from_markdown(path.read_text(encoding="utf-8"), file=path.name)
    code, verdict = VERDICTS[slug]
    assert practice.indicators[0].code == code
    unit = sample.directory.by_code(str(practice.unit))
    group = usual_group(sample.directory, unit, unit.level)
    values = sample.indicator(code).T
    series = Series(
        years=tuple(sample.given.settings.years),
        unit=values[:, unit.position],
        peers=values[:, list(group.positions)],
    )
    card = sample.card(code)
    wanted = Wanted(
        started=practice.started,
        breaks=breaks_of(card.model_dump()),
        polarity=card.polarity,
    )
    found = measure(series, wanted)
    assert found.effect is not None
    assert found.effect.verdict == verdict
    # The card about waste warns that it began among the worst.
    assert found.extreme is (code == "SRO-OD-02")
