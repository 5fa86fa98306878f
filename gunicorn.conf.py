"""How gunicorn serves ``app:server``; every value that differs by place comes from ``SMUP_*``."""

import importlib
import multiprocessing
import sys
from pathlib import Path
from typing import Any

from gunicorn.http import message

from smup.database import check_schema, make_engine
from smup.errors import SmupError
from smup.reports.fonts import cut_beforehand
from smup.reports.make import fonts_folder
from smup.settings import Settings
from smup.web.streams import bound_sends

CANNOT_START = 3
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108  gunicorn makes its own private file in it


def _settings() -> Settings:
    try:
        return Settings.from_env()
    except SmupError as error:
        sys.exit(str(error))


settings = _settings()

bind = f"{settings.host}:{settings.port}"
# Each core gets a process of its own and one waits in reserve. Its threads are for clients that
# take their answers slowly; they do not work at the same time (docs/decisions/0010 and 0026).
worker_class = "gthread"
threads = settings.threads
workers = settings.workers or multiprocessing.cpu_count() + 1
# The application is made in each worker, after the fork, so that no database connection is shared;
# its modules are loaded once, before it (on_starting).
preload_app = False
timeout = 60
graceful_timeout = 20
# Addresses up to this length reach the application, which refuses long ones in the user's words;
# gunicorn's own ceiling of 8190 would answer them with a bare English line.
message.MAX_REQUEST_LINE = limit_request_line = 64 * 1024
accesslog = None
loglevel = settings.log_level.lower()
# The default heartbeat file may lie on a slow disk and stall a worker.
worker_tmp_dir = str(SHARED_MEMORY) if SHARED_MEMORY.is_dir() else None
control_socket_disable = True


def on_starting(_server: Any) -> None:
    """Refuse to start on a missing or older schema; load the modules that workers share.

    One sentence of refusal stands here in place of a traceback from every worker.
    """
    try:
        engine = make_engine(settings, read_only=True)
        try:
            check_schema(engine)
        finally:
            engine.dispose()
    except SmupError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(CANNOT_START)
    importlib.import_module("app")
    # The command line should not wait for it, so the method imports it late; a reader should not.
    importlib.import_module("statsmodels.regression.linear_model")


def when_ready(_server: Any) -> None:
    """Cut the fonts of reports when they are not there yet: once in the life of an installation.

    What makes reports is started by the first request for one (decision 0018).
    """
    cut_beforehand(fonts_folder(settings))


def post_worker_init(worker: Any) -> None:
    """Bound sending to clients that have gone; print the address once a worker can answer."""
    bound_sends(listener.sock for listener in worker.sockets)
    if worker.age == 1:
        sys.stdout.write(
            f"SMUP działa: http://{settings.host}:{settings.port} (Ctrl+C zatrzymuje)\n"
        )
        sys.stdout.flush()
