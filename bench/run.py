"""All measurements of docs/performance.md, one after another, as Markdown.

    python bench/run.py [--small var/smup.sqlite] [--big var/big.sqlite]

Make the big database first with bench/generate_big.py; without it that part is left out. Nothing
else should run on the machine: the load average is printed with the figures.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from smup.settings import ROOT

HERE = Path(__file__).parent


def main() -> None:
    """Run every part in a process of its own."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--small", type=Path, default=ROOT / "var" / "smup.sqlite")
    parser.add_argument("--big", type=Path, default=ROOT / "var" / "big.sqlite")
    given = parser.parse_args()
    small, big = (f"sqlite:///{path.resolve()}" for path in (given.small, given.big))
    print(f"{os.cpu_count()} cores, load average {os.getloadavg()[0]:.1f}\n", flush=True)
    _fill()
    _run("Answers", "answers.py", "--small", small, "--big", big)
    _run("Profile", "profile.py", "--small", small, "--big", big)
    _run("Costs", "costs.py", "--small", small)
    _run("Practices", "practices.py")
    _run("Files of data", "exports.py", "--database", str(given.big))
    _run("Reads of the API", "api.py", "--database", str(given.small))
    _run("Slow clients", "slow_clients.py", "--database", str(given.small))
    _run("Imports", "imports.py")
    _run("Fetching official data", "sync.py")
    _run("Load of fetched data", "sync_bare.py")
    _run("Pages while data are fetched", "sync_pages.py")
    _run("Browser", "browser.py", "--database", str(given.small))
    print(f"load average at the end {os.getloadavg()[0]:.1f}")


def _fill() -> None:
    """Time the first start: an empty folder to a database with the sample."""
    with tempfile.TemporaryDirectory() as folder:
        env = os.environ | {"SMUP_DATABASE_URL": f"sqlite:///{folder}/smup.sqlite"}
        command = [sys.executable, "-m", "smup", "init"]
        started = time.perf_counter()
        child = os.posix_spawn(sys.executable, command, env)
        _, status, usage = os.wait4(child, 0)
        seconds = time.perf_counter() - started
        assert status == 0, "init failed"
    print(
        f"## First start\n\n`python -m smup init`: {seconds:.0f} s, "
        f"{usage.ru_utime + usage.ru_stime:.0f} s of processor, "
        f"{usage.ru_maxrss / 1024:.0f} MB at most\n",
        flush=True,
    )


def _run(heading: str, script: str, *arguments: str) -> None:
    print(f"## {heading}\n", flush=True)
    command = [sys.executable, str(HERE / script), *arguments]
    subprocess.run(command, check=True, env=os.environ | {"PYTHONPATH": str(ROOT)})
    print(flush=True)


if __name__ == "__main__":
    main()
