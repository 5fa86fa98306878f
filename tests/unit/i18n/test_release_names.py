"""Every kind of load has a name of its own; none shows its code."""

import pytest

from smup.costs.load_costs import KIND as COSTS
from smup.i18n import LANGUAGES, texts
from smup.ingest.bdl_csv import KIND as BDL
from smup.ingest.kinds import NEUTRAL_KINDS, SAMPLE
from smup.ingest.observations import KIND as OBSERVATIONS


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "kind",
    sorted(NEUTRAL_KINDS | {SAMPLE, "terc", "smup", "bdl", "boundaries", BDL, OBSERVATIONS, COSTS}),
)
def test_a_kind_of_load_has_a_name(lang: str, kind: str) -> None:
    assert texts(lang).has(f"releases.kind.{kind}")
