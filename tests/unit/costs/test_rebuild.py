"""service_cost follows the rows: for the units that changed, for all, and as `check` sees it."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, update

from smup.cli import main
from smup.costs import rebuild
from smup.costs.dictionary import read_dictionary
from smup.costs.integrity import stale_costs
from smup.costs.load_costs import import_costs
from smup.costs.rebuild import rebuild_service_costs
from smup.models.costs import CostSpending, ServiceCost
from tests import builders
from tests.cost_files import JONIEC, PLONSK, POWIAT, SCHOOLS, loaded, write_csv

COLUMNS = ("unit_id", "service", "year", "direct")


@pytest.fixture
def with_costs(gminas: Engine, tmp_path: Path) -> Engine:
    rows = [f"{unit};2023;;80101;4790;{amount}" for unit, amount in ((PLONSK, 100), (JONIEC, 7))]
    import_costs(gminas, [write_csv(tmp_path, "wydatki", *rows)])
    return gminas


def test_only_the_units_named_are_computed_anew(with_costs: Engine) -> None:
    with with_costs.begin() as connection:
        one, other = (builders.unit_id(connection, code) for code in (PLONSK, JONIEC))
        connection.execute(update(CostSpending).values(amount_gr=500))
        assert rebuild_service_costs(connection, read_dictionary(), unit_ids=[one]) == 1
    assert loaded(with_costs, ServiceCost, *COLUMNS) == [
        (one, SCHOOLS, 2023, 5.0),
        (other, SCHOOLS, 2023, 7.0),
    ]


def test_all_are_computed_in_blocks(with_costs: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuild, "BLOCK", 1)
    before = loaded(with_costs, ServiceCost, *COLUMNS)
    with with_costs.begin() as connection:
        connection.execute(update(ServiceCost).values(direct=0))
        assert rebuild_service_costs(connection, read_dictionary()) == 2
    assert loaded(with_costs, ServiceCost, *COLUMNS) == before


def test_a_unit_whose_rows_are_gone_has_no_costs(with_costs: Engine) -> None:
    with with_costs.begin() as connection:
        unit_id = builders.unit_id(connection, JONIEC)
        connection.execute(delete(CostSpending).where(CostSpending.unit_id == unit_id))
        rebuild_service_costs(connection, read_dictionary(), unit_ids=[unit_id])
    assert len(loaded(with_costs, ServiceCost, *COLUMNS)) == 1


def test_a_powiat_does_not_run_a_service_of_gminas(small: Engine, tmp_path: Path) -> None:
    summary = import_costs(
        small, [write_csv(tmp_path, "wydatki", f"{POWIAT};2023;;80101;4790;100")]
    )
    assert summary.counts.new == 1
    assert loaded(small, ServiceCost, *COLUMNS) == []


def test_a_city_with_powiat_rights_runs_services_of_gminas(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    with sqlite_engine.begin() as connection:
        builders.unit(connection, "0264011", city_county=True)
    rows = ("0264;2023;;80101;4790;100", "0264011;2023;;80101;4010;5")
    summary = import_costs(sqlite_engine, [write_csv(tmp_path, "wydatki", *rows)])
    assert summary.counts.new == 2
    assert [row[3] for row in loaded(sqlite_engine, ServiceCost, *COLUMNS)] == [100.0]


def test_check_tells_costs_that_differ_from_their_rows(with_costs: Engine) -> None:
    dictionary = read_dictionary()
    with with_costs.begin() as connection:
        assert stale_costs(connection, dictionary) == (2, 0)
        connection.execute(update(ServiceCost).where(ServiceCost.direct < 10).values(direct=8))
        assert stale_costs(connection, dictionary) == (2, 1)
        connection.execute(delete(ServiceCost).where(ServiceCost.direct > 10))
        assert stale_costs(connection, dictionary) == (2, 2)


def test_a_database_without_costs_has_nothing_to_check(small: Engine) -> None:
    with small.connect() as connection:
        assert stale_costs(connection, read_dictionary()) == (0, 0)


def test_commands_load_check_and_compute_costs(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    small: Engine,
) -> None:
    monkeypatch.setenv("SMUP_DATABASE_URL", str(small.url))
    file = write_csv(tmp_path, "wydatki", f"{PLONSK};2023;;80101;4790;100", "x;2023;;80101;401;1")
    assert main(["import", "costs", str(file), "--source", "Rb-28S"]) == 0
    told = capsys.readouterr().out
    assert "nowe: 1" in told
    assert "wydatki.csv, wiersz 3: Nieznany kod jednostki: „x”" in told
    with small.begin() as connection:
        connection.execute(update(ServiceCost).values(direct=1))
    assert main(["check"]) == 1
    assert "Koszty usług próby jednostek (1): wiersze nieaktualne: 1." in capsys.readouterr().out
    assert main(["stats"]) == 0
    assert main(["check"]) == 0
    assert main(["import", "costs", str(tmp_path / "nie-ma.csv")]) == 1
    assert "nie-ma.csv" in capsys.readouterr().err
    assert main(["import", "costs", "--help"]) == 0
    assert "Wczytaj koszty usług z szablonów" in capsys.readouterr().out
