"""Places in a profile of real data against an independent computation from the file of GUS.

The share of property tax in own revenue in 2019 (POD-PN-02): the file is read by pandas alone,
shares are rounded as printed and ranked by ``Series.rank``; nothing of the program takes part.
"""

import shutil
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import select

from smup.catalogue.files import load_catalogue
from smup.catalogue.store import store_catalogue
from smup.database import make_engine
from smup.ingest.bdl_csv import import_bdl_csv
from smup.ingest.load import load
from smup.models import VariableValue
from smup.repository import Repository
from smup.settings import DATA
from smup.statistics.refresh import refresh
from smup.territory.terc_import import import_terc
from smup.views.groups import Group, ready_group
from smup.views.profile import Profile, read_profile

pytestmark = [pytest.mark.shared, pytest.mark.slow, pytest.mark.timeout(600)]

TERC = "teryt/TERC_Urzedowy_2025-03-20.csv"
REVENUE = "gminy_dochody_wlasne_2010_2019.csv"
SHARE = "POD-PN-02"
YEAR = 2019
HEADING = "gminy łącznie z miastami na prawach powiatu;{};2019;[zł]"
# A town, a village, a city with powiat rights, the capital, the mining gmina, one of equal shares.
UNITS = ("1420011", "1420062", "0264011", "1465011", "1001052", "0201022", "3201011", "2469011")


@pytest.fixture(scope="module")
def repository(
    shared_data: Path, migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Repository]:
    """The catalogue, the units and one file, with all statistics."""
    file = tmp_path_factory.mktemp("real-profile") / "smup.sqlite"
    shutil.copy(migrated_sqlite, file)
    engine = make_engine(f"sqlite:///{file}")
    with load(engine, kind="catalogue", source="catalogue") as current:
        current.counts.new += store_catalogue(
            current.connection, load_catalogue(DATA / "catalogue")
        ).new
    import_terc(engine, shared_data / TERC)
    import_bdl_csv(engine, [shared_data / "indicators" / REVENUE], year=None, subject="P2622")
    with load(engine, kind="stats", source="all", after=refresh) as current:
        current.variables |= set(
            current.connection.scalars(select(VariableValue.variable_id).distinct())
        )
        current.counts.changed += 1
    yield Repository(engine)
    engine.dispose()


@pytest.fixture(scope="module")
def shares(shared_data: Path) -> "pd.Series[float]":
    """Shares of 2019 by the first six digits of the code, rounded to one decimal."""
    frame = pd.read_csv(
        shared_data / "indicators" / REVENUE, sep=";", decimal=",", dtype={"Kod": str}
    )
    code = frame["Kod"].str.zfill(7)
    gminas = frame[code.str[6].isin(["1", "2", "3"])]
    tax = gminas[HEADING.format("dochody podatkowe - podatek od nieruchomości")]
    own = gminas[HEADING.format("razem")]
    by_code = pd.DataFrame({"code": code[gminas.index].str[:6], "tax": tax, "own": own})
    # A gmina that changed its kind has two rows, each filled for its own years.
    known = by_code[(by_code["own"] > 0) & (by_code["tax"] > 0)].set_index("code")
    exact = [
        (100 * Decimal(str(row.tax)) / Decimal(str(row.own))).quantize(
            Decimal("0.1"), rounding=ROUND_HALF_UP
        )
        for row in known.itertuples()
    ]
    return pd.Series([float(one) for one in exact], index=known.index)


def profile_of(repository: Repository, code: str, group: Group) -> Profile:
    unit = repository.directory().by_code(code)
    return read_profile(repository, unit, level="gmina", group=group, year=YEAR, lang="pl")


def ready(repository: Repository, code: str, kind: str) -> Group:
    directory = repository.directory()
    return ready_group(directory, directory.by_code(code), level="gmina", kind=kind, lang="pl")


def six_digits(repository: Repository, group: Group) -> list[str]:
    units = repository.directory().units
    return [units[position].teryt[:6] for position in group.positions]


@pytest.mark.parametrize("kind", ["kraj", "wojewodztwo", "podobne"])
@pytest.mark.parametrize("code", UNITS)
def test_places_are_those_of_an_independent_computation(
    repository: Repository, shares: "pd.Series[float]", code: str, kind: str
) -> None:
    group = ready(repository, code, kind)
    members = shares[shares.index.isin(six_digits(repository, group))]
    expected = members.rank(method="min", ascending=False)  # not judged: the largest first
    row = next(
        row for row in profile_of(repository, code, group).rows if row.indicator.code == SHARE
    )
    assert row.year == YEAR
    assert row.value.value == pytest.approx(members[code[:6]])
    assert row.rank == int(expected[code[:6]])
    assert row.n == len(members)
    assert row.stats is not None
    assert row.stats.median == pytest.approx(members.median())
    assert row.stats.q1 == pytest.approx(members.quantile(0.25))
    assert row.stats.p95 == pytest.approx(members.quantile(0.95))


def test_places_of_all_gminas_are_those_of_an_independent_computation(
    repository: Repository, shares: "pd.Series[float]"
) -> None:
    expected = shares.rank(method="min", ascending=False).astype(int)
    key = repository.indicator(SHARE).id
    units = repository.directory().units_of("gmina")
    found = {}
    for unit in units:
        rows = repository.latest(unit.id, [key])
        # Boguszow-Gorce did not report in 2019; its newest value is of 2018.
        if len(rows) and rows["year"].iloc[0] == YEAR:
            found[unit.teryt[:6]] = int(rows["rank_country"].iloc[0])
    assert found == expected.to_dict()


def test_real_data_of_few_indicators_make_a_short_profile(repository: Repository) -> None:
    profile = profile_of(repository, "1420011", ready(repository, "1420011", "kraj"))
    assert SHARE in {row.indicator.code for row in profile.rows}
    assert all(repository.years(row.indicator.id, "gmina") for row in profile.rows)
    assert len(profile.rows) < 20
