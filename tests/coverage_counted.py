"""Counts the coverage of a country that a test has written row by row."""

from sqlalchemy import Connection, select

from smup.models import LEVELS, Indicator, Observation
from smup.statistics.coverage import counted_units, write_coverage
from smup.statistics.matrix import read_matrix
from smup.territory.store import read_directory


def count_all(connection: Connection) -> None:
    """Fill ``coverage``, which must be empty, as the statistics do."""
    directory = read_directory(connection)
    units = [counted_units(directory, level) for level in LEVELS]
    indicators = connection.execute(select(Indicator.id, Indicator.task_level)).all()
    pairs = [(one, read_matrix(connection, Observation, one.id, directory)) for one in indicators]
    write_coverage(connection, pairs, units)
