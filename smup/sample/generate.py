"""Fills an empty database with the labelled sample, in one transaction."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import Connection, Engine, select

from smup.catalogue.files import Catalogue, load_catalogue
from smup.catalogue.schema import Formula
from smup.catalogue.store import ids_by_code, store_catalogue
from smup.costs.dictionary import CostDictionary, read_dictionary
from smup.errors import IngestError
from smup.ingest.bulk import write_values
from smup.ingest.kinds import SAMPLE
from smup.ingest.load import Load, LoadSummary, load
from smup.ingest.progress import Progress, silent
from smup.models import Indicator, Observation, Unit, Variable, VariableValue
from smup.sample.cost_ground import CostGround
from smup.sample.cost_settings import CostSample, read_cost_sample
from smup.sample.cost_write import write_costs
from smup.sample.costs import SampleCosts, generate_costs, with_full_cost
from smup.sample.fictional import FictionalUnits, read_fictional_units
from smup.sample.notes import SampleNote, read_notes, write_notes
from smup.sample.plan import PlannedVariable, plan, read_settings, read_variables
from smup.sample.rows import columns_of, matrix_of, variable_matrix
from smup.sample.settings import SampleSettings
from smup.sample.typology import write_example_typology
from smup.sample.units import write_units
from smup.sample.values import GeneratedVariable, SampleValues
from smup.settings import DATA
from smup.statistics.compute import Variables, compute_one
from smup.statistics.matrix import Matrix
from smup.statistics.peers import rebuild_peers
from smup.statistics.rebuild import rebuild_statistics
from smup.territory.boundaries import approximate_rows
from smup.territory.boundary_bodies import insert_packed
from smup.territory.directory import UnitDirectory

SOURCE = "Dane przykładowe, wygenerowane (ziarno {seed})"
NOTE = "Wartości są wymyślone; prawdziwe są tylko jednostki, ich powierzchnia, ludność i położenie."
NOT_EMPTY = (
    "W tej bazie są już jednostki, a dane przykładowe zapisuje się tylko w pustej. Załóż ją od "
    "nowa: python -m smup init --force albo wskaż inną w SMUP_DATABASE_URL."
)
STAGES = ("Jednostki i katalog", "Wartości przykładowe", "Wskaźniki", "Granice przybliżone")


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleInput:
    """What the sample is made from, all read and checked before the database is touched."""

    settings: SampleSettings
    catalogue: Catalogue
    variables: Sequence[PlannedVariable]
    fictional: FictionalUnits
    costs: CostSample
    dictionary: CostDictionary
    notes: tuple[SampleNote, ...] = ()


@dataclass(slots=True, kw_only=True)
class GeneratedVariables(Variables):
    """Variables in memory for the computation of indicators, in place of reading them back."""

    generated: Mapping[str, Matrix]

    def get(self, code: str) -> Matrix:
        """Return the matrix of a variable."""
        return self.generated[code]


def read_input(folder: Path = DATA) -> SampleInput:
    """Read catalogue and settings from ``data/``.

    Raises:
        CatalogueError: naming file, entry and field.
    """
    catalogue = load_catalogue(folder / "catalogue")
    settings = read_settings(folder / "sample")
    return SampleInput(
        settings=settings,
        catalogue=catalogue,
        variables=plan(
            catalogue.variables,
            catalogue.indicators,
            variables=read_variables(folder / "sample"),
            wholes=settings.whole,
        ),
        fictional=read_fictional_units(folder / "sample"),
        costs=read_cost_sample(folder / "sample"),
        dictionary=read_dictionary(folder / "costs"),
        notes=read_notes(folder / "sample"),
    )


def generate_sample(
    engine: Engine, *, given: SampleInput | None = None, progress: Progress = silent
) -> LoadSummary:
    """Write units, catalogue, values, indicators, statistics and approximate borders.

    Args:
        engine: engine of an empty database with the current schema.
        given: what to make it from; by default all of ``data/``.
        progress: told of the stages.

    Raises:
        CatalogueError: when a file of ``data/`` is not right.
        IngestError: when the database is not empty.
        DatabaseBusyError: when another load runs.
    """
    given = given or read_input()
    source = SOURCE.format(seed=given.settings.seed)
    with (
        ThreadPoolExecutor(max_workers=2) as beside,
        load(engine, kind=SAMPLE, source=source, note=NOTE) as current,
    ):
        connection = current.connection
        _refuse_units(connection)
        progress(STAGES[0], 0, 2)
        directory = write_units(connection, given.fictional)
        directory = write_example_typology(connection, directory, release_id=current.release_id)
        progress(STAGES[0], 1, 2)
        store_catalogue(connection, given.catalogue)
        progress(STAGES[0], 2, 2)
        borders = beside.submit(approximate_rows, directory)
        values = SampleValues(given.settings, units=directory.units, variables=given.variables)
        generated = {variable.code: variable for variable in values}
        # Writing waits for SQLite, so the costs are computed meanwhile; the few variables that
        # are full costs come after all others.
        making = beside.submit(
            _costs, directory, given, values, generated, release_id=current.release_id
        )
        others = {code: generated[code] for code in generated.keys() - given.costs.full_cost.keys()}
        known = _write_variables(current, directory, given, others, progress=progress)
        costs, full = making.result()
        known |= _write_variables(current, directory, given, full, progress=progress)
        matrices = _write_indicators(current, directory, known, progress=progress)
        rebuild_statistics(connection, directory=directory, matrices=matrices, progress=progress)
        _write_borders(current, borders, progress=progress)
        rebuild_peers(connection, directory=directory, matrices=matrices, progress=progress)
        current.counts.new += write_costs(current, costs, progress=progress)
        write_notes(connection, directory, given.notes, datetime.now(UTC))
        current.counts.read = current.counts.new
    if current.summary is None:
        raise RuntimeError
    return current.summary


def _write_borders(
    current: Load, borders: Future[list[dict[str, Any]]], *, progress: Progress
) -> None:
    progress(STAGES[3], 0, 1)
    insert_packed(current.connection, borders.result(), release_id=current.release_id)
    progress(STAGES[3], 1, 1)


def _refuse_units(connection: Connection) -> None:
    if connection.scalar(select(Unit.id).limit(1)) is not None:
        raise IngestError(NOT_EMPTY)


def _costs(
    directory: UnitDirectory,
    given: SampleInput,
    values: SampleValues,
    generated: Mapping[str, GeneratedVariable],
    *,
    release_id: int,
) -> tuple[SampleCosts, dict[str, GeneratedVariable]]:
    """Return the costs that agree with the variables, and the variables that are full costs."""
    ground = CostGround(
        generated,
        rows=values.gminas.places.rows,
        unit_ids=directory.ids,
        clock=values.gminas.clock,
        seed=given.settings.seed,
        left_out=[directory.by_code(code).id for code in given.costs.left_out],
    )
    costs = generate_costs(ground, given.costs, given.dictionary, release_id=release_id)
    full = {code: generated[code] for code in given.costs.full_cost if code in generated}
    if len(costs.service_cost):
        for code, variable in full.items():
            service = given.dictionary.services[given.costs.full_cost[code]]
            full[code] = with_full_cost(
                variable, costs.service_cost, service, ground=ground, tree=values.tree
            )
    return costs, full


def _write_variables(
    current: Load,
    directory: UnitDirectory,
    given: SampleInput,
    generated: Mapping[str, GeneratedVariable],
    *,
    progress: Progress,
) -> dict[str, Matrix]:
    """Write variables in the order of their ids; return them as matrices."""
    years = np.array(given.settings.years, dtype=np.int64)
    decimals = {card.code: card.decimals for card in given.catalogue.variables}
    ids = ids_by_code(current.connection, Variable)
    for done, code in enumerate(sorted(generated, key=ids.__getitem__), start=1):
        columns = columns_of(
            generated[code],
            key_id=ids[code],
            years=years,
            unit_ids=directory.ids,
            decimals=decimals[code],
        )
        write_values(current, VariableValue, columns, fresh=True)
        progress(STAGES[1], done, len(generated))
    return {code: variable_matrix(variable, years) for code, variable in generated.items()}


def _write_indicators(
    current: Load, directory: UnitDirectory, generated: dict[str, Matrix], *, progress: Progress
) -> dict[int, Matrix]:
    """Compute and write all indicators; return their values by id."""
    connection = current.connection
    rows = connection.execute(select(Variable.id, Variable.code, Variable.card))
    variables = GeneratedVariables(
        load=current,
        directory=directory,
        rows={row.code: row for row in rows},
        generated=generated,
    )
    query = select(Indicator.id, Indicator.decimals, Indicator.task_level, Indicator.card)
    indicators = connection.execute(query.order_by(Indicator.id)).all()
    matrices: dict[int, Matrix] = {}
    for done, row in enumerate(indicators, start=1):
        columns = compute_one(row, Formula.model_validate(row.card["formula"]), variables)
        write_values(current, Observation, columns, fresh=True)
        matrices[row.id] = matrix_of(columns, directory)
        progress(STAGES[2], done, len(indicators))
    return matrices
