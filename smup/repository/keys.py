"""A list of keys in a condition, sent as one value however long it is."""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import BIGINT, BindParameter, Boolean, ColumnElement, Dialect, Text, bindparam
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine


class _Keys(TypeDecorator[Any]):
    """Whole numbers as one value: an array of PostgreSQL, a text of JSON for SQLite."""

    impl = BIGINT
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the type of the driver."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(ARRAY(BIGINT))
        return dialect.type_descriptor(Text())

    def process_bind_param(self, value: Iterable[int] | None, dialect: Dialect) -> Any:
        """Return the keys as the driver takes them."""
        keys = [] if value is None else list(value)
        return keys if dialect.name == "postgresql" else json.dumps(keys)


class among(FunctionElement[bool]):  # noqa: N801  used as a function, like those of SQLAlchemy
    """The condition that a column has one of some keys.

    ``column.in_(keys)`` writes every key into the statement: with hundreds of them that takes
    longer than the answer. Here the statement stays the same, and is prepared once.

    Args (of the constructor):
        column: whole numbers.
        keys: their values, or a ``bindparam`` of type ``KEYS``.
    """

    name = "among"
    inherit_cache = True
    type = Boolean()

    def __init__(
        self, column: ColumnElement[int], keys: Iterable[int] | BindParameter[Any]
    ) -> None:
        """Take the column and the keys."""
        given = keys if isinstance(keys, BindParameter) else bindparam(None, keys, type_=KEYS)
        super().__init__(column, given)


KEYS = _Keys()


@compiles(among, "sqlite")
def _in_sqlite(element: among, compiler: SQLCompiler, **kw: Any) -> str:
    column, keys = (compiler.process(one, **kw) for one in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({keys}))"  # noqa: S608  parts of a statement


@compiles(among, "postgresql")
def _in_postgresql(element: among, compiler: SQLCompiler, **kw: Any) -> str:
    column, keys = (compiler.process(one, **kw) for one in element.clauses)
    return f"{column} = ANY({keys})"
