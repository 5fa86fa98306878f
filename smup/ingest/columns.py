"""Values of many units and years as arrays, the shape in which they are loaded."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from smup.models import Observation, VariableValue

Int8 = NDArray[np.int8]
Int16 = NDArray[np.int16]
Int32 = NDArray[np.int32]
Float64 = NDArray[np.float64]
Mask = NDArray[np.bool_]

NO_DECIMALS = -1
DTYPES: dict[str, type[np.generic]] = {
    "key_id": np.int32,
    "year": np.int16,
    "unit_id": np.int32,
    "value": np.float64,
    "flag": np.int8,
    "decimals": np.int8,
}
ValueTable = type[Observation] | type[VariableValue]
KEY_COLUMN: dict[ValueTable, str] = {Observation: "indicator_id", VariableValue: "variable_id"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueColumns:
    """Rows of ``observation`` or ``variable_value``; all arrays of one length.

    Attributes:
        key_id: id of the indicator or variable.
        year: year of the value.
        unit_id: id of the unit.
        value: the number; NaN where there is none.
        flag: kind of value, see ``Flag``.
        decimals: decimals the source gave; -1 if it did not say.
    """

    key_id: Int32
    year: Int16
    unit_id: Int32
    value: Float64
    flag: Int8
    decimals: Int8

    @classmethod
    def of(cls, **columns: Any) -> Self:
        """Make columns from arrays or single numbers, which are repeated to the common length."""
        columns.setdefault("decimals", NO_DECIMALS)
        arrays = np.broadcast_arrays(*(np.asarray(columns[name]) for name in DTYPES))
        pairs = zip(DTYPES.items(), arrays, strict=True)
        return cls(**{name: array.ravel().astype(dtype) for (name, dtype), array in pairs})

    def __len__(self) -> int:
        return len(self.key_id)

    def take(self, where: Any) -> "ValueColumns":
        """Return the rows of a mask, of positions or of a slice."""
        return ValueColumns(**{name: getattr(self, name)[where] for name in DTYPES})

    def arrays(self) -> list[NDArray[Any]]:
        """Return the arrays in the order of the fields."""
        return [getattr(self, item.name) for item in fields(self)]

    def lists(self) -> list[list[Any]]:
        """Return the columns as Python values, None for an absent value or decimals."""
        value = self.value.astype(object)
        value[np.isnan(self.value)] = None
        decimals = self.decimals.astype(object)
        decimals[self.decimals < 0] = None
        arrays = (self.key_id, self.year, self.unit_id, value, self.flag, decimals)
        return [array.tolist() for array in arrays]

    def by_key(self) -> Iterator["ValueColumns"]:
        """Yield the rows of each key; the rows are in the order of the key."""
        edges = np.flatnonzero(np.diff(self.key_id)) + 1
        for start, end in zip([0, *edges], [*edges, len(self)], strict=True):
            if end > start:
                yield self.take(slice(int(start), int(end)))

    def order(self) -> NDArray[np.intp]:
        """Return the positions that put the rows in the order of the primary key."""
        return np.lexsort((self.unit_id, self.year, self.key_id))


def same_values(left: ValueColumns, right: ValueColumns) -> Mask:
    """Tell row by row whether value, flag and decimals are equal (NaN equals NaN)."""
    values = (left.value == right.value) | (np.isnan(left.value) & np.isnan(right.value))
    equal: Mask = values & (left.flag == right.flag) & (left.decimals == right.decimals)
    return equal
