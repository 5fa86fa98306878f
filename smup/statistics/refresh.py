"""What follows a load: indicators of changed variables, their statistics, peers, effects."""

from smup.ingest.load import Load
from smup.ingest.progress import Progress, silent
from smup.statistics.compute import compute_indicators
from smup.statistics.peers import rebuild_nearest, rebuild_peers, similarity_ids
from smup.statistics.practice_effects import rebuild_effects
from smup.statistics.rebuild import rebuild_statistics
from smup.territory.store import read_directory

SUMMED = "Poziomy wyższe zsumowano z niższych dla zmiennych: {codes}."


def refresh(load: Load, *, progress: Progress = silent) -> None:
    """Recompute what depends on the rows a load changed; give it to ``load(after=…)``."""
    if not (load.variables or load.indicators or load.units_changed):
        return
    directory = read_directory(load.connection)
    summed = compute_indicators(load, directory, progress=progress)
    if summed:
        load.notes.append(SUMMED.format(codes=", ".join(sorted(summed))))
    changed = None if load.units_changed else load.indicators
    rebuild_statistics(
        load.connection,
        indicator_ids=changed,
        directory=directory,
        release_id=load.release_id,
        progress=progress,
    )
    if load.units_changed:
        rebuild_peers(load.connection, directory=directory, progress=progress)
    elif load.indicators.intersection(similarity_ids(load.connection).values()):
        rebuild_nearest(load.connection, directory=directory)
    rebuild_effects(load.connection, directory, indicator_ids=changed)
