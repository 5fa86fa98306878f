"""Databases filled once and copied: writing a country costs a hundred times what a copy does."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from smup.database import sqlite_file
from tests.postgres import Cluster

Fill = Callable[..., object]


@dataclass
class Pour:
    """Pours into an empty database what a function writes; see ``__call__``.

    Attributes:
        folder: of the files that are copied.
        cluster: gives the PostgreSQL cluster.
    """

    folder: Path
    cluster: Callable[[], Cluster]
    _kept: dict[Any, str] = field(default_factory=dict)

    def __call__(self, engine: Engine, fill: Fill, **options: Any) -> Engine:
        """Leave in a database what ``fill(engine, **options)`` writes into an empty one.

        Args:
            engine: of a database with the schema and nothing else.
            fill: a function of a module (what is written inside a test differs from test to test).
            options: given to ``fill``.
        """
        key = (engine.dialect.name, fill, tuple(sorted(options.items())))
        kept = self._kept.get(key)
        if kept is None:
            fill(engine, **options)
        engine.dispose()
        file, name = sqlite_file(engine.url), str(engine.url.database)
        if file is not None:
            if kept is None:
                kept = str(self.folder / f"{len(self._kept)}.sqlite")
                shutil.copy(file, kept)
            else:
                shutil.copy(kept, file)
        elif kept is None:
            kept = self.cluster().create(template=name)
        else:
            self.cluster().replace(name, template=kept)
        self._kept[key] = kept
        return engine
