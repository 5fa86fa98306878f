"""Files of data that are made beside the web workers: what is a job, and how it is done."""

from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from smup.database import make_engine
from smup.exports.csv import Separator
from smup.exports.forms import file_name, write
from smup.jobs.kinds import Kind, database_folder
from smup.jobs.progress import Progress
from smup.jobs.queue import Make
from smup.repository.current import CurrentRepository
from smup.repository.facade import Repository
from smup.settings import Settings
from smup.views.as_of import require_readable
from smup.views.take_out.extracts import read_extract
from smup.views.take_out.records import Extract

SECONDS_A_FILE = 1800
MEGABYTE = 1_000_000
MANY_ROWS = 100_000


def kind_of(settings: Settings) -> Kind:
    """Return how files of data are made beside the web workers."""
    return Kind(
        module=__name__,
        folder=database_folder(settings.exports_dir, settings.database_url),
        workers=settings.exports_workers,
        seconds=SECONDS_A_FILE,
        most_bytes=settings.exports_mb * MEGABYTE,
    )


def maker_of(settings: Settings) -> Make:
    """Return what makes a file of data from its job."""
    repository = CurrentRepository(make_engine(settings, read_only=True))

    def make(job: Mapping[str, object], path: Path, progress: Progress) -> str:
        return make_file(repository, job, path, progress)

    return make


def job_of(form: str, extract: Extract, separator: Separator) -> dict[str, object]:
    """Return what is needed to make the same file: the address of the table."""
    description = extract.description
    return {
        "form": form,
        "table": description.table,
        "query": description.query,
        "lang": description.lang,
        "separator": separator,
        "rows": extract.table.rows,
        "origin": description.origin,
    }


def key_of(job: Mapping[str, object], *, tag: str, mark: str) -> str:
    """Return the key of a file: the same for all who ask, until data or program change.

    Args:
        job: of the file.
        tag: state of the data.
        mark: state of the program.
    """
    parts = [f"{name}={job[name]}" for name in sorted(job)]
    return blake2b("\n".join([*parts, tag, mark]).encode(), digest_size=16).hexdigest()


def priority_of(extract: Extract) -> int:
    """Return how early a file is made: the small ones before the large ones that wait."""
    return 1 if extract.table.rows <= MANY_ROWS else 0


def make_file(
    repository: Repository, job: Mapping[str, Any], path: Path, progress: Progress
) -> str:
    """Write the file of a job; return its name."""
    query = dict(parse_qsl(job["query"], keep_blank_values=True))
    # Everything below sees one state of the data, as within a request.
    repository.begin_request()
    try:
        found = read_extract(repository, job["table"], query, lang=job["lang"])
        extract = found.served_from(job["origin"])
        write(job["form"], extract, path, separator=job["separator"], progress=progress)
        require_readable(repository)
        return file_name(job["form"], extract.description)
    finally:
        repository.end_request()
